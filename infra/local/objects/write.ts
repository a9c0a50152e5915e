import { createReadStream } from "node:fs";
import { rm } from "node:fs/promises";
import { attributesOf, headerTags } from "./attributes.ts";
import { receiveBody } from "./body.ts";
import {
  answerEmpty,
  answerXml,
  arnOf,
  type Call,
  checksumElements,
  quoted,
  requireRight,
  writtenHeaders,
} from "./call.ts";
import { checksumNamed, checksumNames } from "./checksums.ts";
import { readOutcome, writeFault } from "./conditions.ts";
import { largestPut, receive } from "./disk.ts";
import { fault } from "./fault.ts";
import { versioned, versionFor } from "./read.ts";
import type { NewVersion, Storage, StoredVersion } from "./storage.ts";

/** Commits, or removes the received body when the commit is refused. */
export async function commitOrDrop(storage: Storage, version: NewVersion): Promise<StoredVersion> {
  try {
    return await storage.commit(version);
  } catch (error) {
    await rm(version.received.file, { force: true });
    throw error;
  }
}

/** The check of If-Match and If-None-Match that a commit makes in the same turn as its write. */
export const guardOf = (headers: Record<string, string>) => (current: StoredVersion | undefined) => {
  const refusal = writeFault(headers, current);
  if (refusal !== undefined) throw refusal;
};

/** Refuses early what the commit would refuse too: a body of gigabytes is then not taken for nothing. */
function guardEarly({ storage, key, headers }: Call): void {
  const newest = storage.newest(key);
  guardOf(headers)(newest?.isMarker === true ? undefined : newest);
}

export async function putObject(call: Call): Promise<void> {
  const { storage, key, headers } = call;
  requireRight(call, "s3:PutObject");
  const tags = headerTags(headers["x-amz-tagging"]);
  if (headers["x-amz-tagging"] !== undefined) requireRight(call, "s3:PutObjectTagging");
  const attributes = attributesOf(headers);
  guardEarly(call);
  const received = await receiveBody(call);
  const version = await commitOrDrop(storage, {
    key,
    received,
    etag: received.md5,
    headers: attributes,
    checksums: received.checksums,
    checksumType: "FULL_OBJECT",
    tags,
    reason: "PutObject",
    guard: guardOf(headers),
  });
  answerEmpty(call, 200, writtenHeaders(storage, version));
}

interface CopySource {
  bucket: string;
  key: string;
  versionId: string | undefined;
}

/** `/bucket/key?versionId=...`, percent-encoded. */
function copySource(header: string): CopySource {
  const parts = /^\/?([^/]+)\/(.+?)(?:\?versionId=(.+))?$/.exec(header);
  if (parts === null) throw fault("InvalidArgument", "Copy Source must mention the source bucket and key");
  try {
    const [, bucket = "", key = "", versionId] = parts;
    return { bucket, key: decodeURIComponent(key), versionId };
  } catch {
    throw fault("InvalidArgument", "Invalid copy source encoding.");
  }
}

/** `COPY` or `REPLACE`; true = take the request's own. */
function isReplaced(directive: string | undefined): boolean {
  if (directive !== undefined && directive !== "COPY" && directive !== "REPLACE") {
    throw fault("InvalidArgument", "Unknown directive.");
  }
  return directive === "REPLACE";
}

/** @throws PreconditionFailed by the x-amz-copy-source-if- headers */
function checkSource(headers: Record<string, string>, version: StoredVersion): void {
  const prefix = "x-amz-copy-source-";
  const own = Object.entries(headers).filter(([name]) => name.startsWith(`${prefix}if-`));
  const conditions = Object.fromEntries(own.map(([name, value]) => [name.slice(prefix.length), value]));
  if (readOutcome(conditions, version) !== "read") throw fault("PreconditionFailed");
}

export async function copyObject(call: Call): Promise<void> {
  const { storage, storageOf, key, headers, may, response } = call;
  const source = copySource(headers["x-amz-copy-source"] ?? "");
  const from = storageOf(source.bucket);
  const right = versioned("s3:GetObject", source.versionId);
  if (!may(right, arnOf(from, source.key))) throw fault("AccessDenied");
  requireRight(call, "s3:PutObject");
  const original = versionFor({ storage: from, key: source.key, versionId: source.versionId, may });
  checkSource(headers, original);
  if (original.size > largestPut)
    throw fault("InvalidRequest", "The specified copy source is larger than 5 GB.");
  const tags = isReplaced(headers["x-amz-tagging-directive"])
    ? headerTags(headers["x-amz-tagging"])
    : original.tags;
  if (Object.keys(tags).length > 0) requireRight(call, "s3:PutObjectTagging");
  const attributes = isReplaced(headers["x-amz-metadata-directive"])
    ? attributesOf(headers)
    : original.headers;
  const asked = headers["x-amz-checksum-algorithm"];
  const algorithms =
    asked === undefined
      ? checksumNames.filter((name) => original.checksums[name] !== undefined)
      : [checksumNamed(asked)];
  guardEarly(call);
  const body = createReadStream(from.bodyOf(original));
  const received = await receive(storage.layout.temp, body, { algorithms, max: largestPut });
  const version = await commitOrDrop(storage, {
    key,
    received,
    etag: received.md5,
    headers: attributes,
    checksums: received.checksums,
    checksumType: "FULL_OBJECT",
    tags,
    reason: "CopyObject",
    guard: guardOf(headers),
  });
  for (const [name, value] of Object.entries(writtenHeaders(storage, version)))
    response.setHeader(name, value);
  if (from.bucket.isVersioned) response.setHeader("x-amz-copy-source-version-id", original.versionId);
  answerXml(call, "CopyObjectResult", {
    ETag: quoted(version.etag),
    LastModified: version.modifiedAt,
    ...checksumElements(version.checksums),
    ChecksumType: algorithms.length > 0 ? version.checksumType : undefined,
  });
}
