import { createHash } from "node:crypto";
import {
  GetObjectCommand,
  HeadObjectCommand,
  PutObjectCommand,
  S3Client,
  S3ServiceException,
} from "@aws-sdk/client-s3";
import { Sha256 } from "../kernel/ids.ts";
import type { BucketName } from "../kernel/manifest.ts";

/** One client per container; path style, so that one local address serves every bucket. */
export const objects = new S3Client({
  maxAttempts: 4,
  forcePathStyle: process.env.LINXUAN_S3_PATH_STYLE === "true",
});

/** The stage's name of a bucket. */
export function bucketName(bucket: BucketName): string {
  const name = process.env[`LINXUAN_BUCKET_${bucket.toUpperCase()}`];
  if (name === undefined || name === "") throw new Error(`the bucket ${bucket} is not set`);
  return name;
}

/** S3 writes checksums in base64, people read hex. */
export const hexOf = (base64: string) => Sha256.parse(Buffer.from(base64, "base64").toString("hex"));
export const base64Of = (hex: string) => Buffer.from(hex, "hex").toString("base64");

/**
 * What landed under a key: the newest version, its size, and the checksum that S3 computed, null of what came in parts, for
 * then it is of the parts' checksums; undefined when nothing did.
 */
export async function landed(bucket: BucketName, key: string) {
  const head = new HeadObjectCommand({ Bucket: bucketName(bucket), Key: key, ChecksumMode: "ENABLED" });
  const found = await objects.send(head).catch((cause: unknown) => {
    // Whoever may not list a bucket is told 403, not 404, of a key that is not there.
    const isAbsent =
      cause instanceof S3ServiceException && [403, 404].includes(cause.$metadata.httpStatusCode ?? 0);
    if (isAbsent) return undefined;
    throw cause;
  });
  if (!found?.VersionId || !found.ChecksumSHA256) return undefined;
  const isOfParts = found.ChecksumSHA256.includes("-");
  return {
    versionId: found.VersionId,
    bytes: found.ContentLength ?? 0,
    sha256: isOfParts ? null : hexOf(found.ChecksumSHA256),
  };
}

/**
 * Keeps bytes for ever under a key.
 * @returns the version that was written
 */
export async function keepBytes(
  bucket: BucketName,
  key: string,
  bytes: Uint8Array | string,
  { sha256, contentType }: { sha256: string; contentType: string },
): Promise<string> {
  const kept = await objects.send(
    new PutObjectCommand({
      Bucket: bucketName(bucket),
      Key: key,
      Body: bytes,
      ContentType: contentType,
      ChecksumSHA256: base64Of(sha256),
    }),
  );
  if (kept.VersionId === undefined) throw new Error(`the bucket ${bucket} keeps no versions`);
  return kept.VersionId;
}

/**
 * Keeps a text for ever under a key that its hash is part of.
 * @returns the version that was written
 */
export const keepText = (bucket: BucketName, key: string, text: string, sha256: string): Promise<string> =>
  keepBytes(bucket, key, text, {
    sha256,
    contentType: `${key.endsWith(".html") ? "text/html" : "application/json"}; charset=utf-8`,
  });

/** The bytes of one version of an object. */
export async function bytesOf(bucket: BucketName, key: string, versionId: string): Promise<Uint8Array> {
  const answer = await objects.send(
    new GetObjectCommand({ Bucket: bucketName(bucket), Key: key, VersionId: versionId }),
  );
  if (!answer.Body) throw new Error(`${key} has no body`);
  return answer.Body.transformToByteArray();
}

/** The bytes of one version, and their hash, taken while they stream in: a file of 200 MB is never held twice. */
export async function hashedBytesOf(
  bucket: BucketName,
  key: string,
  versionId: string,
): Promise<{ bytes: Uint8Array; sha256: Sha256 }> {
  const { Body, ContentLength } = await objects.send(
    new GetObjectCommand({ Bucket: bucketName(bucket), Key: key, VersionId: versionId }),
  );
  if (!Body || ContentLength === undefined) throw new Error(`${key} has no body`);
  const bytes = new Uint8Array(ContentLength);
  const hash = createHash("sha256");
  let at = 0;
  for await (const piece of Body.transformToWebStream()) {
    hash.update(piece);
    bytes.set(piece, at);
    at += piece.length;
  }
  if (at !== ContentLength) throw new Error(`${key} came with ${at} of ${ContentLength} bytes`);
  return { bytes, sha256: Sha256.parse(hash.digest("hex")) };
}

/** The newest text under a key of which no version is pinned; undefined when there is none. */
export async function newestText(bucket: BucketName, key: string): Promise<string | undefined> {
  const newest = await landed(bucket, key);
  return newest && textOf(bucket, key, newest.versionId);
}

/** The text of one version of an object. */
export async function textOf(bucket: BucketName, key: string, versionId: string): Promise<string> {
  return Buffer.from(await bytesOf(bucket, key, versionId)).toString("utf8");
}
