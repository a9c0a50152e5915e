import * as z from "zod";
import { ApplicationId, AssignmentPlanId, ExpertId, RoundId, Sha256 } from "../kernel/ids.ts";
import { event } from "./kit.ts";

export const expertRecorded = event({
  type: "expert.recorded.v1",
  service: "experts",
  aggregate: "expert",
  payload: z.object({ expertId: ExpertId }),
});

/** The aggregate is the invitation: `<round>#<expert>`. */
export const expertInvited = event({
  type: "expert.invited.v1",
  service: "experts",
  aggregate: "expert-invitation",
  payload: z.object({ roundId: RoundId, expertId: ExpertId }),
});

const pair = { roundId: RoundId, applicationId: ApplicationId, expertId: ExpertId };

/** The aggregate is the pair: `<application>#<expert>`. */
export const expertAssigned = event({
  type: "expert.assigned.v1",
  service: "experts",
  aggregate: "pair",
  payload: z.object(pair),
});

export const expertRecused = event({
  type: "expert.recused.v1",
  service: "experts",
  aggregate: "pair",
  payload: z.object(pair),
});

/** Dropped out, or moved elsewhere by a plan: the place is free. */
export const expertReleased = event({
  type: "expert.released.v1",
  service: "experts",
  aggregate: "pair",
  payload: z.object(pair),
});

const plan = { planId: AssignmentPlanId, roundId: RoundId };

export const assignmentPlanAsked = event({
  type: "assignment-plan.asked.v1",
  service: "experts",
  aggregate: "assignment-plan",
  payload: z.object(plan),
});

/** Two officers want the assignments of the plan with this hash. */
export const assignmentPlanApproved = event({
  type: "assignment-plan.approved.v1",
  service: "experts",
  aggregate: "assignment-plan",
  payload: z.object({ ...plan, planHash: Sha256 }),
});
