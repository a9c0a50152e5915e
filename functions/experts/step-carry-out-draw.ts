import type { AssignmentDraw, DrawnPanel, DrawResult } from "../../shared/contract/assignment-draw-record.ts";
import type { SkippedPair } from "../../shared/contract/assignment-plan-record.ts";
import { AnyResult, type PanelResult, type RoundPanel } from "../../shared/contract/round-panel-record.ts";
import type { AssignmentPlanId } from "../../shared/kernel/ids.ts";
import { transitionOf } from "../../shared/kernel/lifecycle.ts";
import type { Fact } from "../../shared/runtime/facts.ts";
import { textOf } from "../../shared/runtime/objects.ts";
import { again } from "../../shared/store/again.ts";
import { stillIn, type Write } from "../../shared/store/entity.ts";
import { definitionOf } from "../../shared/store/published/rounds.ts";
import { assignmentDrawLifecycle } from "./draw-lifecycle.ts";
import { drawnPanels, draws, roundPanels } from "./records.ts";
import { join, outcomeOf } from "./step-carry-out.ts";

interface Around {
  commit: (act: { writes: Write[]; facts?: Fact[] }) => Promise<void>;
  commitPart: (act: { writes: Write[]; facts?: Fact[] }) => Promise<void>;
}

/** What was drawn. */
async function resultOf({ result }: AssignmentDraw): Promise<AnyResult | undefined> {
  return result
    ? AnyResult.parse(JSON.parse(await textOf("documents", result.key, result.versionId)))
    : undefined;
}

/** The record of an application's draw takes the place of an earlier one, before anybody joins: reserves are known from then on. */
async function recordPanel(next: DrawnPanel, { commitPart }: Around): Promise<void> {
  const held = await drawnPanels.get(next);
  if (held?.planId === next.planId) return;
  const write = held ? drawnPanels.replace({ ...next, version: held.version + 1 }) : drawnPanels.create(next);
  await commitPart({ writes: [write] });
}

/** The panel of the round is known from then on; nobody is assigned before a plan says to what. */
async function recordRoundPanel(
  { roundId }: AssignmentDraw,
  { planId, groups }: PanelResult,
  { commitPart }: Around,
): Promise<void> {
  if (await roundPanels.get({ roundId })) return;
  const own = groups.map(({ stratum, drawn, reserves }) => ({ stratum, drawn, reserves }));
  const panel: RoundPanel = { roundId, planId, groups: own, calls: [], version: 1 };
  await commitPart({ writes: [roundPanels.create(panel)] });
}

/** Whom the draw gave joins: what became of each pair. */
async function joinAll(draw: AssignmentDraw, { panels }: DrawResult, around: Around) {
  const { id, roundId, definitionHash } = draw;
  const { commitPart } = around;
  const definition = await definitionOf({ id: roundId, definitionHash });
  const skipped: SkippedPair[] = [];
  let made = 0;
  for (const { applicationId, drawn, reserves, own } of panels) {
    const ids = drawn.map(({ expertId }) => expertId);
    const record = { roundId, applicationId, planId: id, drawn: ids, calls: [], version: 1 };
    const waiting = reserves.map(({ expertId }) => expertId);
    const panel: DrawnPanel = { ...record, reserves: waiting, ...(own && { own }) };
    await again(() => recordPanel(panel, around));
    const experts = ids.map((expertId) => ({ expertId, change: "added" as const }));
    const done = await again(() => join({ applicationId, experts }, { plan: draw, definition, commitPart }));
    made += done.made;
    skipped.push(...done.skipped);
  }
  return { made, skipped };
}

/**
 * Whom the draw gave joins, one application after the other, each in a write of its own; a crash in between leaves whole
 * applications behind, and the next delivery goes on. Of a panel of the round nobody joins anything yet.
 */
export async function carryOutDraw(id: AssignmentPlanId, around: Around): Promise<void> {
  const { commit } = around;
  const draw = await draws.get({ id });
  const transition = draw && transitionOf(assignmentDrawLifecycle, "carry-out", draw.state);
  const result = draw && transition && (await resultOf(draw));
  if (!result) return commit({ writes: [] });
  const isOfRound = "of" in result;
  if (isOfRound) await again(() => recordRoundPanel(draw, result, around));
  const done = isOfRound ? { made: 0, skipped: [] } : await joinAll(draw, result, around);
  const next: AssignmentDraw = {
    ...draw,
    state: transition.to,
    outcome: outcomeOf(done),
    version: draw.version + 1,
  };
  return commit({ writes: [draws.replace(next, [stillIn(transition.from)])] });
}
