import { readFile, rm } from "node:fs/promises";
import type { Call } from "./call.ts";
import {
  type ChecksumName,
  checkForm,
  checksumHeader,
  compareChecksums,
  wishedChecksums,
} from "./checksums.ts";
import { unchunked } from "./chunked.ts";
import { largestPut, type Received, receive } from "./disk.ts";
import { fault } from "./fault.ts";

const streaming = "STREAMING-UNSIGNED-PAYLOAD-TRAILER";
/** Enough for the 1,000 keys of a batch delete and the 10,000 parts of an upload. */
const largestDocument = 2 * 1024 ** 2;

/** @throws NotImplemented for signed chunks: no client of the product sends them */
function checkMode(bodySha256: string): void {
  if (/^[0-9a-f]{64}$/.test(bodySha256) || ["UNSIGNED-PAYLOAD", streaming].includes(bodySha256)) return;
  if (bodySha256.startsWith("STREAMING-")) throw fault("NotImplemented", `${bodySha256} is not known here.`);
  throw fault("InvalidArgument", "x-amz-content-sha256 must be UNSIGNED-PAYLOAD or a valid sha256 value.");
}

/** Bytes of the body as the request declares them. */
function declaredSize(headers: Record<string, string>, isChunked: boolean): number {
  const declared = headers[isChunked ? "x-amz-decoded-content-length" : "content-length"] ?? "";
  if (!/^\d+$/.test(declared)) throw fault("MissingContentLength");
  return Number(declared);
}

function takeTrailers(wished: Map<ChecksumName, string | undefined>, trailers: Map<string, string>): void {
  for (const [name, value] of wished) {
    const trailer = trailers.get(checksumHeader(name));
    if (value !== undefined || trailer === undefined) continue;
    checkForm(name, trailer);
    wished.set(name, trailer);
  }
}

/**
 * Streams the request's body to disk and checks it against everything that the request says of it: length, hash, MD5 and
 * checksums in headers or trailers. Nothing is left on disk when one differs.
 */
export async function receiveBody(call: Call, max = largestPut): Promise<Received> {
  const { request, headers, bodySha256, storage } = call;
  checkMode(bodySha256);
  const isChunked = bodySha256 === streaming || (headers["content-encoding"] ?? "").includes("aws-chunked");
  const declared = declaredSize(headers, isChunked);
  if (declared > max) throw fault("EntityTooLarge");
  const md5 = headers["content-md5"];
  if (md5 !== undefined) checkForm("md5", md5);
  const wished = wishedChecksums(headers);
  const trailers = new Map<string, string>();
  const isHashed = bodySha256.length === 64;
  const received = await receive(storage.layout.temp, isChunked ? unchunked(request, trailers) : request, {
    algorithms: new Set([...wished.keys(), ...(isHashed ? ["sha256" as const] : [])]),
    max: declared,
  });
  try {
    if (received.size !== declared) throw fault("IncompleteBody");
    const sha256 = Buffer.from(received.checksums.sha256 ?? "", "base64").toString("hex");
    if (isHashed && sha256 !== bodySha256) throw fault("XAmzContentSHA256Mismatch");
    if (md5 !== undefined && Buffer.from(md5, "base64").toString("hex") !== received.md5) {
      throw fault("BadDigest", "The Content-MD5 you specified did not match what we received.");
    }
    takeTrailers(wished, trailers);
    const isMissing = [...wished].some(
      ([name, value]) => value === undefined && (headers["x-amz-trailer"] ?? "").includes(name),
    );
    if (isMissing)
      throw fault("InvalidRequest", "The trailing checksum announced in x-amz-trailer is missing.");
    compareChecksums(wished, received.checksums);
  } catch (error) {
    await rm(received.file, { force: true });
    throw error;
  }
  const kept = Object.entries(received.checksums).filter(
    ([name]) => name !== "sha256" || wished.has("sha256"),
  );
  return { ...received, checksums: Object.fromEntries(kept) };
}

/** The body of a call that carries a small document, checked like any other. */
export async function readDocument(call: Call): Promise<string> {
  const { file } = await receiveBody(call, largestDocument);
  const text = await readFile(file, "utf8");
  await rm(file, { force: true });
  return text;
}
