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
