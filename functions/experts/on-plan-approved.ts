import type {
  AssignmentPlan,
  PlannedPanel,
  SkippedPair,
} from "../../shared/contract/assignment-plan-record.ts";
import { assignmentDrawDrawn, assignmentPlanApproved } from "../../shared/events/experts.ts";
import { transitionOf } from "../../shared/kernel/lifecycle.ts";
import { consume, type Hearing } from "../../shared/runtime/consume.ts";
import { again } from "../../shared/store/again.ts";
import { stillIn } from "../../shared/store/entity.ts";
import { definitionOf } from "../../shared/store/published/rounds.ts";
import { assignmentPlanLifecycle } from "./lifecycle.ts";
import { plans } from "./records.ts";
import { giveWay, join, outcomeOf } from "./step-carry-out.ts";
import { carryOutDraw } from "./step-carry-out-draw.ts";
import { frozenPlan } from "./step-frozen-plan.ts";
import { reseat } from "./step-reseat.ts";

/** So many experts go into one write, with their counts and events: a transaction takes a hundred items. */
const atOnce = 25;

/** A panel in parts that fit one write: every expert scores an anchor, however many there are. */
const partsOf = ({ released, experts, ...panel }: PlannedPanel): PlannedPanel[] =>
  Array.from(
    { length: Math.max(1, Math.ceil(Math.max(released.length, experts.length) / atOnce)) },
    (_, at) => {
      const [from, to] = [at * atOnce, (at + 1) * atOnce];
      return { ...panel, released: released.slice(from, to), experts: experts.slice(from, to) };
    },
  );

/**
 * What two officers approved follows, one application after the other, each in a write of its own. A crash in between leaves
 * whole applications behind (of an anchor, a part of its experts), and the next delivery goes on: what stands already is only counted.
 */
async function carryOut(
  planId: AssignmentPlan["id"],
  { commit, commitPart }: Pick<Hearing<typeof assignmentPlanApproved>, "commit" | "commitPart">,
) {
  const plan = await plans.get({ id: planId });
  const transition = plan && transitionOf(assignmentPlanLifecycle, "carry-out", plan.state);
  if (!plan?.frozen || !transition) return commit({ writes: [] });
  const definition = await definitionOf({ id: plan.roundId, definitionHash: plan.definitionHash });
  const panels = (await frozenPlan(plan.frozen)).panels.flatMap(partsOf);
  const skipped: SkippedPair[] = [];
  let made = 0;
  const around = { plan, definition, commitPart };
  // First everybody who gives way, on all applications: their places are what the others need.
  for (const panel of panels) await again(() => giveWay(panel, around));
  for (const panel of panels) skipped.push(...(await again(() => reseat(panel, around))));
  for (const panel of panels) {
    const done = await again(() => join(panel, around));
    made += done.made;
    skipped.push(...done.skipped);
  }
  const next: AssignmentPlan = {
    ...plan,
    state: transition.to,
    outcome: outcomeOf({ made, skipped }),
    version: plan.version + 1,
  };
  return commit({ writes: [plans.replace(next, [stillIn(transition.from)])] });
}

/** Makes the pairs that a plan wants or a draw gave. */
export const handler = consume({
  service: "experts",
  name: "on-plan-approved",
  mode: "each",
  hears: [assignmentPlanApproved, assignmentDrawDrawn],
  handle: (hearing) => {
    const { type, payload } = hearing.event;
    return type === assignmentDrawDrawn.type
      ? carryOutDraw(payload.planId, hearing)
      : carryOut(payload.planId, hearing);
  },
});
