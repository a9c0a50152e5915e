import * as z from "zod";
import { MalwareState } from "../contract/upload-record.ts";
import { ApplicationId, RegistrationId, RoundId, Sha256, SocietyCode, UploadId } from "../kernel/ids.ts";
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
    /** A scanner's word; absent of older ones, which no scanner spoke of. */
    malware: MalwareState.optional(),
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

const ofPair = {
  applicationId: ApplicationId,
  roundId: RoundId,
  societyCode: SocietyCode,
  pdfUploadId: UploadId,
  wordUploadId: UploadId,
  submissionNumber: z.int().positive(),
};

/** The Word form and the PDF of a submission were held against each other. */
export const twinCompared = event({
  type: "twin.compared.v1",
  service: "uploads",
  aggregate: "twin",
  payload: z.object({ ...ofPair, verdict: z.enum(["alike", "doubt", "not-checkable"]) }),
});

/** An officer has compared both files by eye and recorded what was found. */
export const twinLookedAt = event({
  type: "twin.looked-at.v1",
  service: "uploads",
  aggregate: "twin-look",
  payload: z.object({ ...ofPair, outcome: z.enum(["harmless", "differs"]) }),
});
