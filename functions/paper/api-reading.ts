import type { paper as routes } from "../../shared/contract/paper.ts";
import { blockedByPaper, tallyOf } from "../../shared/programme/paper.ts";
import type { Call } from "../../shared/runtime/call.ts";
import { withChannels } from "../../shared/store/published/applications.ts";
import { copies } from "../../shared/store/published/copies.ts";
import { definitionOf, rounds } from "../../shared/store/published/rounds.ts";
import { coverSheets } from "./cover-sheet.ts";
import { corrections, parcels } from "./records.ts";
import { copiesFor } from "./step-copies.ts";

type Routes = typeof routes;

export async function getPaper(call: Call<Routes["getPaper"]>) {
  const { held, rule } = await copiesFor(call.params.id, call.actor);
  const [announced, corrected] = await Promise.all([
    parcels.list(held.applicationId),
    corrections.list(held.applicationId),
  ]);
  return { copies: held, tally: tallyOf(held), rule, parcels: announced, corrections: corrected };
}

export async function getCoverSheets(call: Call<Routes["getCoverSheets"]>) {
  const { held } = await copiesFor(call.params.id, call.actor);
  if (held.state === "DROPPED") throw call.refuse("wrong-state", { state: held.state });
  const { set } = call.query;
  if (set !== undefined && set > held.due) throw call.refuse("not-found");
  const definition = await definitionOf({ id: held.roundId, definitionHash: held.definitionHash });
  return coverSheets({
    ...{ copies: held, definition, language: call.language, mark: call.mark },
    sets: set ? [set] : "all",
  });
}

export async function listShortages(call: Call<Routes["listShortages"]>) {
  const round = await rounds.get({ id: call.params.roundId });
  const rule = round && (await definitionOf(round)).documents.paper;
  if (!round || !rule) throw call.refuse("not-found");
  const page = await copies.page(`short#${round.id}`, call.query);
  return {
    items: (await withChannels(page.items)).map((held) => {
      const { applicationId, societyCode, societyNames, channel, partners, state, decision } = held;
      const blocks = blockedByPaper(rule, held);
      return {
        applicationId,
        societyCode,
        societyNames,
        channel,
        ...(partners && { partners }),
        state,
        decision,
        tally: tallyOf(held),
        blocks,
      };
    }),
    cursor: page.cursor,
  };
}
