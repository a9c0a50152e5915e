import type { Upload } from "../../shared/contract/uploads.ts";
import type { Sha256, UploadId } from "../../shared/kernel/ids.ts";
import { keyOf } from "./keys.ts";
import { uploadLifecycle } from "./lifecycle.ts";
import { contentTypes } from "./policy.ts";

interface File {
  uploadId: UploadId;
  kind: string;
  format: Upload["format"];
  name: string;
  bytes: number;
  sha256: Sha256;
}

/** An upload of which nothing has landed yet. */
export const freshUpload = (
  { uploadId: id, kind, format, name, bytes, sha256 }: File,
  { applicationId, createdBy, createdAt }: Pick<Upload, "applicationId" | "createdBy" | "createdAt">,
): Upload => ({
  ...{ id, applicationId, kind, format, name, bytes, sha256 },
  contentType: contentTypes[format],
  key: keyOf(applicationId, id),
  versionId: null,
  kept: null,
  state: uploadLifecycle.initial,
  reasons: [],
  pages: null,
  characters: null,
  malware: "not-scanned",
  attempts: 0,
  createdBy,
  createdAt,
  landedAt: null,
  inspectedAt: null,
  version: 1,
});
