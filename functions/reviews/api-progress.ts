import type { reviewProgressRoutes } from "../../shared/contract/review-progress.ts";
import type { Call } from "../../shared/runtime/call.ts";
import { applications } from "../../shared/store/published/applications.ts";
import { assignments } from "../../shared/store/published/assignments.ts";
import { definitionOf, rounds } from "../../shared/store/published/rounds.ts";
import { sheets } from "../../shared/store/published/sheets.ts";
import { progressOf } from "./progress.ts";

/** Panels read side by side: enough to be quick, few enough to leave the table to others. */
const atOnce = 16;

export async function listReviewProgress(call: Call<(typeof reviewProgressRoutes)["listReviewProgress"]>) {
  const round = await rounds.get({ id: call.params.id });
  if (!round || round.state === "DRAFT") throw call.refuse("not-found");
  const { scoring, reviewing } = await definitionOf(round);
  const rules = { stages: scoring.stages, panel: reviewing.assignment.panel };
  const { items: listed, cursor } = await applications.page(`round#${round.id}`, call.query);
  const submitted = listed.filter(({ state }) => state === "SUBMITTED");
  const items = [];
  for (let from = 0; from < submitted.length; from += atOnce) {
    const some = submitted.slice(from, from + atOnce).map(async (application) => {
      const [pairs, written] = await Promise.all([
        assignments.list(application.id),
        sheets.list(application.id),
      ]);
      return progressOf(application, { pairs, sheets: written }, rules);
    });
    items.push(...(await Promise.all(some)));
  }
  // Who is not yet assigned to anybody, or was not cleared, has no panel.
  return { items: items.filter(({ experts }) => experts.length > 0), cursor };
}
