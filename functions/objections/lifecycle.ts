import type { LeadState, ObjectionState, RevocationState } from "../../shared/contract/objection-record.ts";
import { lifecycle } from "../../shared/kernel/lifecycle.ts";

export type ObjectionAct =
  | "accept"
  | "refuse"
  | "state-case"
  | "verify"
  | "conclude"
  | "send-back"
  | "approve"
  | "reply";

const handler = {
  zh: "由受理该异议的人办理",
  en: "by who accepted it",
};

/** 四、申报程序（四）: an objection to a place on a shown list. The target's place is not awarded while it is open. */
export const objectionLifecycle = lifecycle<ObjectionState, ObjectionAct>({
  name: { zh: "异议", en: "Objection" },
  states: {
    LODGED: { zh: "待受理", en: "lodged" },
    NOT_ACCEPTED: { zh: "不予受理", en: "not accepted" },
    STATEMENT_ASKED: { zh: "待被异议单位陈述", en: "the target's statement is asked for" },
    STATEMENT_GIVEN: { zh: "已陈述", en: "the target has stated its case" },
    VERIFIED: { zh: "已核查", en: "verified" },
    CONCLUDED: { zh: "已作结论，待审定", en: "concluded, to be approved" },
    APPROVED: { zh: "结论已审定", en: "the conclusion is approved" },
    REPLIED: { zh: "已答复", en: "replied" },
  },
  initial: "LODGED",
  begins: {
    act: "lodge",
    who: ["approver"],
    guard: {
      zh: "公示期满前到达；实名、有联系方式、签字或盖章；针对程序或事实。公众无须登录",
      en: "arrived before the period's end; by name, with contact and signature or seal; about procedure or facts. The public needs no account",
    },
    event: "objection.lodged.v1",
  },
  transitions: [
    {
      act: "accept",
      from: ["LODGED"],
      to: "STATEMENT_ASKED",
      who: ["officer"],
      guard: {
        zh: "未参与该申报的审查和遴选决定，与双方单位无关",
        en: "by who took no part in determination and decision, and belongs to neither society",
      },
      event: "objection.accepted.v1",
    },
    {
      act: "refuse",
      from: ["LODGED"],
      to: "NOT_ACCEPTED",
      who: ["officer"],
      guard: {
        zh: "未参与该申报的审查和遴选决定；说明理由",
        en: "by who took no part, with a reason",
      },
      event: "objection.refused.v1",
    },
    {
      act: "state-case",
      from: ["STATEMENT_ASKED"],
      to: "STATEMENT_GIVEN",
      who: ["approver"],
      guard: { zh: "被异议单位；陈述期限内到达", en: "the target, arrived within its days" },
      event: null,
    },
    {
      act: "verify",
      from: ["STATEMENT_ASKED", "STATEMENT_GIVEN"],
      to: "VERIFIED",
      who: ["officer"],
      guard: {
        zh: `${handler.zh}；已收到陈述，或陈述期限已满`,
        en: `${handler.en}; the statement is there, or its days are over`,
      },
      event: null,
    },
    {
      act: "conclude",
      from: ["VERIFIED"],
      to: "CONCLUDED",
      who: ["officer"],
      guard: { zh: `${handler.zh}；说明理由`, en: `${handler.en}, with a reason` },
      event: null,
    },
    {
      act: "send-back",
      from: ["CONCLUDED"],
      to: "VERIFIED",
      who: ["officer"],
      guard: { zh: "由另一名未参与的人办理", en: "by a second person who took no part" },
      event: null,
    },
    {
      act: "approve",
      from: ["CONCLUDED"],
      to: "APPROVED",
      who: ["officer"],
      guard: {
        zh: "由另一名未参与的人审定；取消资格的同时记入名单变动",
        en: "by a second person who took no part; a removal is entered in the same write",
      },
      event: "objection.decided.v1",
    },
    {
      act: "reply",
      from: ["APPROVED"],
      to: "REPLIED",
      who: ["system"],
      guard: { zh: "答复已寄给异议人", en: "the answer is mailed to who objected" },
      event: null,
    },
  ],
});

/** What opened no objection: only supervisors see it. */
export const leadLifecycle = lifecycle<LeadState, "refer" | "close">({
  name: { zh: "线索", en: "Lead" },
  states: {
    KEPT: { zh: "已留存", en: "kept" },
    REFERRED: { zh: "已转办", en: "referred" },
    CLOSED: { zh: "已了结", en: "closed" },
  },
  initial: "KEPT",
  begins: {
    act: "keep",
    who: ["system"],
    guard: {
      zh: "匿名、缺少要件或逾期的异议",
      en: "an objection without a name, a requirement, or too late",
    },
    event: null,
  },
  transitions: [
    {
      act: "refer",
      from: ["KEPT"],
      to: "REFERRED",
      who: ["supervisor"],
      guard: { zh: "以监督人员自己的文字摘要转办", en: "in the supervisor's own words" },
      event: null,
    },
    {
      act: "close",
      from: ["KEPT"],
      to: "CLOSED",
      who: ["supervisor"],
      guard: { zh: "说明理由", en: "with a reason" },
      event: null,
    },
  ],
});

export type RevocationAct = "propose" | "state-case" | "revoke" | "drop";

/** 五、申报要求（二）: "不得弄虚作假". At any stage after submission; the society is heard before. */
export const revocationLifecycle = lifecycle<RevocationState, RevocationAct>({
  name: { zh: "取消资格", en: "Revocation" },
  states: {
    PROPOSED: { zh: "拟取消，待陈述", en: "proposed" },
    STATED: { zh: "已陈述", en: "the society has stated its case" },
    REVOKED: { zh: "已取消资格", en: "revoked" },
    DROPPED: { zh: "不予取消", en: "dropped" },
  },
  initial: "PROPOSED",
  begins: {
    act: "propose",
    who: ["officer"],
    guard: { zh: "申报已提交；写明依据和证据", en: "submitted; with grounds and evidence" },
    event: "revocation.proposed.v1",
  },
  transitions: [
    {
      act: "propose",
      from: ["DROPPED"],
      to: "PROPOSED",
      who: ["officer"],
      guard: { zh: "有新的依据和证据", en: "on new grounds and evidence" },
      event: "revocation.proposed.v1",
    },
    {
      act: "state-case",
      from: ["PROPOSED"],
      to: "STATED",
      who: ["approver"],
      guard: { zh: "本单位；陈述期限内到达", en: "the society, arrived within its days" },
      event: null,
    },
    {
      act: "revoke",
      from: ["PROPOSED", "STATED"],
      to: "REVOKED",
      who: ["officer"],
      guard: {
        zh: "由另一人决定；已陈述，或陈述期限已满",
        en: "by a second officer; the statement is there, or its days are over",
      },
      event: "revocation.decided.v1",
    },
    {
      act: "drop",
      from: ["PROPOSED", "STATED"],
      to: "DROPPED",
      who: ["officer"],
      guard: {
        zh: "由另一人决定；已陈述，或陈述期限已满",
        en: "by a second officer; the statement is there, or its days are over",
      },
      event: "revocation.decided.v1",
    },
  ],
});
