import * as z from "zod";
import { ApplicationId, GlassId, GlassUseId, PersonId, RoundId, SocietyCode } from "../kernel/ids.ts";
import { Instant } from "../kernel/time.ts";
import { ConflictKind } from "../programme/reviewing.ts";
import { Stamp } from "./application-record.ts";

export const TieState = z.enum(["DECLARED", "ENDED"]);
export type TieState = z.infer<typeof TieState>;

/** What ties a member of the office to a society. While it is declared, the person stands aside from all that the society applies for. */
export const OfficialTie = z.object({
  societyCode: SocietyCode,
  personId: PersonId,
  kind: ConflictKind,
  note: z.string(),
  /** Where it is known from, when another person recorded it; null of one's own word. */
  source: z.string().nullable(),
  state: TieState,
  declaredBy: PersonId,
  declaredAt: Instant,
  stamps: z.array(Stamp),
  version: z.int().positive(),
});
export type OfficialTie = z.infer<typeof OfficialTie>;

/** An application that a person stands aside from: `ties` are the societies of it that tie the person. */
export const BarredApplication = z.object({
  applicationId: ApplicationId,
  roundId: RoundId,
  leadCode: SocietyCode,
  ties: z.array(SocietyCode).min(1),
});
export type BarredApplication = z.infer<typeof BarredApplication>;

/** A glass that was broken: until that instant its person may read and act on that one application. */
export const OpenGlass = z.object({ glassId: GlassId, applicationId: ApplicationId, until: Instant });
export type OpenGlass = z.infer<typeof OpenGlass>;

/** What one member of the office stands aside from: each request of theirs is judged by it. */
export const Recusal = z.object({
  personId: PersonId,
  societies: z.array(SocietyCode),
  applications: z.array(BarredApplication),
  glasses: z.array(OpenGlass),
  version: z.int().positive(),
});
export type Recusal = z.infer<typeof Recusal>;

export const GlassState = z.enum(["ASKED", "OPEN", "REFUSED"]);
export type GlassState = z.infer<typeof GlassState>;

/** Somebody who stands aside is to be let in, and was or was not. Names as they were then, for the panel has no list of people. */
export const Glass = z.object({
  id: GlassId,
  applicationId: ApplicationId,
  roundId: RoundId,
  societyCode: SocietyCode,
  personId: PersonId,
  personName: z.string(),
  reason: z.string(),
  state: GlassState,
  askedBy: PersonId,
  askedByName: z.string(),
  askedAt: Instant,
  decidedBy: PersonId.nullable(),
  decidedByName: z.string().nullable(),
  decidedAt: Instant.nullable(),
  remark: z.string().nullable(),
  /** Set with the approval; judged by the arrival of each request. */
  until: Instant.nullable(),
  version: z.int().positive(),
});
export type Glass = z.infer<typeof Glass>;

/** One request that was let in by a broken glass. Never changed. */
export const GlassUse = z.object({
  id: GlassUseId,
  glassId: GlassId,
  applicationId: ApplicationId,
  personId: PersonId,
  /** The operation that was called. */
  route: z.string(),
  at: Instant,
  /** Of the request. */
  correlationId: z.string(),
  version: z.literal(1),
});
export type GlassUse = z.infer<typeof GlassUse>;
