import { QueryCommand } from "@aws-sdk/lib-dynamodb";
import type { EventContract, EventOf } from "../events/kit.ts";
import { Envelope } from "../events/kit.ts";
import type { Instant } from "../kernel/time.ts";
import type { Write } from "./entity.ts";
import { documents, indexName, tableName } from "./table.ts";

/** Marks an item of the outbox: the stream's filter and `redrive` look for it. */
export const outboxMark = "event";

/** Days are spread over so many index partitions: one takes 1,000 writes a second, a last night brings more. */
export const outboxShards = 8;

/** The index partition of a service's events of one day (UTC), for `redrive` and audits. */
export const outboxDay = (service: string, day: string, shard: number) => `${service}#events#${day}#${shard}`;

function shardOf(id: string): number {
  return (id.codePointAt(id.length - 1) ?? 0) % outboxShards;
}

/**
 * The outbox item of an event: it lies with its aggregate under the aggregate's version, so two facts can't claim the
 * same version and the history of a thing is one query. Items stay, so any range can be published again.
 */
export function outboxWrite<E extends EventContract>(pk: string, event: EventOf<E>): Write {
  const shard = shardOf(event.id);
  return {
    item: {
      Put: {
        TableName: tableName(),
        Item: {
          pk,
          sk: `event#${String(event.version).padStart(9, "0")}`,
          kind: outboxMark,
          ipk: outboxDay(event.service, event.at.slice(0, 10), shard),
          isk: `${event.at}#${event.id}`,
          event,
        },
        ConditionExpression: "attribute_not_exists(pk)",
      },
    },
    refused: () => undefined,
  };
}

/** The event of a stored outbox item. @throws when it is not one */
export function eventOf(item: Record<string, unknown>): Envelope {
  return Envelope.parse(item.event);
}

/** A service's events of one shard of one day (UTC), both instants included, in the order of time. */
async function shardBetween(
  { service, day, from, to }: { service: string; day: string; from: Instant; to: Instant },
  shard: number,
): Promise<Envelope[]> {
  const found: Envelope[] = [];
  let start: Record<string, unknown> | undefined;
  do {
    const answer = await documents.send(
      new QueryCommand({
        TableName: tableName(),
        IndexName: indexName,
        KeyConditionExpression: "ipk = :ipk AND isk BETWEEN :from AND :to",
        ExpressionAttributeValues: {
          ":ipk": outboxDay(service, day, shard),
          ":from": from,
          // Behind every id of that instant.
          ":to": `${to}#~`,
        },
        ...(start && { ExclusiveStartKey: start }),
      }),
    );
    found.push(...(answer.Items ?? []).map(eventOf));
    start = answer.LastEvaluatedKey;
  } while (start);
  return found;
}

/** Events of some services of one day (UTC) between two instants, both included, in the order of time. */
export async function eventsOfDay(
  services: readonly string[],
  range: { day: string; from: Instant; to: Instant },
): Promise<Envelope[]> {
  const shards = Array.from({ length: outboxShards }, (_, shard) => shard);
  const asked = services.flatMap((service) =>
    shards.map((shard) => shardBetween({ service, ...range }, shard)),
  );
  const found = (await Promise.all(asked)).flat();
  const place = ({ at, id }: Envelope) => `${at}#${id}`;
  return found.toSorted((a, b) => (place(a) < place(b) ? -1 : 1));
}
