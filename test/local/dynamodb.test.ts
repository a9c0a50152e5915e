import { spawn } from "node:child_process";
import { once } from "node:events";
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

const storeModule = new URL("../../infra/local/dynamodb.ts", import.meta.url).href;

function isRunning(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}

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

  test("ends with the process that started it, even when that is killed", async () => {
    const script = `
      const { startStore } = await import(${JSON.stringify(storeModule)});
      console.log((await startStore({ memory: true, tables: [] })).pid);
      setInterval(() => {}, 1000);`;
    const owner = spawn(process.execPath, ["--input-type=module", "-e", script], {
      stdio: ["ignore", "pipe", "inherit"],
    });
    const [line] = (await once(owner.stdout, "data")) as [Buffer];
    const pid = Number(line.toString());
    expect(isRunning(pid)).toBe(true);
    owner.kill("SIGKILL");
    await expect.poll(() => isRunning(pid), { timeout: 10_000 }).toBe(false);
  });

  test("a port in use is one clear error", async () => {
    const first = await startStore({ memory: true, tables: [] });
    const port = Number(new URL(first.url).port);
    await expect(startStore({ memory: true, tables: [], port })).rejects.toThrow(`port ${port} is in use`);
    await first.close();
  });
});
