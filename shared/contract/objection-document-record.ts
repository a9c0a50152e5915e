import * as z from "zod";
import { NoticeId, ObjectionDocumentId, ObjectionId, RoundId, Sha256, SocietyCode } from "../kernel/ids.ts";
import { Instant } from "../kernel/time.ts";
import { SafeCopy } from "./safe-copies.ts";
import { MalwareState, UploadFormat, UploadReason, UploadState } from "./upload-record.ts";

/**
 * What whoever objects thinks up and sends with each file of theirs: nobody else may name or ask after it. It is long, so that it
 * is not guessed; the platform keeps its hash alone.
 */
export const DocumentSecret = z.string().regex(/^[A-Za-z0-9_-]{32,128}$/);

/** Whose paper it is. */
export const ObjectionSide = z.enum(["objector", "target"]);
export type ObjectionSide = z.infer<typeof ObjectionSide>;

/** A paper of an objection on its way: declared, landed in quarantine, inspected. It belongs to no application. */
export const ObjectionDocument = z.object({
  id: ObjectionDocumentId,
  noticeId: NoticeId,
  roundId: RoundId,
  side: ObjectionSide,
  /** Of the target's papers; who objects names theirs afterwards. */
  objectionId: ObjectionId.nullable(),
  /** Of the target's papers. */
  societyCode: SocietyCode.nullable(),
  /** Of the objector's papers. */
  secretHash: Sha256.nullable(),
  format: UploadFormat,
  name: z.string(),
  bytes: z.int().positive(),
  sha256: Sha256,
  contentType: z.string(),
  /** In the quarantine bucket. */
  key: z.string(),
  versionId: z.string().nullable(),
  /** Its lasting copy among the documents, made when inspection did not refuse it. */
  kept: z.object({ key: z.string(), versionId: z.string() }).nullable(),
  /** Without scripts and properties; null where none could be made. */
  safeCopy: SafeCopy.nullable(),
  state: UploadState,
  reasons: z.array(UploadReason),
  malware: MalwareState,
  attempts: z.int().nonnegative(),
  createdAt: Instant,
  landedAt: Instant.nullable(),
  inspectedAt: Instant.nullable(),
  version: z.int().positive(),
});
export type ObjectionDocument = z.infer<typeof ObjectionDocument>;
