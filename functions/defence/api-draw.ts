import type { defenceDrawRoutes } from "../../shared/contract/defence-draw.ts";
import type { DefenceDraw } from "../../shared/contract/defence-record.ts";
import { defenceDrawOpened } from "../../shared/events/defence.ts";
import type { Call } from "../../shared/runtime/call.ts";
import { fact } from "../../shared/runtime/facts.ts";
import { sha256Of } from "../../shared/runtime/sha256.ts";
import { defenceDraws } from "../../shared/store/published/defence-draws.ts";
import { definitionOf, rounds } from "../../shared/store/published/rounds.ts";
import { listText } from "./draw.ts";
import { defenceDrawLifecycle } from "./lifecycle.ts";
import { sealedSeeds } from "./records.ts";
import { lotUnder, newSeed } from "./step-lot.ts";

type Routes = typeof defenceDrawRoutes;

/** The seed is made here, so that nobody can choose it; until it is used only its hash is shown. */
export async function openDefenceDraw(call: Call<Routes["openDefenceDraw"]>) {
  const round = await rounds.get({ id: call.params.id });
  if (!round || round.state === "DRAFT") throw call.refuse("not-found");
  const { defence } = await definitionOf(round);
  if (defence === null) throw call.refuse("not-found");
  const seed = defence.order === "lot" ? newSeed() : null;
  const draw: DefenceDraw = {
    roundId: round.id,
    definitionHash: round.definitionHash,
    state: defenceDrawLifecycle.initial,
    seedHash: seed === null ? null : sha256Of(seed),
    openedBy: call.actor.id,
    openedAt: call.now,
    seed: null,
    drawnBy: null,
    drawnAt: null,
    defenders: [],
    version: 1,
  };
  const { roundId, seedHash, version } = draw;
  return call.commit({
    writes: [
      defenceDraws.create(draw, () => call.refuse("already-exists")),
      ...(seed === null ? [] : [sealedSeeds.create({ roundId, seed, version: 1 })]),
    ],
    facts: [fact(defenceDrawOpened, { aggregateId: roundId, version, payload: { roundId, seedHash } })],
    answer: draw,
  });
}

/** Anybody who knows an application's id finds its lot here; nobody learns from it who applied. */
export async function getDefenceDraw(call: Call<Routes["getDefenceDraw"]>) {
  const draw = await defenceDraws.get({ roundId: call.params.id });
  if (!draw) throw call.refuse("not-found");
  const { seed, defenders } = draw;
  return {
    ...draw,
    listHash: draw.state === "OPEN" ? null : sha256Of(listText(defenders)),
    lots: seed === null ? [] : defenders.map(({ applicationId }) => lotUnder(seed)(applicationId)),
  };
}

export async function listDefenders(call: Call<Routes["listDefenders"]>) {
  const draw = await defenceDraws.get({ roundId: call.params.id });
  if (!draw) throw call.refuse("not-found");
  return draw;
}
