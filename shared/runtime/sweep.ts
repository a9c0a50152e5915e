import { errorWords, log } from "./log.ts";

interface Sweep<T> {
  /** So many are taken on at the most: a sweep ends well inside its timeout, and the next comes in a minute. */
  atOnce: number;
  /** What is logged of one. */
  aggregateOf: (waiting: T) => string;
  /** Looks after one. @returns true when it was taken on, false when there was nothing to do yet */
  lookAfter: (waiting: T) => Promise<boolean>;
}

/** Looks after what waits, one after the other. One that fails holds up no other, and counts: its attempt did. */
export async function sweep<T>(
  waiting: AsyncIterable<T>,
  { atOnce, aggregateOf, lookAfter }: Sweep<T>,
): Promise<void> {
  let taken = 0;
  for await (const one of waiting) {
    const isTaken = await lookAfter(one).catch((cause: unknown) => {
      log("error", "sweep failed", { aggregate: aggregateOf(one), error: errorWords(cause) });
      return true;
    });
    if (isTaken) taken += 1;
    if (taken >= atOnce) return;
  }
}
