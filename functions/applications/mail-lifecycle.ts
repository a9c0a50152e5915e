import type { MailState } from "../../shared/contract/mail-record.ts";
import { lifecycle } from "../../shared/kernel/lifecycle.ts";

export type MailAct = "read" | "give-up" | "join" | "keep" | "take-over" | "confirm" | "dispute" | "withdraw";

/** 四、申报程序（一）: a mail, or what was handed over, on its way to a submission. Nothing but its society's confirmation submits it. */
export const mailLifecycle = lifecycle<MailState, MailAct>({
  name: { zh: "邮件和介质报送", en: "Mail" },
  states: {
    AWAITED: { zh: "待上传原件", en: "awaited" },
    READ: { zh: "已读取，待认定", en: "read" },
    UNREADABLE: { zh: "无法读取", en: "unreadable" },
    JOINED: { zh: "待学会确认", en: "waits for its society" },
    KEPT: { zh: "仅作记录", en: "a record only" },
    CONFIRMED: { zh: "学会已确认", en: "confirmed" },
    DISPUTED: { zh: "学会已否认", en: "disputed" },
    WITHDRAWN: { zh: "学会已撤回", en: "withdrawn" },
  },
  initial: "AWAITED",
  begins: {
    act: "hand-in",
    who: ["officer"],
    guard: {
      zh: "项目接收此种报送；大小在上限内；介质须写明递交人、时间和文件",
      en: "the programme takes what comes so; within its size; of a medium who brought it, when, and its files",
    },
    event: null,
  },
  transitions: [
    {
      act: "read",
      from: ["AWAITED"],
      to: "READ",
      who: ["system"],
      guard: {
        zh: "原件已存档，找到Word或PDF附件；介质的文件已全部上传且哈希一致",
        en: "the original is kept; a Word file or a PDF was found; all files of a medium landed with their hashes",
      },
      event: null,
    },
    {
      act: "give-up",
      from: ["AWAITED"],
      to: "UNREADABLE",
      who: ["system"],
      guard: {
        zh: "不是邮件，附件无法取出，或两次读取均未完成；列明原因",
        en: "no mail, its files can't be taken out, or two readings did not end; with the reason",
      },
      event: null,
    },
    {
      act: "join",
      from: ["READ"],
      to: "JOINED",
      who: ["officer"],
      guard: {
        zh: "在截止前到达；评审尚未开始；学会本轮没有自己的申报；介质由接收人以外的工作人员办理",
        en: "arrived by the deadline; the review has not begun; the society has no application of its own; of a medium by another officer than who took it",
      },
      event: "mail.joined.v1",
    },
    {
      act: "keep",
      from: ["READ"],
      to: "KEPT",
      who: ["officer"],
      guard: {
        zh: "同上，但学会已有自己的申报：以其为准",
        en: "as above, but the society has an application of its own, which stands",
      },
      event: "mail.kept.v1",
    },
    {
      act: "take-over",
      from: ["KEPT"],
      to: "JOINED",
      who: ["approver"],
      guard: {
        zh: "本单位申报从未提交；未过确认期限",
        en: "the society's own was never submitted; within the time to confirm",
      },
      event: "mail.joined.v1",
    },
    {
      act: "confirm",
      from: ["JOINED"],
      to: "CONFIRMED",
      who: ["approver"],
      guard: {
        zh: "未过确认期限；材料完整；接受承诺；非填报人本人",
        en: "within the time to confirm; complete; undertaking accepted; a second person",
      },
      event: "application.submitted.v1",
    },
    {
      act: "dispute",
      from: ["JOINED"],
      to: "DISPUTED",
      who: ["approver"],
      guard: { zh: "未过确认期限；说明理由", en: "within the time to confirm; with a reason" },
      event: "application.withdrawn.v1",
    },
    {
      act: "withdraw",
      from: ["JOINED"],
      to: "WITHDRAWN",
      who: ["approver"],
      guard: {
        zh: "未过确认期限；随所在申报一并撤回",
        en: "within the time to confirm; with the application that it is",
      },
      event: "application.withdrawn.v1",
    },
  ],
});
