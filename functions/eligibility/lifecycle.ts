import type { DeterminationState } from "../../shared/contract/eligibility.ts";
import type { AppealState, ReinstatementState, SecondLookState } from "../../shared/contract/reconsidered.ts";
import { lifecycle } from "../../shared/kernel/lifecycle.ts";

export type DeterminationAct =
  | "find"
  | "clear"
  | "propose-rejection"
  | "confirm-rejection"
  | "reopen"
  | "reinstate";

export type SecondLookAct = "notice" | "keep" | "reopen" | "lapse";

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
        zh: "申报重新提交；或审查结论前事实、文件检查或两版比对结果有变",
        en: "submitted again, or a fact, a verdict or a comparison changed before the determination",
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
    {
      act: "reopen",
      from: ["CLEARED"],
      to: "FOUND",
      who: ["officer"],
      guard: {
        zh: "事实有变并已列入复核；评分锁定之前；说明理由",
        en: "a second look is open on it, scores are not locked yet; with a reason",
      },
      event: "eligibility.found.v1",
    },
    {
      act: "reinstate",
      from: ["REJECTED"],
      to: "FOUND",
      who: ["officer"],
      guard: {
        zh: "一人提议、另一人确认；评分锁定之前；说明理由",
        en: "proposed by one officer and confirmed by another before scores are locked, with a reason",
      },
      event: "eligibility.reinstated.v1",
    },
  ],
});

/** Looking again at what was determined: a new fact asks people, it never answers for them. */
export const secondLookLifecycle = lifecycle<SecondLookState, SecondLookAct>({
  name: { zh: "复核", en: "Second look" },
  states: {
    OPEN: { zh: "待复核", en: "to be looked at" },
    STANDS: { zh: "结论维持", en: "the determination stands" },
    REOPENED: { zh: "已退回审查", en: "examined again" },
    LAPSED: { zh: "已失效", en: "lapsed" },
  },
  initial: "OPEN",
  begins: {
    act: "notice",
    who: ["system", "officer"],
    guard: {
      zh: "已有审查结论，而规则按新事实另有所见；或申诉成立",
      en: "the rules say something else of what is determined, or an appeal was upheld",
    },
    event: "second-look.opened.v1",
  },
  transitions: [
    {
      act: "notice",
      from: ["OPEN", "STANDS", "REOPENED", "LAPSED"],
      to: "OPEN",
      who: ["system", "officer"],
      guard: {
        zh: "又有新的事实；或申诉成立",
        en: "the rules say something new once more, or an appeal was upheld",
      },
      event: "second-look.opened.v1",
    },
    {
      act: "keep",
      from: ["OPEN"],
      to: "STANDS",
      who: ["officer"],
      guard: { zh: "说明理由", en: "with a reason" },
      event: "second-look.settled.v1",
    },
    {
      act: "reopen",
      from: ["OPEN"],
      to: "REOPENED",
      who: ["officer"],
      guard: {
        zh: "“通过”由复核人退回审查，“不通过”须经恢复审查",
        en: "a clearance by who looks again; a rejection by its reinstatement",
      },
      event: "second-look.settled.v1",
    },
    {
      act: "lapse",
      from: ["OPEN"],
      to: "LAPSED",
      who: ["system"],
      guard: {
        zh: "申报已重新提交，或事实又与审查时一致",
        en: "submitted again, or the facts are again as they were when it was determined",
      },
      event: null,
    },
  ],
});

/** A society disputes a fact; who is not involved answers. */
export const appealLifecycle = lifecycle<AppealState, "lodge" | "uphold" | "dismiss">({
  name: { zh: "申诉", en: "Appeal" },
  states: {
    LODGED: { zh: "待答复", en: "lodged" },
    UPHELD: { zh: "成立", en: "upheld" },
    DISMISSED: { zh: "不成立", en: "dismissed" },
  },
  initial: "LODGED",
  begins: {
    act: "lodge",
    who: ["approver"],
    guard: {
      zh: "结论为不通过，且该事实为其依据；在申诉期限内",
      en: "rejected, and on this fact among others; within the days that the definition gives",
    },
    event: "appeal.lodged.v1",
  },
  transitions: [
    {
      act: "lodge",
      from: ["UPHELD", "DISMISSED"],
      to: "LODGED",
      who: ["approver"],
      guard: {
        zh: "此后又作出新的不通过结论；在申诉期限内",
        en: "rejected anew since then; within the days that the definition gives",
      },
      event: "appeal.lodged.v1",
    },
    {
      act: "uphold",
      from: ["LODGED"],
      to: "UPHELD",
      who: ["officer"],
      guard: {
        zh: "未登记该事实，也未参与该结论；说明理由。事实另行更正",
        en: "who neither recorded the fact nor took part in the rejection, with a reason; the fact is corrected in the register",
      },
      event: "appeal.answered.v1",
    },
    {
      act: "dismiss",
      from: ["LODGED"],
      to: "DISMISSED",
      who: ["officer"],
      guard: {
        zh: "未登记该事实，也未参与该结论；说明理由",
        en: "who neither recorded the fact nor took part in the rejection, with a reason",
      },
      event: "appeal.answered.v1",
    },
  ],
});

/** A rejection is taken up again by two officers. */
export const reinstatementLifecycle = lifecycle<ReinstatementState, "propose" | "confirm" | "decline">({
  name: { zh: "恢复审查", en: "Reinstatement" },
  states: {
    PROPOSED: { zh: "已提议", en: "proposed" },
    CONFIRMED: { zh: "已确认", en: "confirmed" },
    DECLINED: { zh: "未同意", en: "declined" },
  },
  initial: "PROPOSED",
  begins: {
    act: "propose",
    who: ["officer"],
    guard: { zh: "结论为不通过；说明理由", en: "rejected; with a reason" },
    event: null,
  },
  transitions: [
    {
      act: "propose",
      from: ["CONFIRMED", "DECLINED"],
      to: "PROPOSED",
      who: ["officer"],
      guard: { zh: "结论为不通过；说明理由", en: "rejected; with a reason" },
      event: null,
    },
    {
      act: "confirm",
      from: ["PROPOSED"],
      to: "CONFIRMED",
      who: ["officer"],
      guard: {
        zh: "由另一人确认；该结论此后未变",
        en: "by a second officer; the rejection is still the one that was meant",
      },
      event: "eligibility.reinstated.v1",
    },
    {
      act: "decline",
      from: ["PROPOSED"],
      to: "DECLINED",
      who: ["officer"],
      guard: { zh: "由另一人办理；说明理由", en: "by a second officer, with a reason" },
      event: null,
    },
  ],
});
