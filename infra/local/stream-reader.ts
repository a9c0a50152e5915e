import { join } from "node:path";
import {
  DescribeStreamCommand,
  DynamoDBStreamsClient,
  GetRecordsCommand,
  GetShardIteratorCommand,
  ListStreamsCommand,
  type _Record as StoredRecord,
  TrimmedDataAccessException,
} from "@aws-sdk/client-dynamodb-streams";
import { storeAccess } from "./dynamodb.ts";
import { openJournal } from "./journal.ts";
import type { Cloud, Invoke, LocalMapping, LocalTable } from "./model.ts";
import type { Queues } from "./queues.ts";
import { deliverBatch } from "./stream-batch.ts";
import { recordOf, type StreamRecord } from "./stream-record.ts";

/** New shards (AWS's store begins one every few hours) are looked for this often. */
const shardsSeconds = 10;

export interface StreamsOptions {
  cloud: Cloud;
  storeUrl: string;
  /** Where it keeps how far it came. */
  dir?: string | undefined;
  invoke: Invoke;
  /** Whether a record fits a filter; throws at a pattern that it does not know. */
  matches: (pattern: unknown, event: unknown) => boolean;
  queues: Queues;
}

/** One table's stream and one mapping: its own place in the stream, one batch at a time, in order. */
export function createReader(table: LocalTable, mapping: LocalMapping, options: StreamsOptions) {
  const { cloud, storeUrl, dir, invoke, matches, queues } = options;
  const client = new DynamoDBStreamsClient({ endpoint: storeUrl, ...storeAccess });
  // It walks through every record to hide what is sensitive from a logger that nobody has set.
  client.middlewareStack.remove("loggerMiddleware");
  const name = `${table.name}.${mapping.functionArn.split(":").at(-1)}`;
  /** Shard -> sequence number of the last record that is done; `end` when the shard is read out. */
  const reached = openJournal<string>(dir === undefined ? undefined : join(dir, `stream-${name}.jsonl`));
  /** Shard -> where to read on, parents before children. */
  let open = new Map<string, string>();
  let lookedAt = 0;
  let streamArn: string | undefined;
  let isStopped = false;
  let taken = 0;
  let wantedCount = 0;

  async function shardIds(): Promise<string[]> {
    streamArn ??= (await client.send(new ListStreamsCommand({ TableName: table.name }))).Streams?.at(
      -1,
    )?.StreamArn;
    const found: string[] = [];
    let from: string | undefined;
    do {
      const { StreamDescription: one } = await client.send(
        new DescribeStreamCommand({ StreamArn: streamArn, ...(from && { ExclusiveStartShardId: from }) }),
      );
      for (const { ShardId } of one?.Shards ?? []) if (ShardId !== undefined) found.push(ShardId);
      from = one?.LastEvaluatedShardId;
    } while (from !== undefined);
    return found;
  }

  async function iteratorOf(ShardId: string): Promise<string | undefined> {
    const at = reached.get(ShardId);
    const fromStart = () =>
      client.send(
        new GetShardIteratorCommand({ StreamArn: streamArn, ShardId, ShardIteratorType: "TRIM_HORIZON" }),
      );
    if (at === undefined) return (await fromStart()).ShardIterator;
    const after = { ShardIteratorType: "AFTER_SEQUENCE_NUMBER", SequenceNumber: at } as const;
    const answer = await client
      .send(new GetShardIteratorCommand({ StreamArn: streamArn, ShardId, ...after }))
      .catch((cause: unknown) => {
        // The stream keeps a day; after a longer stop what is left of it is read.
        if (cause instanceof TrimmedDataAccessException) return fromStart();
        throw cause;
      });
    return answer.ShardIterator;
  }

  async function lookForShards(): Promise<void> {
    if (open.size > 0 && Date.now() - lookedAt < shardsSeconds * 1000) return;
    const ids = await shardIds();
    const before = open;
    open = new Map();
    for (const id of ids) {
      const at = reached.get(id) === "end" ? undefined : (before.get(id) ?? (await iteratorOf(id)));
      if (at !== undefined) open.set(id, at);
    }
    for (const [id] of reached.entries()) if (!ids.includes(id)) reached.drop(id);
    lookedAt = Date.now();
  }

  /** Hands one batch over; what is given up goes to the queue. False when a stop came in between. */
  async function hand(batch: StreamRecord[]): Promise<boolean> {
    const { functionArn, deadLetterArn } = mapping;
    const givenUp = await deliverBatch(batch, { mapping, invoke, isStopped: () => isStopped });
    for (const { records, reason, attempts } of givenUp ?? []) {
      const failure = { reason, attempts, functionArn, source: `stream of ${table.name}` };
      console.error(`${failure.source}: ${records.length} records given up: ${reason}`);
      if (deadLetterArn === undefined) queues.drop({ Records: records }, failure);
      else queues.send(deadLetterArn, { Records: records }, failure);
    }
    return givenUp !== undefined;
  }

  async function take(stored: readonly StoredRecord[], shard: string): Promise<void> {
    const all = stored.map((one) => recordOf(one, { table, region: cloud.region }));
    const { filters, batchSize } = mapping;
    const wanted = all.filter(
      (one) => filters.length === 0 || filters.some((filter) => matches(filter, one)),
    );
    wantedCount += wanted.length;
    for (let from = 0; from < wanted.length; from += batchSize) {
      const batch = wanted.slice(from, from + batchSize);
      if (!(await hand(batch))) return;
      const last = batch.at(-1);
      if (last) reached.put(shard, last.dynamodb.SequenceNumber);
    }
    const last = all.at(-1);
    if (last) reached.put(shard, last.dynamodb.SequenceNumber);
    taken += all.length;
  }

  /** Reads on in a shard, by a page. @returns whether there was anything: more may have come meanwhile */
  async function readOn(shard: string, at: string): Promise<boolean> {
    const page = await client.send(new GetRecordsCommand({ ShardIterator: at, Limit: 1000 }));
    const { Records = [], NextShardIterator: next } = page;
    await take(Records, shard);
    if (isStopped) return false;
    if (next !== undefined) open.set(shard, next);
    else {
      reached.put(shard, "end");
      open.delete(shard);
    }
    return Records.length > 0;
  }

  return {
    functionArn: mapping.functionArn,
    /** Records read so far. */
    taken: () => taken,
    /** Records that passed the mapping's filter. */
    wanted: () => wantedCount,
    /** Hands over again what was given up. */
    redrive: hand,
    /** Reads on by a page of each shard. @returns false at the present end of the stream */
    async read(): Promise<boolean> {
      try {
        await lookForShards();
        let isMore = false;
        for (const [shard, at] of [...open]) isMore = (await readOn(shard, at)) || isMore;
        return isMore;
      } catch (cause) {
        // Iterators expire; what is done is known by its sequence number.
        open.clear();
        throw cause;
      }
    },
    stop(): void {
      isStopped = true;
      client.destroy();
    },
  };
}
