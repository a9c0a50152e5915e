import type { EventContract, EventOf } from "../events/kit.ts";
import { Envelope } from "../events/kit.ts";
import type { Write } from "./entity.ts";
import { tableName } from "./table.ts";

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
