import { createHash } from "node:crypto";
import {
  CopyObjectCommand,
  DeleteObjectCommand,
  GetObjectCommand,
  ListObjectVersionsCommand,
  PutObjectCommand,
} from "@aws-sdk/client-s3";
import { beforeEach, describe, expect, it } from "vitest";
import { bucketName, keepText, objects, textOf } from "../../shared/runtime/objects.ts";

/** The steps of docs/runbook.md, "Restoring", for a document; each is one call of the AWS command line there. */
const text = '{"schemaVersion":1}';
const sha256 = createHash("sha256").update(text).digest("hex");
const Bucket = bucketName("documents");

const onTop = async (Key: string) => {
  const { Body } = await objects.send(new GetObjectCommand({ Bucket, Key }));
  return Body?.transformToString();
};

/** The pinned version written on top again: `aws s3api copy-object --copy-source "BUCKET/KEY?versionId=..."`. */
const putOnTop = (Key: string, versionId: string) =>
  objects.send(new CopyObjectCommand({ Bucket, Key, CopySource: `${Bucket}/${Key}?versionId=${versionId}` }));

let Key: string;
let versionId: string;
beforeEach(async () => {
  Key = `applications/${Math.random().toString(36).slice(2)}/${sha256}.json`;
  versionId = await keepText("documents", Key, text, sha256);
});

describe("a document of which a record pins the version", () => {
  it("that was written over has its old bytes under that version, and on top when it is put there", async () => {
    await objects.send(new PutObjectCommand({ Bucket, Key, Body: "something else" }));
    expect(await onTop(Key)).toBe("something else");
    expect(await textOf("documents", Key, versionId)).toBe(text);
    await putOnTop(Key, versionId);
    expect(await onTop(Key)).toBe(text);
  });

  it("that was deleted is back when its delete marker goes", async () => {
    await objects.send(new DeleteObjectCommand({ Bucket, Key }));
    await expect(onTop(Key)).rejects.toMatchObject({ name: "NoSuchKey" });
    expect(await textOf("documents", Key, versionId)).toBe(text);
    const { DeleteMarkers = [] } = await objects.send(new ListObjectVersionsCommand({ Bucket, Prefix: Key }));
    const [marker] = DeleteMarkers.filter(({ IsLatest }) => IsLatest);
    await objects.send(new DeleteObjectCommand({ Bucket, Key, VersionId: marker?.VersionId }));
    expect(await onTop(Key)).toBe(text);
  });

  it("keeps that version when the same bytes are put on top again: the record needs no change", async () => {
    await objects.send(new DeleteObjectCommand({ Bucket, Key }));
    await putOnTop(Key, versionId);
    const { Versions = [] } = await objects.send(new ListObjectVersionsCommand({ Bucket, Prefix: Key }));
    expect(Versions.map((one) => one.VersionId)).toContain(versionId);
    expect(await textOf("documents", Key, versionId)).toBe(text);
  });

  it("is lost for good only when that very version is deleted, which no grant allows", async () => {
    await objects.send(new DeleteObjectCommand({ Bucket, Key, VersionId: versionId }));
    await expect(textOf("documents", Key, versionId)).rejects.toMatchObject({ name: "NoSuchVersion" });
  });
});
