import type { PinnedFile } from "../../shared/contract/applications.ts";
import { Problem } from "../../shared/contract/problems.ts";
import { isOfApplication, type Upload } from "../../shared/contract/upload-record.ts";
import type { UploadId } from "../../shared/kernel/ids.ts";

/** What S3 says of an object that landed. */
export interface Landed {
  versionId: string;
  bytes: number;
  /** Null of what came in parts. */
  sha256: string | null;
}

export interface NamedUpload {
  kind: string;
  uploadId: UploadId;
}

/**
 * The uploads that a submission names, found among the application's own; what was sent in for an appeal is none of them.
 * @throws Problem not-found when one is not, file-refused when inspection refused it
 */
export function namedUploads(named: readonly NamedUpload[], own: readonly Upload[]): Upload[] {
  return named.map(({ kind, uploadId }) => {
    const upload = own.find((one) => one.id === uploadId && one.kind === kind && isOfApplication(kind));
    if (!upload) throw new Problem("not-found", { kind, uploadId });
    if (upload.state === "REFUSED") {
      throw new Problem("file-refused", { kind, uploadId, reasons: upload.reasons.map(({ code }) => code) });
    }
    return upload;
  });
}

/**
 * A file pinned to the version that landed; an upload that inspection has not seen yet counts when its bytes are there
 * under the declared hash.
 * @throws Problem file-not-landed
 */
export function pinned(upload: Upload, landed: Landed | undefined): PinnedFile {
  const versionId = upload.versionId ?? (landed?.sha256 === upload.sha256 ? landed.versionId : undefined);
  if (versionId === undefined)
    throw new Problem("file-not-landed", { kind: upload.kind, uploadId: upload.id });
  const { kind, id: uploadId, name, bytes, sha256, key } = upload;
  return { kind, uploadId, name, bytes, sha256, key, versionId };
}
