import { randomUUID } from "node:crypto";
import { join } from "node:path";
import { openJournal } from "./journal.ts";
import type { LocalQueue } from "./model.ts";

/** A message that waits: in a dead-letter queue with why, or sent by a function. */
interface QueuedMessage {
  id: string;
  queue: string;
  body: unknown;
  sentAt: string;
  /** Why it is here, how often it was tried and what can be called again; absent on a message sent by SendMessage. */
  failure?: { reason: string; attempts: number; functionArn: string; source: string };
  /** Until then nobody else receives it (real time, ms). */
  hiddenUntil: number;
  receives: number;
}

/** Where a failed message goes whose function has no dead-letter queue: AWS drops it, here it is at least seen. */
export const droppedQueue = "dropped";

/** 30 s is what SQS hides a received message for by default. */
const visibilityMs = 30_000;

/** The queues of the cloud; messages are on disk under `dir`, or in memory. */
export function openQueues({ dir, queues }: { dir?: string | undefined; queues: readonly LocalQueue[] }) {
  const kept = openJournal<QueuedMessage>(dir === undefined ? undefined : join(dir, "queues.jsonl"));
  const nameOf = (arnOrName: string) => {
    const queue = queues.find(({ arn, name }) => arn === arnOrName || name === arnOrName);
    if (queue === undefined) throw new Error(`no queue ${arnOrName} in the template`);
    return queue.name;
  };
  const all = () => kept.entries().map(([, message]) => message);
  return {
    nameOf,

    /** Keeps a message; `queue` is an ARN or a name of the template. */
    send(queue: string, body: unknown, failure?: QueuedMessage["failure"]): string {
      const id = randomUUID();
      const message = {
        id,
        queue: nameOf(queue),
        body,
        sentAt: new Date().toISOString(),
        hiddenUntil: 0,
        receives: 0,
      };
      kept.put(id, { ...message, ...(failure && { failure }) });
      return id;
    },

    /** Keeps a message that failed for good and has no queue to go to. */
    drop(body: unknown, failure: QueuedMessage["failure"] & object): void {
      const id = randomUUID();
      const sentAt = new Date().toISOString();
      kept.put(id, { id, queue: droppedQueue, body, sentAt, failure, hiddenUntil: 0, receives: 0 });
    },

    /** At most `max` visible messages, hidden for others from now on. */
    receive(queue: string, max: number): QueuedMessage[] {
      const name = nameOf(queue);
      const now = Date.now();
      const found = all().filter((message) => message.queue === name && message.hiddenUntil <= now);
      return found.slice(0, max).map((message) => {
        const taken = { ...message, hiddenUntil: now + visibilityMs, receives: message.receives + 1 };
        kept.put(message.id, taken);
        return taken;
      });
    },

    remove: (id: string) => kept.drop(id),
    /** Everything that waits, oldest first; of one queue when it is named. */
    list: (queue?: string) => all().filter((message) => queue === undefined || message.queue === queue),
  };
}

export type Queues = ReturnType<typeof openQueues>;
