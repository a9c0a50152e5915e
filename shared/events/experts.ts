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

const draw = { planId: AssignmentPlanId, roundId: RoundId };

/** The seed exists and nobody knows it; its hash stands here before it is known who can be drawn. The aggregate is the draw. */
export const assignmentDrawCommitted = event({
  type: "assignment-draw.committed.v1",
  service: "experts",
  aggregate: "assignment-draw",
  payload: z.object({ ...draw, seedHash: Sha256 }),
});

export const assignmentDrawPoolAsked = event({
  type: "assignment-draw.pool-asked.v1",
  service: "experts",
  aggregate: "assignment-draw",
  payload: z.object(draw),
});

/** Who can be drawn for what is frozen. */
export const assignmentDrawFrozen = event({
  type: "assignment-draw.frozen.v1",
  service: "experts",
  aggregate: "assignment-draw",
  payload: z.object({ ...draw, poolHash: Sha256 }),
});

/** Two officers want this list drawn from: the seed is open from then on, and the draw follows. */
export const assignmentDrawApproved = event({
  type: "assignment-draw.approved.v1",
  service: "experts",
  aggregate: "assignment-draw",
  payload: z.object({ ...draw, poolHash: Sha256 }),
});

/** What the seed gives; the assignments follow. */
export const assignmentDrawDrawn = event({
  type: "assignment-draw.drawn.v1",
  service: "experts",
  aggregate: "assignment-draw",
  payload: z.object({ ...draw, resultHash: Sha256 }),
});
