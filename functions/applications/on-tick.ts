import { abandonAfterSeconds, sweepAfterSeconds } from "../../shared/files/limits.ts";
import { plusSeconds } from "../../shared/kernel/time.ts";
import { onTick, type Tick } from "../../shared/runtime/consume.ts";
import { log } from "../../shared/runtime/log.ts";
import { sweep } from "../../shared/runtime/sweep.ts";
import { mails } from "../../shared/store/published/mails.ts";
import { mailReadings } from "./records.ts";
import { readLanded } from "./step-landed.ts";

/** Readings of one sweep, the oldest first. */
const atOnce = 10;

type Waiting = NonNullable<Awaited<ReturnType<typeof mailReadings.get>>>;

/** Looks after one. @returns true when it was read here */
async function lookAfter(waiting: Waiting, tick: Tick): Promise<boolean> {
  const mail = await mails.get(waiting);
  if (!mail) throw new Error(`mail ${waiting.id} is unknown`);
  const came = await readLanded(mail, tick);
  if (came === "read") {
    log("warn", "swept", { aggregate: mail.id });
    return true;
  }
  // Not all of it came while its links were valid: nobody waits any more, and an officer hands it in again.
  if (came === "before" || waiting.handedInAt < plusSeconds(tick.now, -abandonAfterSeconds)) {
    const forgotten = { ...waiting, isWaiting: false, version: waiting.version + 1 };
    await tick.commit({ writes: [mailReadings.replace(forgotten)] });
  }
  return false;
}

/** The sweep: a mail, or what was handed over, of whose landing nobody told is read here. */
export const handler = onTick("applications-on-tick", (tick) => {
  const upTo = plusSeconds(tick.now, -sweepAfterSeconds);
  return sweep(mailReadings.each("waiting", { limit: 100, upTo }), {
    atOnce,
    aggregateOf: ({ id }) => id,
    lookAfter: (waiting) => lookAfter(waiting, tick),
  });
});
