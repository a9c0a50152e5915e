import type { ApplicationState } from "../../shared/contract/applications.ts";
import type { DispensationState } from "../../shared/contract/dispensation-record.ts";
import { lifecycle } from "../../shared/kernel/lifecycle.ts";

export { mailLifecycle } from "./mail-lifecycle.ts";
export { partnershipLifecycle } from "./partnership-lifecycle.ts";

export type ApplicationAct =
  | "save"
  | "submit"
  | "withdraw"
  | "reopen"
  | "restore"
  | "return"
  | "return-again"
  | "refuse-file"
  | "correct"
  | "expire"
  | "extend"
  | "readmit"
  | "take-over";

/** 四、申报程序（一）: what a society and an officer may do with an application, and when. */
export const applicationLifecycle = lifecycle<ApplicationState, ApplicationAct>({
  name: { zh: "申报", en: "Application" },
  states: {
    DRAFT: { zh: "草稿", en: "draft" },
    SUBMITTED: { zh: "已提交", en: "submitted" },
    RETURNED: { zh: "退回修改", en: "returned for correction" },
    WITHDRAWN: { zh: "已撤回", en: "withdrawn" },
    EXPIRED: { zh: "逾期未提交", en: "expired" },
  },
  initial: "DRAFT",
  begins: {
    act: "open",
    who: ["filler", "officer"],
    guard: {
      zh: "受理期内，或由工作人员登记受理期内收到的邮件；每个学会每轮一份；在建议名单内或可以自荐",
      en: "during the intake, or by an officer who records a mail of the intake; one per society and round; recommended, or the programme takes self-nominations",
    },
    event: "application.opened.v1",
  },
  transitions: [
    {
      act: "save",
      from: ["DRAFT"],
      to: "DRAFT",
      who: ["filler"],
      guard: {
        zh: "未过本申报的截止时间；所改部分的版本未变",
        en: "before its own deadline; the section's version unchanged",
      },
      event: null,
    },
    {
      act: "save",
      from: ["RETURNED"],
      to: "RETURNED",
      who: ["filler"],
      guard: {
        zh: "未过补正期限；所改部分的版本未变；项目定义要求时，只限退回意见所列内容",
        en: "before the correction's deadline; the section's version unchanged; where the definition says so, only what the return lists",
      },
      event: null,
    },
    {
      act: "submit",
      from: ["DRAFT", "RETURNED"],
      to: "SUBMITTED",
      who: ["approver"],
      guard: {
        zh: "请求到达时刻不晚于截止时间；材料完整；文件已上传且哈希一致；接受承诺；非填报人本人",
        en: "arrived by the deadline; complete; files landed with their hashes; undertaking accepted; a second person",
      },
      event: "application.submitted.v1",
    },
    {
      act: "submit",
      from: ["EXPIRED"],
      to: "SUBMITTED",
      who: ["approver"],
      guard: {
        zh: "请求在截止前到达，处理时草稿已到期；其余条件同上",
        en: "the request arrived by the deadline and was handled after the draft had expired; the rest as above",
      },
      event: "application.submitted.v1",
    },
    {
      act: "withdraw",
      from: ["DRAFT", "SUBMITTED", "RETURNED"],
      to: "WITHDRAWN",
      who: ["approver"],
      guard: { zh: "未过截止时间", en: "before its deadline" },
      event: "application.withdrawn.v1",
    },
    {
      act: "reopen",
      from: ["WITHDRAWN"],
      to: "DRAFT",
      who: ["filler"],
      guard: { zh: "未过截止时间", en: "before its deadline" },
      event: "application.opened.v1",
    },
    {
      act: "restore",
      from: ["WITHDRAWN"],
      to: "SUBMITTED",
      who: ["approver"],
      guard: {
        zh: "未过截止时间；撤回时为已提交状态：原提交及其回执恢复有效",
        en: "before its deadline; it was submitted when it was withdrawn: that submission stands again, with its receipt",
      },
      event: "application.submitted.v1",
    },
    {
      act: "return",
      from: ["SUBMITTED"],
      to: "RETURNED",
      who: ["officer"],
      guard: {
        zh: "评审尚未开始；未超过退回次数；逐项列明位置和原因",
        en: "the review has not begun; returns left; every item with its place and reason",
      },
      event: "application.returned.v1",
    },
    {
      act: "return-again",
      from: ["SUBMITTED"],
      to: "RETURNED",
      who: ["system"],
      guard: {
        zh: "经两名工作人员准予在规定次数之外再次退回；评审尚未开始",
        en: "two officers granted one more return than the programme allows; the review has not begun",
      },
      event: "application.returned.v1",
    },
    {
      act: "refuse-file",
      from: ["SUBMITTED"],
      to: "SUBMITTED",
      who: ["system"],
      guard: {
        zh: "所提交的文件未通过检查；自该类文件首次未通过起的补交时限未过",
        en: "inspection refused a file of the submission; within the hours since the first refusal of its kind",
      },
      event: "application.correction-opened.v1",
    },
    {
      act: "correct",
      from: ["SUBMITTED"],
      to: "SUBMITTED",
      who: ["approver"],
      guard: {
        zh: "该文件未通过检查且在补正时限内",
        en: "inspection refused that file, within the hours given",
      },
      event: "application.submitted.v1",
    },
    {
      act: "expire",
      from: ["DRAFT", "RETURNED"],
      to: "EXPIRED",
      who: ["system"],
      guard: { zh: "已过截止时间", en: "its deadline has passed" },
      event: "application.expired.v1",
    },
    ...(["DRAFT", "RETURNED", "SUBMITTED", "WITHDRAWN"] as const).map((state) => ({
      act: "extend" as const,
      from: [state],
      to: state,
      who: ["system"] as const,
      guard: {
        zh: "经两名工作人员准予补报或延长，新截止时间晚于原截止时间",
        en: "two officers granted a late pass or an extension; the new deadline is later than its own",
      },
      event: "application.deadline-moved.v1",
    })),
    {
      act: "readmit",
      from: ["EXPIRED"],
      to: "DRAFT",
      who: ["system"],
      guard: {
        zh: "经两名工作人员准予补报或延长，且截止前已开始填写",
        en: "two officers granted a late pass or an extension, and it was begun by the deadline",
      },
      event: "application.deadline-moved.v1",
    },
    {
      act: "take-over",
      from: ["DRAFT", "EXPIRED"],
      to: "DRAFT",
      who: ["approver"],
      guard: {
        zh: "从未提交；所登记的邮件在截止前到达；未过确认期限",
        en: "never submitted; the recorded mail arrived by the deadline; within the time to confirm",
      },
      event: "mail.joined.v1",
    },
  ],
});

export type DispensationAct = "grant" | "refuse";

/** What is given beyond the rule is proposed by one officer and decided by a second, before any score exists. */
export const dispensationLifecycle = lifecycle<DispensationState, DispensationAct>({
  name: { zh: "例外办理", en: "Dispensation" },
  states: {
    PROPOSED: { zh: "待批准", en: "proposed" },
    GRANTED: { zh: "已批准", en: "granted" },
    REFUSED: { zh: "未批准", en: "refused" },
  },
  initial: "PROPOSED",
  begins: {
    act: "propose",
    who: ["officer"],
    guard: {
      zh: "项目定义允许；评审尚未开始；说明事由类别和依据",
      en: "the definition offers it; the review has not begun; with its category and evidence",
    },
    event: null,
  },
  transitions: [
    {
      act: "grant",
      from: ["PROPOSED"],
      to: "GRANTED",
      who: ["officer"],
      guard: {
        zh: "由另一人批准；评审尚未开始；新截止时间尚未到",
        en: "by a second officer; the review has not begun; the new deadline is still to come",
      },
      event: "dispensation.granted.v1",
    },
    {
      act: "refuse",
      from: ["PROPOSED"],
      to: "REFUSED",
      who: ["officer"],
      guard: { zh: "由另一人办理；说明理由", en: "by a second officer, with a reason" },
      event: "dispensation.refused.v1",
    },
  ],
});
