import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { PutItemCommand } from "@aws-sdk/client-dynamodb";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { type Store, startStore, storeClient } from "../../infra/local/dynamodb.ts";
import type { Invocation, LocalMapping } from "../../infra/local/model.ts";
import { openQueues } from "../../infra/local/queues.ts";
import type { StreamRecord } from "../../infra/local/stream-record.ts";
import { createStreams } from "../../infra/local/streams.ts";
import { functionArn, givenCloud, queueArn, table } from "./cloud-fixture.ts";

const relay: LocalMapping = {
  functionArn: functionArn("listener"),
  tableName: table.name,
  batchSize: 10,
  filters: [],
  bisects: true,
  retries: 2,
  reportsItemFailures: true,
  deadLetterArn: queueArn,
};

let store: Store;
let dir: string;
beforeEach(async () => {
  store = await startStore({ memory: true, tables: [table] });
  dir = mkdtempSync(join(tmpdir(), "linxuan-streams-"));
});
afterEach(() => store.close());

const put = (pk: string, kind = "event") =>
  storeClient(store.url).send(
    new PutItemCommand({
      TableName: table.name,
      Item: { pk: { S: pk }, sk: { S: kind }, body: { B: Buffer.from("x") } },
    }),
  );

/** A stream whose function answers each batch by `answer`; every key handed over is noted. */
function given(answer: (records: StreamRecord[]) => Invocation, mapping: Partial<LocalMapping> = {}) {
  const heard: string[][] = [];
  const queues = openQueues({ queues: givenCloud().queues });
  const streams = createStreams({
    cloud: givenCloud({ mappings: [{ ...relay, ...mapping }] }),
    storeUrl: store.url,
    dir,
    queues,
    matches: (pattern, event) => (event as StreamRecord).eventName === pattern,
    invoke: async (_, event) => {
      const { Records } = event as { Records: StreamRecord[] };
      heard.push(Records.map(keyOf));
      return answer(Records);
    },
  });
  return { streams, heard, queues };
}

const keyOf = ({ dynamodb }: StreamRecord) => (dynamodb.Keys as { pk: { S: string } }).pk.S;
const fine: Invocation = { outcome: "returned", value: { batchItemFailures: [] } };

describe("the table's stream", () => {
  test("a function that fails on one record gets the others, and that one ends in the queue", async () => {
    const { streams, heard, queues } = given((records) =>
      records.some((one) => keyOf(one) === "poison")
        ? { outcome: "failed", errorType: "Error", message: "cannot read it" }
        : fine,
    );
    for (const key of ["a", "b", "poison", "c"]) await put(key);
    await streams.idle();
    expect(heard).toEqual(expect.arrayContaining([["a", "b"], ["c"]]));
    expect(queues.list().map(({ failure }) => failure?.reason)).toEqual(["Error: cannot read it"]);
    await streams.close();
  });

  test("only what is reported as failed, and what follows it, is done again", async () => {
    let isFirst = true;
    const { streams, heard, queues } = given((records) => {
      if (!isFirst) return fine;
      isFirst = false;
      const failed = records.find((one) => keyOf(one) === "b")?.dynamodb.SequenceNumber;
      return { outcome: "returned", value: { batchItemFailures: [{ itemIdentifier: failed }] } };
    });
    for (const key of ["a", "b", "c"]) await put(key);
    await streams.idle();
    expect(heard).toEqual([
      ["a", "b", "c"],
      ["b", "c"],
    ]);
    expect(queues.list()).toEqual([]);
    await streams.close();
  });

  test("a record comes in Lambda's form, filtered by the mapping", async () => {
    const records: StreamRecord[] = [];
    const { streams } = given(
      (some) => {
        records.push(...some);
        return fine;
      },
      { filters: ["INSERT"] },
    );
    await put("a");
    await streams.idle();
    expect(records).toHaveLength(1);
    expect(records[0]).toMatchObject({
      eventName: "INSERT",
      eventSource: "aws:dynamodb",
      awsRegion: "eu-west-1",
      dynamodb: {
        NewImage: { pk: { S: "a" }, body: { B: "eA==" } },
        ApproximateCreationDateTime: expect.any(Number),
      },
    });
    await streams.close();
  });

  test("after a restart it goes on where it was", async () => {
    const first = given(() => fine);
    await put("a");
    await first.streams.idle();
    await first.streams.close();
    await put("b");
    const second = given(() => fine);
    await second.streams.idle();
    expect(second.heard).toEqual([["b"]]);
    await second.streams.close();
  });

  test("what was cut off by a stop is handed over after the restart", async () => {
    const first = given(() => ({ outcome: "crashed", message: "stopped" }));
    await put("a");
    const idle = first.streams.idle();
    await expect.poll(() => first.heard.length).toBeGreaterThan(0);
    await first.streams.close();
    await idle;
    const second = given(() => fine);
    await second.streams.idle();
    expect(second.heard).toEqual([["a"]]);
    expect(first.queues.list()).toEqual([]);
    await second.streams.close();
  });
});
