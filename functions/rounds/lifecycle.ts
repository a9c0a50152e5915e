import type { RecommendedListState } from "../../shared/contract/recommended-list.ts";
import type { RegistrationState } from "../../shared/contract/registrations.ts";
import type { RoundState } from "../../shared/contract/rounds.ts";
import type { SupplierClaimState } from "../../shared/contract/supplier-record.ts";
import { lifecycle } from "../../shared/kernel/lifecycle.ts";

export { awardConditionLifecycle } from "./award-lifecycle.ts";
export { usccCorrectionLifecycle } from "./uscc-lifecycle.ts";

export type RoundAct =
  | "publish"
  | "open"
  | "close-intake"
  | "extend"
  | "extend-begun"
  | "begin-review"
  | "lock-scores"
  | "show-list"
  | "announce";

/** Its dates may be told late: a list is shown by people, whatever the last tick knew. */
const underWay = ["PUBLISHED", "OPEN", "INTAKE_CLOSED", "IN_REVIEW", "SCORES_LOCKED"] as const;

/** 四、申报程序: a second person publishes, dates move it on, and what is shown to the public ends it. */
export const roundLifecycle = lifecycle<RoundState, RoundAct>({
  name: { zh: "申报轮次", en: "Round" },
  states: {
    DRAFT: { zh: "起草中", en: "draft" },
    PUBLISHED: { zh: "已发布", en: "published" },
    OPEN: { zh: "受理中", en: "open" },
    INTAKE_CLOSED: { zh: "受理截止", en: "intake closed" },
    IN_REVIEW: { zh: "评审中", en: "in review" },
    SCORES_LOCKED: { zh: "评分已锁定", en: "scores locked" },
    ON_NOTICE: { zh: "公示中", en: "on notice" },
    AWARDED: { zh: "已公布结果", en: "awarded" },
  },
  initial: "DRAFT",
  begins: {
    act: "draft",
    who: ["officer"],
    guard: { zh: "项目定义无误", en: "the definition has no fault" },
    event: null,
  },
  transitions: [
    {
      act: "publish",
      from: ["DRAFT"],
      to: "PUBLISHED",
      who: ["officer"],
      guard: {
        zh: "由另一人发布，并指明同一定义的哈希；尚未到申报截止时间",
        en: "by a second officer, naming the same definition's hash; the intake has not ended",
      },
      event: "round.advanced.v1",
    },
    {
      act: "open",
      from: ["PUBLISHED"],
      to: "OPEN",
      who: ["system"],
      guard: { zh: "已到开始受理时间", en: "the opening instant has come" },
      event: "round.advanced.v1",
    },
    {
      act: "close-intake",
      from: ["OPEN"],
      to: "INTAKE_CLOSED",
      who: ["system"],
      guard: { zh: "截止时刻已过", en: "the last instant of the intake is over" },
      event: "round.advanced.v1",
    },
    {
      act: "extend",
      from: ["PUBLISHED", "OPEN", "INTAKE_CLOSED"],
      to: "OPEN",
      who: ["system"],
      guard: {
        zh: "经两名工作人员批准延长，且延长适用于全部可申报单位",
        en: "two officers granted an extension, and it is for everybody who may apply",
      },
      event: "round.extended.v1",
    },
    ...(["PUBLISHED", "OPEN", "INTAKE_CLOSED"] as const).map((state) => ({
      act: "extend-begun" as const,
      from: [state],
      to: state,
      who: ["system"] as const,
      guard: {
        zh: "经两名工作人员批准延长，且延长仅适用于截止前已开始填写的申报",
        en: "two officers granted an extension, and it is for the drafts begun by the deadline",
      },
      event: "round.extended.v1",
    })),
    {
      act: "begin-review",
      from: ["INTAKE_CLOSED"],
      to: "IN_REVIEW",
      who: ["system"],
      guard: { zh: "已到评审开始时间", en: "the review's opening instant has come" },
      event: "round.advanced.v1",
    },
    {
      act: "lock-scores",
      from: ["IN_REVIEW"],
      to: "SCORES_LOCKED",
      who: ["system"],
      guard: { zh: "最后一个评分阶段已截止", en: "the last stage of scoring is over" },
      event: "round.advanced.v1",
    },
    {
      act: "show-list",
      from: underWay,
      to: "ON_NOTICE",
      who: ["system"],
      guard: { zh: "拟支持名单已公示", en: "the proposed list is shown to the public" },
      event: "round.advanced.v1",
    },
    {
      act: "announce",
      from: [...underWay, "ON_NOTICE"],
      to: "AWARDED",
      who: ["system"],
      guard: { zh: "结果已公布", en: "the result is announced" },
      event: "round.advanced.v1",
    },
  ],
});

export type SupplierClaimAct = "claim" | "confirm" | "refuse" | "match";

/** 四、申报程序（二）: what a society says of its registration as a supplier, and who checks it. */
export const supplierClaimLifecycle = lifecycle<SupplierClaimState, SupplierClaimAct>({
  name: { zh: "供应商填报", en: "Supplier claim" },
  states: {
    CLAIMED: { zh: "待核对", en: "to be checked" },
    CONFIRMED: { zh: "已核对", en: "confirmed" },
    REFUSED: { zh: "核对未通过", en: "not confirmed" },
  },
  initial: "CLAIMED",
  begins: {
    act: "claim",
    who: ["filler", "approver"],
    guard: {
      zh: "项目要求供应商注册；名册中尚未登记为已注册；不含银行账号",
      en: "the programme asks for it; the register does not know it registered; no bank account in it",
    },
    event: "supplier.claimed.v1",
  },
  transitions: [
    {
      act: "claim",
      from: ["CLAIMED", "REFUSED"],
      to: "CLAIMED",
      who: ["filler", "approver"],
      guard: { zh: "更正原填报；版本未变", en: "corrects what it said; the version unchanged" },
      event: "supplier.claimed.v1",
    },
    {
      act: "confirm",
      from: ["CLAIMED"],
      to: "CONFIRMED",
      who: ["officer"],
      guard: {
        zh: "与支付平台核对一致；名册同时登记为已注册",
        en: "agrees with the payer's platform; the register knows it registered from then on",
      },
      event: "supplier.decided.v1",
    },
    {
      act: "refuse",
      from: ["CLAIMED"],
      to: "REFUSED",
      who: ["officer"],
      guard: { zh: "说明理由", en: "with a reason" },
      event: "supplier.decided.v1",
    },
    {
      act: "match",
      from: ["CLAIMED", "REFUSED"],
      to: "CONFIRMED",
      who: ["system"],
      guard: {
        zh: "支付平台名单中有其统一社会信用代码",
        en: "the payer's list has its USCC",
      },
      event: "supplier.decided.v1",
    },
  ],
});

/** 三、申报资格: the recommended list is proposed by one officer and approved by another, before the round opens. */
export const recommendedListLifecycle = lifecycle<RecommendedListState, "propose" | "approve">({
  name: { zh: "建议名单", en: "Recommended list" },
  states: {
    PROPOSED: { zh: "已提出", en: "proposed" },
    APPROVED: { zh: "已批准", en: "approved" },
  },
  initial: "PROPOSED",
  begins: {
    act: "propose",
    who: ["officer"],
    guard: {
      zh: "受理开始之前；编码与信用代码均与名册一致",
      en: "before the opening; code and USCC are the register's",
    },
    event: null,
  },
  transitions: [
    {
      act: "propose",
      from: ["PROPOSED", "APPROVED"],
      to: "PROPOSED",
      who: ["officer"],
      guard: { zh: "受理开始之前；须重新批准", en: "before the opening; it must be approved anew" },
      event: null,
    },
    {
      act: "approve",
      from: ["PROPOSED"],
      to: "APPROVED",
      who: ["officer"],
      guard: { zh: "受理开始之前；由另一人办理", en: "before the opening, by a second officer" },
      event: "recommended-list.approved.v1",
    },
  ],
});

/** A society without a contact in the register asks for its two people; an officer decides by the sealed letter. */
export const registrationLifecycle = lifecycle<RegistrationState, "prove" | "approve" | "refuse">({
  name: { zh: "登记申请", en: "Registration" },
  states: {
    ASKED: { zh: "待验证邮箱", en: "address to be proved" },
    OPEN: { zh: "待审核", en: "to be decided" },
    APPROVED: { zh: "已批准", en: "approved" },
    REFUSED: { zh: "已退回", en: "refused" },
  },
  initial: "ASKED",
  begins: {
    act: "ask",
    who: ["system"],
    guard: {
      zh: "任何人均可申请；填报人与审核人为两人，不填身份证号和银行卡号",
      en: "by anyone; two people, and no identity number or bank card",
    },
    event: "registration.asked.v1",
  },
  transitions: [
    {
      act: "prove",
      from: ["ASKED"],
      to: "OPEN",
      who: ["system"],
      guard: {
        zh: "授权书已通过检查，邮件验证码正确",
        en: "the letter has passed inspection and the mailed code is right",
      },
      event: "registration.opened.v1",
    },
    {
      act: "approve",
      from: ["OPEN"],
      to: "APPROVED",
      who: ["officer"],
      guard: {
        zh: "名册中有该学会且没有联系人；说明理由",
        en: "the register has the society and names nobody of it; with a reason",
      },
      event: "registration.decided.v1",
    },
    {
      act: "refuse",
      from: ["OPEN"],
      to: "REFUSED",
      who: ["officer"],
      guard: { zh: "说明理由", en: "with a reason" },
      event: "registration.decided.v1",
    },
  ],
});
