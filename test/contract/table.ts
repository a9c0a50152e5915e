import { ScanCommand } from "@aws-sdk/lib-dynamodb";
import { documents, tableName } from "../../shared/store/table.ts";

type Item = Record<string, unknown>;

/** Everything that the table holds. */
export async function items(): Promise<Item[]> {
  const found: Item[] = [];
  let from: Item | undefined;
  do {
    const page = await documents.send(
      new ScanCommand({
        TableName: tableName(),
        ConsistentRead: true,
        ...(from && { ExclusiveStartKey: from }),
      }),
    );
    found.push(...(page.Items ?? []));
    from = page.LastEvaluatedKey;
  } while (from);
  return found;
}

/** One spelling of an item, whatever the order in which the store names its fields. */
const spelled = (value: unknown): string =>
  JSON.stringify(value, (_, inner: unknown) =>
    typeof inner === "object" && inner !== null && !Array.isArray(inner)
      ? Object.fromEntries(Object.entries(inner).sort(([a], [b]) => (a < b ? -1 : 1)))
      : inner,
  );

/**
 * Watches the table from now on.
 * @returns what has changed since: the keys of every item that came, went or was written over. The counts of how often
 *   somebody asked for a code or objected are left out: to ask is what they count, refused or not.
 */
export async function watched(): Promise<() => Promise<string[]>> {
  const held = async () => {
    const counted = (await items()).filter(
      ({ pk }) => !/^(identity|objections|uploads)#limit#/.test(String(pk)),
    );
    return new Map(counted.map((item) => [`${item.pk} ${item.sk}`, spelled(item)]));
  };
  const before = await held();
  return async () => {
    const after = await held();
    const keys = new Set([...before.keys(), ...after.keys()]);
    return [...keys].filter((key) => before.get(key) !== after.get(key));
  };
}
