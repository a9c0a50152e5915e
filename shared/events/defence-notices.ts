import * as z from "zod";
import { ApplicationId, RoundId, Sha256, SocietyCode, UploadId } from "../kernel/ids.ts";
import { event } from "./kit.ts";

/** A version of the notice is in force; the aggregate is the round, its version the notice's number. */
export const defenceNoticeApproved = event({
  type: "defence-notice.approved.v1",
  service: "defence",
  aggregate: "defence-notice",
  payload: z.object({ roundId: RoundId, noticeNumber: z.int().positive(), noticeHash: Sha256 }),
});

const of = { applicationId: ApplicationId, roundId: RoundId, societyCode: SocietyCode };

/** A society answered, or amended its answer. */
export const defenceReceiptGiven = event({
  type: "defence-receipt.given.v1",
  service: "defence",
  aggregate: "defence-receipt",
  payload: z.object({ ...of, noticeNumber: z.int().positive() }),
});

/** A society named the file that it will show, in place of the one before. */
export const defenceMaterialNamed = event({
  type: "defence-material.named.v1",
  service: "defence",
  aggregate: "defence-material",
  payload: z.object({ ...of, uploadId: UploadId, fileHash: Sha256, versionId: z.string() }),
});
