import { documentTags } from "./attributes.ts";
import { readDocument } from "./body.ts";
import { answerEmpty, answerXml, type Call, requireRight, versionHeader } from "./call.ts";
import { versioned, versionFor } from "./read.ts";
import type { StoredVersion } from "./storage.ts";

function tagged(call: Call, action: string): StoredVersion {
  const versionId = call.query.get("versionId");
  requireRight(call, versioned(action, versionId));
  return versionFor({ ...call, versionId });
}

export async function getTags(call: Call): Promise<void> {
  const { tags } = tagged(call, "s3:GetObjectTagging");
  const Tag = Object.entries(tags).map(([Key, Value]) => ({ Key, Value }));
  answerXml(call, "Tagging", { TagSet: { Tag } });
}

export async function putTags(call: Call): Promise<void> {
  const version = tagged(call, "s3:PutObjectTagging");
  await call.storage.retag(version, documentTags(await readDocument(call)));
  answerEmpty(call, 200, versionHeader(call.storage, version));
}

export async function deleteTags(call: Call): Promise<void> {
  const version = tagged(call, "s3:DeleteObjectTagging");
  await call.storage.retag(version, {});
  answerEmpty(call, 204, versionHeader(call.storage, version));
}
