import * as z from "zod";
import { ApplicationId, DefenceTimetableId, ExpertId, RoundId, Sha256, SocietyCode } from "../kernel/ids.ts";
import { Seed } from "../kernel/lots.ts";
import { Words } from "../kernel/text.ts";
import { Instant, Zone } from "../kernel/time.ts";
import { BarredBecause } from "./barred.ts";

/** OPEN: the seed exists, and all know its hash. DRAWN: who defends is frozen, and the seed is open to all. */
export const DefenceDrawState = z.enum(["OPEN", "DRAWN"]);
export type DefenceDrawState = z.infer<typeof DefenceDrawState>;

/** Who defends, in the order in which they do; `place` counts from 1. */
export const Defender = z.object({
  place: z.int().positive(),
  applicationId: ApplicationId,
  societyCode: SocietyCode,
  societyNames: Words,
});
export type Defender = z.infer<typeof Defender>;

/** Why an eligible application may not defend yet, where the programme lets it stand in the way (`blocks`: defence). */
export const KeptOutBecause = BarredBecause.extract(["paper-short", "supplier-unregistered"]);
export type KeptOutBecause = z.infer<typeof KeptOutBecause>;

/** An application that may not defend yet. */
export const KeptOut = Defender.omit({ place: true }).extend({ because: z.array(KeptOutBecause).min(1) });
export type KeptOut = z.infer<typeof KeptOut>;

/** The one draw of a round. Without a lot (order by register) there is neither seed nor hash. */
export const DefenceDraw = z.object({
  roundId: RoundId,
  definitionHash: Sha256,
  state: DefenceDrawState,
  /** SHA-256 of the seed's 64 hex digits as text; shown before it is known who defends. */
  seedHash: Sha256.nullable(),
  openedBy: z.string(),
  openedAt: Instant,
  /** Null until it was used. */
  seed: Seed.nullable(),
  drawnBy: z.string().nullable(),
  drawnAt: Instant.nullable(),
  defenders: z.array(Defender),
  /** Eligible, and not in the draw: whoever makes up for it defends behind the others, where all do. Left out where there is none. */
  keptOut: z.array(KeptOut).optional(),
  version: z.int().positive(),
});
export type DefenceDraw = z.infer<typeof DefenceDraw>;

export const Span = z.object({ fromAt: Instant, toAt: Instant });
export type Span = z.infer<typeof Span>;

/** Where a session is held: a room by its name, or a video meeting by its link, which a calendar takes as it is. */
export const Place = z.discriminatedUnion("kind", [
  z.strictObject({ kind: z.literal("room"), name: z.string().trim().min(1).max(100) }),
  z.strictObject({
    kind: z.literal("video"),
    link: z
      .url({ protocol: /^https$/ })
      .regex(/^[!-~]+$/)
      .max(500),
  }),
]);
export type Place = z.infer<typeof Place>;

/** A session as officers give it: one place, one panel, from start to end but for its breaks. */
export const DefenceSession = z.strictObject({
  /** Its own name within the round, the same from timetable to timetable, such as `1206-am-a`. */
  key: z
    .string()
    .regex(/^[a-z0-9]+(-[a-z0-9]+)*$/)
    .max(40),
  place: Place,
  fromAt: Instant,
  toAt: Instant,
  breaks: z.array(Span).max(10),
  experts: z.array(ExpertId).min(1).max(30),
  /** 组长: who of them chairs; left out where nobody does. */
  chair: ExpertId.optional(),
});
export type DefenceSession = z.infer<typeof DefenceSession>;

/** When and where one application is defended. */
export const DefenceSlot = z.object({
  applicationId: ApplicationId,
  societyCode: SocietyCode,
  sessionKey: z.string(),
  place: Place,
  fromAt: Instant,
  toAt: Instant,
  /** Number of the timetable that last moved it: the SEQUENCE of its calendar entry. */
  changedIn: z.int().positive(),
});
export type DefenceSlot = z.infer<typeof DefenceSlot>;

/** A session as a timetable holds it. */
export const HeldSession = z.object({
  ...DefenceSession.shape,
  /** Number of the timetable that last changed its time, place, panel or chair. */
  changedIn: z.int().positive(),
});
export type HeldSession = z.infer<typeof HeldSession>;

/** A session that an expert no longer sits in: what takes it out of his or her calendar. */
export const LeftSession = HeldSession.pick({
  key: true,
  place: true,
  fromAt: true,
  toAt: true,
  changedIn: true,
}).extend({ expertId: ExpertId });
export type LeftSession = z.infer<typeof LeftSession>;

/** Of one defence: who sits there and is not assigned to it, so scores nothing; who is assigned and sits elsewhere. */
export const NotScoring = z.object({
  applicationId: ApplicationId,
  notAssigned: z.array(ExpertId),
  elsewhere: z.array(ExpertId),
});
export type NotScoring = z.infer<typeof NotScoring>;

export const DefenceTimetableState = z.enum(["PROPOSED", "APPROVED", "SUPERSEDED"]);
export type DefenceTimetableState = z.infer<typeof DefenceTimetableState>;

export const DefenceTimetable = z.object({
  id: DefenceTimetableId,
  roundId: RoundId,
  definitionHash: Sha256,
  zone: Zone,
  /** Counts a round's proposals. */
  number: z.int().positive(),
  /** The approved timetable that it follows; null for the first. */
  follows: DefenceTimetableId.nullable(),
  /** SHA-256 of the canonical JSON of sessions, slots, what fell away, and who scores nothing. */
  timetableHash: Sha256,
  sessions: z.array(HeldSession),
  /** By the order in which they begin. */
  slots: z.array(DefenceSlot),
  /** Slots of who defends no more, as they were; `changedIn` is when they fell away. */
  fallen: z.array(DefenceSlot),
  left: z.array(LeftSession),
  /** Left out where everybody scores. */
  notScoring: z.array(NotScoring).optional(),
  /** Why somebody is told later than the programme's working days before; null where nobody is. */
  shortNoticeBecause: z.string().nullable(),
  state: DefenceTimetableState,
  proposedBy: z.string(),
  proposedAt: Instant,
  approvedBy: z.string().nullable(),
  approvedAt: Instant.nullable(),
  version: z.int().positive(),
});
export type DefenceTimetable = z.infer<typeof DefenceTimetable>;

/** Which timetables of a round count: the newest proposal and the one that is approved. */
export const DefenceStanding = z.object({
  roundId: RoundId,
  /** Of the newest proposal. */
  number: z.int().positive(),
  proposedId: DefenceTimetableId.nullable(),
  approvedId: DefenceTimetableId.nullable(),
  version: z.int().positive(),
});
export type DefenceStanding = z.infer<typeof DefenceStanding>;

/** When a society can't defend, in its own words or as an officer heard them. */
export const DefenceBlackouts = z.object({
  roundId: RoundId,
  applicationId: ApplicationId,
  spans: z.array(Span.extend({ reason: z.string() })),
  statedBy: z.string(),
  statedAt: Instant,
  version: z.int().positive(),
});
export type DefenceBlackouts = z.infer<typeof DefenceBlackouts>;
