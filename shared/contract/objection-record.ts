import * as z from "zod";
import {
  ApplicationId,
  DecisionId,
  LeadId,
  NoticeId,
  ObjectionId,
  PersonId,
  RoundId,
  Sha256,
  SocietyCode,
} from "../kernel/ids.ts";
import { Language } from "../kernel/text.ts";
import { Instant } from "../kernel/time.ts";
import { Mail } from "./mail.ts";
import { Phone } from "./phone.ts";

export const said = z.string().trim().min(1).max(4000);

/** Who did what, when and why. Whoever objects stands as `objector`, never by an id. */
const Stamp = z.object({ act: z.string(), who: z.string(), when: Instant, reason: z.string().nullable() });

/** A paper that belongs to an objection: declared by its hash, and handed to the office. */
export const DeclaredDocument = z.strictObject({ name: z.string().trim().min(1).max(200), sha256: Sha256 });

/** What an objection may be about; what experts judge of merit is none of them. */
export const Grounds = z.enum(["procedure", "facts"]);

export const ObjectionState = z.enum([
  "LODGED",
  "NOT_ACCEPTED",
  "STATEMENT_ASKED",
  "STATEMENT_GIVEN",
  "VERIFIED",
  "CONCLUDED",
  "APPROVED",
  "REPLIED",
]);
export type ObjectionState = z.infer<typeof ObjectionState>;

export const NotAcceptedBecause = z.enum(["academic-judgement", "no-evidence", "not-within-scope"]);
export type NotAcceptedBecause = z.infer<typeof NotAcceptedBecause>;

export const Outcome = z.enum(["upheld", "partly", "dismissed"]);
export type Outcome = z.infer<typeof Outcome>;

/** What a society says to what is held against it. */
export const Statement = z.object({ text: said, givenBy: PersonId, givenAt: Instant });

/** An objection to a place on a shown list. Who objects is a record of its own, which hardly anybody may read. */
export const Objection = z.object({
  id: ObjectionId,
  roundId: RoundId,
  noticeId: NoticeId,
  decisionId: DecisionId,
  /** The target. */
  applicationId: ApplicationId,
  societyCode: SocietyCode,
  grounds: Grounds,
  content: said,
  evidence: said.nullable(),
  documents: z.array(DeclaredDocument).max(10),
  state: ObjectionState,
  lodgedAt: Instant,
  /** Who accepted it and deals with it. */
  handledBy: PersonId.nullable(),
  notAccepted: z.object({ because: NotAcceptedBecause, reason: said }).nullable(),
  /** What the target is asked, in the handler's words. */
  question: z.string().nullable(),
  statementBy: Instant.nullable(),
  concludeBy: Instant.nullable(),
  statement: Statement.nullable(),
  /** The evidence pack as it was built on acceptance. */
  pack: z.object({ key: z.string(), versionId: z.string(), sha256: Sha256 }).nullable(),
  finding: z.string().nullable(),
  outcome: Outcome.nullable(),
  /** Whether the target loses its place. */
  effect: z.enum(["removed", "stands"]).nullable(),
  reason: z.string().nullable(),
  decidedBy: PersonId.nullable(),
  decidedAt: Instant.nullable(),
  repliedAt: Instant.nullable(),
  stamps: z.array(Stamp),
  version: z.int().positive(),
});
export type Objection = z.infer<typeof Objection>;

/** Does somebody still have to do something about it before it is decided? */
export const isOpenObjection = ({ state }: Pick<Objection, "state">): boolean =>
  state !== "NOT_ACCEPTED" && state !== "APPROVED" && state !== "REPLIED";

/** Has the time for its conclusion passed without a decision? Nothing follows by itself: people are told. */
export const isOverdue = (one: Pick<Objection, "state" | "concludeBy">, now: Instant): boolean =>
  isOpenObjection(one) && one.concludeBy !== null && now > one.concludeBy;

/** Who objects: read by the handler and supervisors alone, and written to; in no event, log or letter to others. */
export const Objector = z.object({
  objectionId: ObjectionId,
  name: z.string(),
  /** Null of a private person. */
  organisation: z.string().nullable(),
  mail: Mail,
  phone: Phone,
  /** A person signs, a body seals. */
  seal: z.enum(["signed", "sealed"]),
  /** Of who was signed in. */
  personId: PersonId.nullable(),
  societyCode: SocietyCode.nullable(),
  language: Language,
  /** The letters that were sent, by what they are about. */
  told: z.array(z.string()),
  version: z.int().positive(),
});
export type Objector = z.infer<typeof Objector>;

export const LeadBecause = z.enum(["late", "anonymous", "no-contact", "unsigned", "no-evidence"]);
export type LeadBecause = z.infer<typeof LeadBecause>;

export const LeadState = z.enum(["KEPT", "REFERRED", "CLOSED"]);
export type LeadState = z.infer<typeof LeadState>;

/** 线索: what came without a name or too late. It opens no objection; a supervisor may have falsity looked into. */
export const Lead = z.object({
  id: LeadId,
  roundId: RoundId,
  noticeId: NoticeId,
  applicationId: ApplicationId,
  societyCode: SocietyCode,
  because: z.array(LeadBecause).min(1),
  content: said,
  evidence: z.string().nullable(),
  /** As it was left, if anything was. */
  contact: z.string().nullable(),
  receivedAt: Instant,
  state: LeadState,
  /** The supervisor's own words: all that officers see of a lead that was referred. */
  summary: z.string().nullable(),
  settledBy: PersonId.nullable(),
  settledAt: Instant.nullable(),
  version: z.int().positive(),
});
export type Lead = z.infer<typeof Lead>;

export const RevocationState = z.enum(["PROPOSED", "STATED", "REVOKED", "DROPPED"]);
export type RevocationState = z.infer<typeof RevocationState>;

/** 弄虚作假: an application, and the place that it may have, is to be revoked for falsity. */
export const Revocation = z.object({
  applicationId: ApplicationId,
  roundId: RoundId,
  societyCode: SocietyCode,
  leadId: LeadId.nullable(),
  grounds: said,
  evidence: said,
  state: RevocationState,
  proposedBy: PersonId,
  proposedAt: Instant,
  statementBy: Instant,
  statement: Statement.nullable(),
  decidedBy: PersonId.nullable(),
  decidedAt: Instant.nullable(),
  reason: z.string().nullable(),
  stamps: z.array(Stamp),
  version: z.int().positive(),
});
export type Revocation = z.infer<typeof Revocation>;

/**
 * What stands in the way of a round's awards, and who lost their place. One row, so that an award and an objection meet
 * inside the write.
 */
export const Docket = z.object({
  roundId: RoundId,
  /** `matter`: the objection's id, or `revocation`. */
  open: z.array(z.object({ applicationId: ApplicationId, matter: z.string() })),
  /** In the order in which they were decided: the vacancy rule goes by it. */
  removals: z.array(
    z.object({
      applicationId: ApplicationId,
      because: z.enum(["objection", "falsity"]),
      matter: z.string(),
      at: Instant,
    }),
  ),
  version: z.int().positive(),
});
export type Docket = z.infer<typeof Docket>;
