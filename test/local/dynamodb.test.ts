import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { GetItemCommand, PutItemCommand, QueryCommand } from "@aws-sdk/client-dynamodb";
import { describe, expect, test } from "vitest";
import { startStore, storeClient } from "../../infra/local/dynamodb.ts";
import { table } from "./cloud-fixture.ts";

const Item = {
  pk: { S: "rounds#round#1" },
  sk: { S: "-" },
  ipk: { S: "rounds#round#open" },
  isk: { S: "1" },
};

describe("the embedded store", () => {
  test("has the template's tables with their index", async () => {
    const store = await startStore({ memory: true, tables: [table] });
    const client = storeClient(store.url);
    await client.send(new PutItemCommand({ TableName: table.name, Item }));
    const found = await client.send(
      new QueryCommand({
        TableName: table.name,
        IndexName: "byIndex",
        KeyConditionExpression: "ipk = :p",
        ExpressionAttributeValues: { ":p": Item.ipk },
      }),
    );
    expect(found.Items).toEqual([Item]);
    await store.close();
  });

  test("keeps what was acknowledged when it is killed", async () => {
    const dir = mkdtempSync(join(tmpdir(), "linxuan-store-"));
    const death = Promise.withResolvers<string>();
    const first = await startStore({ dir, tables: [table], onExit: death.resolve });
    await storeClient(first.url).send(new PutItemCommand({ TableName: table.name, Item }));
    process.kill(first.pid, "SIGKILL");
    expect(await death.promise).toContain("the store ended");

    const second = await startStore({ dir, tables: [table] });
    const { pk, sk } = Item;
    const kept = await storeClient(second.url).send(
      new GetItemCommand({ TableName: table.name, Key: { pk, sk }, ConsistentRead: true }),
    );
    expect(kept.Item).toEqual(Item);
    await second.close();
  });

  test("a port in use is one clear error", async () => {
    const first = await startStore({ memory: true, tables: [] });
    const port = Number(new URL(first.url).port);
    await expect(startStore({ memory: true, tables: [], port })).rejects.toThrow(`port ${port} is in use`);
    await first.close();
  });
});
