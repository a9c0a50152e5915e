import { abandonAfterSeconds, sweepAfterSeconds } from "../../shared/files/limits.ts";
import { letterKeyOf } from "../../shared/kernel/letter-keys.ts";
import { plusSeconds } from "../../shared/kernel/time.ts";
import type { Tick } from "../../shared/runtime/consume.ts";
import { errorWords, log } from "../../shared/runtime/log.ts";
import { landed } from "../../shared/runtime/objects.ts";
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
export async function sweepLetters(tick: Tick): Promise<void> {
  const upTo = plusSeconds(tick.now, -sweepAfterSeconds);
  let inspected = 0;
  let cursor: string | null | undefined;
  do {
    const page = await letterInspections.page("waiting", { limit: 100, upTo, cursor: cursor ?? undefined });
    for (const waiting of page.items) {
      // One that fails holds up no other; its attempt is counted.
      const isInspected = await lookAfter(waiting, tick).catch((cause: unknown) => {
        log("error", "sweep failed", { aggregate: waiting.registrationId, error: errorWords(cause) });
        return true;
      });
      if (isInspected) inspected += 1;
      if (inspected >= atOnce) return;
    }
    cursor = page.cursor;
  } while (cursor);
}
