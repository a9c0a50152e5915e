import { abandonAfterSeconds, sweepAfterSeconds } from "../../shared/files/limits.ts";
import { letterKeyOf } from "../../shared/kernel/letter-keys.ts";
import { plusSeconds } from "../../shared/kernel/time.ts";
import type { Tick } from "../../shared/runtime/consume.ts";
import { log } from "../../shared/runtime/log.ts";
import { landed } from "../../shared/runtime/objects.ts";
import { sweep } from "../../shared/runtime/sweep.ts";
import { type LetterInspection, letterInspections } from "./records.ts";
import { inspectLetter } from "./step-letter.ts";

/** Letters of one sweep, the oldest first; each is a page or a few. */
const atOnce = 10;

/** Looks after one letter. @returns whether it was inspected here */
async function lookAfter(waiting: LetterInspection, tick: Tick): Promise<boolean> {
  const { registrationId } = waiting;
  const found = await landed("quarantine", letterKeyOf(registrationId));
  if (found) {
    const isInspected = await inspectLetter(registrationId, found.versionId, tick);
    if (isInspected) log("warn", "swept", { aggregate: registrationId });
    return isInspected;
  }
  // It never came while its link was valid.
  if (waiting.awaitedSince < plusSeconds(tick.now, -abandonAfterSeconds)) {
    const forgotten = { ...waiting, isWaiting: false, version: waiting.version + 1 };
    await tick.commit({ writes: [letterInspections.replace(forgotten)] });
  }
  return false;
}

/** The sweep of letters: one of whose landing nobody told is inspected here. */
export function sweepLetters(tick: Tick): Promise<void> {
  const upTo = plusSeconds(tick.now, -sweepAfterSeconds);
  return sweep(letterInspections.each("waiting", { limit: 100, upTo }), {
    atOnce,
    aggregateOf: ({ registrationId }) => registrationId,
    lookAfter: (waiting) => lookAfter(waiting, tick),
  });
}
