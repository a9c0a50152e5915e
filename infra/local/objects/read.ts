import { open } from "node:fs/promises";
import { pipeline } from "node:stream/promises";
import { arnOf, type Call, checksumHeaders, quoted, requireRight, versionHeader } from "./call.ts";
import { rangeOf, readOutcome } from "./conditions.ts";
import { fault } from "./fault.ts";
import type { Storage, StoredVersion } from "./storage.ts";

/** A signed query may set these headers of the answer. */
const overrides = [
  "content-type",
  "content-language",
  "expires",
  "cache-control",
  "content-disposition",
  "content-encoding",
];

interface Wanted {
  storage: Storage;
  key: string;
  versionId: string | undefined;
  may: Call["may"];
}

/**
 * The version that a read or a copy means.
 * @throws NoSuchKey, NoSuchVersion, MethodNotAllowed at a delete marker; AccessDenied instead of the first two for those
 * who may not list the bucket, as on S3
 */
export function versionFor({ storage, key, versionId, may }: Wanted): StoredVersion {
  if (versionId !== undefined && !/^(null|[0-9a-f]{32})$/.test(versionId)) {
    throw fault("InvalidArgument", "Invalid version id specified");
  }
  const version = versionId === undefined ? storage.newest(key) : storage.version(key, versionId);
  const marked = version?.isMarker
    ? { "x-amz-delete-marker": "true", ...versionHeader(storage, version) }
    : {};
  if (version?.isMarker && versionId !== undefined) {
    throw fault("MethodNotAllowed", undefined, marked);
  }
  if (version !== undefined && !version.isMarker) return version;
  if (!may("s3:ListBucket", storage.bucket.arn)) throw fault("AccessDenied");
  throw fault(versionId === undefined ? "NoSuchKey" : "NoSuchVersion", undefined, marked);
}

/** `s3:GetObject`, or with a version `s3:GetObjectVersion`: rights of their own on AWS. */
export const versioned = (action: string, versionId: string | undefined): string =>
  versionId === undefined ? action : action.replace("Object", "ObjectVersion");

function overridden(query: Map<string, string>): Record<string, string> {
  const given = overrides.flatMap((name): [string, string][] => {
    const value = query.get(`response-${name}`);
    return value === undefined ? [] : [[name, value]];
  });
  if (given.some(([, value]) => !/^[\t\x20-\x7e]*$/.test(value))) {
    throw fault("InvalidArgument", "Header value cannot be represented using ISO-8859-1.");
  }
  return Object.fromEntries(given);
}

/** GetObject and HeadObject. */
export async function readObject(call: Call): Promise<void> {
  const { storage, key, query, headers, method, response, may } = call;
  const versionId = query.get("versionId");
  requireRight(call, versioned("s3:GetObject", versionId));
  const version = versionFor({ storage, key, versionId, may });
  const outcome = readOutcome(headers, version);
  if (outcome === "failed") throw fault("PreconditionFailed");
  const range = rangeOf(headers.range, version.size);
  const answered: Record<string, string> = {
    etag: quoted(version.etag),
    "last-modified": new Date(version.modifiedAt).toUTCString(),
    "accept-ranges": "bytes",
    "x-amz-server-side-encryption": "AES256",
    ...versionHeader(storage, version),
    ...version.headers,
    ...overridden(query),
  };
  const tagCount = Object.keys(version.tags).length;
  if (tagCount > 0 && may(versioned("s3:GetObjectTagging", versionId), arnOf(storage, key))) {
    answered["x-amz-tagging-count"] = `${tagCount}`;
  }
  if (outcome === "not-modified") return void response.writeHead(304, answered).end();
  if (range === "unsatisfiable") {
    throw fault("InvalidRange", undefined, { "content-range": `bytes */${version.size}` });
  }
  if (headers["x-amz-checksum-mode"]?.toUpperCase() === "ENABLED" && range === undefined) {
    Object.assign(answered, checksumHeaders(version));
  }
  const { start, end } = range ?? { start: 0, end: version.size - 1 };
  if (range !== undefined) answered["content-range"] = `bytes ${start}-${end}/${version.size}`;
  answered["content-length"] = `${end - start + 1}`;
  const status = range === undefined ? 200 : 206;
  if (method === "HEAD" || version.size === 0) return void response.writeHead(status, answered).end();
  // Opened before the answer starts: a version that is deleted meanwhile is still read to its end.
  const file = await open(storage.bodyOf(version));
  response.writeHead(status, answered);
  await pipeline(file.createReadStream({ start, end }), response);
}
