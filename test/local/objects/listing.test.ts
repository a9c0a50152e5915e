import {
  HeadBucketCommand,
  ListObjectsV2Command,
  PutObjectCommand,
  paginateListObjectsV2,
} from "@aws-sdk/client-s3";
import { describe, expect, test } from "vitest";
import { givenObjects, refusalOf } from "./given.ts";

const Bucket = "quarantine";

async function givenKeys(...keys: string[]) {
  const objects = await givenObjects();
  for (const Key of keys) await objects.client.send(new PutObjectCommand({ Bucket, Key, Body: Key }));
  return objects;
}

describe("a listing", () => {
  test("has the keys of a prefix, folders rolled up", async () => {
    const { client } = await givenKeys("a/", "a/1", "a/b/1", "a/b/2", "a/c/1", "a/z", "b");
    const page = await client.send(new ListObjectsV2Command({ Bucket, Prefix: "a/", Delimiter: "/" }));
    expect(page.Contents?.map(({ Key }) => Key)).toEqual(["a/", "a/1", "a/z"]);
    expect(page.CommonPrefixes).toEqual([{ Prefix: "a/b/" }, { Prefix: "a/c/" }]);
    expect(page).toMatchObject({ KeyCount: 5, IsTruncated: false });
    expect(page.Contents?.[1]).toMatchObject({ Size: 3, ChecksumAlgorithm: ["CRC32"] });
  });

  test.each([1, 2, 3])("in pages of %i nothing is missing or twice", async (pageSize) => {
    const { client } = await givenKeys("a/", "a/1", "a/b/1", "a/b/2", "a/c/1", "a/z", "b");
    const seen: (string | undefined)[] = [];
    const pages = paginateListObjectsV2({ client, pageSize }, { Bucket, Prefix: "a/", Delimiter: "/" });
    for await (const page of pages) {
      seen.push(
        ...(page.Contents ?? []).map(({ Key }) => Key),
        ...(page.CommonPrefixes ?? []).map(({ Prefix }) => Prefix),
      );
      expect(page.KeyCount).toBeLessThanOrEqual(pageSize);
    }
    expect(seen.sort()).toEqual(["a/", "a/1", "a/b/", "a/c/", "a/z"]);
  });

  test("starts after a key, writes keys as asked and leaves deleted ones out", async () => {
    const { client } = await givenKeys("a", "b c+d%&<é>", "申报");
    const page = await client.send(new ListObjectsV2Command({ Bucket, StartAfter: "a" }));
    expect(page.Contents?.map(({ Key }) => Key)).toEqual(["b c+d%&<é>", "申报"]);
    const encoded = await client.send(new ListObjectsV2Command({ Bucket, EncodingType: "url", MaxKeys: 2 }));
    expect(encoded.Contents?.map(({ Key }) => Key)).toEqual(["a", "b%20c%2Bd%25%26%3C%C3%A9%3E"]);
    const none = await client.send(new ListObjectsV2Command({ Bucket, MaxKeys: 0 }));
    expect(none).toMatchObject({ KeyCount: 0, IsTruncated: false });
  });

  test("needs the right to list, which is asked with the prefix", async () => {
    const asked: unknown[] = [];
    const { client } = await givenObjects({
      may: ({ action, resource, context }) => {
        asked.push([action, resource, context]);
        return false;
      },
    });
    const list = client.send(new ListObjectsV2Command({ Bucket, Prefix: "applications/" }));
    expect(await refusalOf(list)).toEqual([403, "AccessDenied"]);
    expect(asked).toEqual([["s3:ListBucket", "arn:aws:s3:::quarantine", { "s3:prefix": ["applications/"] }]]);
    expect((await refusalOf(client.send(new HeadBucketCommand({ Bucket }))))[0]).toBe(403);
  });
});
