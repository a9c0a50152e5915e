import type { AssignmentDraw } from "../../shared/contract/assignment-draw-record.ts";
import type { assignmentDrawRoutes } from "../../shared/contract/assignment-draws.ts";
import {
  assignmentDrawApproved,
  assignmentDrawCommitted,
  assignmentDrawPoolAsked,
} from "../../shared/events/experts.ts";
import { AssignmentPlanId } from "../../shared/kernel/ids.ts";
import { transitionOf } from "../../shared/kernel/lifecycle.ts";
import type { Call } from "../../shared/runtime/call.ts";
import { fact } from "../../shared/runtime/facts.ts";
import { newSeed } from "../../shared/runtime/lot.ts";
import { sha256Of } from "../../shared/runtime/sha256.ts";
import { stillIn } from "../../shared/store/entity.ts";
import { definitionOf, rounds } from "../../shared/store/published/rounds.ts";
import { together } from "../../shared/store/together.ts";
import { assignmentDrawLifecycle } from "./draw-lifecycle.ts";
import { drawSeeds, draws, plannings, roundPanels } from "./records.ts";

type Routes = typeof assignmentDrawRoutes;

/** The seed is made here, so that nobody can choose it; until it is used only its hash is shown. */
export async function commitAssignmentDraw(call: Call<Routes["commitAssignmentDraw"]>) {
  const round = await rounds.get({ id: call.params.id });
  if (!round || round.state === "DRAFT") throw call.refuse("not-found");
  const { reviewing, timetable } = await definitionOf(round);
  const { mode } = reviewing.assignment;
  if (mode !== "drawn") throw call.refuse("assignment-mode", { mode });
  // A round has one panel: its reserves come in, and nobody is drawn anew.
  const [panel, standing] = await together(
    roundPanels.ask({ roundId: round.id }),
    plannings.ask({ roundId: round.id }),
  );
  if (panel) throw call.refuse("wrong-state", { drawnBy: panel.planId });
  const { toAt } = timetable.review;
  if (call.now > toAt) throw call.refuse("reviews-locked", { locksAt: toAt });
  const earlier = standing && (await draws.get({ id: standing.planId }));
  // A promised seed is used: nobody lets a draw lie and promises another.
  if (earlier && earlier.state !== "CARRIED_OUT") throw call.refuse("wrong-state", { state: earlier.state });
  const seed = newSeed();
  const draw: AssignmentDraw = {
    id: AssignmentPlanId.parse(call.newId("assignmentPlan")),
    roundId: round.id,
    definitionHash: round.definitionHash,
    state: assignmentDrawLifecycle.initial,
    seedHash: sha256Of(seed),
    ...{ committedBy: call.actor.id, committedAt: call.now },
    ...{
      askedBy: null,
      askedAt: null,
      frozen: null,
      frozenAt: null,
      infeasible: null,
      societiesUnknown: null,
    },
    ...{ witnesses: [], approvedBy: null, approvedAt: null, seed: null, result: null, outcome: null },
    version: 1,
  };
  const { id: planId, roundId, seedHash, version } = draw;
  const newest = { roundId, planId, version: (standing?.version ?? 0) + 1 };
  return call.commit({
    writes: [
      draws.create(draw),
      drawSeeds.create({ planId, seed, version: 1 }),
      standing ? plannings.replace(newest) : plannings.create(newest),
    ],
    facts: [
      fact(assignmentDrawCommitted, { aggregateId: planId, version, payload: { planId, roundId, seedHash } }),
    ],
    answer: draw,
  });
}

/** Hashes, instants and open seeds; nobody is named. */
export async function listAssignmentDraws(call: Call<Routes["listAssignmentDraws"]>) {
  const page = await draws.page(`round#${call.params.id}`, call.query);
  const items = page.items.map((draw) => ({
    ...draw,
    poolHash: draw.frozen?.poolHash ?? null,
    resultHash: draw.result?.resultHash ?? null,
  }));
  return { ...page, items };
}

export async function getAssignmentDraw(call: Call<Routes["getAssignmentDraw"]>) {
  const draw = await draws.get({ id: call.params.id });
  if (!draw) throw call.refuse("not-found");
  return draw;
}

type OfDraw = Call<Routes["freezeDrawPool"]> | Call<Routes["approveAssignmentDraw"]>;

/** @throws reviews-locked once nobody is assigned any more */
async function openRules(call: OfDraw, { roundId, definitionHash }: AssignmentDraw) {
  const { reviewing, timetable } = await definitionOf({ id: roundId, definitionHash });
  const { toAt } = timetable.review;
  if (call.now > toAt) throw call.refuse("reviews-locked", { locksAt: toAt });
  return reviewing.assignment.draw;
}

/** Gathered by a function of its own; whoever was there before has to see the new list. */
export async function freezeDrawPool(call: Call<Routes["freezeDrawPool"]>) {
  const draw = await draws.get({ id: call.params.id });
  if (!draw) throw call.refuse("not-found");
  const transition = transitionOf(assignmentDrawLifecycle, "ask-pool", draw.state);
  if (!transition) throw call.refuse("wrong-state", { state: draw.state });
  if (draw.version !== call.body.version) throw call.refuse("version-conflict", { version: draw.version });
  await openRules(call, draw);
  const next: AssignmentDraw = {
    ...draw,
    state: transition.to,
    ...{ askedBy: call.actor.id, askedAt: call.now },
    ...{ frozen: null, frozenAt: null, infeasible: null, societiesUnknown: null, witnesses: [] },
    version: draw.version + 1,
  };
  const { id: planId, roundId, version } = next;
  return call.commit({
    writes: [draws.replace(next, [stillIn(transition.from)])],
    facts: [fact(assignmentDrawPoolAsked, { aggregateId: planId, version, payload: { planId, roundId } })],
    answer: next,
  });
}

/** A supervisor is there and has seen what is promised and what is drawn from. */
export async function witnessAssignmentDraw(call: Call<Routes["witnessAssignmentDraw"]>) {
  const draw = await draws.get({ id: call.params.id });
  if (!draw) throw call.refuse("not-found");
  const transition = transitionOf(assignmentDrawLifecycle, "witness", draw.state);
  if (!transition) throw call.refuse("wrong-state", { state: draw.state });
  const { seedHash, poolHash } = call.body;
  if (draw.seedHash !== seedHash || draw.frozen?.poolHash !== poolHash)
    throw call.refuse("version-conflict", { seedHash: draw.seedHash, poolHash: draw.frozen?.poolHash });
  const witness = { witnessedBy: call.actor.id, witnessedAt: call.now };
  if (draw.witnesses.some((one) => one.witnessedBy === witness.witnessedBy))
    throw call.refuse("already-exists");
  const next: AssignmentDraw = {
    ...draw,
    state: transition.to,
    witnesses: [...draw.witnesses, witness],
    version: draw.version + 1,
  };
  return call.commit({ writes: [draws.replace(next, [stillIn(transition.from)])], answer: next });
}

/** A second officer approves the very pool: the seed opens in the same write, and what it gives can't be chosen any more. */
export async function approveAssignmentDraw(call: Call<Routes["approveAssignmentDraw"]>) {
  const { id } = call.params;
  const [draw, sealed] = await Promise.all([draws.get({ id }), drawSeeds.get({ planId: id })]);
  if (!draw || !sealed) throw call.refuse("not-found");
  const transition = transitionOf(assignmentDrawLifecycle, "approve", draw.state);
  const poolHash = draw.frozen?.poolHash;
  if (!transition || !poolHash) throw call.refuse("wrong-state", { state: draw.state });
  if (draw.version !== call.body.version || poolHash !== call.body.poolHash)
    throw call.refuse("version-conflict", { version: draw.version, poolHash });
  if (draw.askedBy === call.actor.id) throw call.refuse("second-person-required");
  const rules = await openRules(call, draw);
  if (rules?.supervised && draw.witnesses.length === 0) throw call.refuse("supervisor-absent");
  const next: AssignmentDraw = {
    ...draw,
    state: transition.to,
    seed: sealed.seed,
    ...{ approvedBy: call.actor.id, approvedAt: call.now },
    version: draw.version + 1,
  };
  const payload = { planId: id, roundId: next.roundId, poolHash };
  return call.commit({
    writes: [draws.replace(next, [stillIn(transition.from)])],
    facts: [fact(assignmentDrawApproved, { aggregateId: id, version: next.version, payload })],
    answer: next,
  });
}
