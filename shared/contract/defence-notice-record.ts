import * as z from "zod";
import { ApplicationId, PersonId, RoundId, Sha256, SocietyCode, UploadId } from "../kernel/ids.ts";
import { Words } from "../kernel/text.ts";
import { Instant, Zone } from "../kernel/time.ts";
import { MaterialFormat } from "../programme/defence-preparation.ts";
import { Phone } from "./phone.ts";

export const DefenceNoticeState = z.enum(["COMPOSED", "APPROVED"]);
export type DefenceNoticeState = z.infer<typeof DefenceNoticeState>;

const line = z.string().trim().min(1);

/** What an officer adds to what the definition says: where the defence is held, and remarks. */
export const DefenceNoticeFields = z.strictObject({
  place: z.strictObject({ zh: line.max(200), en: line.max(200) }),
  /** Of a meeting by video; null where there is none. */
  link: z
    .url({ protocol: /^https$/ })
    .max(500)
    .nullable(),
  remarks: z.strictObject({ zh: line.max(2000), en: line.max(2000) }).nullable(),
});
export type DefenceNoticeFields = z.infer<typeof DefenceNoticeFields>;

/** One version of a round's notice of the defence. Its text never changes; the newest approved one is in force. */
export const DefenceNotice = z.object({
  roundId: RoundId,
  /** Counts a round's versions. */
  number: z.int().positive(),
  definitionHash: Sha256,
  zone: Zone,
  ...DefenceNoticeFields.shape,
  text: Words,
  /** SHA-256 of the Chinese text, a line with `---`, and the English text. */
  sha256: Sha256,
  /** When the defence begins. */
  defenceAt: Instant,
  /** Null: no receipt is asked for. */
  receiptDueAt: Instant.nullable(),
  /** Null: no material is shown. */
  materialDueAt: Instant.nullable(),
  state: DefenceNoticeState,
  composedBy: z.string(),
  composedAt: Instant,
  approvedBy: z.string().nullable(),
  approvedAt: Instant.nullable(),
  version: z.int().positive(),
});
export type DefenceNotice = z.infer<typeof DefenceNotice>;

/** Who speaks for the society. */
export const Presenter = z.strictObject({
  name: line.max(60),
  post: line.max(100),
  phone: Phone,
  isOfficeHolder: z.boolean(),
});
export type Presenter = z.infer<typeof Presenter>;

/** What a society says to the notice. */
export const DefenceReply = z.strictObject({
  attends: z.boolean(),
  /** Of who does not attend; null of who does. */
  reason: line.max(1000).nullable(),
  presenters: z.array(Presenter).max(20),
});
export type DefenceReply = z.infer<typeof DefenceReply>;

/** The receipt of the notice as the society last gave it; each giving of it is kept beside (`DefenceAnswer`). */
export const DefenceReceipt = z.object({
  applicationId: ApplicationId,
  roundId: RoundId,
  societyCode: SocietyCode,
  /** The version of the notice that it answers. */
  noticeNumber: z.int().positive(),
  ...DefenceReply.shape,
  answeredBy: PersonId,
  answeredAt: Instant,
  /** Counts its amendments. */
  version: z.int().positive(),
});
export type DefenceReceipt = z.infer<typeof DefenceReceipt>;

/** The file that a society shows: after its deadline, or the draw, it stays this version of these bytes. */
export const DefenceMaterial = z.object({
  applicationId: ApplicationId,
  roundId: RoundId,
  societyCode: SocietyCode,
  uploadId: UploadId,
  format: MaterialFormat,
  name: z.string(),
  contentType: z.string(),
  bytes: z.int().positive(),
  sha256: Sha256,
  /** Where it is kept, and its VersionId. */
  kept: z.object({ key: z.string(), versionId: z.string() }),
  dueAt: Instant,
  namedBy: PersonId,
  namedAt: Instant,
  version: z.int().positive(),
});
export type DefenceMaterial = z.infer<typeof DefenceMaterial>;
