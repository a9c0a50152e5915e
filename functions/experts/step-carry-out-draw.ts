import {
  type AssignmentDraw,
  type DrawnPanel,
  DrawResult,
} from "../../shared/contract/assignment-draw-record.ts";
import type { SkippedPair } from "../../shared/contract/assignment-plans.ts";
import type { AssignmentPlanId } from "../../shared/kernel/ids.ts";
import { transitionOf } from "../../shared/kernel/lifecycle.ts";
import type { Fact } from "../../shared/runtime/facts.ts";
import { textOf } from "../../shared/runtime/objects.ts";
import { again } from "../../shared/store/again.ts";
import { stillIn, type Write } from "../../shared/store/entity.ts";
import { definitionOf } from "../../shared/store/published/rounds.ts";
import { assignmentDrawLifecycle } from "./draw-lifecycle.ts";
import { drawnPanels, draws } from "./records.ts";
import { join, outcomeOf } from "./step-carry-out.ts";

interface Around {
  commit: (act: { writes: Write[]; facts?: Fact[] }) => Promise<void>;
  commitPart: (act: { writes: Write[]; facts?: Fact[] }) => Promise<void>;
}

/** Whom each application drew, as it was drawn. */
export async function resultOf({ result }: AssignmentDraw): Promise<DrawResult | undefined> {
  return result
    ? DrawResult.parse(JSON.parse(await textOf("documents", result.key, result.versionId)))
    : undefined;
}

/** The record of an application's draw takes the place of an earlier one, before anybody joins: reserves are known from then on. */
async function recordPanel(next: DrawnPanel, { commitPart }: Around): Promise<void> {
  const held = await drawnPanels.get(next);
  if (held?.planId === next.planId) return;
  const write = held ? drawnPanels.replace({ ...next, version: held.version + 1 }) : drawnPanels.create(next);
  await commitPart({ writes: [write] });
}

/**
 * Whom the draw gave joins, one application after the other, each in a write of its own; a crash in between leaves whole
 * applications behind, and the next delivery goes on.
 */
export async function carryOutDraw(id: AssignmentPlanId, around: Around): Promise<void> {
  const { commit, commitPart } = around;
  const draw = await draws.get({ id });
  const transition = draw && transitionOf(assignmentDrawLifecycle, "carry-out", draw.state);
  const result = draw && transition && (await resultOf(draw));
  if (!result) return commit({ writes: [] });
  const { roundId, definitionHash } = draw;
  const definition = await definitionOf({ id: roundId, definitionHash });
  const skipped: SkippedPair[] = [];
  let made = 0;
  for (const { applicationId, drawn, reserves } of result.panels) {
    const ids = drawn.map(({ expertId }) => expertId);
    const record = { roundId, applicationId, planId: id, drawn: ids, calls: [], version: 1 };
    const panel: DrawnPanel = { ...record, reserves: reserves.map(({ expertId }) => expertId) };
    await again(() => recordPanel(panel, around));
    const experts = ids.map((expertId) => ({ expertId, change: "added" as const }));
    const done = await again(() => join({ applicationId, experts }, { plan: draw, definition, commitPart }));
    made += done.made;
    skipped.push(...done.skipped);
  }
  const next: AssignmentDraw = {
    ...draw,
    state: transition.to,
    outcome: outcomeOf({ made, skipped }),
    version: draw.version + 1,
  };
  return commit({ writes: [draws.replace(next, [stillIn(transition.from)])] });
}
