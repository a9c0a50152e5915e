import { readDocument } from "./body.ts";
import { answerEmpty, answerXml, arnOf, type Call, requireRight } from "./call.ts";
import { fault } from "./fault.ts";
import { versioned } from "./read.ts";
import type { StoredVersion } from "./storage.ts";
import { childrenOf, parseXml, textOf } from "./xml.ts";

/** S3's limit for one batch. */
const largestBatch = 1000;

export async function deleteObject(call: Call): Promise<void> {
  const { storage, key, query } = call;
  const versionId = query.get("versionId");
  requireRight(call, versioned("s3:DeleteObject", versionId));
  const removed = await storage.remove(key, versionId);
  const isNamed = storage.bucket.isVersioned && removed !== undefined;
  answerEmpty(call, 204, {
    ...(isNamed ? { "x-amz-version-id": removed.versionId } : {}),
    ...(removed?.isMarker ? { "x-amz-delete-marker": "true" } : {}),
  });
}

/** What a batch answers of one key, in S3's words. */
function deletedOf(removed: StoredVersion | undefined, key: string, versionId: string | undefined) {
  const marker = removed?.isMarker ? { DeleteMarker: true, DeleteMarkerVersionId: removed.versionId } : {};
  return { Key: key, VersionId: versionId, ...marker };
}

/** DeleteObjects: each key is judged on its own; one that may not be deleted does not stop the others. */
export async function deleteObjects(call: Call): Promise<void> {
  const { storage, may, headers } = call;
  const isSummed = Object.keys(headers).some(
    (name) => name === "content-md5" || name.startsWith("x-amz-checksum-"),
  );
  if (!isSummed) throw fault("InvalidRequest", "Missing required header for this request: Content-MD5");
  const root = parseXml(await readDocument(call));
  const wanted = childrenOf(root, "Object");
  if (root.name !== "Delete" || wanted.length === 0 || wanted.length > largestBatch)
    throw fault("MalformedXML");
  const isQuiet = textOf(root, "Quiet") === "true";
  const Deleted: ReturnType<typeof deletedOf>[] = [];
  const refused: Record<string, string | undefined>[] = [];
  for (const element of wanted) {
    const key = textOf(element, "Key") ?? "";
    const versionId = textOf(element, "VersionId");
    if (key === "") throw fault("MalformedXML");
    if (may(versioned("s3:DeleteObject", versionId), arnOf(storage, key))) {
      Deleted.push(deletedOf(await storage.remove(key, versionId), key, versionId));
    } else {
      refused.push({ Key: key, VersionId: versionId, Code: "AccessDenied", Message: "Access Denied" });
    }
  }
  answerXml(call, "DeleteResult", { Deleted: isQuiet ? [] : Deleted, Error: refused });
}
