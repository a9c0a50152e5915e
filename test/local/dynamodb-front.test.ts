import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import {
  BatchGetItemCommand,
  DynamoDBClient,
  type DynamoDBClientConfig,
  GetItemCommand,
  PutItemCommand,
  QueryCommand,
  ScanCommand,
  TransactWriteItemsCommand,
} from "@aws-sdk/client-dynamodb";
import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import { type Store, startStore } from "../../infra/local/dynamodb.ts";
import { createFront, type Front } from "../../infra/local/dynamodb-front.ts";
import { isAllowed } from "../../infra/local/iam.ts";
import { allow, givenCloud, table, tableArn } from "./cloud-fixture.ts";

const ownRows = { "ForAllValues:StringLike": { "dynamodb:LeadingKeys": ["uploads#*"] } };
const actions = ["GetItem", "Query", "PutItem", "BatchGetItem"].map((action) => `dynamodb:${action}`);
const caller = {
  name: "uploads",
  arn: "arn:aws:sts::123456789012:assumed-role/uploads/uploads",
  statements: [allow(actions, [tableArn, `${tableArn}/index/byIndex`], ownRows)],
};

let store: Store;
let front: Front;
let server: Server;
let reads = 0;
beforeAll(async () => {
  store = await startStore({ memory: true, tables: [table] });
  front = createFront({ cloud: givenCloud(), storeUrl: store.url, isAllowed, onWrite: () => (reads += 1) });
  server = createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const target = String(request.headers["x-amz-target"]);
    await front.handle({ caller, target, headers: request.headers, body: Buffer.concat(chunks), response });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
});
afterEach(() => front.disturb(undefined));
afterAll(async () => {
  server.close();
  server.closeAllConnections();
  front.close();
  await store.close();
});

const client = (overrides: DynamoDBClientConfig = {}) =>
  new DynamoDBClient({
    endpoint: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    region: "eu-west-1",
    credentials: { accessKeyId: "a", secretAccessKey: "b" },
    ...overrides,
  });

const TableName = table.name;
const itemOf = (pk: string) => ({ pk: { S: pk }, sk: { S: "-" } });
const denied = (action: string, resource = tableArn) => ({
  name: "AccessDeniedException",
  message: expect.stringContaining(
    `User: ${caller.arn} is not authorized to perform: dynamodb:${action} on resource: ${resource}`,
  ),
});

describe("another service's rows", () => {
  const foreign = itemOf("reviews#sheet#1");

  test("cannot be read by key, alone or in a batch", async () => {
    await expect(client().send(new GetItemCommand({ TableName, Key: foreign }))).rejects.toMatchObject(
      denied("GetItem"),
    );
    const batch = new BatchGetItemCommand({
      RequestItems: { [TableName]: { Keys: [itemOf("uploads#upload#1"), foreign] } },
    });
    await expect(client().send(batch)).rejects.toMatchObject(denied("BatchGetItem"));
  });

  test("cannot be queried, in the table or the index, under whatever placeholders", async () => {
    const inTable = new QueryCommand({
      TableName,
      KeyConditionExpression: "#s = :s AND (#p = :p)",
      ExpressionAttributeNames: { "#p": "pk", "#s": "sk" },
      ExpressionAttributeValues: { ":p": { S: "reviews#sheet#1" }, ":s": { S: "uploads#" } },
    });
    await expect(client().send(inTable)).rejects.toMatchObject(denied("Query"));
    const inIndex = new QueryCommand({
      TableName,
      IndexName: "byIndex",
      KeyConditionExpression: "ipk=:p",
      ExpressionAttributeValues: { ":p": { S: "reviews#sheet#open" } },
    });
    await expect(client().send(inIndex)).rejects.toMatchObject(denied("Query", `${tableArn}/index/byIndex`));
  });

  test("cannot be written in a transaction beside one's own; nothing is written then", async () => {
    const Item = itemOf("uploads#upload#beside");
    const put = new TransactWriteItemsCommand({
      TransactItems: [{ Put: { TableName, Item } }, { Put: { TableName, Item: foreign } }],
    });
    await expect(client().send(put)).rejects.toMatchObject(denied("PutItem"));
    expect((await client().send(new GetItemCommand({ TableName, Key: Item }))).Item).toBeUndefined();
  });
});

describe("a call that is not granted", () => {
  test("is refused per action within a transaction", async () => {
    const check = new TransactWriteItemsCommand({
      TransactItems: [
        {
          ConditionCheck: {
            TableName,
            Key: itemOf("uploads#upload#1"),
            ConditionExpression: "attribute_not_exists(pk)",
          },
        },
      ],
    });
    await expect(client().send(check)).rejects.toMatchObject(denied("ConditionCheckItem"));
  });

  test("is refused: a scan", async () => {
    await expect(client().send(new ScanCommand({ TableName }))).rejects.toMatchObject(denied("Scan"));
  });
});

describe("a granted call", () => {
  test("is answered by the store, counted with its keys and units, and wakes the stream's reader", async () => {
    const before = reads;
    front.record();
    const Item = itemOf("uploads#upload#2");
    await client().send(new PutItemCommand({ TableName, Item }));
    const got = await client().send(new GetItemCommand({ TableName, Key: Item, ConsistentRead: true }));
    expect(got.Item).toEqual(Item);
    expect(reads).toBe(before + 1);
    const keys = ["uploads#upload#2"];
    expect(front.calls()).toEqual([
      { function: "uploads", action: "PutItem", accesses: [{ action: "dynamodb:PutItem", keys }], units: 1 },
      { function: "uploads", action: "GetItem", accesses: [{ action: "dynamodb:GetItem", keys }], units: 1 },
    ]);
  });
});

describe("a client token", () => {
  const create = (pk: string, ClientRequestToken: string) =>
    new TransactWriteItemsCommand({
      ClientRequestToken,
      TransactItems: [
        { Put: { TableName, Item: itemOf(pk), ConditionExpression: "attribute_not_exists(pk)" } },
      ],
    });

  test("that comes again is answered as the first time, and nothing is done twice", async () => {
    await client().send(create("uploads#upload#6", "again"));
    await expect(client().send(create("uploads#upload#6", "again"))).resolves.toBeDefined();
    await expect(client().send(create("uploads#upload#6", "another"))).rejects.toMatchObject({
      name: "TransactionCanceledException",
    });
  });

  test("that comes twice at the same time is done once", async () => {
    const sent = [1, 2].map(() => client().send(create("uploads#upload#7", "both")));
    expect(await Promise.all(sent)).toHaveLength(2);
  });

  test("that comes with another transaction is refused, and nothing is written", async () => {
    await client().send(create("uploads#upload#8", "taken"));
    await expect(client().send(create("uploads#upload#9", "taken"))).rejects.toMatchObject({
      name: "IdempotentParameterMismatchException",
    });
    const Key = itemOf("uploads#upload#9");
    expect((await client().send(new GetItemCommand({ TableName, Key }))).Item).toBeUndefined();
  });

  test("of a transaction that failed may be tried again", async () => {
    const Key = itemOf("uploads#upload#10");
    await client().send(new PutItemCommand({ TableName, Item: Key }));
    const cancelled = { name: "TransactionCanceledException" };
    await expect(client().send(create("uploads#upload#10", "retried"))).rejects.toMatchObject(cancelled);
    await expect(client().send(create("uploads#upload#10", "retried"))).rejects.toMatchObject(cancelled);
  });

  test("makes a transaction whose answer was lost one that is tried again without harm", async () => {
    front.disturb({ seed: 1, lost: 1 });
    await expect(client({ maxAttempts: 1 }).send(create("uploads#upload#11", "lost"))).rejects.toThrow();
    front.disturb(undefined);
    await expect(client().send(create("uploads#upload#11", "lost"))).resolves.toBeDefined();
  });
});

describe("a disturbed store", () => {
  const write = (pk: string) =>
    new TransactWriteItemsCommand({ TransactItems: [{ Put: { TableName, Item: itemOf(pk) } }] });

  test("a conflict cancels the transaction with its reason", async () => {
    front.disturb({ seed: 1, conflict: 1 });
    await expect(client({ maxAttempts: 1 }).send(write("uploads#upload#3"))).rejects.toMatchObject({
      name: "TransactionCanceledException",
      CancellationReasons: [{ Code: "TransactionConflict" }],
    });
  });

  test("throttling is ProvisionedThroughputExceeded", async () => {
    front.disturb({ seed: 1, throttle: 1 });
    await expect(client({ maxAttempts: 1 }).send(write("uploads#upload#4"))).rejects.toMatchObject({
      name: "ProvisionedThroughputExceededException",
    });
  });

  test("a lost answer is lost after the commit", async () => {
    front.disturb({ seed: 1, lost: 1 });
    await expect(client({ maxAttempts: 1 }).send(write("uploads#upload#5"))).rejects.toThrow();
    front.disturb(undefined);
    const kept = await client().send(new GetItemCommand({ TableName, Key: itemOf("uploads#upload#5") }));
    expect(kept.Item).toEqual(itemOf("uploads#upload#5"));
  });
});
