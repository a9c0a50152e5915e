import type { MailState } from "../../shared/contract/mail-record.ts";
import { lifecycle } from "../../shared/kernel/lifecycle.ts";

export type MailAct = "read" | "give-up" | "join" | "keep" | "take-over" | "confirm" | "dispute";

/** 四、申报程序（一）: a mail on its way from the mailbox to a submission. Nothing but its society's confirmation submits it. */
export const mailLifecycle = lifecycle<MailState, MailAct>({
  name: { zh: "邮件报送", en: "Mail" },
  states: {
    AWAITED: { zh: "待上传原件", en: "awaited" },
    READ: { zh: "已读取，待认定", en: "read" },
    UNREADABLE: { zh: "无法读取", en: "unreadable" },
    JOINED: { zh: "待学会确认", en: "waits for its society" },
    KEPT: { zh: "仅作记录", en: "a record only" },
    CONFIRMED: { zh: "学会已确认", en: "confirmed" },
    DISPUTED: { zh: "学会已否认", en: "disputed" },
  },
  initial: "AWAITED",
  begins: {
    act: "hand-in",
    who: ["officer"],
    guard: {
      zh: "项目接收邮件报送；原件大小在上限内",
      en: "the programme takes mail; the original within its size",
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
        zh: "原件已存档，找到Word或PDF附件",
        en: "the original is kept; a Word file or a PDF was found",
      },
      event: null,
    },
    {
      act: "give-up",
      from: ["AWAITED"],
      to: "UNREADABLE",
      who: ["system"],
      guard: {
        zh: "不是邮件，或附件无法取出；列明原因",
        en: "no mail, or its files can't be taken out; with the reason",
      },
      event: null,
    },
    {
      act: "join",
      from: ["READ"],
      to: "JOINED",
      who: ["officer"],
      guard: {
        zh: "在截止前到达；评审尚未开始；学会本轮没有自己的申报",
        en: "arrived by the deadline; the review has not begun; the society has no application of its own",
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
  ],
});
