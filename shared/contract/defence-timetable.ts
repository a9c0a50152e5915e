import * as z from "zod";
import { ApplicationId, DefenceTimetableId, ExpertId, RoundId, Sha256, SocietyCode } from "../kernel/ids.ts";
import { staff } from "../kernel/roles.ts";
import { Instant } from "../kernel/time.ts";
import { ConflictGround } from "./conflict-matches.ts";
import { DefenceSession, DefenceSlot, DefenceTimetable, KeptOut, NotScoring } from "./defence-record.ts";
import { Page, pageOf, route } from "./kit.ts";

const ofRound = z.object({ id: RoundId });
const ofTimetable = z.object({ id: DefenceTimetableId });

const Asked = z.strictObject({
  sessions: z.array(DefenceSession).min(1).max(200),
  /** Why some are told later than the programme's working days before; null where nobody is. */
  shortNoticeBecause: z.string().trim().min(1).max(500).nullable().default(null),
});

/** Why an expert may not meet an application: stood aside from it, a tie of his or her own, one on record, or one that waits to be looked at. */
const Tied = z.enum(["recused", "conflict-of-interest", "conflict-on-record", "conflict-undecided"]);

/**
 * Something that keeps an application from a session: an expert it may not meet there; one who is not assigned to it and so
 * could not score it, where too few of the panel could; a chair who is one or the other; or a time at which it can't come.
 */
const Obstacle = z.discriminatedUnion("because", [
  z.object({
    because: z.literal("conflict"),
    sessionKey: z.string(),
    expertId: ExpertId,
    tied: Tied,
    /** By which entry on record of a society; null of everything else. */
    ground: ConflictGround.nullable(),
  }),
  z.object({
    because: z.enum(["not-assigned", "chair-tied", "chair-not-assigned"]),
    sessionKey: z.string(),
    expertId: ExpertId,
  }),
  z.object({ because: z.literal("blackout"), sessionKey: z.string(), fromAt: Instant, toAt: Instant }),
]);

const Hindered = z.object({
  applicationId: ApplicationId,
  societyCode: SocietyCode,
  obstacles: z.array(Obstacle),
});

/** Applications that together have too few slots, and what keeps each from the others. */
const Shortage = z.object({
  short: z.int(),
  applications: z.array(Hindered),
});

/** What a timetable changes of the approved one that it follows. */
const Difference = z.object({
  kept: z.int(),
  moved: z.array(z.object({ from: DefenceSlot, to: DefenceSlot })),
  added: z.array(DefenceSlot),
  fallen: z.array(DefenceSlot),
  panels: z.array(z.object({ sessionKey: z.string(), joined: z.array(ExpertId), left: z.array(ExpertId) })),
  /** Sessions that another chairs than before, or nobody. Left out where there are none. */
  chairs: z
    .array(z.object({ sessionKey: z.string(), from: ExpertId.nullable(), to: ExpertId.nullable() }))
    .optional(),
  /** Those of `moved` and `added` that would be told later than the programme's working days before. */
  shortNotice: z.array(ApplicationId),
});
export type Difference = z.infer<typeof Difference>;

export const defenceTimetableRoutes = {
  tryDefenceTimetable: route({
    id: "tryDefenceTimetable",
    method: "POST",
    path: "/rounds/{id}/defence-timetables/trial",
    summary: {
      zh: "试排答辩日程：与现行日程的差别；排不下时缺在何处。不保存",
      en: "Try a timetable of the defence: what it would change, or what stands in its way; nothing is kept",
    },
    who: ["officer"],
    params: ofRound,
    body: Asked,
    output: z.object({
      slots: z.array(DefenceSlot),
      notScoring: z.array(NotScoring),
      keptOut: z.array(KeptOut),
      difference: Difference.nullable(),
      shortage: Shortage.nullable(),
    }),
    problems: ["not-found", "wrong-state", "calendar-unloaded"],
  }),
  proposeDefenceTimetable: route({
    id: "proposeDefenceTimetable",
    method: "POST",
    path: "/rounds/{id}/defence-timetables",
    summary: {
      zh: "拟定答辩日程（对现行日程改动最少），另一人批准后生效",
      en: "Propose a timetable that changes the standing one least; it holds once a second officer approves it",
    },
    who: ["officer"],
    params: ofRound,
    body: Asked,
    output: DefenceTimetable,
    status: 201,
    problems: [
      "not-found",
      "wrong-state",
      "version-conflict",
      "defence-not-laid",
      "defence-notice-short",
      "calendar-unloaded",
      "identity-data-not-taken",
    ],
    isIdempotent: true,
  }),
  listDefenceTimetables: route({
    id: "listDefenceTimetables",
    method: "GET",
    path: "/rounds/{id}/defence-timetables",
    summary: { zh: "列出一轮的答辩日程", en: "List a round's timetables of the defence" },
    who: staff,
    params: ofRound,
    query: Page,
    output: pageOf(
      DefenceTimetable.omit({ sessions: true, slots: true, fallen: true, left: true, notScoring: true }),
    ),
    problems: [],
  }),
  getDefenceTimetable: route({
    id: "getDefenceTimetable",
    method: "GET",
    path: "/defence-timetables/{id}",
    summary: {
      zh: "查看答辩日程、对所替代日程的改动；可同时查看此后出现的障碍（回避、退出、组长不再合适等）",
      en: "A timetable of the defence and what it changes of the one that it follows; on request what stands in its way since it was laid: ties, drop-outs, a chair who may not chair any more",
    },
    who: staff,
    params: ofTimetable,
    /** "since": everything that a timetable hangs on is read anew. */
    query: z.object({ obstacles: z.enum(["none", "since"]).default("none") }),
    output: z.object({
      timetable: DefenceTimetable,
      difference: Difference,
      /** What has come in the way of its slots since, while it counts; also of who defends and has none. Null: not asked for. */
      obstacles: z.array(Hindered).nullable(),
    }),
    problems: ["not-found", "calendar-unloaded"],
  }),
  approveDefenceTimetable: route({
    id: "approveDefenceTimetable",
    method: "POST",
    path: "/defence-timetables/{id}/approval",
    summary: {
      zh: "批准答辩日程（须由另一人办理），随后通知有变动的学会和专家",
      en: "Approve a timetable of the defence; a second officer does it, and those whom it moves are told",
    },
    who: ["officer"],
    params: ofTimetable,
    body: z.object({ version: z.int().positive(), timetableHash: Sha256 }),
    output: DefenceTimetable,
    problems: [
      "not-found",
      "wrong-state",
      "version-conflict",
      "second-person-required",
      "defence-not-laid",
      "defence-notice-short",
      "calendar-unloaded",
    ],
    isIdempotent: true,
  }),
};
