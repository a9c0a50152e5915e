import type { AssignmentPlan, SkippedPair } from "../../shared/contract/assignment-plans.ts";
import { assignmentPlanApproved } from "../../shared/events/experts.ts";
import { transitionOf } from "../../shared/kernel/lifecycle.ts";
import { consume } from "../../shared/runtime/consume.ts";
import { again } from "../../shared/store/again.ts";
import { stillIn } from "../../shared/store/entity.ts";
import { definitionOf } from "../../shared/store/published/rounds.ts";
import { assignmentPlanLifecycle } from "./lifecycle.ts";
import { plans } from "./records.ts";
import { giveWay, join } from "./step-carry-out.ts";
import { frozenPlan } from "./step-frozen-plan.ts";

/** So many are named in the record; the others are only counted. */
const named = 200;

/**
 * What two officers approved follows, one application after the other, each in a write of its own. A crash in between leaves
 * whole applications behind, and the next delivery goes on: what stands already is only counted.
 */
export const handler = consume({
  service: "experts",
  name: "on-plan-approved",
  mode: "each",
  hears: [assignmentPlanApproved],
  handle: async ({ event, commit, commitPart }) => {
    const plan = await plans.get({ id: event.payload.planId });
    const transition = plan && transitionOf(assignmentPlanLifecycle, "carry-out", plan.state);
    if (!plan?.frozen || !transition) return commit({ writes: [] });
    const definition = await definitionOf({ id: plan.roundId, definitionHash: plan.definitionHash });
    const { panels } = await frozenPlan(plan.frozen);
    const skipped: SkippedPair[] = [];
    let made = 0;
    const around = { plan, definition, commitPart };
    // First everybody who gives way, on all applications: their places are what the others need.
    for (const panel of panels) await again(() => giveWay(panel, around));
    for (const panel of panels) {
      const done = await again(() => join(panel, around));
      made += done.made;
      skipped.push(...done.skipped);
    }
    const next: AssignmentPlan = {
      ...plan,
      state: transition.to,
      outcome: { made, skipped: skipped.length, skippedPairs: skipped.slice(0, named) },
      version: plan.version + 1,
    };
    return commit({ writes: [plans.replace(next, [stillIn(transition.from)])] });
  },
});
