import { isLostRace } from "../../shared/contract/problems.ts";
import type { Round } from "../../shared/contract/rounds.ts";
import type { Instant } from "../../shared/kernel/time.ts";
import { scoresLockAt } from "../../shared/programme/windows.ts";
import { onTick, type Tick } from "../../shared/runtime/consume.ts";
import { definitionOf, rounds } from "../../shared/store/published/rounds.ts";
import { advanced } from "./records.ts";
import { actsDue } from "./timetable.ts";

/** Enters every phase that is due, one after the other. */
async function advance(round: Round, locksAt: Instant, { now, commit }: Tick): Promise<void> {
  let held = round;
  for (const act of actsDue(round, locksAt, now)) {
    const step = advanced(held, act);
    if (!step) return;
    await commit({ writes: [step.write], facts: [step.fact] });
    held = step.next;
  }
}

/** Dates pass: each round enters the phases that are due. Writes judge their own deadline; this only tells everybody. */
export const handler = onTick("rounds-on-tick", async (tick) => {
  for (const listed of await rounds.all("all")) {
    // No stage locks before the first one does: without this most ticks would read every definition.
    if (actsDue(listed, listed.reviewClosesAt, tick.now).length === 0) continue;
    // The index may lag behind; what is due is judged on the record itself.
    const round = await rounds.get({ id: listed.id });
    const locksAt = scoresLockAt(await definitionOf(listed));
    // Whoever moved the round meanwhile, the next tick does what is left; the other rounds do not wait for it.
    if (round) {
      await advance(round, locksAt, tick).catch((cause: unknown) => {
        if (!isLostRace(cause)) throw cause;
      });
    }
  }
});
