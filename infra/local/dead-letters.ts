import type { Bus } from "./bus.ts";
import type { Queues } from "./queues.ts";
import type { StreamRecord } from "./stream-record.ts";
import type { Streams } from "./streams.ts";

/** A message that failed for good, as `GET /_local/dlq` shows it. */
interface DeadLetter {
  id: string;
  queue: string;
  functionArn: string;
  /** The rule, schedule or stream that it came from. */
  source: string;
  reason: string;
  attempts: number;
  sentAt: string;
  event: unknown;
}

/** Everything that failed for good, oldest first. */
export const deadLetters = (queues: Queues): DeadLetter[] =>
  queues
    .list()
    .flatMap(({ id, queue, body, sentAt, failure }) =>
      failure ? [{ id, queue, ...failure, sentAt, event: body }] : [],
    );

/**
 * Hands dead messages to their functions again: those named, or all. What fails again comes back under a new id.
 * @returns how many were taken up
 */
export async function redrive(
  parts: { queues: Queues; bus: Bus; streams: Streams },
  ids?: readonly string[],
): Promise<number> {
  const { queues, bus, streams } = parts;
  const chosen = deadLetters(queues).filter(({ id }) => ids === undefined || ids.includes(id));
  for (const { id, functionArn, source, event } of chosen) {
    const records = (event as { Records?: StreamRecord[] }).Records;
    if (source.startsWith("stream ") && records !== undefined) await streams.redrive(functionArn, records);
    else bus.submit(functionArn, event, source);
    queues.remove(id);
  }
  return chosen.length;
}
