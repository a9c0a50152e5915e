import type { AssignmentPlan, FitCorrection } from "../../shared/contract/assignment-plan-record.ts";
import type { assignmentPlanRoutes } from "../../shared/contract/assignment-plans.ts";
import { assignmentPlanApproved, assignmentPlanAsked } from "../../shared/events/experts.ts";
import { AssignmentPlanId } from "../../shared/kernel/ids.ts";
import { transitionOf } from "../../shared/kernel/lifecycle.ts";
import { holdsIdentityData } from "../../shared/kernel/personal-numbers.ts";
import type { Call } from "../../shared/runtime/call.ts";
import { fact } from "../../shared/runtime/facts.ts";
import { stillIn } from "../../shared/store/entity.ts";
import { applications } from "../../shared/store/published/applications.ts";
import { experts } from "../../shared/store/published/experts.ts";
import { definitionOf, rounds } from "../../shared/store/published/rounds.ts";
import { together } from "../../shared/store/together.ts";
import { assignmentPlanLifecycle } from "./lifecycle.ts";
import { pageOfPanels } from "./plan-page.ts";
import { fits, plannings, plans, roundPanels } from "./records.ts";
import { frozenPlan } from "./step-frozen-plan.ts";

type Routes = typeof assignmentPlanRoutes;

/** An officer asks; a function of its own computes, however long that takes. Nothing is assigned yet. */
export async function askAssignmentPlan(call: Call<Routes["askAssignmentPlan"]>) {
  const round = await rounds.get({ id: call.params.id });
  if (!round || round.state === "DRAFT") throw call.refuse("not-found");
  const { timetable, reviewing } = await definitionOf(round);
  const { review } = timetable;
  if (call.now > review.toAt) throw call.refuse("reviews-locked", { locksAt: review.toAt });
  const { mode, draw } = reviewing.assignment;
  if (mode === "drawn" && !draw?.panel) throw call.refuse("assignment-mode", { mode });
  const [panel, standing] = await together(
    roundPanels.ask({ roundId: round.id }),
    plannings.ask({ roundId: round.id }),
  );
  if (mode === "drawn" && !panel) throw call.refuse("wrong-state", { drawn: false });
  const earlier = standing && (await plans.get({ id: standing.planId }));
  // One that is being carried out changes what another would start from.
  if (earlier?.state === "APPROVED") throw call.refuse("wrong-state", { state: earlier.state });
  const supersede = earlier && transitionOf(assignmentPlanLifecycle, "supersede", earlier.state);
  const plan: AssignmentPlan = {
    id: AssignmentPlanId.parse(call.newId("assignmentPlan")),
    roundId: round.id,
    definitionHash: round.definitionHash,
    seed: call.body.seed,
    state: assignmentPlanLifecycle.initial,
    askedBy: call.actor.id,
    askedAt: call.now,
    frozen: null,
    approvedBy: null,
    approvedAt: null,
    outcome: null,
    version: 1,
  };
  const newest = { roundId: round.id, planId: plan.id, version: (standing?.version ?? 0) + 1 };
  return call.commit({
    writes: [
      plans.create(plan),
      standing ? plannings.replace(newest) : plannings.create(newest),
      ...(earlier && supersede
        ? [
            plans.replace({ ...earlier, state: supersede.to, version: earlier.version + 1 }, [
              stillIn(supersede.from),
            ]),
          ]
        : []),
    ],
    facts: [
      fact(assignmentPlanAsked, {
        aggregateId: plan.id,
        version: 1,
        payload: { planId: plan.id, roundId: plan.roundId },
      }),
    ],
    answer: plan,
  });
}

export const listAssignmentPlans = (call: Call<Routes["listAssignmentPlans"]>) =>
  plans.page(`round#${call.params.id}`, call.query);

export async function getAssignmentPlan(call: Call<Routes["getAssignmentPlan"]>) {
  const record = await plans.get({ id: call.params.id });
  if (!record) throw call.refuse("not-found");
  return { record, plan: record.frozen && (await frozenPlan(record.frozen)) };
}

export async function listPlannedPanels(call: Call<Routes["listPlannedPanels"]>) {
  const record = await plans.get({ id: call.params.id });
  if (!record) throw call.refuse("not-found");
  if (!record.frozen) throw call.refuse("wrong-state", { state: record.state });
  const page = pageOfPanels((await frozenPlan(record.frozen)).panels, call.query);
  if (!page)
    throw call.refuse("invalid-request", {
      part: "query",
      faults: [{ path: "cursor", code: "unknown-cursor" }],
    });
  return page;
}

/** A second officer approves the very bytes; each assignment follows by itself, and what can't is named. */
export async function approveAssignmentPlan(call: Call<Routes["approveAssignmentPlan"]>) {
  const plan = await plans.get({ id: call.params.id });
  if (!plan) throw call.refuse("not-found");
  const transition = transitionOf(assignmentPlanLifecycle, "approve", plan.state);
  const planHash = plan.frozen?.planHash;
  if (!transition || !planHash) throw call.refuse("wrong-state", { state: plan.state });
  if (plan.version !== call.body.version || planHash !== call.body.planHash)
    throw call.refuse("version-conflict", { version: plan.version, planHash });
  if (plan.askedBy === call.actor.id) throw call.refuse("second-person-required");
  const { review } = (await definitionOf({ id: plan.roundId, definitionHash: plan.definitionHash }))
    .timetable;
  if (call.now > review.toAt) throw call.refuse("reviews-locked", { locksAt: review.toAt });
  const next: AssignmentPlan = {
    ...plan,
    state: transition.to,
    approvedBy: call.actor.id,
    approvedAt: call.now,
    version: plan.version + 1,
  };
  return call.commit({
    writes: [plans.replace(next, [stillIn(transition.from)])],
    facts: [
      fact(assignmentPlanApproved, {
        aggregateId: next.id,
        version: next.version,
        payload: { planId: next.id, roundId: next.roundId, planHash },
      }),
    ],
    answer: next,
  });
}

/** An officer knows better how well an expert fits; plans asked for from then on go by it. */
export async function correctFit(call: Call<Routes["correctFit"]>) {
  if (holdsIdentityData(call.body.reason)) throw call.refuse("identity-data-not-taken");
  const { id: applicationId, expertId } = call.params;
  const [application, expert] = await together(
    applications.ask({ id: applicationId }),
    experts.ask({ id: expertId }),
  );
  if (!application || !expert) throw call.refuse("not-found");
  const { roundId } = application;
  const held = await fits.get({ roundId, applicationId, expertId });
  const version = held?.version ?? 0;
  if (version !== call.body.version) throw call.refuse("version-conflict", { version });
  const next: FitCorrection = {
    ...{ roundId, applicationId, expertId },
    ...{ fit: call.body.fit, reason: call.body.reason },
    ...{ correctedBy: call.actor.id, correctedAt: call.now },
    version: version + 1,
  };
  const write = held ? fits.replace(next) : fits.create(next, () => call.refuse("version-conflict"));
  return call.commit({ writes: [write], answer: next });
}
