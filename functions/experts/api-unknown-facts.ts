import { societyCodesOf } from "../../shared/contract/partnership-record.ts";
import type { unknownFactRoutes } from "../../shared/contract/unknown-facts.ts";
import { inZone } from "../../shared/kernel/time.ts";
import type { Call } from "../../shared/runtime/call.ts";
import { applications } from "../../shared/store/published/applications.ts";
import { graphsOf } from "../../shared/store/published/graphs.ts";
import { definitionOf, rounds } from "../../shared/store/published/rounds.ts";
import { societies } from "../../shared/store/published/societies.ts";
import { unknownFactsOf } from "./unknown-facts.ts";

type Routes = typeof unknownFactRoutes;

/** Nobody will judge these: of them nothing need be known. */
const over: readonly string[] = ["WITHDRAWN", "EXPIRED"];

/** Which societies of the page something needed is not on record of; by the round's rules, whether or not a plan asks. */
export async function listUnknownFacts(call: Call<Routes["listUnknownFacts"]>) {
  const round = await rounds.get({ id: call.params.id });
  if (!round || round.state === "DRAFT") throw call.refuse("not-found");
  const { reviewing, zone } = await definitionOf(round);
  const rules = { ...reviewing, onDate: inZone(call.now, zone).date };
  if (call.query.of === "register") {
    const { items, cursor } = await societies.page("all", call.query);
    const codes = items.map(({ code }) => code);
    const graphs = await graphsOf(codes);
    const unknown = codes
      .flatMap((code) => unknownFactsOf([code], graphs, rules))
      .filter((one) => one.as === "applicant");
    return { items: unknown.map((one) => ({ ...one, applicationId: null })), cursor };
  }
  const { items, cursor } = await applications.page(`round#${round.id}`, call.query);
  const standing = items.filter(({ state }) => !over.includes(state));
  const graphs = await graphsOf(standing.flatMap(societyCodesOf));
  const unknown = standing.flatMap((application) =>
    unknownFactsOf(societyCodesOf(application), graphs, rules).map((one) => ({
      ...one,
      applicationId: application.id,
    })),
  );
  return { items: unknown, cursor };
}
