import { SealLooks } from "../../shared/contract/seals.ts";
import { entity } from "../../shared/store/entity.ts";

/** The looks at the seal of one file; they lie together with those at its application's other files. */
export const seals = entity<SealLooks, Pick<SealLooks, "applicationId" | "uploadId">>({
  prefix: "uploads#seal",
  schema: SealLooks,
  schemaVersion: 1,
  key: ({ applicationId, uploadId }) => ({ of: applicationId, sort: uploadId }),
});
