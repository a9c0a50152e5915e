import { createHash } from "node:crypto";
import { rm } from "node:fs/promises";
import { readDocument } from "./body.ts";
import {
  answerXml,
  type Call,
  checksumElements,
  quoted,
  requireRight,
  unquoted,
  writtenHeaders,
} from "./call.ts";
import { type Checksums, checksumElement, checksumNames, digestOf } from "./checksums.ts";
import { receive } from "./disk.ts";
import { fault } from "./fault.ts";
import { bodyOfPart, type Part, partsOf, type Upload, uploadOf } from "./multipart.ts";
import { commitOrDrop, guardOf } from "./write.ts";
import { childrenOf, parseXml, textOf, type XmlElement } from "./xml.ts";

/** S3's limits, in bytes: of each part but the last, and of an object. */
const smallestPart = 5 * 1024 ** 2;
const largestObject = 5 * 1024 ** 4;

/** The parts that the document lists, each checked against what was uploaded. */
function chosen(listed: XmlElement[], uploaded: Part[]): Part[] {
  const parts = listed.map((element) => {
    const part = uploaded.find(({ number }) => number === Number(textOf(element, "PartNumber")));
    if (part === undefined || unquoted(textOf(element, "ETag") ?? "") !== part.md5)
      throw fault("InvalidPart");
    for (const name of checksumNames) {
      const claimed = textOf(element, checksumElement(name));
      if (claimed !== undefined && claimed !== part.checksums[name]) throw fault("InvalidPart");
    }
    return part;
  });
  const isOrdered = parts.every(({ number }, at) => at === 0 || number > (parts[at - 1]?.number ?? 0));
  if (!isOrdered) throw fault("InvalidPartOrder");
  if (parts.slice(0, -1).some(({ size }) => size < smallestPart)) throw fault("EntityTooSmall");
  return parts;
}

async function* joined(dir: string, parts: Part[]): AsyncGenerator<Buffer> {
  for (const part of parts) yield* bodyOfPart(dir, part);
}

/** S3's checksum of checksums: over the parts' own bytes, with their number. */
function compositeOf({ algorithm }: Upload, parts: Part[]): Checksums {
  if (algorithm === undefined) return {};
  const digest = digestOf(algorithm);
  for (const { checksums } of parts) digest.update(Buffer.from(checksums[algorithm] ?? "", "base64"));
  return { [algorithm]: `${digest.result()}-${parts.length}` };
}

/** CompleteMultipartUpload: the parts become one object, whole or not at all. */
export async function completeUpload(call: Call): Promise<void> {
  const { storage, key, headers, request, response } = call;
  requireRight(call, "s3:PutObject");
  const { dir, upload } = await uploadOf(call);
  const document = { ...call, headers: withoutObjectChecksums(headers) };
  const root = parseXml(await readDocument(document));
  const listed = childrenOf(root, "Part");
  if (root.name !== "CompleteMultipartUpload" || listed.length === 0) throw fault("MalformedXML");
  const parts = chosen(listed, await partsOf(dir));
  const isWhole = upload.checksumType === "FULL_OBJECT" && upload.algorithm !== undefined;
  const received = await receive(storage.layout.temp, joined(dir, parts), {
    algorithms: isWhole && upload.algorithm ? [upload.algorithm] : [],
    max: largestObject,
  });
  const md5s = createHash("md5");
  for (const { md5 } of parts) md5s.update(md5, "hex");
  const checksums = isWhole ? received.checksums : compositeOf(upload, parts);
  const claimed = upload.algorithm && headers[`x-amz-checksum-${upload.algorithm}`];
  if (claimed !== undefined && upload.algorithm && claimed !== checksums[upload.algorithm]) {
    await rm(received.file, { force: true });
    throw fault("BadDigest");
  }
  const version = await commitOrDrop(storage, {
    key,
    received,
    etag: `${md5s.digest("hex")}-${parts.length}`,
    headers: upload.headers,
    checksums,
    checksumType: upload.checksumType,
    tags: upload.tags,
    reason: "CompleteMultipartUpload",
    guard: guardOf(headers),
  });
  await rm(dir, { recursive: true, force: true });
  const { etag: _, ...written } = writtenHeaders(storage, version);
  for (const [name, value] of Object.entries(written)) response.setHeader(name, value);
  answerXml(call, "CompleteMultipartUploadResult", {
    Location: `http://${request.headers.host}/${storage.bucket.name}/${encodeURIComponent(key)}`,
    Bucket: storage.bucket.name,
    Key: key,
    ETag: quoted(version.etag),
    ...checksumElements(checksums),
    ChecksumType: upload.algorithm && upload.checksumType,
  });
}

/** On this call a checksum header speaks of the object to be, not of the list of parts in the body. */
function withoutObjectChecksums(headers: Record<string, string>): Record<string, string> {
  const kept = Object.entries(headers).filter(([name]) => !/^x-amz-checksum-/.test(name));
  return Object.fromEntries(kept);
}
