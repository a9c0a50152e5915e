import * as z from "zod";
import { ApplicationId, MailId, PersonId, RoundId, Sha256, SocietyCode, UploadId } from "../kernel/ids.ts";
import { Instant } from "../kernel/time.ts";
import { Medium } from "../programme/channels.ts";
import { DocumentFormat } from "../programme/documents.ts";
import { RecordedChannel } from "./channel.ts";
import { MailReasonCode } from "./mail-reasons.ts";

/**
 * AWAITED: not all of it has landed. JOINED: it is its society's application, unconfirmed. KEPT: the society had an
 * application of its own, which stands. WITHDRAWN: its society withdrew the application before it confirmed it.
 */
export const MailState = z.enum([
  "AWAITED",
  "READ",
  "UNREADABLE",
  "JOINED",
  "KEPT",
  "CONFIRMED",
  "DISPUTED",
  "WITHDRAWN",
]);
export type MailState = z.infer<typeof MailState>;

const Kept = z.object({ key: z.string(), versionId: z.string() });

/** An attachment that is one of the programme's documents, by its content. It becomes an upload of this id. */
export const MailedFile = Kept.extend({
  uploadId: UploadId,
  kind: z.string(),
  format: DocumentFormat,
  name: z.string(),
  bytes: z.int().positive(),
  sha256: Sha256,
});
export type MailedFile = z.infer<typeof MailedFile>;

/** A file as an officer declares it from a medium, before it lands. */
export const HandedFile = MailedFile.omit({ key: true, versionId: true });
export type HandedFile = z.infer<typeof HandedFile>;

/** Files that somebody handed over at the office. Who took them is the officer who enters it. */
export const HandOver = z.object({
  medium: Medium,
  /** Who brought it, by name: nothing else is asked of them. */
  by: z.string(),
  /** When the officer had it in hand. */
  at: Instant,
  files: z.array(HandedFile).min(1),
});
export type HandOver = z.infer<typeof HandOver>;

/** What the mail says of itself. Nothing of it is proof: the instant of arrival is an officer's to state. */
export const MailRead = z.object({
  messageId: z.string().nullable(),
  /** The address alone; null of what was handed over. */
  from: z.string().nullable(),
  /** As its sender's clock had it. */
  date: Instant.nullable(),
  /** The topmost Received header and the instant in it; null where there is none that can be read. */
  received: z.object({ text: z.string(), at: Instant }).nullable(),
  files: z.array(MailedFile),
  /** The names of attachments that are no document of the programme. */
  ignored: z.array(z.string()),
});
export type MailRead = z.infer<typeof MailRead>;

/** What the recording officer stated, and what follows from it. */
export const MailRecording = z.object({
  applicationId: ApplicationId,
  arrivedAt: Instant,
  /** Why it is not the instant of the Received header, or of the hand-over; null where it is. */
  reason: z.string().nullable(),
  recordedBy: PersonId,
  recordedAt: Instant,
  /** The deadline that the arrival was judged against. */
  dueAt: Instant,
  confirmBy: Instant,
});
export type MailRecording = z.infer<typeof MailRecording>;

/**
 * What a society sent to the programme's mailbox, as an officer handed it in; or, as the same record, what it handed over on a
 * medium: there the slip of what was handed over takes the place of the .eml.
 */
export const Mail = z.object({
  id: MailId,
  roundId: RoundId,
  definitionHash: Sha256,
  societyCode: SocietyCode,
  channel: RecordedChannel,
  /** Null of an e-mail. */
  handOver: HandOver.nullable(),
  name: z.string(),
  bytes: z.int().positive(),
  /** Of the original: the whole .eml, or the slip. */
  sha256: Sha256,
  /** Of an .eml also in the quarantine bucket. */
  key: z.string(),
  /** The original among the documents, once it landed. */
  kept: Kept.nullable(),
  state: MailState,
  read: MailRead.nullable(),
  /** Why it could not be read, and the attachment or kind where one is to blame. */
  unreadable: z.object({ code: MailReasonCode, where: z.string().nullable() }).nullable(),
  recording: MailRecording.nullable(),
  disputed: z.object({ by: PersonId, at: Instant, reason: z.string() }).nullable(),
  confirmedAt: Instant.nullable(),
  handedInBy: PersonId,
  handedInAt: Instant,
  version: z.int().positive(),
});
export type Mail = z.infer<typeof Mail>;
