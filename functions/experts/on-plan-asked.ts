import type { AssignmentPlan } from "../../shared/contract/assignment-plan-record.ts";
import {
  assignmentDrawApproved,
  assignmentDrawPoolAsked,
  assignmentPlanAsked,
} from "../../shared/events/experts.ts";
import { canonicalJson } from "../../shared/kernel/canonical.ts";
import { transitionOf } from "../../shared/kernel/lifecycle.ts";
import { consume, type Hearing } from "../../shared/runtime/consume.ts";
import { keepText } from "../../shared/runtime/objects.ts";
import { sha256Of } from "../../shared/runtime/sha256.ts";
import { stillIn } from "../../shared/store/entity.ts";
import { definitionOf } from "../../shared/store/published/rounds.ts";
import { assignmentPlanLifecycle } from "./lifecycle.ts";
import { countsOf, planOf } from "./plan.ts";
import { plans, roundPanels } from "./records.ts";
import { amongPanel } from "./round-panel.ts";
import { drawFrozen, freezePool } from "./step-draw.ts";
import { gather } from "./step-gather.ts";

/** Computes the plan that was asked for and freezes it; one that another superseded meanwhile is left alone. */
async function plan(
  planId: AssignmentPlan["id"],
  { commit }: Pick<Hearing<typeof assignmentPlanAsked>, "commit">,
) {
  const asked = await plans.get({ id: planId });
  if (!asked || !transitionOf(assignmentPlanLifecycle, "propose", asked.state)) return commit({ writes: [] });
  const { id, roundId, definitionHash } = asked;
  const definition = await definitionOf({ id: roundId, definitionHash });
  const given = await gather(asked, definition);
  const panel = definition.reviewing.assignment.draw?.panel && (await roundPanels.get({ roundId }));
  const content = planOf(panel ? amongPanel(given, panel) : given);
  const text = canonicalJson({ schemaVersion: 1, roundId, definitionHash, ...content });
  const planHash = sha256Of(text);
  const key = `experts/${roundId}/${planHash}.plan.json`;
  const versionId = await keepText("documents", key, text, planHash);
  const act = content.infeasible ? "find-infeasible" : "propose";
  const transition = transitionOf(assignmentPlanLifecycle, act, asked.state);
  if (!transition) throw new Error(`plan ${id} can't ${act}`);
  const next: AssignmentPlan = {
    ...asked,
    state: transition.to,
    frozen: { planHash, key, versionId, counts: countsOf(content) },
    version: asked.version + 1,
  };
  return commit({ writes: [plans.replace(next, [stillIn(transition.from)])] });
}

/** Everything about plans and draws that takes its time: the plan itself, the pool of a draw, and the draw. */
export const handler = consume({
  service: "experts",
  name: "on-plan-asked",
  mode: "each",
  hears: [assignmentPlanAsked, assignmentDrawPoolAsked, assignmentDrawApproved],
  handle: (hearing) => {
    const { type, payload } = hearing.event;
    if (type === assignmentDrawPoolAsked.type) return freezePool(payload.planId, hearing);
    if (type === assignmentDrawApproved.type) return drawFrozen(payload.planId, hearing);
    return plan(payload.planId, hearing);
  },
});
