import { DynamoDBDocumentClient, PutCommand, paginateScan, QueryCommand } from "@aws-sdk/lib-dynamodb";
import { storeClient } from "../../infra/local/dynamodb.ts";
import { Envelope } from "../../shared/events/kit.ts";

/** A look into the store itself, past every service. */
export function ledgerOf({ storeUrl, table }: { storeUrl: string; table: string }) {
  const documents = DynamoDBDocumentClient.from(storeClient(storeUrl));
  async function items(pk: string, begins: string): Promise<Record<string, unknown>[]> {
    const { Items = [] } = await documents.send(
      new QueryCommand({
        TableName: table,
        KeyConditionExpression: "pk = :pk AND begins_with(sk, :sk)",
        ExpressionAttributeValues: { ":pk": pk, ":sk": begins },
        ConsistentRead: true,
      }),
    );
    return Items;
  }
  async function everything(): Promise<Record<string, unknown>[]> {
    const found: Record<string, unknown>[] = [];
    for await (const page of paginateScan({ client: documents }, { TableName: table, ConsistentRead: true }))
      found.push(...(page.Items ?? []));
    return found.toSorted((a, b) => (`${a.pk}\n${a.sk}` < `${b.pk}\n${b.sk}` ? -1 : 1));
  }
  return {
    /** Makes a field of the items unreadable whose sort key begins so, as damage would. @returns puts back what was there */
    async spoil(pk: string, begins: string, field: string): Promise<() => Promise<unknown>> {
      const sound = await items(pk, begins);
      if (sound.length === 0) throw new Error(`nothing is stored at ${pk}`);
      const put = (Item: Record<string, unknown>) =>
        documents.send(new PutCommand({ TableName: table, Item }));
      await Promise.all(sound.map((item) => put({ ...item, [field]: "?" })));
      return () => Promise.all(sound.map(put));
    },
    /** All that is stored, in the order of its keys. */
    everything,
    /** All events of the outbox. */
    outbox: async () =>
      (await everything()).filter(({ kind }) => kind === "event").map(({ event }) => Envelope.parse(event)),
    /** The events of an application that stand in the outbox, oldest first. */
    events: async (id: string) =>
      (await items(`applications#application#${id}`, "event#")).map(
        ({ event }): { id: string; type: string; payload: unknown } => Envelope.parse(event),
      ),
    /** The events of an application that a consumer has taken for new. */
    heard: async (consumer: string, id: string) => {
      const [service = "", name = ""] = consumer.split("/");
      return (await items(`${service}#heard#${name}#${id}`, "evt_")).map(({ sk }) => String(sk));
    },
    close: () => documents.destroy(),
  };
}
