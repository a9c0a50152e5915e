import { uriEncode } from "../sigv4.ts";
import { answerEmpty, answerXml, type Call, quoted } from "./call.ts";
import { fault } from "./fault.ts";
import { pageOf } from "./listing.ts";
import type { StoredVersion } from "./storage.ts";
import type { XmlContent } from "./xml.ts";

/** S3's longest page. */
const longestPage = 1000;

function requireList({ storage, query, may }: Call, action: string): void {
  if (!may(action, storage.bucket.arn, { "s3:prefix": [query.get("prefix") ?? ""] }))
    throw fault("AccessDenied");
}

/** What the listings share: prefix, delimiter, length and how keys are written. */
function askOf(query: Map<string, string>) {
  const wished = query.get("max-keys") ?? `${longestPage}`;
  if (!/^\d{1,9}$/.test(wished))
    throw fault("InvalidArgument", "Provided max-keys not an integer or within range");
  const encoding = query.get("encoding-type");
  if (encoding !== undefined && encoding !== "url") throw fault("InvalidArgument", "Invalid Encoding Method");
  const written = (key: string): string => (encoding === "url" ? uriEncode(key).replaceAll("%2F", "/") : key);
  return {
    prefix: query.get("prefix") ?? "",
    delimiter: query.get("delimiter") ?? "",
    max: Math.min(Number(wished), longestPage),
    encoding,
    written,
  };
}

const summaryOf = ({
  etag,
  size,
  modifiedAt,
  checksums,
  checksumType,
}: StoredVersion): Record<string, XmlContent> => {
  const algorithms = Object.keys(checksums).map((name) => name.toUpperCase());
  return {
    LastModified: modifiedAt,
    ETag: quoted(etag),
    ChecksumAlgorithm: algorithms,
    ChecksumType: algorithms.length > 0 ? checksumType : undefined,
    Size: size,
    StorageClass: "STANDARD",
  };
};

const keyOf = ({ key }: StoredVersion): string => key;

/** ListObjectsV2. A token is the last key of the page before. */
export async function listObjects(call: Call): Promise<void> {
  const { storage, query } = call;
  requireList(call, "s3:ListBucket");
  if (query.get("list-type") !== "2") throw fault("NotImplemented", "Only ListObjectsV2 is known here.");
  const { written, encoding, ...ask } = askOf(query);
  const token = query.get("continuation-token");
  const after =
    token === undefined ? (query.get("start-after") ?? "") : Buffer.from(token, "base64url").toString();
  const newest = storage.versions().filter((version) => storage.newest(version.key) === version);
  const entries = newest.filter(({ key, isMarker }) => !isMarker && key > after);
  const page = pageOf({ ...ask, entries, keyOf });
  answerXml(call, "ListBucketResult", {
    Name: storage.bucket.name,
    Prefix: written(ask.prefix),
    Delimiter: ask.delimiter === "" ? undefined : written(ask.delimiter),
    MaxKeys: ask.max,
    EncodingType: encoding,
    KeyCount: page.entries.length + page.prefixes.length,
    ContinuationToken: token,
    StartAfter: query.has("start-after") ? written(query.get("start-after") ?? "") : undefined,
    IsTruncated: page.last !== undefined,
    NextContinuationToken: page.last && Buffer.from(page.last.key).toString("base64url"),
    Contents: page.entries.map((version) => ({ Key: written(version.key), ...summaryOf(version) })),
    CommonPrefixes: page.prefixes.map((prefix) => ({ Prefix: written(prefix) })),
  });
}

/** ListObjectVersions: keys in order, of one key the newest first, delete markers among them. */
export async function listVersions(call: Call): Promise<void> {
  const { storage, query } = call;
  requireList(call, "s3:ListBucketVersions");
  const { written, encoding, ...ask } = askOf(query);
  const keyMarker = query.get("key-marker") ?? "";
  const versionMarker = query.get("version-id-marker");
  const all = storage.versions();
  const at = all.findIndex(({ key, versionId }) => key === keyMarker && versionId === versionMarker);
  const entries = at === -1 ? all.filter(({ key }) => key > keyMarker) : all.slice(at + 1);
  const page = pageOf({ ...ask, entries, keyOf });
  const described = (version: StoredVersion): Record<string, XmlContent> => ({
    Key: written(version.key),
    VersionId: version.versionId,
    IsLatest: storage.newest(version.key) === version,
    ...(version.isMarker ? { LastModified: version.modifiedAt } : summaryOf(version)),
  });
  answerXml(call, "ListVersionsResult", {
    Name: storage.bucket.name,
    Prefix: written(ask.prefix),
    Delimiter: ask.delimiter === "" ? undefined : written(ask.delimiter),
    KeyMarker: written(keyMarker),
    VersionIdMarker: versionMarker ?? "",
    MaxKeys: ask.max,
    EncodingType: encoding,
    IsTruncated: page.last !== undefined,
    NextKeyMarker: page.last && written(page.last.key),
    NextVersionIdMarker: page.last?.versionId,
    Version: page.entries.filter(({ isMarker }) => !isMarker).map(described),
    DeleteMarker: page.entries.filter(({ isMarker }) => isMarker).map(described),
    CommonPrefixes: page.prefixes.map((prefix) => ({ Prefix: written(prefix) })),
  });
}

export async function headBucket(call: Call): Promise<void> {
  requireList(call, "s3:ListBucket");
  answerEmpty(call, 200, {});
}
