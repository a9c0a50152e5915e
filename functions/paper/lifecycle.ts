import type { CopiesState } from "../../shared/contract/paper.ts";
import { lifecycle } from "../../shared/kernel/lifecycle.ts";

export type CopiesAct = "book" | "correct" | "decide" | "call" | "drop" | "await";

/** 四、申报程序（一）“一式15份”: the copies on paper beside an application; never a state of the application itself. */
export const copiesLifecycle = lifecycle<CopiesState, CopiesAct>({
  name: { zh: "纸质材料", en: "Paper copies" },
  states: {
    AWAITED: { zh: "收取中", en: "awaited" },
    CALLED: { zh: "已告知短缺", en: "called for" },
    DROPPED: { zh: "不再需要", en: "needed no more" },
  },
  initial: "AWAITED",
  begins: {
    act: "await",
    who: ["system"],
    guard: { zh: "申报已提交；本项目要求纸质材料", en: "submitted, and the programme asks for paper" },
    event: null,
  },
  transitions: [
    {
      act: "book",
      from: ["AWAITED"],
      to: "AWAITED",
      who: ["officer"],
      guard: {
        zh: "校验码与现行提交版本一致；每份只登记一次",
        en: "its check code is of the submission that stands; each set once",
      },
      event: "paper.booked.v1",
    },
    {
      act: "book",
      from: ["CALLED"],
      to: "CALLED",
      who: ["officer"],
      guard: { zh: "同上；按规则标明是否逾期", en: "as above; marked late by the rule" },
      event: "paper.booked.v1",
    },
    {
      act: "correct",
      from: ["AWAITED"],
      to: "AWAITED",
      who: ["officer"],
      guard: { zh: "该份已登记；说明理由", en: "the set is booked in; with a reason" },
      event: "paper.corrected.v1",
    },
    {
      act: "correct",
      from: ["CALLED"],
      to: "CALLED",
      who: ["officer"],
      guard: { zh: "该份已登记；说明理由", en: "the set is booked in; with a reason" },
      event: "paper.corrected.v1",
    },
    {
      act: "decide",
      from: ["CALLED"],
      to: "CALLED",
      who: ["officer"],
      guard: {
        zh: "仍有短缺或逾期；本项目规定由工作人员决定；说明理由",
        en: "still short or late; the programme leaves it to an officer; with a reason",
      },
      event: "paper.decided.v1",
    },
    {
      act: "call",
      from: ["AWAITED"],
      to: "CALLED",
      who: ["system"],
      guard: {
        zh: "纸质材料截止并过了规定天数；有短缺或逾期",
        en: "the deadline for paper and the days after it have passed; short or late",
      },
      event: "paper.short.v1",
    },
    {
      act: "drop",
      from: ["AWAITED", "CALLED"],
      to: "DROPPED",
      who: ["system"],
      guard: { zh: "申报已撤回或逾期", en: "the application was withdrawn or has expired" },
      event: null,
    },
    {
      act: "await",
      from: ["DROPPED", "CALLED"],
      to: "AWAITED",
      who: ["system"],
      guard: {
        zh: "申报再次提交且内容有变",
        en: "the application was submitted again, with other words",
      },
      event: null,
    },
  ],
});
