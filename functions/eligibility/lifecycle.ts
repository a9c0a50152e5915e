import type { DeterminationState } from "../../shared/contract/eligibility.ts";
import { lifecycle } from "../../shared/kernel/lifecycle.ts";

export type DeterminationAct = "find" | "clear" | "propose-rejection" | "confirm-rejection";

/** 三、申报资格: the rules find, an officer clears, two officers reject. */
export const determinationLifecycle = lifecycle<DeterminationState, DeterminationAct>({
  name: { zh: "资格审查", en: "Eligibility" },
  states: {
    FOUND: { zh: "待审查结论", en: "found by the rules" },
    CLEARED: { zh: "通过", en: "cleared" },
    REJECTION_PROPOSED: { zh: "拟不通过", en: "rejection proposed" },
    REJECTED: { zh: "不通过", en: "rejected" },
  },
  initial: "FOUND",
  begins: {
    act: "find",
    who: ["system"],
    guard: { zh: "申报已提交", en: "an application was submitted" },
    event: "eligibility.found.v1",
  },
  transitions: [
    {
      act: "find",
      from: ["FOUND", "CLEARED", "REJECTION_PROPOSED", "REJECTED"],
      to: "FOUND",
      who: ["system"],
      guard: {
        zh: "申报重新提交；或审查结论前事实或文件检查结果有变",
        en: "submitted again, or a fact or verdict changed before the determination",
      },
      event: "eligibility.found.v1",
    },
    {
      act: "clear",
      from: ["FOUND", "REJECTION_PROPOSED"],
      to: "CLEARED",
      who: ["officer"],
      guard: {
        zh: "各条均为通过；缺少资料不能视为通过",
        en: "every finding passes; missing is never a pass",
      },
      event: "eligibility.determined.v1",
    },
    {
      act: "propose-rejection",
      from: ["FOUND"],
      to: "REJECTION_PROPOSED",
      who: ["officer"],
      guard: { zh: "说明理由", en: "with a reason" },
      event: null,
    },
    {
      act: "confirm-rejection",
      from: ["REJECTION_PROPOSED"],
      to: "REJECTED",
      who: ["officer"],
      guard: { zh: "由另一人确认", en: "by a second officer" },
      event: "eligibility.determined.v1",
    },
  ],
});
