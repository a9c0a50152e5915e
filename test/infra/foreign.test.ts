import {
  DynamoDBClient,
  GetItemCommand,
  PutItemCommand,
  QueryCommand,
  ScanCommand,
  TransactWriteItemsCommand,
} from "@aws-sdk/client-dynamodb";
import { PutObjectCommand, S3Client } from "@aws-sdk/client-s3";
import { afterAll, describe, expect, it } from "vitest";
import { startCloud } from "../../infra/local/cloud.ts";
import { services } from "../../infra/services.ts";
import type { FunctionManifest, PublishedName } from "../../shared/kernel/manifest.ts";
import { publishedPrefixes } from "../../shared/kernel/published.ts";
import { serviceNames } from "../../shared/kernel/services.ts";
import { indexName } from "../../shared/store/table.ts";
import { localAssembly } from "./deployed.ts";

const cloud = await startCloud({ assembly: await localAssembly() });
afterAll(cloud.close);
const TableName = cloud.cloud.tables[0]?.name ?? "";
const region = cloud.cloud.region;

/** Where a function stands that may write rows of its own, or at least is one. */
const isWriter = ({ own = [] }: FunctionManifest) => own.includes("put");
const actors = services.map(({ name: service, functions }) => {
  const all = Object.entries(functions);
  const [name = "", manifest = {}] = all.find(([, one]) => isWriter(one)) ?? all[0] ?? [];
  const arn = cloud.cloud.functions.find((one) => one.name === `linxuan-local-${service}-${name}`)?.arn ?? "";
  const access = { endpoint: cloud.url, region, credentials: cloud.credentialsOf(arn), maxAttempts: 1 };
  return { service, name, manifest, store: new DynamoDBClient(access), access };
});

const keyOf = (pk: string) => ({ pk: { S: pk }, sk: { S: "-" } });
const get = (pk: string) => new GetItemCommand({ TableName, Key: keyOf(pk) });
const put = (pk: string) => new PutItemCommand({ TableName, Item: keyOf(pk) });
const list = (ipk: string) =>
  new QueryCommand({
    TableName,
    IndexName: indexName,
    KeyConditionExpression: "ipk = :ipk",
    ExpressionAttributeValues: { ":ipk": { S: ipk } },
  });
const denied = { name: "AccessDeniedException" };
const published = Object.entries(publishedPrefixes) as [PublishedName, string][];

describe.each(actors)("$service/$name in the local cloud", ({ service, manifest, store, access }) => {
  const others = serviceNames.filter((name) => name !== service);

  it("is refused every other service's records: to read, to list, to write", async () => {
    for (const other of others) {
      await expect(store.send(get(`${other}#secret#1`)), other).rejects.toMatchObject(denied);
      await expect(store.send(list(`${other}#secret#all`)), other).rejects.toMatchObject(denied);
      await expect(store.send(put(`${other}#secret#1`)), other).rejects.toMatchObject(denied);
    }
    await expect(store.send(new ScanCommand({ TableName }))).rejects.toMatchObject(denied);
  });

  it("is refused to write what others publish, unless it is named to append there, and to read what is not named to it", async () => {
    for (const [name, prefix] of published.filter(([, one]) => !one.startsWith(`${service}#`))) {
      const isAppended = manifest.appends?.includes(name) ?? false;
      const write = store.send(put(`${prefix}1`));
      if (isAppended)
        await expect(write, name).resolves.toMatchObject({ $metadata: { httpStatusCode: 200 } });
      else await expect(write, name).rejects.toMatchObject(denied);
      const isNamed = manifest.reads?.[name]?.includes("get") ?? false;
      const read = store.send(get(`${prefix}1`));
      if (isNamed) await expect(read, name).resolves.toMatchObject({ $metadata: { httpStatusCode: 200 } });
      else await expect(read, name).rejects.toMatchObject(denied);
    }
  });

  it("is refused objects of a bucket that is not named to it", async () => {
    const objects = new S3Client({ ...access, forcePathStyle: true });
    for (const { name } of cloud.cloud.buckets) {
      const mayPut = Object.entries(manifest.buckets ?? {}).some(
        ([bucket, acts]) => name.includes(bucket) && acts.includes("put"),
      );
      if (mayPut) continue;
      const Key = "anything";
      const write = objects.send(new PutObjectCommand({ Bucket: name, Key, Body: "x" }));
      await expect(write, name).rejects.toMatchObject({ name: "AccessDenied" });
    }
  });
});

describe.each(actors.filter(({ manifest }) => isWriter(manifest)))("$service/$name", ({ service, store }) => {
  it("may write its own records, but not beside another's in one transaction", async () => {
    const own = `${service}#test#1`;
    const foreign = service === "identity" ? "rounds#test#1" : "identity#test#1";
    const beside = new TransactWriteItemsCommand({
      TransactItems: [own, foreign].map((pk) => ({ Put: { TableName, Item: keyOf(pk) } })),
    });
    await expect(store.send(beside)).rejects.toMatchObject(denied);
    await expect(store.send(put(own))).resolves.toMatchObject({ $metadata: { httpStatusCode: 200 } });
  });
});
