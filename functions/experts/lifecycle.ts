import type { AssignmentState } from "../../shared/contract/experts.ts";
import { lifecycle } from "../../shared/kernel/lifecycle.ts";

export type AssignmentAct = "declare-none" | "declare-open" | "declare-tie";

/** An expert sees the content only after declaring; whoever has a tie that bars stands aside. */
export const assignmentLifecycle = lifecycle<AssignmentState, AssignmentAct>({
  name: { zh: "评审分配", en: "Assignment" },
  states: {
    ASSIGNED: { zh: "待声明", en: "to be declared" },
    DECLARED: { zh: "已声明，可评审", en: "declared, may judge" },
    RECUSED: { zh: "已回避", en: "recused" },
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
  ],
});
