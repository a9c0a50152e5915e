import type { defenceDrawRoutes } from "../../shared/contract/defence-draw.ts";
import type { DefenceDraw } from "../../shared/contract/defence-record.ts";
import { defenceDrawn, defenceDrawOpened } from "../../shared/events/defence.ts";
import { transitionOf } from "../../shared/kernel/lifecycle.ts";
import type { Call } from "../../shared/runtime/call.ts";
import { fact } from "../../shared/runtime/facts.ts";
import { lotUnder, newSeed } from "../../shared/runtime/lot.ts";
import { sha256Of } from "../../shared/runtime/sha256.ts";
import { stillIn } from "../../shared/store/entity.ts";
import { defenceDraws } from "../../shared/store/published/defence-draws.ts";
import { definitionOf, rounds } from "../../shared/store/published/rounds.ts";
import { byLot, byRegister, listText } from "./draw.ts";
import { defenceDrawLifecycle } from "./lifecycle.ts";
import { sealedSeeds } from "./records.ts";
import { defenderOf, standingApplications } from "./step-cleared.ts";
import { defendersAmong } from "./step-defenders.ts";
import { keptOutOf, shownKeptOut } from "./step-kept-out.ts";

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

/** Who defends is frozen now; the seed whose hash was shown before opens with it. */
export async function drawDefence(call: Call<Routes["drawDefence"]>) {
  const roundId = call.params.id;
  const [held, sealed] = await Promise.all([defenceDraws.get({ roundId }), sealedSeeds.get({ roundId })]);
  if (!held) throw call.refuse("not-found");
  const transition = transitionOf(defenceDrawLifecycle, "draw", held.state);
  if (!transition) throw call.refuse("wrong-state", { state: held.state });
  if (held.version !== call.body.version) throw call.refuse("version-conflict", { version: held.version });
  const definition = await definitionOf({ id: roundId, definitionHash: held.definitionHash });
  const { defence } = definition;
  if (defence === null) throw call.refuse("not-found");
  const { cleared, open } = await standingApplications(roundId);
  if (open.length > 0) throw call.refuse("examination-open", { missing: open.map(({ id }) => id) });
  const { free, keptOut } = await keptOutOf(cleared, definition);
  const chosen = await defendersAmong(free, { defence, definition, now: call.now });
  const seed = sealed?.seed ?? null;
  if ((seed === null) !== (held.seedHash === null)) throw new Error(`the seed of ${roundId} is not whole`);
  const applicants = chosen.map(defenderOf);
  const next: DefenceDraw = {
    ...held,
    state: transition.to,
    seed,
    drawnBy: call.actor.id,
    drawnAt: call.now,
    defenders: seed === null ? byRegister(applicants) : byLot(applicants, lotUnder(seed)),
    ...(keptOut.length > 0 && { keptOut: keptOut.map(shownKeptOut) }),
    version: held.version + 1,
  };
  const payload = { roundId, listHash: sha256Of(listText(next.defenders)) };
  return call.commit({
    writes: [defenceDraws.replace(next, [stillIn(transition.from)])],
    facts: [fact(defenceDrawn, { aggregateId: roundId, version: next.version, payload })],
    answer: next,
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
