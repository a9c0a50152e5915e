import { QueryCommand } from "@aws-sdk/lib-dynamodb";
import type { Context, EventBridgeEvent, ScheduledEvent } from "aws-lambda";
import type * as z from "zod";
import { Envelope, type EventContract, type EventOf } from "../shared/events/kit.ts";
import { EventId, newId } from "../shared/kernel/ids.ts";
import { epochOf, Instant } from "../shared/kernel/time.ts";
import { documents, tableName } from "../shared/store/table.ts";

/** The facts of one thing as they stand in the outbox, oldest first. */
export async function factsOf<E extends EventContract>(contract: E, aggregateId: string) {
  const { Items = [] } = await documents.send(
    new QueryCommand({
      TableName: tableName(),
      KeyConditionExpression: "pk = :pk AND begins_with(sk, :sk)",
      ExpressionAttributeValues: {
        ":pk": `${contract.service}#${contract.aggregate}#${aggregateId}`,
        ":sk": "event#",
      },
      ConsistentRead: true,
    }),
  );
  return Items.map((item) => Envelope.parse(item.event)).filter(
    ({ type }) => type === contract.type,
  ) as EventOf<E>[];
}

/** The newest fact of a kind about one thing. @throws when there is none */
export async function lastFact<E extends EventContract>(contract: E, aggregateId: string) {
  const fact = (await factsOf(contract, aggregateId)).at(-1);
  if (!fact) throw new Error(`nobody told ${contract.type} of ${aggregateId}`);
  return fact;
}

/** A fact as another service would state it. */
export function factOf<E extends EventContract>(
  contract: E,
  given: { aggregateId: string; version: number; at: string; payload: z.input<E["payload"]> },
): EventOf<E> {
  const at = Instant.parse(given.at);
  const envelope = {
    id: EventId.parse(newId("event", epochOf(at), Math.random)),
    type: contract.type,
    service: contract.service,
    aggregate: { kind: contract.aggregate, id: given.aggregateId },
    version: given.version,
    at,
    correlationId: "test",
    actorId: "system",
  };
  return { ...envelope, payload: contract.payload.parse(given.payload) } as EventOf<E>;
}

type Consumer = (delivered: EventBridgeEvent<string, unknown>, context: Context) => Promise<void>;
type Schedule = (delivered: ScheduledEvent, context: Context) => Promise<void>;

const envelope = { version: "0", account: "000000000000", region: "local", resources: [] };

/** Hands a fact to a consumer as the bus does; `at` is the instant of delivery. */
export const tell = (consumer: Consumer, fact: EventOf<EventContract>, at: string = fact.at) =>
  consumer(
    {
      ...envelope,
      id: `${fact.id}-delivery`,
      "detail-type": fact.type,
      source: fact.service,
      time: at,
      detail: fact,
    },
    {} as Context,
  );

/** One tick of a schedule at an instant. */
export const tick = (schedule: Schedule, at: string) =>
  schedule(
    {
      ...envelope,
      id: `tick-${at}`,
      "detail-type": "Scheduled Event",
      source: "aws.events",
      time: at,
      detail: {},
    },
    {} as Context,
  );
