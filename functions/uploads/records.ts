import * as z from "zod";
import { Parts } from "../../shared/contract/parts.ts";
import { SafeCopy } from "../../shared/contract/safe-copies.ts";
import { SealLooks } from "../../shared/contract/seals.ts";
import { DigitalSignature } from "../../shared/contract/signatures.ts";
import { ApplicationId, UploadId } from "../../shared/kernel/ids.ts";
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

/** How a file that comes in parts is cut, and where S3 keeps the parts until they are one. */
export const partPlans = entity<Parts, Pick<Parts, "applicationId" | "uploadId">>({
  prefix: "uploads#parts",
  schema: Parts,
  schemaVersion: 1,
  key: ({ applicationId, uploadId }) => ({ of: applicationId, sort: uploadId }),
});
