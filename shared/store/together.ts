import { BatchGetCommand } from "@aws-sdk/lib-dynamodb";
import { documents, tableName } from "./table.ts";

/** A record to be read with others (`entity.ask`). */
export interface Asked<T> {
  key: { pk: string; sk: string };
  read: (item: Record<string, unknown>) => T;
}

type Found<A extends readonly Asked<unknown>[]> = {
  -readonly [I in keyof A]: A[I] extends Asked<infer T> ? T | undefined : never;
};

const nameOf = ({ pk, sk }: Record<string, unknown>) => `${pk}\n${sk}`;
/** What one BatchGetItem takes. */
const keysAtOnce = 100;

/**
 * Records of any kinds in one round trip, each strongly consistent, in the order asked for; undefined where there is none.
 * The function's manifest names each kind with `batch`.
 */
export async function together<const A extends readonly Asked<unknown>[]>(...asked: A): Promise<Found<A>> {
  const items = new Map<string, Record<string, unknown>>();
  let left = [...new Map(asked.map(({ key }) => [nameOf(key), key])).values()];
  while (left.length > 0) {
    const { Responses, UnprocessedKeys } = await documents.send(
      new BatchGetCommand({
        RequestItems: { [tableName()]: { Keys: left.slice(0, keysAtOnce), ConsistentRead: true } },
      }),
    );
    for (const item of Responses?.[tableName()] ?? []) items.set(nameOf(item), item);
    const unread = (UnprocessedKeys?.[tableName()]?.Keys ?? []) as typeof left;
    left = [...unread, ...left.slice(keysAtOnce)];
  }
  return asked.map(({ key, read }) => {
    const item = items.get(nameOf(key));
    return item && read(item);
  }) as Found<A>;
}
