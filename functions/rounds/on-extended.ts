import { dispensationGranted } from "../../shared/events/applications.ts";
import { consume } from "../../shared/runtime/consume.ts";
import { rounds } from "../../shared/store/published/rounds.ts";
import { advanced } from "./records.ts";

/**
 * An extension that is for everybody moves the round's own deadline, so that drafts may still be begun; one for those who had
 * begun moves only theirs.
 */
export const handler = consume({
  service: "rounds",
  name: "on-extended",
  mode: "each",
  hears: [dispensationGranted],
  handle: async ({ event: { payload }, commit }) => {
    const { kind, cohort, roundId, until } = payload;
    const round = kind === "extension" && cohort === "all" ? await rounds.get({ id: roundId }) : undefined;
    const step =
      round && until !== null && until > round.closesAt && advanced({ ...round, closesAt: until }, "extend");
    await commit(step ? { writes: [step.write], facts: [step.fact] } : { writes: [] });
  },
});
