import { CopyObjectCommand } from "@aws-sdk/client-s3";
import type { SafeCopy } from "../../shared/contract/safe-copies.ts";
import type { Upload } from "../../shared/contract/uploads.ts";
import { attemptsAtMost } from "../../shared/files/limits.ts";
import { inspectionMeans } from "../../shared/runtime/inspection-means.ts";
import { bucketName, hashedBytesOf, keepBytes, objects } from "../../shared/runtime/objects.ts";
import { sha256Of } from "../../shared/runtime/sha256.ts";
import { type DocumentText, type Inspection, inspectionLimits } from "./inspection.ts";

/** A file that has landed, whatever it belongs to. */
type LandedFile = Pick<Upload, "key" | "sha256" | "format" | "contentType" | "attempts"> & {
  versionId: string;
};

/** What a verdict is in the table of transitions. */
export const verdictActs = { accepted: "accept", flagged: "flag", refused: "refuse" } as const;

const unread = { kind: "other", pages: null, characters: null, signatures: null } as const;
const tooComplex: Inspection = {
  ...unread,
  verdict: "flagged",
  reasons: [{ code: "too-complex", where: null }],
};
const otherBytes: Inspection = {
  ...unread,
  verdict: "refused",
  reasons: [{ code: "hash-differs", where: null }],
};

/** The lasting copy of a file that was not refused, pinned to its version. */
export async function keepOriginal(upload: LandedFile): Promise<{ key: string; versionId: string }> {
  const copied = await objects.send(
    new CopyObjectCommand({
      Bucket: bucketName("documents"),
      Key: upload.key,
      CopySource: `${bucketName("quarantine")}/${upload.key}?versionId=${encodeURIComponent(upload.versionId)}`,
      ChecksumAlgorithm: "SHA256",
    }),
  );
  if (copied.VersionId === undefined) throw new Error("the documents bucket keeps no versions");
  return { key: upload.key, versionId: copied.VersionId };
}

const how = { limits: inspectionLimits, means: inspectionMeans };

interface Seen {
  inspection: Inspection;
  /** What was read on the way. */
  text: DocumentText | null;
  bytes: Uint8Array | null;
}

/** The verdict on one version with its bytes; an upload whose inspections died before is not tried a third time. */
export async function verdictOn(upload: LandedFile): Promise<Seen> {
  if (upload.attempts > attemptsAtMost) return { inspection: tooComplex, text: null, bytes: null };
  // The engines are large: nothing but an inspection loads them.
  const { examine } = await import("./inspect.ts");
  const { bytes, sha256 } = await hashedBytesOf("quarantine", upload.key, upload.versionId);
  // S3 has seen the parts of a file one by one; that they are the declared file is seen here.
  if (sha256 !== upload.sha256) return { inspection: otherBytes, text: null, bytes: null };
  return { ...(await examine(bytes, { ...how, expected: upload.format })), bytes };
}

/** The copy for readers of a file that was not refused, kept beside the original; null where none can be made. */
export async function keepCopy(
  { contentType }: Pick<LandedFile, "contentType">,
  key: string,
  { inspection, original }: { inspection: Inspection; original: Uint8Array },
): Promise<SafeCopy | null> {
  const { safeCopy } = await import("./safe-copy.ts");
  const made = safeCopy(original, inspection, how);
  if (!made) return null;
  const { bytes, removed } = made;
  const sha256 = sha256Of(bytes);
  const versionId = await keepBytes("documents", key, bytes, { sha256, contentType });
  return { key, versionId, bytes: bytes.length, sha256, removed };
}
