import {
  DeleteObjectCommand,
  DeleteObjectsCommand,
  GetObjectCommand,
  HeadObjectCommand,
  ListObjectVersionsCommand,
  type ListObjectVersionsCommandOutput,
  PutObjectCommand,
  type S3Client,
} from "@aws-sdk/client-s3";
import { describe, expect, test } from "vitest";
import { givenObjects, refusalOf } from "./given.ts";

const at = { Bucket: "quarantine", Key: "a.txt" };
const put = async (client: S3Client, Body: string, Key = at.Key) =>
  (await client.send(new PutObjectCommand({ Bucket: at.Bucket, Key, Body }))).VersionId ?? "";
const read = async (client: S3Client, VersionId?: string) => {
  const { Body } = await client.send(new GetObjectCommand({ ...at, VersionId }));
  return Body?.transformToString();
};

describe("versions", () => {
  test("each write makes one, and each stays readable", async () => {
    const { client, events } = await givenObjects();
    const first = await put(client, "first");
    const second = await put(client, "second");
    expect(first).not.toBe(second);
    expect(await read(client)).toBe("second");
    expect(await read(client, first)).toBe("first");
    expect(await client.send(new HeadObjectCommand({ ...at, VersionId: first }))).toMatchObject({
      VersionId: first,
    });
    expect(events.map(({ versionId }) => versionId)).toEqual([first, second]);
    const [before, after] = events.map(({ sequencer }) => sequencer);
    expect(before?.localeCompare(after ?? "")).toBe(-1);
  });

  test("a deletion is a marker: the newest is gone, the versions are not", async () => {
    const { client } = await givenObjects();
    const first = await put(client, "first");
    const marker = await client.send(new DeleteObjectCommand(at));
    expect(marker).toMatchObject({ DeleteMarker: true });
    expect(await refusalOf(read(client))).toEqual([404, "NoSuchKey"]);
    expect(await read(client, first)).toBe("first");
    expect(await refusalOf(read(client, marker.VersionId))).toEqual([405, "MethodNotAllowed"]);
    const { Versions, DeleteMarkers } = await client.send(
      new ListObjectVersionsCommand({ Bucket: at.Bucket }),
    );
    expect(Versions).toMatchObject([{ VersionId: first, IsLatest: false, Size: 5 }]);
    expect(DeleteMarkers).toMatchObject([{ VersionId: marker.VersionId, IsLatest: true }]);
    await client.send(new DeleteObjectCommand({ ...at, VersionId: marker.VersionId }));
    expect(await read(client)).toBe("first");
    await client.send(new DeleteObjectCommand({ ...at, VersionId: first }));
    expect(await refusalOf(read(client))).toEqual([404, "NoSuchKey"]);
    expect(await refusalOf(read(client, first))).toEqual([404, "NoSuchVersion"]);
    expect(await refusalOf(read(client, "nonsense"))).toEqual([400, "InvalidArgument"]);
  });

  test("a version of one's own needs rights of its own", async () => {
    const { client } = await givenObjects({ may: ({ action }) => !/Version$/.test(action) });
    const VersionId = await put(client, "x");
    expect(await read(client)).toBe("x");
    expect(await refusalOf(read(client, VersionId))).toEqual([403, "AccessDenied"]);
    const remove = client.send(new DeleteObjectCommand({ ...at, VersionId }));
    expect(await refusalOf(remove)).toEqual([403, "AccessDenied"]);
  });

  test("their listing goes on page by page", async () => {
    const { client } = await givenObjects();
    const written: [string, string][] = [];
    for (const key of ["a", "a", "b", "c", "c"]) written.push([key, await put(client, "x", key)]);
    const seen: (string | undefined)[][] = [];
    let markers: { KeyMarker?: string | undefined; VersionIdMarker?: string | undefined } | undefined = {};
    while (markers !== undefined) {
      const page: ListObjectVersionsCommandOutput = await client.send(
        new ListObjectVersionsCommand({ Bucket: at.Bucket, MaxKeys: 2, ...markers }),
      );
      for (const { Key, VersionId } of page.Versions ?? []) seen.push([Key, VersionId]);
      const { NextKeyMarker: KeyMarker, NextVersionIdMarker: VersionIdMarker } = page;
      markers = page.IsTruncated ? { KeyMarker, VersionIdMarker } : undefined;
    }
    const [a1, a2, b1, c1, c2] = written;
    expect(seen).toEqual([a2, a1, b1, c2, c1]);
  });

  test("a bucket without versions keeps the last, under no version", async () => {
    const { client, events } = await givenObjects();
    const plain = { ...at, Bucket: "plain" };
    for (const Body of ["first", "second"]) {
      const { VersionId } = await client.send(new PutObjectCommand({ ...plain, Body }));
      expect(VersionId).toBeUndefined();
    }
    const { Versions } = await client.send(new ListObjectVersionsCommand({ Bucket: "plain" }));
    expect(Versions?.map(({ VersionId }) => VersionId)).toEqual(["null"]);
    await client.send(new DeleteObjectCommand(plain));
    expect(await refusalOf(client.send(new GetObjectCommand(plain)))).toEqual([404, "NoSuchKey"]);
    expect(events).toEqual([]);
  });
});

describe("a batch delete", () => {
  test("answers for each key, and one that may not be deleted stops no other", async () => {
    const { client } = await givenObjects({
      may: ({ action, resource }) => action !== "s3:DeleteObject" || !resource.endsWith("/kept"),
    });
    const VersionId = await put(client, "x", '<b> & "c"');
    await put(client, "x", "kept");
    const Objects = [{ Key: '<b> & "c"', VersionId }, { Key: "kept" }, { Key: "never" }];
    const answer = await client.send(new DeleteObjectsCommand({ Bucket: at.Bucket, Delete: { Objects } }));
    expect(answer.Deleted).toMatchObject([
      { Key: '<b> & "c"', VersionId },
      { Key: "never", DeleteMarker: true },
    ]);
    expect(answer.Errors).toMatchObject([{ Key: "kept", Code: "AccessDenied" }]);
    const quiet = { Objects: [{ Key: "never" }], Quiet: true };
    const silent = await client.send(new DeleteObjectsCommand({ Bucket: at.Bucket, Delete: quiet }));
    expect(silent.Deleted).toBeUndefined();
  });
});
