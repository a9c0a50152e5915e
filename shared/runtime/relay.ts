import { EventBridgeClient, PutEventsCommand, type PutEventsRequestEntry } from "@aws-sdk/client-eventbridge";
import type { Envelope } from "../events/kit.ts";

/** PutEvents takes ten entries. */
const entriesPerCall = 10;

const bus = new EventBridgeClient({ maxAttempts: 4 });

const entryOf = (event: Envelope): PutEventsRequestEntry => ({
  EventBusName: process.env.LINXUAN_BUS,
  Source: `linxuan.${event.service}`,
  DetailType: event.type,
  Detail: JSON.stringify(event),
});

/**
 * Puts events on the bus, ten at a time. Entries fail singly.
 * @returns the ids of the events that the bus did not take
 */
export async function publish(events: readonly Envelope[]): Promise<Set<string>> {
  const failed = new Set<string>();
  for (let from = 0; from < events.length; from += entriesPerCall) {
    const some = events.slice(from, from + entriesPerCall);
    const answer = await bus
      .send(new PutEventsCommand({ Entries: some.map(entryOf) }))
      .catch(() => undefined);
    for (const [at, event] of some.entries()) {
      if (answer === undefined || answer.Entries?.[at]?.ErrorCode !== undefined) failed.add(event.id);
    }
  }
  return failed;
}
