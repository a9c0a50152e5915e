import { dispensationGranted } from "../../shared/events/applications.ts";
import { roundExtended } from "../../shared/events/rounds.ts";
import { transitionOf } from "../../shared/kernel/lifecycle.ts";
import { consume } from "../../shared/runtime/consume.ts";
import { fact } from "../../shared/runtime/facts.ts";
import { stillIn } from "../../shared/store/entity.ts";
import { rounds } from "../../shared/store/published/rounds.ts";
import { extended } from "./extension.ts";
import { roundLifecycle } from "./lifecycle.ts";

/**
 * An extension reaches the round first, so that a draft begun from here on has its time; the drafts there are follow when they
 * hear of it.
 */
export const handler = consume({
  service: "rounds",
  name: "on-extended",
  mode: "each",
  hears: [dispensationGranted],
  handle: async ({ event: { payload }, commit }) => {
    const { cohort, roundId, until, category } = payload;
    const round = cohort === null ? undefined : await rounds.get({ id: roundId });
    const act = cohort === "all" ? "extend" : "extend-begun";
    const transition = round && transitionOf(roundLifecycle, act, round.state);
    if (!transition || cohort === null || until === null) return commit({ writes: [] });
    const next = { ...extended(round, { cohort, until }), state: transition.to, version: round.version + 1 };
    return commit({
      writes: [rounds.replace(next, [stillIn(transition.from)])],
      facts: [
        fact(roundExtended, {
          aggregateId: roundId,
          version: next.version,
          payload: { roundId, until, cohort, cutOffAt: round.closesAt, category },
        }),
      ],
    });
  },
});
