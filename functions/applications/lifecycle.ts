import type { ApplicationState } from "../../shared/contract/applications.ts";
import { lifecycle } from "../../shared/kernel/lifecycle.ts";

export type ApplicationAct =
  | "save"
  | "submit"
  | "withdraw"
  | "reopen"
  | "return"
  | "refuse-file"
  | "correct"
  | "expire";

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
    who: ["filler"],
    guard: {
      zh: "受理期内；每个学会每轮一份；在建议名单内或可以自荐",
      en: "during the intake; one per society and round; recommended, or the programme takes self-nominations",
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
        zh: "未过补正期限；所改部分的版本未变",
        en: "before the correction's deadline; the section's version unchanged",
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
      act: "return",
      from: ["SUBMITTED"],
      to: "RETURNED",
      who: ["officer"],
      guard: {
        zh: "评审尚未开始；未超过退回次数；逐项列明原因",
        en: "the review has not begun; returns left; every item with its reason",
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
  ],
});
