import { setTimeout as wait } from "node:timers/promises";
import {
  CreateTableCommand,
  DescribeTableCommand,
  DynamoDBClient,
  ListTablesCommand,
  ResourceInUseException,
} from "@aws-sdk/client-dynamodb";
import type { LocalTable } from "./model.ts";
import {
  type Engine,
  freePort,
  startLeashed,
  storeCommand,
  storeFile,
  wishedEngine,
} from "./store-process.ts";
import { indexStream } from "./stream-index.ts";

/** The store asks for credentials but does not check them; who may do what is judged in front of it. */
export const storeAccess = {
  region: "eu-west-1",
  credentials: { accessKeyId: "local", secretAccessKey: "local" },
} as const;

/** AWS's own store needs some seconds for its Java; a dead child is seen at once. */
const startupSeconds = 60;

/** A client of the store itself, past the front. */
export const storeClient = (url: string): DynamoDBClient =>
  new DynamoDBClient({ endpoint: url, ...storeAccess });

/** Creates the tables that are missing, with their keys, indexes and stream. */
export async function createTables(url: string, tables: readonly LocalTable[]): Promise<void> {
  const client = storeClient(url);
  for (const table of tables) {
    const create = new CreateTableCommand({
      TableName: table.name,
      KeySchema: table.keySchema,
      AttributeDefinitions: table.attributes,
      BillingMode: "PAY_PER_REQUEST",
      ...(table.indexes.length > 0 && { GlobalSecondaryIndexes: table.indexes }),
      ...(table.streamViewType && {
        StreamSpecification: { StreamEnabled: true, StreamViewType: table.streamViewType },
      }),
    });
    await client.send(create).catch((cause: unknown) => {
      if (!(cause instanceof ResourceInUseException)) throw cause;
    });
    for (let status = ""; status !== "ACTIVE"; ) {
      const { Table } = await client.send(new DescribeTableCommand({ TableName: table.name }));
      status = Table?.TableStatus ?? "";
      if (status !== "ACTIVE") await wait(20);
    }
  }
  client.destroy();
}

interface StoreOptions {
  /** Where its file is kept; in memory without it. */
  dir?: string | undefined;
  memory?: true;
  tables: readonly LocalTable[];
  port?: number | undefined;
  engine?: Engine | undefined;
  /** Told when the store ends without having been closed. */
  onExit?: (why: string) => void;
}

export interface Store {
  url: string;
  pid: number;
  close: () => Promise<void>;
}

/**
 * Starts the embedded DynamoDB with its tables; it ends with this process, however that ends.
 * @throws when it does not come up
 */
export async function startStore(options: StoreOptions): Promise<Store> {
  const { dir, tables, port, engine = wishedEngine(), onExit } = options;
  const chosen = await freePort(port);
  const url = `http://127.0.0.1:${chosen}`;
  const { child, pid } = await startLeashed(storeCommand(chosen, dir, engine));
  let said = "";
  let ended: string | undefined;
  let isClosing = false;
  child.stderr?.on("data", (chunk: Buffer) => {
    said = `${said}${chunk.toString()}`.slice(-2000);
  });
  const exited = new Promise<void>((resolve) => {
    child.once("exit", (code, signal) => {
      ended = `the store ended (${signal ?? code}): ${said.trim() || "without a word"}`;
      child.stdin?.destroy();
      resolve();
    });
  });
  const close = async () => {
    isClosing = true;
    child.stdin?.destroy();
    if (process.platform === "win32") child.kill();
    await exited;
  };

  const probe = storeClient(url);
  const giveUpAt = Date.now() + startupSeconds * 1000;
  for (let isUp = false; !isUp; ) {
    isUp = await probe.send(new ListTablesCommand({})).then(
      () => true,
      () => false,
    );
    if (ended !== undefined) throw new Error(ended);
    if (!isUp && Date.now() > giveUpAt) {
      await close();
      throw new Error(`the store did not answer within ${startupSeconds} s: ${said.trim()}`);
    }
    if (!isUp) await wait(10);
  }
  probe.destroy();
  await createTables(url, tables);
  if (dir !== undefined) indexStream(storeFile(dir));
  void exited.then(() => {
    if (!isClosing) onExit?.(ended ?? "the store ended");
  });
  return { url, pid, close };
}
