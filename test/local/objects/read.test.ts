import {
  CopyObjectCommand,
  DeleteObjectTaggingCommand,
  GetObjectCommand,
  GetObjectTaggingCommand,
  HeadObjectCommand,
  PutObjectCommand,
  PutObjectTaggingCommand,
} from "@aws-sdk/client-s3";
import { describe, expect, test } from "vitest";
import { givenObjects, refusalOf } from "./given.ts";

const at = { Bucket: "quarantine", Key: "digits.txt" };

async function givenDigits() {
  const objects = await givenObjects();
  const { ETag, VersionId } = await objects.client.send(new PutObjectCommand({ ...at, Body: "0123456789" }));
  return { ...objects, etag: ETag ?? "", versionId: VersionId ?? "" };
}

describe("a read", () => {
  test.each([
    ["bytes=2-4", "234", "bytes 2-4/10"],
    ["bytes=7-", "789", "bytes 7-9/10"],
    ["bytes=-3", "789", "bytes 7-9/10"],
    ["bytes=-99", "0123456789", "bytes 0-9/10"],
    ["bytes=8-99", "89", "bytes 8-9/10"],
    ["bytes=4-2", "0123456789", undefined],
    ["lines=1-2", "0123456789", undefined],
  ])("the range %s is answered", async (Range, text, contentRange) => {
    const { client } = await givenDigits();
    const got = await client.send(new GetObjectCommand({ ...at, Range }));
    expect(await got.Body?.transformToString()).toBe(text);
    expect(got.ContentRange).toBe(contentRange);
    expect(got.$metadata.httpStatusCode).toBe(contentRange === undefined ? 200 : 206);
  });

  test.each(["bytes=10-", "bytes=-0"])("the range %s is beyond the end", async (Range) => {
    const { client } = await givenDigits();
    expect(await refusalOf(client.send(new GetObjectCommand({ ...at, Range })))).toEqual([
      416,
      "InvalidRange",
    ]);
  });

  test("conditions decide as RFC 9110 has them", async () => {
    const { client, etag } = await givenDigits();
    const status = async (input: object) =>
      (await refusalOf(client.send(new GetObjectCommand({ ...at, ...input }))))[0];
    const long = { before: new Date("2020-01-01T00:00:00Z"), after: new Date("2099-01-01T00:00:00Z") };
    expect(await status({ IfNoneMatch: etag })).toBe(304);
    expect(await status({ IfNoneMatch: '"other"' })).toBeUndefined();
    expect(await status({ IfMatch: '"other"' })).toBe(412);
    expect(await status({ IfMatch: etag, IfUnmodifiedSince: long.before })).toBeUndefined();
    expect(await status({ IfUnmodifiedSince: long.before })).toBe(412);
    expect(await status({ IfModifiedSince: long.after })).toBe(304);
    expect(await status({ IfModifiedSince: long.before })).toBeUndefined();
  });

  test("an empty object, its headers and its own metadata come back", async () => {
    const { client } = await givenObjects();
    const headers = {
      ContentType: "text/plain; charset=utf-8",
      ContentDisposition: "attachment",
      CacheControl: "no-store",
      Metadata: { "letter-id": "l_1" },
    };
    await client.send(new PutObjectCommand({ ...at, Body: "", ...headers }));
    const got = await client.send(new GetObjectCommand(at));
    expect(await got.Body?.transformToString()).toBe("");
    expect(got).toMatchObject({ ...headers, ContentLength: 0 });
    expect(await client.send(new HeadObjectCommand(at))).toMatchObject({ ...headers, ContentLength: 0 });
    expect(await refusalOf(client.send(new HeadObjectCommand({ ...at, Key: "none" })))).toEqual([
      404,
      "NotFound",
    ]);
  });
});

describe("a conditional write", () => {
  test("If-None-Match: * never overwrites, also when two come at once", async () => {
    const { client, events } = await givenObjects();
    const put = (Body: string) =>
      refusalOf(client.send(new PutObjectCommand({ ...at, Body, IfNoneMatch: "*" })));
    const outcomes = await Promise.all(["a", "b", "c", "d"].map(put));
    expect(outcomes.filter(([status]) => status === 412)).toHaveLength(3);
    expect(await put("e")).toEqual([412, "PreconditionFailed"]);
    expect(events).toHaveLength(1);
  });

  test("If-Match writes only over what was read", async () => {
    const { client, etag } = await givenDigits();
    const put = (IfMatch: string) => client.send(new PutObjectCommand({ ...at, Body: "new", IfMatch }));
    expect(await refusalOf(put('"other"'))).toEqual([412, "PreconditionFailed"]);
    await put(etag);
    expect(await refusalOf(put(etag))).toEqual([412, "PreconditionFailed"]);
  });
});

describe("a copy", () => {
  test("takes one version with its type, metadata and tags to another bucket", async () => {
    const { client, events } = await givenObjects();
    const put = (Body: string) =>
      client.send(
        new PutObjectCommand({
          ...at,
          Key: "申报 书+1.txt",
          Body,
          ContentType: "text/plain",
          Metadata: { by: "x" },
          Tagging: "kind=word",
        }),
      );
    const { VersionId } = await put("first");
    await put("second");
    const CopySource = `quarantine/${encodeURIComponent("申报 书+1.txt")}?versionId=${VersionId}`;
    const copied = await client.send(new CopyObjectCommand({ Bucket: "plain", Key: "copy.txt", CopySource }));
    expect(copied.CopySourceVersionId).toBe(VersionId);
    const got = await client.send(new GetObjectCommand({ Bucket: "plain", Key: "copy.txt" }));
    expect(await got.Body?.transformToString()).toBe("first");
    expect(got).toMatchObject({
      ContentType: "text/plain",
      Metadata: { by: "x" },
      TagCount: 1,
      ETag: copied.CopyObjectResult?.ETag,
    });
    await client.send(
      new CopyObjectCommand({
        ...at,
        CopySource,
        MetadataDirective: "REPLACE",
        TaggingDirective: "REPLACE",
        ContentType: "text/html",
      }),
    );
    const replaced = await client.send(new GetObjectCommand(at));
    expect(replaced).toMatchObject({ ContentType: "text/html", Metadata: {} });
    expect(replaced.TagCount).toBeUndefined();
    expect(events.at(-1)).toMatchObject({ key: at.Key, reason: "CopyObject" });
  });

  test("without the right to read the source, to write the target, or without a source, it is refused", async () => {
    const denied = new Set<string>();
    const { client } = await givenObjects({
      may: ({ action, resource }) => !denied.has(`${action} ${resource}`),
    });
    const { VersionId } = await client.send(new PutObjectCommand({ ...at, Body: "x", Tagging: "kind=word" }));
    const copy = (CopySource: string) =>
      refusalOf(client.send(new CopyObjectCommand({ Bucket: "plain", Key: "c", CopySource })));
    denied.add("s3:GetObjectVersion arn:aws:s3:::quarantine/digits.txt");
    expect(await copy(`quarantine/digits.txt?versionId=${VersionId}`)).toEqual([403, "AccessDenied"]);
    denied.add("s3:PutObjectTagging arn:aws:s3:::plain/c");
    expect(await copy("quarantine/digits.txt")).toEqual([403, "AccessDenied"]);
    const tagged = new PutObjectCommand({ Bucket: "plain", Key: "c", Body: "x", Tagging: "kind=word" });
    expect(await refusalOf(client.send(tagged))).toEqual([403, "AccessDenied"]);
    denied.add("s3:PutObject arn:aws:s3:::plain/c");
    expect(await copy("quarantine/digits.txt")).toEqual([403, "AccessDenied"]);
    denied.clear();
    expect(await copy("quarantine/none")).toEqual([404, "NoSuchKey"]);
    expect(await copy("nowhere/none")).toEqual([404, "NoSuchBucket"]);
  });
});

describe("tags", () => {
  test("are written, read, counted and deleted", async () => {
    const { client } = await givenDigits();
    const TagSet = [{ Key: "scan", Value: "not <scanned> & 未扫描" }];
    await client.send(new PutObjectTaggingCommand({ ...at, Tagging: { TagSet } }));
    expect((await client.send(new GetObjectTaggingCommand(at))).TagSet).toEqual(TagSet);
    expect((await client.send(new GetObjectCommand(at))).TagCount).toBe(1);
    await client.send(new DeleteObjectTaggingCommand(at));
    expect((await client.send(new GetObjectTaggingCommand(at))).TagSet).toEqual([]);
  });
});
