import * as z from "zod";
import { ApplicationId, AssignmentPlanId, ExpertId, RoundId, Sha256 } from "../kernel/ids.ts";
import { staff } from "../kernel/roles.ts";
import { AssignmentPlan, Fit, FitCorrection, FrozenPlan, PlannedPanel } from "./assignment-plan-record.ts";
import { Page, pageOf, route } from "./kit.ts";

const ofPlan = z.object({ id: AssignmentPlanId });

export const assignmentPlanRoutes = {
  askAssignmentPlan: route({
    id: "askAssignmentPlan",
    method: "POST",
    path: "/rounds/{id}/assignment-plans",
    summary: {
      zh: "试算专家分配方案（已有分配尽量保留），不改变任何分配",
      en: "Ask for a plan of assignments; standing ones are kept as far as possible, and nothing is assigned yet",
    },
    who: ["officer"],
    params: z.object({ id: RoundId }),
    body: z.object({
      /** Of the lot among equals. */
      seed: z.int().min(0).max(999_999_999).default(1),
    }),
    output: AssignmentPlan,
    status: 202,
    problems: ["not-found", "assignment-mode", "wrong-state", "version-conflict", "reviews-locked"],
    isIdempotent: true,
  }),
  listAssignmentPlans: route({
    id: "listAssignmentPlans",
    method: "GET",
    path: "/rounds/{id}/assignment-plans",
    summary: { zh: "列出一轮的分配方案", en: "List a round's plans of assignments" },
    who: staff,
    params: z.object({ id: RoundId }),
    query: Page,
    output: pageOf(AssignmentPlan),
    problems: [],
  }),
  getAssignmentPlan: route({
    id: "getAssignmentPlan",
    method: "GET",
    path: "/assignment-plans/{id}",
    summary: {
      zh: "查看分配方案：目标、工作量；无解时缺什么、最小的放宽办法",
      en: "A plan: its objectives and loads, or who is short of whom and the smallest relaxation",
    },
    who: staff,
    params: ofPlan,
    output: z.object({ record: AssignmentPlan, plan: FrozenPlan.omit({ panels: true }).nullable() }),
    problems: ["not-found"],
  }),
  listPlannedPanels: route({
    id: "listPlannedPanels",
    method: "GET",
    path: "/assignment-plans/{id}/panels",
    summary: {
      zh: "逐项列出方案中的专家、契合度及其由来；可只看与现有分配不同的",
      en: "A plan's experts, application by application, with their fit and how it came about; on request only what changes",
    },
    who: staff,
    params: ofPlan,
    query: Page.extend({ only: z.enum(["all", "changed"]).default("all") }),
    output: pageOf(PlannedPanel),
    problems: ["not-found", "wrong-state"],
  }),
  approveAssignmentPlan: route({
    id: "approveAssignmentPlan",
    method: "POST",
    path: "/assignment-plans/{id}/approval",
    summary: {
      zh: "批准分配方案（须由另一人办理），随后逐项分配",
      en: "Approve a plan; a second officer does it, and the assignments follow",
    },
    who: ["officer"],
    params: ofPlan,
    body: z.object({ version: z.int().positive(), planHash: Sha256 }),
    output: AssignmentPlan,
    problems: ["not-found", "wrong-state", "version-conflict", "second-person-required", "reviews-locked"],
    isIdempotent: true,
  }),
  correctFit: route({
    id: "correctFit",
    method: "PUT",
    path: "/applications/{id}/experts/{expertId}/fit",
    summary: {
      zh: "更正专家与申报的契合度，须说明理由；对之后试算的方案有效",
      en: "Correct how well an expert fits an application, with a reason; plans asked for afterwards go by it",
    },
    who: ["officer"],
    params: z.object({ id: ApplicationId, expertId: ExpertId }),
    body: z.object({
      /** Of the correction that was read; 0 where there was none. */
      version: z.int().nonnegative(),
      fit: Fit,
      reason: z.string().trim().min(1).max(500),
    }),
    output: FitCorrection,
    problems: ["not-found", "version-conflict", "identity-data-not-taken"],
  }),
};
