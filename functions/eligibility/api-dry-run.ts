import type { eligibility as routes } from "../../shared/contract/eligibility.ts";
import type { Call } from "../../shared/runtime/call.ts";
import { definitionOf, rounds } from "../../shared/store/published/rounds.ts";
import { societies } from "../../shared/store/published/societies.ts";
import { findingsOf, proposalOf } from "./disqualifiers.ts";

/** What the rules of a round say of each society of the register, before anybody has applied. */
export async function dryRunEligibility(call: Call<(typeof routes)["dryRunEligibility"]>) {
  const round = await rounds.get({ id: call.params.roundId });
  if (!round) throw call.refuse("not-found");
  const definition = await definitionOf(round);
  const { items, cursor } = await societies.page("all", call.query);
  return {
    items: items.map(({ code, names, isRecommended, facts }) => {
      const findings = findingsOf(definition, facts);
      const proposal = proposalOf(findings);
      return { societyCode: code, societyNames: names, isRecommended, findings, proposal };
    }),
    cursor,
  };
}
