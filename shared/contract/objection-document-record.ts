import * as z from "zod";
import {
  NoticeId,
  ObjectionDocumentId,
  ObjectionId,
  PersonId,
  RoundId,
  Sha256,
  SocietyCode,
} from "../kernel/ids.ts";
import { SafeCopy } from "./safe-copies.ts";
import { FileOnItsWay } from "./upload-record.ts";

/**
 * What whoever objects thinks up and sends with each file of theirs: nobody else may name or ask after it. It is long, so that it
 * is not guessed; the platform keeps its hash alone.
 */
export const DocumentSecret = z.string().regex(/^[A-Za-z0-9_-]{32,128}$/);

/** Whose paper it is. */
export const ObjectionSide = z.enum(["objector", "target"]);
export type ObjectionSide = z.infer<typeof ObjectionSide>;

/** A paper of an objection on its way. It belongs to no application. */
export const ObjectionDocument = FileOnItsWay.extend({
  id: ObjectionDocumentId,
  noticeId: NoticeId,
  roundId: RoundId,
  side: ObjectionSide,
  /** Of the target's papers and of redacted ones; who objects names theirs afterwards. */
  objectionId: ObjectionId.nullable(),
  /** Of the target's papers. */
  societyCode: SocietyCode.nullable(),
  /** Of the objector's papers. */
  secretHash: Sha256.nullable(),
  /** Of a version that the handler blackened for the target: of which paper, and by whom. Who objects never sent it. */
  redaction: z.object({ of: ObjectionDocumentId, by: PersonId }).nullable().default(null),
  /** Without scripts and properties; null where none could be made. */
  safeCopy: SafeCopy.nullable(),
});
export type ObjectionDocument = z.infer<typeof ObjectionDocument>;
