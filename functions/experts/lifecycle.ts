import type { AssignmentPlanState } from "../../shared/contract/assignment-plan-record.ts";
import type { AssignmentState } from "../../shared/contract/experts.ts";
import { lifecycle } from "../../shared/kernel/lifecycle.ts";

export { assignmentDrawLifecycle } from "./draw-lifecycle.ts";
export { expertInvitationLifecycle } from "./invitation-lifecycle.ts";

export type AssignmentAct =
  | "declare-none"
  | "declare-open"
  | "declare-tie"
  | "release"
  | "step-down"
  | "give-way";

/** An expert sees the content only after declaring; whoever has a tie that bars stands aside. */
export const assignmentLifecycle = lifecycle<AssignmentState, AssignmentAct>({
  name: { zh: "评审分配", en: "Assignment" },
  states: {
    ASSIGNED: { zh: "待声明", en: "to be declared" },
    DECLARED: { zh: "已声明，可评审", en: "declared, may judge" },
    RECUSED: { zh: "已回避", en: "recused" },
    RELEASED: { zh: "已解除", en: "released" },
  },
  initial: "ASSIGNED",
  begins: {
    act: "assign",
    who: ["officer"],
    guard: {
      zh: "申报已通过资格审查；无须回避的关系；专家和申报均未达上限；评分锁定之前",
      en: "the application is cleared; no tie bars; expert and application have room; before the scores are locked",
    },
    event: "expert.assigned.v1",
  },
  transitions: [
    {
      act: "declare-none",
      from: ["ASSIGNED"],
      to: "DECLARED",
      who: ["expert"],
      guard: { zh: "评分锁定之前", en: "before the scores are locked" },
      event: null,
    },
    {
      act: "declare-open",
      from: ["ASSIGNED", "DECLARED"],
      to: "DECLARED",
      who: ["expert"],
      guard: {
        zh: "评分锁定之前；项目规定此类关系只须申明",
        en: "before the scores are locked; the programme wants such a tie written down only",
      },
      event: null,
    },
    {
      act: "declare-tie",
      from: ["ASSIGNED", "DECLARED"],
      to: "RECUSED",
      who: ["expert"],
      guard: {
        zh: "评分锁定之前；说明须回避的关系",
        en: "before the scores are locked; a tie that bars is named",
      },
      event: "expert.recused.v1",
    },
    {
      act: "release",
      from: ["ASSIGNED", "DECLARED"],
      to: "RELEASED",
      who: ["officer"],
      guard: {
        zh: "评分锁定之前；尚未提交评分；说明理由",
        en: "before the scores are locked; no scores are submitted; with a reason",
      },
      event: "expert.released.v1",
    },
    {
      act: "step-down",
      from: ["ASSIGNED", "DECLARED"],
      to: "RELEASED",
      who: ["expert"],
      guard: {
        zh: "评分锁定之前；尚未提交评分；说明理由",
        en: "before the scores are locked; no scores are submitted; with a reason",
      },
      event: "expert.released.v1",
    },
    {
      act: "give-way",
      from: ["ASSIGNED"],
      to: "RELEASED",
      who: ["system"],
      guard: { zh: "已批准的分配方案另有安排", en: "an approved plan needs the place otherwise" },
      event: "expert.released.v1",
    },
  ],
});

export type AssignmentPlanAct = "propose" | "find-infeasible" | "approve" | "carry-out" | "supersede";

/** One officer asks, the machine proposes, a second officer approves the very bytes, the assignments follow. */
export const assignmentPlanLifecycle = lifecycle<AssignmentPlanState, AssignmentPlanAct>({
  name: { zh: "分配方案", en: "Assignment plan" },
  states: {
    ASKED: { zh: "计算中", en: "asked for" },
    PROPOSED: { zh: "拟定", en: "proposed" },
    INFEASIBLE: { zh: "无解", en: "infeasible" },
    APPROVED: { zh: "已批准，分配中", en: "approved, being carried out" },
    CARRIED_OUT: { zh: "已落实", en: "carried out" },
    SUPERSEDED: { zh: "已被替代", en: "superseded" },
  },
  initial: "ASKED",
  begins: {
    act: "ask",
    who: ["officer"],
    guard: {
      zh: "轮次已发布；评分锁定之前；没有正在落实的方案",
      en: "the round is published; before the scores are locked; no plan is being carried out",
    },
    event: "assignment-plan.asked.v1",
  },
  transitions: [
    {
      act: "propose",
      from: ["ASKED"],
      to: "PROPOSED",
      who: ["system"],
      guard: { zh: "已求得最优方案并冻结", en: "the best plan is found and frozen" },
      event: null,
    },
    {
      act: "find-infeasible",
      from: ["ASKED"],
      to: "INFEASIBLE",
      who: ["system"],
      guard: {
        zh: "没有满足硬性规定的方案，或规定须齐全的学会资料未导入",
        en: "no plan meets the hard rules, or facts of societies that the programme wants first are missing",
      },
      event: null,
    },
    {
      act: "approve",
      from: ["PROPOSED"],
      to: "APPROVED",
      who: ["officer"],
      guard: {
        zh: "由另一人按同一哈希批准；评分锁定之前",
        en: "by a second officer, naming the same hash, before the scores are locked",
      },
      event: "assignment-plan.approved.v1",
    },
    {
      act: "carry-out",
      from: ["APPROVED"],
      to: "CARRIED_OUT",
      who: ["system"],
      guard: {
        zh: "各项分配均已办理或说明未办理的原因",
        en: "every pair is made, or named with what stood against it",
      },
      event: null,
    },
    {
      act: "supersede",
      from: ["ASKED", "PROPOSED", "INFEASIBLE"],
      to: "SUPERSEDED",
      who: ["officer"],
      guard: {
        zh: "同一轮重新试算，或专家组递补",
        en: "another plan of the round is asked for, or a reserve takes a seat in its panel",
      },
      event: null,
    },
  ],
});
