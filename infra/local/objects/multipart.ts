import { createReadStream } from "node:fs";
import { mkdir, readdir, rename, rm } from "node:fs/promises";
import { join } from "node:path";
import * as z from "zod";
import { attributesOf, headerTags } from "./attributes.ts";
import { receiveBody } from "./body.ts";
import {
  answerEmpty,
  answerXml,
  type Call,
  checksumElements,
  checksumHeaders,
  quoted,
  requireRight,
} from "./call.ts";
import { checksumNamed, checksumNames } from "./checksums.ts";
import { newName, readJson, writeWhole } from "./disk.ts";
import { fault } from "./fault.ts";

/** S3's limit. */
const mostParts = 10_000;

export const Upload = z.object({
  key: z.string(),
  headers: z.record(z.string(), z.string()),
  tags: z.record(z.string(), z.string()),
  algorithm: z.enum(checksumNames).optional(),
  checksumType: z.enum(["FULL_OBJECT", "COMPOSITE"]),
});
export type Upload = z.infer<typeof Upload>;

export const Part = z.object({
  number: z.int(),
  /** The body's file in the upload's folder. */
  name: z.string(),
  size: z.int(),
  md5: z.string(),
  checksums: z.partialRecord(z.enum(checksumNames), z.string()),
  modifiedAt: z.string(),
});
export type Part = z.infer<typeof Part>;

const partFile = (dir: string, number: number): string => join(dir, `part-${number}.json`);

/**
 * The upload that a call names, of its own key only.
 * @throws NoSuchUpload
 */
export async function uploadOf({
  storage,
  key,
  query,
}: Call): Promise<{ id: string; dir: string; upload: Upload }> {
  const id = query.get("uploadId") ?? "";
  if (!/^[0-9a-f]{32}$/.test(id)) throw fault("NoSuchUpload");
  const dir = join(storage.layout.uploads, id);
  const found = await readJson(join(dir, "upload.json")).catch(() => undefined);
  if (found === undefined) throw fault("NoSuchUpload");
  const upload = Upload.parse(found);
  if (upload.key !== key) throw fault("NoSuchUpload");
  return { id, dir, upload };
}

/** In the order of their numbers. */
export async function partsOf(dir: string): Promise<Part[]> {
  const files = (await readdir(dir)).filter((file) => file.startsWith("part-"));
  const parts = await Promise.all(files.map(async (file) => Part.parse(await readJson(join(dir, file)))));
  return parts.sort((left, right) => left.number - right.number);
}

export const bodyOfPart = (dir: string, part: Part) => createReadStream(join(dir, part.name));

export async function createUpload(call: Call): Promise<void> {
  const { storage, key, headers, response } = call;
  requireRight(call, "s3:PutObject");
  if (headers["x-amz-tagging"] !== undefined) requireRight(call, "s3:PutObjectTagging");
  const asked = headers["x-amz-checksum-algorithm"];
  const checksumType = z
    .enum(["FULL_OBJECT", "COMPOSITE"])
    .safeParse(headers["x-amz-checksum-type"] ?? "COMPOSITE");
  if (!checksumType.success)
    throw fault("InvalidRequest", "Value for x-amz-checksum-type header is invalid.");
  const upload: Upload = {
    key,
    headers: attributesOf(headers),
    tags: headerTags(headers["x-amz-tagging"]),
    algorithm: asked === undefined ? undefined : checksumNamed(asked),
    checksumType: checksumType.data,
  };
  if (upload.checksumType === "FULL_OBJECT" && upload.algorithm !== "crc32") {
    throw fault("InvalidRequest", "The FULL_OBJECT checksum type cannot be used with this algorithm.");
  }
  const id = newName();
  const dir = join(storage.layout.uploads, id);
  await mkdir(dir);
  await writeWhole(storage.layout.temp, join(dir, "upload.json"), JSON.stringify(upload));
  if (upload.algorithm !== undefined) {
    response.setHeader("x-amz-checksum-algorithm", upload.algorithm.toUpperCase());
    response.setHeader("x-amz-checksum-type", upload.checksumType);
  }
  answerXml(call, "InitiateMultipartUploadResult", { Bucket: storage.bucket.name, Key: key, UploadId: id });
}

export async function uploadPart(call: Call): Promise<void> {
  const { storage, query } = call;
  requireRight(call, "s3:PutObject");
  const number = Number(query.get("partNumber"));
  if (!Number.isInteger(number) || number < 1 || number > mostParts) {
    throw fault("InvalidArgument", "Part number must be an integer between 1 and 10000, inclusive");
  }
  const { dir, upload } = await uploadOf(call);
  const received = await receiveBody(call);
  const { algorithm } = upload;
  if (algorithm !== undefined && received.checksums[algorithm] === undefined) {
    await rm(received.file, { force: true });
    const expected = `expected checksum Type: ${algorithm}, actual checksum Type: null`;
    throw fault("InvalidRequest", `Checksum Type mismatch occurred, ${expected}`);
  }
  const { size, md5, checksums } = received;
  const part: Part = { number, name: newName(), size, md5, checksums, modifiedAt: new Date().toISOString() };
  const before = await readJson(partFile(dir, number)).catch(() => undefined);
  await rename(received.file, join(dir, part.name));
  await writeWhole(storage.layout.temp, partFile(dir, number), JSON.stringify(part));
  if (before !== undefined) await rm(join(dir, Part.parse(before).name), { force: true });
  answerEmpty(call, 200, {
    etag: quoted(md5),
    ...checksumHeaders({ checksums, checksumType: "FULL_OBJECT" }),
  });
}

export async function listParts(call: Call): Promise<void> {
  const { storage, key, query } = call;
  requireRight(call, "s3:ListMultipartUploadParts");
  const { id, dir } = await uploadOf(call);
  const marker = Number(query.get("part-number-marker") ?? 0);
  const max = Math.min(Number(query.get("max-parts") ?? 1000), 1000);
  const after = (await partsOf(dir)).filter(({ number }) => number > marker);
  const page = after.slice(0, max);
  answerXml(call, "ListPartsResult", {
    Bucket: storage.bucket.name,
    Key: key,
    UploadId: id,
    PartNumberMarker: marker,
    NextPartNumberMarker: page.at(-1)?.number ?? 0,
    MaxParts: max,
    IsTruncated: after.length > page.length,
    Part: page.map(({ number, md5, size, modifiedAt, checksums }) => ({
      PartNumber: number,
      LastModified: modifiedAt,
      ETag: quoted(md5),
      Size: size,
      ...checksumElements(checksums),
    })),
  });
}

export async function abortUpload(call: Call): Promise<void> {
  requireRight(call, "s3:AbortMultipartUpload");
  const { dir } = await uploadOf(call);
  await rm(dir, { recursive: true, force: true });
  answerEmpty(call, 204, {});
}
