import { setTimeout as wait } from "node:timers/promises";
import { createReader, type StreamsOptions } from "./stream-reader.ts";
import type { StreamRecord } from "./stream-record.ts";

/** Without a poke the stream is looked at this often: writes that did not come through the front. */
const lookMs = 500;

/** Lambda asks four times a second: what is written within so long is one reading and one batch. */
const gatherMs = 250;

/** Lambda's pollers on the tables' streams: at least once, in order, from where the last run came to. */
export function createStreams(options: StreamsOptions) {
  const readers = options.cloud.mappings.map((mapping) => {
    const table = options.cloud.tables.find(({ name }) => name === mapping.tableName);
    if (table?.streamViewType === undefined)
      throw new Error(`no stream of ${mapping.tableName} in the template`);
    return createReader(table, mapping, options);
  });
  let isClosed = false;
  let hasMore = true;
  let running: Promise<void> | undefined;
  let timer: NodeJS.Timeout | undefined;
  /** Those who wait for the end of the stream. */
  let awaiting = 0;
  let endGathering: () => void = () => undefined;

  /** Waits for more to come, unless somebody waits for what has come. */
  async function gather(): Promise<void> {
    if (awaiting > 0) return;
    await new Promise<void>((resolve) => {
      const gathering = setTimeout(resolve, gatherMs);
      endGathering = () => {
        clearTimeout(gathering);
        resolve();
      };
    });
  }

  async function readOn(): Promise<void> {
    const found = await Promise.all(readers.map((reader) => reader.read()));
    if (found.includes(true)) hasMore = true;
  }

  async function run(): Promise<void> {
    while (hasMore && !isClosed) {
      await gather();
      hasMore = false;
      await readOn().catch(async (cause: unknown) => {
        if (isClosed) return;
        console.error(`reading the stream failed, trying again: ${String(cause)}`);
        hasMore = true;
        await wait(lookMs);
      });
    }
    running = undefined;
  }

  /** Something was written: read on. */
  function poke(): void {
    if (isClosed || readers.length === 0) return;
    hasMore = true;
    running ??= run();
  }
  return {
    poke,
    start(): void {
      poke();
      timer = setInterval(poke, lookMs);
    },
    /** Resolves when everything written before the call has been read and handed over. */
    async idle(): Promise<void> {
      awaiting += 1;
      poke();
      endGathering();
      while (running) await running;
      awaiting -= 1;
    },
    /** Records read so far, by all mappings. */
    taken: () => readers.reduce((sum, reader) => sum + reader.taken(), 0),
    /** Records that passed a mapping's filter: of the outbox, every fact that was written. */
    wanted: () => readers.reduce((sum, reader) => sum + reader.wanted(), 0),
    /** Hands records to a mapping's function once more. */
    async redrive(functionArn: string, records: StreamRecord[]): Promise<void> {
      const reader = readers.find((one) => one.functionArn === functionArn);
      if (reader === undefined) throw new Error(`no stream is mapped to ${functionArn}`);
      await reader.redrive(records);
    },
    async close(): Promise<void> {
      isClosed = true;
      clearInterval(timer);
      for (const reader of readers) reader.stop();
      endGathering();
      await running;
    },
  };
}

export type Streams = ReturnType<typeof createStreams>;
