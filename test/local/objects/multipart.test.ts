import { createHash, randomBytes } from "node:crypto";
import { readdir } from "node:fs/promises";
import { join } from "node:path";
import { crc32 } from "node:zlib";
import {
  AbortMultipartUploadCommand,
  type CompletedPart,
  CompleteMultipartUploadCommand,
  CreateMultipartUploadCommand,
  type CreateMultipartUploadCommandInput,
  GetObjectCommand,
  HeadObjectCommand,
  ListPartsCommand,
  PutObjectCommand,
  type S3Client,
  UploadPartCommand,
} from "@aws-sdk/client-s3";
import { getSignedUrl } from "@aws-sdk/s3-request-presigner";
import { describe, expect, test } from "vitest";
import { answerOf, givenObjects, refusalOf } from "./given.ts";

const at = { Bucket: "quarantine", Key: "申报 材料.pdf" };
const megabytes = (count: number) => randomBytes(count * 1024 ** 2);
const base64 = (algorithm: string, bytes: Buffer) => createHash(algorithm).update(bytes).digest("base64");

async function begin(client: S3Client, overrides: Partial<CreateMultipartUploadCommandInput> = {}) {
  const { UploadId } = await client.send(
    new CreateMultipartUploadCommand({ ...at, ContentType: "application/pdf", ...overrides }),
  );
  return { ...at, UploadId };
}

type Begun = Awaited<ReturnType<typeof begin>>;

async function send(
  client: S3Client,
  upload: Begun,
  parts: Record<number, Buffer>,
): Promise<CompletedPart[]> {
  const sent: CompletedPart[] = [];
  for (const [number, Body] of Object.entries(parts)) {
    const PartNumber = Number(number);
    const part = await client.send(new UploadPartCommand({ ...upload, PartNumber, Body }));
    const { ETag, ChecksumCRC32, ChecksumSHA256 } = part;
    sent.push({ PartNumber, ETag, ChecksumCRC32, ChecksumSHA256 });
  }
  return sent;
}

const complete = (client: S3Client, upload: Begun, Parts: CompletedPart[], more: object = {}) =>
  client.send(new CompleteMultipartUploadCommand({ ...upload, ...more, MultipartUpload: { Parts } }));

describe("a multipart upload", () => {
  test("its parts become one object with the ETag, type and checksum of S3", async () => {
    const { client, events } = await givenObjects();
    const [first, last] = [megabytes(5), Buffer.from("the end")];
    const upload = await begin(client, { ChecksumAlgorithm: "SHA256" });
    const md5 = (bytes: Buffer) => createHash("md5").update(bytes).digest();
    const shas = [first, last].map((bytes) => createHash("sha256").update(bytes).digest());
    const sent: CompletedPart[] = [];
    for (const [index, Body] of [first, last].entries()) {
      const ChecksumSHA256 = shas[index]?.toString("base64");
      const PartNumber = index + 1;
      const { ETag } = await client.send(
        new UploadPartCommand({ ...upload, PartNumber, Body, ChecksumSHA256 }),
      );
      sent.push({ PartNumber, ETag, ChecksumSHA256 });
    }
    const ETag = `"${createHash("md5")
      .update(Buffer.concat([md5(first), md5(last)]))
      .digest("hex")}-2"`;
    const ChecksumSHA256 = `${base64("sha256", Buffer.concat(shas))}-2`;
    const done = await complete(client, upload, sent);
    expect(done).toMatchObject({ ETag, ChecksumSHA256, Key: at.Key });
    const got = await client.send(new GetObjectCommand(at));
    expect(
      Buffer.from((await got.Body?.transformToByteArray()) ?? []).equals(Buffer.concat([first, last])),
    ).toBe(true);
    expect(got).toMatchObject({ ContentType: "application/pdf", VersionId: done.VersionId });
    const head = await client.send(new HeadObjectCommand({ ...at, ChecksumMode: "ENABLED" }));
    expect(head).toMatchObject({ ChecksumSHA256, ChecksumType: "COMPOSITE" });
    expect(events).toMatchObject([{ reason: "CompleteMultipartUpload", size: first.length + last.length }]);
  });

  test("a checksum of the whole object is computed when asked for", async () => {
    const { client } = await givenObjects();
    const bytes = megabytes(5);
    const upload = await begin(client, { ChecksumAlgorithm: "CRC32", ChecksumType: "FULL_OBJECT" });
    const parts = await send(client, upload, { 1: bytes, 2: Buffer.from("tail") });
    const value = Buffer.alloc(4);
    value.writeUInt32BE(crc32(Buffer.concat([bytes, Buffer.from("tail")])));
    expect(await complete(client, upload, parts)).toMatchObject({
      ChecksumCRC32: value.toString("base64"),
      ChecksumType: "FULL_OBJECT",
    });
  });

  test("parts by presigned addresses, one of them sent twice, out of order", async () => {
    const { client, options } = await givenObjects();
    const upload = await begin(client);
    const [old, first] = [megabytes(5), megabytes(5)];
    const sent: CompletedPart[] = [];
    for (const [PartNumber, body] of [
      [7, Buffer.from("last")],
      [2, old],
      [2, first],
    ] as const) {
      const url = await getSignedUrl(client, new UploadPartCommand({ ...upload, PartNumber }));
      const response = await fetch(url, { method: "PUT", body: Uint8Array.from(body) });
      expect(response.status).toBe(200);
      sent.unshift({ PartNumber, ETag: response.headers.get("etag") ?? "" });
      const wrong = await fetch(url.replace("partNumber=", "partNumber=1"), { method: "PUT", body: "x" });
      expect(await answerOf(wrong)).toEqual([403, "SignatureDoesNotMatch"]);
    }
    const kept = await readdir(join(options.dir, "quarantine", "uploads", upload.UploadId ?? ""));
    expect(kept.filter((file) => !file.endsWith(".json"))).toHaveLength(2);
    const { Parts } = await client.send(new ListPartsCommand(upload));
    expect(Parts?.map(({ PartNumber, Size }) => [PartNumber, Size])).toEqual([
      [2, first.length],
      [7, 4],
    ]);
    await complete(
      client,
      upload,
      sent.filter((_, index) => index !== 1),
    );
    const got = await client.send(new GetObjectCommand(at));
    expect(
      Buffer.from((await got.Body?.transformToByteArray()) ?? [])
        .subarray(0, first.length)
        .equals(first),
    ).toBe(true);
  });

  test("a part under 5 MB, a wrong order, a wrong ETag or a missing part is refused; the upload goes on", async () => {
    const { client } = await givenObjects();
    const upload = await begin(client);
    const parts = await send(client, upload, {
      1: Buffer.from("small"),
      2: megabytes(5),
      3: Buffer.from("end"),
    });
    const [small, large, end] = parts;
    if (!small || !large || !end) throw new Error("parts are missing");
    const refusal = (list: CompletedPart[]) => refusalOf(complete(client, upload, list));
    expect(await refusal([small, large])).toEqual([400, "EntityTooSmall"]);
    expect(await refusal([end, large])).toEqual([400, "InvalidPartOrder"]);
    expect(await refusal([{ ...large, ETag: '"0123"' }])).toEqual([400, "InvalidPart"]);
    expect(await refusal([large, { ...end, PartNumber: 9 }])).toEqual([400, "InvalidPart"]);
    expect(await refusal([])).toEqual([400, "MalformedXML"]);
    expect(await complete(client, upload, [large, end])).toMatchObject({ Key: at.Key });
    expect(await refusal([large, end])).toEqual([404, "NoSuchUpload"]);
  });

  test("an aborted one takes no more parts and leaves nothing", async () => {
    const { client, options, events } = await givenObjects();
    const upload = await begin(client);
    const parts = await send(client, upload, { 1: Buffer.from("x") });
    await client.send(new AbortMultipartUploadCommand(upload));
    const part = client.send(new UploadPartCommand({ ...upload, PartNumber: 2, Body: "y" }));
    expect(await refusalOf(part)).toEqual([404, "NoSuchUpload"]);
    expect(await refusalOf(complete(client, upload, parts))).toEqual([404, "NoSuchUpload"]);
    expect(await readdir(join(options.dir, "quarantine", "uploads"))).toEqual([]);
    expect(events).toEqual([]);
  });

  test("an upload is of its own key, and may keep from overwriting", async () => {
    const { client } = await givenObjects();
    const upload = await begin(client);
    const parts = await send(client, upload, { 1: Buffer.from("x") });
    const other = client.send(new UploadPartCommand({ ...upload, Key: "other", PartNumber: 1, Body: "y" }));
    expect(await refusalOf(other)).toEqual([404, "NoSuchUpload"]);
    const aside = { ...upload, UploadId: `../uploads/${upload.UploadId}` };
    const outside = client.send(new UploadPartCommand({ ...aside, PartNumber: 1, Body: "y" }));
    expect(await refusalOf(outside)).toEqual([404, "NoSuchUpload"]);
    await client.send(new PutObjectCommand({ ...at, Body: "here first" }));
    expect(await refusalOf(complete(client, upload, parts, { IfNoneMatch: "*" }))).toEqual([
      412,
      "PreconditionFailed",
    ]);
  });
});
