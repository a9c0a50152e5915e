import { createHash } from "node:crypto";
import { setTimeout as pause } from "node:timers/promises";
import {
  type AttributeValue,
  BatchWriteItemCommand,
  type DynamoDBClient,
  ScanCommand,
  type WriteRequest,
} from "@aws-sdk/client-dynamodb";
import { canonicalJson } from "../../shared/kernel/canonical.ts";
import { tableKeys } from "../../shared/store/table.ts";

type Item = Record<string, AttributeValue>;

/** BatchWriteItem's limit. */
const writesAtOnce = 25;
/** Between tries of what a busy table did not take. */
const pauseMilliseconds = 200;

const { partition, sort } = tableKeys;
const nameOf = (item: Item): string => `${item[partition]?.S}\n${item[sort]?.S}`;
const keyOf = (item: Item): Item => ({
  [partition]: item[partition] ?? { S: "" },
  [sort]: item[sort] ?? { S: "" },
});

/** Two items with the same print are the same; binary values do not occur in this table. */
const printOf = (item: Item): string => createHash("sha256").update(canonicalJson(item)).digest("base64");

/** Every item of a table, in no order. */
async function* itemsOf(client: DynamoDBClient, table: string): AsyncGenerator<Item> {
  let from: Item | undefined;
  do {
    const page = await client.send(
      new ScanCommand({
        TableName: table,
        ConsistentRead: true,
        ...(from && { ExclusiveStartKey: from }),
      }),
    );
    yield* page.Items ?? [];
    from = page.LastEvaluatedKey;
  } while (from);
}

/** Collects writes of a table and sends them in batches; what a busy table did not take is sent again. */
function writerOf(client: DynamoDBClient, table: string, isDry: boolean) {
  let waiting: WriteRequest[] = [];
  async function flush(): Promise<void> {
    let left = isDry ? [] : waiting;
    waiting = [];
    while (left.length > 0) {
      const { UnprocessedItems } = await client.send(
        new BatchWriteItemCommand({ RequestItems: { [table]: left } }),
      );
      left = UnprocessedItems?.[table] ?? [];
      if (left.length > 0) await pause(pauseMilliseconds);
    }
  }
  return {
    async add(request: WriteRequest): Promise<void> {
      waiting.push(request);
      if (waiting.length === writesAtOnce) await flush();
    },
    flush,
  };
}

export interface Copied {
  same: number;
  written: number;
  removed: number;
}

/**
 * Makes a table hold what another holds. What is the same already is left alone, so that an interrupted copy is simply
 * begun again. With `isExact`, what the other does not hold is removed.
 */
export async function copyTable(
  client: DynamoDBClient,
  { from, to, isExact, isDry }: { from: string; to: string; isExact: boolean; isDry: boolean },
): Promise<Copied> {
  const held = new Map<string, { print: string; key: Item }>();
  for await (const item of itemsOf(client, to))
    held.set(nameOf(item), { print: printOf(item), key: keyOf(item) });
  const counts: Copied = { same: 0, written: 0, removed: 0 };
  const writer = writerOf(client, to, isDry);
  for await (const item of itemsOf(client, from)) {
    const name = nameOf(item);
    if (held.get(name)?.print === printOf(item)) counts.same += 1;
    else {
      counts.written += 1;
      await writer.add({ PutRequest: { Item: item } });
    }
    held.delete(name);
  }
  for (const { key } of isExact ? held.values() : []) {
    counts.removed += 1;
    await writer.add({ DeleteRequest: { Key: key } });
  }
  await writer.flush();
  return counts;
}
