import type { experts as routes } from "../../shared/contract/experts.ts";
import type { Call } from "../../shared/runtime/call.ts";
import { applications } from "../../shared/store/published/applications.ts";
import { assignments } from "../../shared/store/published/assignments.ts";
import { definitionOf, rounds } from "../../shared/store/published/rounds.ts";
import { acknowledgeBy, isSilent } from "./silence.ts";

/** Applications whose experts are read side by side. */
const atOnce = 16;

/** Who was assigned and has said nothing for too long: another expert can still be found. */
export async function listSilentExperts(call: Call<(typeof routes)["listSilentExperts"]>) {
  const round = await rounds.get({ id: call.params.id });
  if (!round || round.state === "DRAFT") throw call.refuse("not-found");
  const { reviewing, zone } = await definitionOf(round);
  const page = await applications.page(`round#${round.id}`, call.query);
  const items = [];
  for (let from = 0; from < page.items.length; from += atOnce) {
    const some = page.items.slice(from, from + atOnce).map(({ id }) => assignments.list(id));
    for (const pair of (await Promise.all(some)).flat()) {
      const expectedAt = acknowledgeBy(pair, reviewing.acknowledgement, zone);
      if (isSilent(pair, expectedAt, call.now)) items.push({ ...pair, expectedAt });
    }
  }
  return { items, cursor: page.cursor };
}
