import * as z from "zod";
import { ApplicationId, MailId, PersonId, RoundId, Sha256, SocietyCode, UploadId } from "../kernel/ids.ts";
import { Words } from "../kernel/text.ts";
import { Instant } from "../kernel/time.ts";
import { ChosenTier } from "../programme/tier-choice.ts";
import { Channel } from "./channel.ts";
import { SectionContent } from "./draft.ts";
import { Partner, ShareFen } from "./partnership-record.ts";
import { ReturnItem } from "./return-items.ts";

/** Where an application stands until its intake ends; what follows is eligibility's and selection's to say. */
export const ApplicationState = z.enum(["DRAFT", "SUBMITTED", "RETURNED", "WITHDRAWN", "EXPIRED"]);
export type ApplicationState = z.infer<typeof ApplicationState>;

/** A file pinned for ever: the bucket's object in one version, and its hash. */
export const PinnedFile = z.object({
  kind: z.string(),
  uploadId: UploadId,
  name: z.string(),
  bytes: z.int().positive(),
  sha256: Sha256,
  key: z.string(),
  versionId: z.string(),
});
export type PinnedFile = z.infer<typeof PinnedFile>;

/** What an application that did not come through the portal stands on, as an officer recorded it. */
export const Arrival = z.object({
  mailId: MailId,
  /** Of the original: the whole .eml, or the slip of what was handed over. */
  mailHash: Sha256,
  /** At the receiving mail server, or at the office; judged against the deadline. */
  arrivedAt: Instant,
  /** The deadline that it was judged against. */
  dueAt: Instant,
  /** The kinds of the files that came so. */
  kinds: z.array(z.string()),
});
export type Arrival = z.infer<typeof Arrival>;

/** What a society holds in hand: number, instant of arrival at the gateway, and the SHA-256 of everything. */
export const Receipt = z.object({
  number: z.string(),
  applicationId: ApplicationId,
  /** Arrival at the gateway, of a recorded mail at its server, of a medium at the office; this instant is judged against the deadline. */
  arrivedAt: Instant,
  /** When the society confirmed what an officer had recorded; null of what was submitted here. */
  confirmedAt: Instant.nullable(),
  submittedBy: PersonId,
  /** Of the canonical JSON of the application as frozen. */
  sha256: Sha256,
  /** Where the frozen text lies among the documents, and in which version. */
  key: z.string(),
  versionId: z.string(),
  files: z.array(PinnedFile),
  /** Only of a joint application: who takes part, and who agreed to what and when. */
  partners: z.array(Partner).optional(),
  /** Only where the programme states shares of the budget. */
  leadShareFen: ShareFen.optional(),
  undertakingVersion: z.int().positive(),
});
export type Receipt = z.infer<typeof Receipt>;

/** Who took a step, and when. */
export const Stamp = z.object({
  act: z.string(),
  who: z.string(),
  when: Instant,
  reason: z.string().nullable(),
});
export type Stamp = z.infer<typeof Stamp>;

/** One file that may be replaced after the deadline because inspection refused it. */
export const Correction = z.object({ kind: z.string(), until: Instant, reasons: z.array(z.string()) });
export type Correction = z.infer<typeof Correction>;

export const Application = z.object({
  id: ApplicationId,
  roundId: RoundId,
  definitionHash: Sha256,
  societyCode: SocietyCode,
  societyNames: Words,
  uscc: z.string(),
  route: z.enum(["recommended", "self-nominated", "open"]),
  state: ApplicationState,
  channel: Channel,
  /** Null of what came through the portal. */
  arrival: Arrival.nullable(),
  opensAt: Instant,
  /** Its own deadline: set when it was opened, moved by a return, a late pass or an extension. */
  closesAt: Instant,
  /** Counts frozen submissions; printed on the form. */
  submissions: z.int().nonnegative(),
  receipt: Receipt.nullable(),
  corrections: z.array(Correction),
  returns: z.int().nonnegative(),
  /** What the submission that stands applies for; null before one, and where the rank gives the tier. */
  chosenTier: ChosenTier.nullable(),
  returnReasons: z.array(ReturnItem),
  createdAt: Instant,
  stamps: z.array(Stamp),
  version: z.int().positive(),
});
export type Application = z.infer<typeof Application>;

export const Section = z.object({
  applicationId: ApplicationId,
  key: z.string(),
  content: SectionContent,
  savedAt: Instant,
  savedBy: PersonId,
  version: z.int().positive(),
});
export type Section = z.infer<typeof Section>;

/** The frozen text of a submission, parsed: what experts judge and auditors hash. */
export const Frozen = z.object({
  schemaVersion: z.literal(1),
  applicationId: ApplicationId,
  roundId: RoundId,
  societyCode: SocietyCode,
  societyNames: Words,
  submission: z.int().positive(),
  sections: z.array(z.object({ key: z.string(), version: z.int().positive(), content: SectionContent })),
  files: z.array(PinnedFile),
  partners: z.array(Partner.omit({ agreedBy: true })).optional(),
});
export type Frozen = z.infer<typeof Frozen>;
