import { GetCommand, QueryCommand, type TransactWriteCommandInput } from "@aws-sdk/lib-dynamodb";
import * as z from "zod";
import { Problem } from "../contract/problems.ts";
import type { Words } from "../kernel/text.ts";
import { documents, indexName, tableName } from "./table.ts";
import { type Asked, together } from "./together.ts";

export type TransactItem = NonNullable<TransactWriteCommandInput["TransactItems"]>[number];

/** A field of the stored record against a value, judged by the store inside the write. */
export interface Condition {
  field: string;
  is: "=" | ">=" | ">" | "<=" | "<" | "in" | "absent";
  to?: unknown;
}

/** A transition's `from` as the write's condition: whatever else happened meanwhile, no illegal state is ever stored. */
export const stillIn = (from: readonly string[]): Condition => ({ field: "state", is: "in", to: from });

/** The record as it was read, or still absent: what is written on its ground falls when another write came between. */
export const asRead = (held: { version: number } | undefined): Condition =>
  held ? { field: "version", is: "=", to: held.version } : { field: "pk", is: "absent" };

/** One write of a transaction, and what it means when the store refuses it. `held` is what was stored instead. */
export interface Write {
  item: TransactItem;
  refused: (held: Record<string, unknown> | undefined) => Problem | undefined;
}

export interface EntityShape<T, K> {
  /** `<service>#<kind>`: the prefix that grants bind to. */
  prefix: string;
  schema: z.ZodType<T>;
  /** Raised with each change of the schema; `upgrade` reads older ones. */
  schemaVersion: number;
  upgrade?: (old: Record<string, unknown>, fromVersion: number) => Record<string, unknown>;
  /** What follows the prefix in the partition key, and the whole sort key. */
  key: (key: K) => { of: string; sort: string };
  /** What its entry in the index answers. */
  lists?: Words;
  /** The entry in the index: the question's name and value, and the order within. */
  index?: (record: T) => { of: string; sort: string } | undefined;
  /** Only such a record has an entry; without it each has. */
  isListed?: (record: T) => boolean;
}

const refusedByDefault = (): undefined => undefined;

/** Expression, names and values of a list of conditions. */
function expressionOf(conditions: readonly Condition[]) {
  const names: Record<string, string> = {};
  const values: Record<string, unknown> = {};
  const parts = conditions.map(({ field, is, to }, at) => {
    names[`#c${at}`] = field;
    if (is === "absent") return `attribute_not_exists(#c${at})`;
    if (is === "in") {
      const list = to as readonly unknown[];
      for (const [n, value] of list.entries()) values[`:c${at}_${n}`] = value;
      return `#c${at} IN (${list.map((_, n) => `:c${at}_${n}`).join(", ")})`;
    }
    values[`:c${at}`] = to;
    return `#c${at} ${is} :c${at}`;
  });
  return {
    ConditionExpression: parts.join(" AND "),
    ExpressionAttributeNames: names,
    ...(Object.keys(values).length > 0 && { ExpressionAttributeValues: values }),
  };
}

/**
 * A record kind of the one table: its keys, its schema, its reads and the conditional writes that a transaction is made
 * of. Reads are strongly consistent unless they go through the index.
 */
export function entity<T extends { version: number }, K>(shape: EntityShape<T, K>) {
  const keyOf = (key: K) => {
    const { of, sort } = shape.key(key);
    return { pk: `${shape.prefix}#${of}`, sk: sort };
  };
  const read = (item: Record<string, unknown>): T => {
    const { pk, sk, ipk, isk, schemaVersion, ...record } = item;
    const from = Number(schemaVersion);
    const current = from < shape.schemaVersion && shape.upgrade ? shape.upgrade(record, from) : record;
    return shape.schema.parse(current);
  };
  const ask = (key: K): Asked<T> => ({ key: keyOf(key), read });
  const stored = (record: T & K) => {
    const isListed = shape.isListed?.(record) ?? true;
    const entry = isListed ? shape.index?.(record) : undefined;
    return {
      ...record,
      ...keyOf(record),
      schemaVersion: shape.schemaVersion,
      ...(entry && { ipk: `${shape.prefix}#${entry.of}`, isk: entry.sort }),
    };
  };
  return {
    /** For the documents that are made of it. */
    declared: shape,
    keyOf,
    read,

    /** One record, or undefined. */
    async get(key: K): Promise<T | undefined> {
      const { Item } = await documents.send(
        new GetCommand({ TableName: tableName(), Key: keyOf(key), ConsistentRead: true }),
      );
      return Item && read(Item);
    },

    /** One record, to be read with others (`together`). */
    ask,

    /** Several records, a hundred in a round trip, in the order of their keys; missing ones are left out. */
    async getMany(keys: readonly K[]): Promise<T[]> {
      const found = await together(...keys.map(ask));
      return found.filter((one) => one !== undefined);
    },

    /** All records of one partition whose sort key begins so, in the order of the sort key. */
    async list(of: string, begins = ""): Promise<T[]> {
      const found: T[] = [];
      let from: Record<string, unknown> | undefined;
      do {
        const answer = await documents.send(
          new QueryCommand({
            TableName: tableName(),
            KeyConditionExpression: begins === "" ? "pk = :pk" : "pk = :pk AND begins_with(sk, :sk)",
            ExpressionAttributeValues: {
              ":pk": `${shape.prefix}#${of}`,
              ...(begins !== "" && { ":sk": begins }),
            },
            ConsistentRead: true,
            ...(from && { ExclusiveStartKey: from }),
          }),
        );
        found.push(...(answer.Items ?? []).map(read));
        from = answer.LastEvaluatedKey;
      } while (from);
      return found;
    },

    /** A page of the index (eventually consistent): `of` as in `shape.index`; `cursor` is opaque, null at the end. */
    async page(
      of: string,
      page: { limit: number; cursor?: string | undefined; upTo?: string; at?: string; descending?: true },
    ) {
      const answer = await documents.send(
        new QueryCommand({
          TableName: tableName(),
          IndexName: indexName,
          KeyConditionExpression: `ipk = :pk${page.upTo === undefined ? "" : " AND isk <= :to"}${page.at === undefined ? "" : " AND isk = :at"}`,
          ExpressionAttributeValues: {
            ":pk": `${shape.prefix}#${of}`,
            ...(page.upTo !== undefined && { ":to": page.upTo }),
            ...(page.at !== undefined && { ":at": page.at }),
          },
          Limit: page.limit,
          ScanIndexForward: page.descending !== true,
          ...(page.cursor !== undefined && {
            ExclusiveStartKey: cursorKey(page.cursor, { prefix: shape.prefix, ipk: `${shape.prefix}#${of}` }),
          }),
        }),
      );
      return {
        items: (answer.Items ?? []).map(read),
        cursor: answer.LastEvaluatedKey ? cursorOf(answer.LastEvaluatedKey) : null,
      };
    },

    /** The entries of one question of the index one after the other, page after page; `limit` and `upTo` as in `page`. */
    async *each(
      of: string,
      { limit = 1000, upTo }: { limit?: number; upTo?: string } = {},
    ): AsyncGenerator<T> {
      let cursor: string | null | undefined;
      do {
        const page = await this.page(of, {
          limit,
          ...(upTo !== undefined && { upTo }),
          ...(cursor && { cursor }),
        });
        yield* page.items;
        cursor = page.cursor;
      } while (cursor);
    },

    /** Every entry of one question of the index. */
    async all(of: string): Promise<T[]> {
      const found: T[] = [];
      for await (const one of this.each(of)) found.push(one);
      return found;
    },

    /** Writes a record that must not exist yet. */
    create(record: T & K, refused: Write["refused"] = refusedByDefault): Write {
      return {
        item: {
          Put: {
            TableName: tableName(),
            Item: stored(record),
            ConditionExpression: "attribute_not_exists(pk)",
            ReturnValuesOnConditionCheckFailure: "ALL_OLD",
          },
        },
        refused,
      };
    },

    /** Writes a record over whatever is held: for what only its newest writing matters, such as a sign-in code. */
    overwrite(record: T & K): Write {
      return { item: { Put: { TableName: tableName(), Item: stored(record) } }, refused: refusedByDefault };
    },

    /** Writes the next version of a record over the one that was read: ends the race of two writers. */
    replace(
      record: T & K,
      also: readonly Condition[] = [],
      refused: Write["refused"] = refusedByDefault,
    ): Write {
      const conditions: Condition[] = [{ field: "version", is: "=", to: record.version - 1 }, ...also];
      return {
        item: {
          Put: {
            TableName: tableName(),
            Item: stored(record),
            ...expressionOf(conditions),
            ReturnValuesOnConditionCheckFailure: "ALL_OLD",
          },
        },
        refused,
      };
    },

    /** Checks a record inside the transaction without writing it. */
    check(key: K, conditions: readonly Condition[], refused: Write["refused"] = refusedByDefault): Write {
      return {
        item: {
          ConditionCheck: {
            TableName: tableName(),
            Key: keyOf(key),
            ...expressionOf(conditions),
            ReturnValuesOnConditionCheckFailure: "ALL_OLD",
          },
        },
        refused,
      };
    },

    /** Removes the version that was read. */
    remove(record: T & K, refused: Write["refused"] = refusedByDefault): Write {
      return {
        item: {
          Delete: {
            TableName: tableName(),
            Key: keyOf(record),
            ...expressionOf([{ field: "version", is: "=", to: record.version }]),
            ReturnValuesOnConditionCheckFailure: "ALL_OLD",
          },
        },
        refused,
      };
    },
  };
}

// DynamoDB's own limits: a start key beyond them would be its failure, not the caller's.
const Cursor = z.object({
  pk: z.string().max(2048),
  sk: z.string().min(1).max(1024),
  isk: z.string().min(1).max(1024),
});

function cursorOf(key: Record<string, unknown>): string {
  return Buffer.from(JSON.stringify({ pk: key.pk, sk: key.sk, isk: key.isk })).toString("base64url");
}

/**
 * The start key of a cursor, bound to the asked partition and to this kind of record: a cursor of another list can't be
 * smuggled in.
 */
function cursorKey(cursor: string, { prefix, ipk }: { prefix: string; ipk: string }) {
  try {
    const key = Cursor.parse(JSON.parse(Buffer.from(cursor, "base64url").toString("utf8")));
    if (key.pk.startsWith(`${prefix}#`)) return { ...key, ipk };
  } catch {
    // Whatever it is, it is no cursor: the refusal below says so.
  }
  throw new Problem("invalid-request", {
    part: "query",
    faults: [{ path: "cursor", code: "unknown-cursor" }],
  });
}
