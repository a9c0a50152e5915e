import * as z from "zod";
import { ApplicationId, Sha256, UploadId } from "../kernel/ids.ts";
import { event } from "./kit.ts";

/** Inspection has spoken on the pinned version of a file. */
export const uploadInspected = event({
  type: "upload.inspected.v1",
  service: "uploads",
  aggregate: "upload",
  payload: z.object({
    uploadId: UploadId,
    applicationId: ApplicationId,
    kind: z.string(),
    verdict: z.enum(["accepted", "flagged", "refused"]),
    reasons: z.array(z.string()),
    sha256: Sha256,
    versionId: z.string(),
  }),
});

/** An officer has looked for the seal on a file and recorded what was seen. */
export const sealRecorded = event({
  type: "seal.recorded.v1",
  service: "uploads",
  aggregate: "seal",
  payload: z.object({
    applicationId: ApplicationId,
    uploadId: UploadId,
    outcome: z.enum(["seen", "not-found"]),
    pages: z.array(z.int().positive()),
    sha256: Sha256,
  }),
});
