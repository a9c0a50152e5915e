import * as z from "zod";
import { Parts } from "../../shared/contract/parts.ts";
import { SafeCopy } from "../../shared/contract/safe-copies.ts";
import { SealLooks } from "../../shared/contract/seals.ts";
import { DigitalSignature } from "../../shared/contract/signatures.ts";
import { MalwareState } from "../../shared/contract/upload-record.ts";
import { authorisationInspected } from "../../shared/events/uploads.ts";
import { ApplicationId, RegistrationId, UploadId } from "../../shared/kernel/ids.ts";
import { Instant } from "../../shared/kernel/time.ts";
import { entity } from "../../shared/store/entity.ts";

/** The looks at the seal of one file; they lie together with those at its application's other files. */
export const seals = entity<SealLooks, Pick<SealLooks, "applicationId" | "uploadId">>({
  prefix: "uploads#seal",
  schema: SealLooks,
  schemaVersion: 1,
  key: ({ applicationId, uploadId }) => ({ of: applicationId, sort: uploadId }),
});

/** What inspection found out about a file beside its verdict, written with it. */
const UploadDetail = z.object({
  applicationId: ApplicationId,
  uploadId: UploadId,
  /** Null where none were looked for. */
  signatures: z.array(DigitalSignature).nullable(),
  /** Null where none could be made. */
  safeCopy: SafeCopy.nullable(),
  version: z.literal(1),
});
export type UploadDetail = z.infer<typeof UploadDetail>;

export const details = entity<UploadDetail, Pick<UploadDetail, "applicationId" | "uploadId">>({
  prefix: "uploads#detail",
  schema: UploadDetail,
  schemaVersion: 1,
  key: ({ applicationId, uploadId }) => ({ of: applicationId, sort: uploadId }),
});

/** How the inspection of the sealed letter of a registration goes: what the sweep looks after while it waits. */
const LetterInspection = z.object({
  registrationId: RegistrationId,
  isWaiting: z.boolean(),
  /** Begun and not ended: an inspection that dies of time or memory is counted. */
  attempts: z.int().nonnegative(),
  /** Of the last one; null when it ended. */
  begunAt: Instant.nullable(),
  malware: MalwareState,
  /** The verdict as it was told; null before. */
  said: authorisationInspected.payload.omit({ registrationId: true, malware: true }).nullable(),
  awaitedSince: Instant,
  /** When the table forgets it. */
  expiresAtSeconds: z.int(),
  version: z.int().positive(),
});
export type LetterInspection = z.infer<typeof LetterInspection>;

export const letterInspections = entity<LetterInspection, Pick<LetterInspection, "registrationId">>({
  prefix: "uploads#letter",
  schema: LetterInspection,
  schemaVersion: 1,
  key: ({ registrationId }) => ({ of: registrationId, sort: "letter" }),
  lists: { zh: "等待检查结论的授权书，最早的在前", en: "letters that wait for a verdict, the oldest first" },
  index: ({ awaitedSince, registrationId }) => ({ of: "waiting", sort: `${awaitedSince}#${registrationId}` }),
  isListed: ({ isWaiting }) => isWaiting,
});

/** How a file that comes in parts is cut, and where S3 keeps the parts until they are one. */
export const partPlans = entity<Parts, Pick<Parts, "applicationId" | "uploadId">>({
  prefix: "uploads#parts",
  schema: Parts,
  schemaVersion: 1,
  key: ({ applicationId, uploadId }) => ({ of: applicationId, sort: uploadId }),
});
