import type { IncomingMessage, ServerResponse } from "node:http";
import type { ChecksumName, Checksums } from "./checksums.ts";
import { checksumElement, checksumHeader, checksumNames } from "./checksums.ts";
import { fault } from "./fault.ts";
import type { Storage, StoredVersion } from "./storage.ts";
import { type XmlContent, xmlOf } from "./xml.ts";

/** One authenticated request, taken apart. */
export interface Call {
  request: IncomingMessage;
  response: ServerResponse;
  method: string;
  storage: Storage;
  /** Finds another bucket, for copies. */
  storageOf: (bucket: string) => Storage;
  /** Decoded; empty for a call of the bucket. */
  key: string;
  query: Map<string, string>;
  /** Lower case; a presigned address's own `x-amz-` parameters are among them, as for S3. */
  headers: Record<string, string>;
  /** What the signature says of the body: a hex hash, UNSIGNED-PAYLOAD or a STREAMING- word. */
  bodySha256: string;
  may: (action: string, resource: string, context?: Record<string, string[]>) => boolean;
}

export const arnOf = ({ bucket }: Storage, key: string): string => `${bucket.arn}/${key}`;

/** @throws AccessDenied unless the signer may do this with the call's object */
export function requireRight({ storage, key, may }: Call, action: string): void {
  if (!may(action, key === "" ? storage.bucket.arn : arnOf(storage, key))) throw fault("AccessDenied");
}

export function answerXml(call: Pick<Call, "response">, root: string, content: XmlContent): void {
  const body = Buffer.from(xmlOf(root, content));
  call.response
    .writeHead(200, { "content-type": "application/xml", "content-length": body.length })
    .end(body);
}

export function answerEmpty(
  { response }: Pick<Call, "response">,
  status: number,
  headers: Record<string, string>,
): void {
  response.writeHead(status, { ...headers, ...(status === 204 ? {} : { "content-length": "0" }) }).end();
}

export const quoted = (etag: string): string => `"${etag}"`;
export const unquoted = (etag: string): string => etag.trim().replace(/^"(.*)"$/, "$1");

type Kept = [ChecksumName, string];
const keptOf = (checksums: Checksums): Kept[] =>
  checksumNames.flatMap((name): Kept[] => (checksums[name] === undefined ? [] : [[name, checksums[name]]]));

export const checksumHeaders = (version: Pick<StoredVersion, "checksums" | "checksumType">) => {
  const kept = keptOf(version.checksums).map(([name, value]) => [checksumHeader(name), value] as const);
  if (kept.length === 0) return {};
  return { ...Object.fromEntries(kept), "x-amz-checksum-type": version.checksumType };
};

export const checksumElements = (checksums: Checksums): Record<string, string> =>
  Object.fromEntries(keptOf(checksums).map(([name, value]) => [checksumElement(name), value]));

/** The version, where the bucket has versions. */
export const versionHeader = ({ bucket }: Storage, version: StoredVersion): Record<string, string> =>
  bucket.isVersioned ? { "x-amz-version-id": version.versionId } : {};

/** What a write is answered with. */
export const writtenHeaders = (storage: Storage, version: StoredVersion): Record<string, string> => ({
  etag: quoted(version.etag),
  "x-amz-server-side-encryption": version.headers["x-amz-server-side-encryption"] ?? "AES256",
  ...versionHeader(storage, version),
  ...checksumHeaders(version),
});
