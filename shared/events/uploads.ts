import * as z from "zod";
import { ApplicationId, RegistrationId, Sha256, UploadId } from "../kernel/ids.ts";
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

/** Inspection has spoken on the sealed letter with which a society registers. */
export const authorisationInspected = event({
  type: "authorisation.inspected.v1",
  service: "uploads",
  aggregate: "authorisation",
  payload: z.object({
    registrationId: RegistrationId,
    verdict: z.enum(["accepted", "flagged", "refused"]),
    reasons: z.array(z.string()),
    sha256: Sha256,
    /** Of the original and of the copy for readers among the documents; null of what was refused, or can't be copied. */
    versionId: z.string().nullable(),
    copyVersionId: z.string().nullable(),
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
