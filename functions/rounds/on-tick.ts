import { onTick } from "../../shared/runtime/consume.ts";
import { rounds } from "../../shared/store/published/rounds.ts";
import { advanced } from "./records.ts";
import { phasesDue } from "./timetable.ts";

/** Dates pass: each round enters the phases that are due. Writes judge their own deadline; this only tells everybody. */
export const handler = onTick("rounds-on-tick", async ({ now, commit }) => {
  for (const listed of await rounds.all("all")) {
    // The index may lag behind; the phase is judged on the record itself.
    if (phasesDue(listed, now).length === 0) continue;
    let round = await rounds.get({ id: listed.id });
    for (const state of round ? phasesDue(round, now) : []) {
      if (!round) break;
      const step = advanced(round, state);
      await commit({ writes: [step.write], facts: [step.fact] });
      round = step.next;
    }
  }
});
