import type { PartnershipState } from "../../shared/contract/partnership-record.ts";
import { lifecycle } from "../../shared/kernel/lifecycle.ts";

type PartnershipAct = "ask-again" | "agree" | "decline" | "remove" | "release";

const open = {
  zh: "申报为草稿或退回修改，未过其截止时间",
  en: "the application is a draft or returned, and its deadline has not passed",
};

/** Where a programme takes joint applications: a society on its way to being a partner. Nothing but its own approver makes it one. */
export const partnershipLifecycle = lifecycle<PartnershipState, PartnershipAct>({
  name: { zh: "联合申报单位", en: "Partnership" },
  states: {
    ASKED: { zh: "待其同意", en: "asked" },
    AGREED: { zh: "已同意", en: "agreed" },
    DECLINED: { zh: "已谢绝", en: "declined" },
    REMOVED: { zh: "已移除", en: "removed" },
  },
  initial: "ASKED",
  begins: {
    act: "ask",
    who: ["filler"],
    guard: {
      zh: `${open.zh}；在名册中；不是分支机构，也不是牵头单位；未超过数量上限；未受本轮其他申报约束`,
      en: `${open.en}; in the register; neither a branch nor the lead; within the number allowed; not bound by another application of the round`,
    },
    event: "partnership.asked.v1",
  },
  transitions: [
    {
      act: "ask-again",
      from: ["ASKED", "AGREED", "DECLINED", "REMOVED"],
      to: "ASKED",
      who: ["filler"],
      guard: {
        zh: `${open.zh}；任务、份额或代码有变，或重新征求：此前的同意不再有效`,
        en: `${open.en}; what it is asked for has changed, or it is asked once more: what it agreed to before no longer counts`,
      },
      event: "partnership.asked.v1",
    },
    {
      act: "agree",
      from: ["ASKED"],
      to: "AGREED",
      who: ["approver"],
      guard: {
        zh: `${open.zh}；由该单位审核人对所列内容（以校验值为准）作出并接受承诺；未受本轮其他申报约束`,
        en: `${open.en}; by the partner's approver, to these very terms by their hash, with the undertaking; not bound by another application of the round`,
      },
      event: "partnership.agreed.v1",
    },
    {
      act: "decline",
      from: ["ASKED", "AGREED"],
      to: "DECLINED",
      who: ["approver"],
      guard: { zh: `${open.zh}；由该单位审核人作出`, en: `${open.en}; by the partner's approver` },
      event: "partnership.declined.v1",
    },
    {
      act: "remove",
      from: ["ASKED", "AGREED"],
      to: "REMOVED",
      who: ["filler"],
      guard: { zh: `${open.zh}；由牵头单位作出`, en: `${open.en}; by the lead` },
      event: "partnership.removed.v1",
    },
    {
      act: "remove",
      from: ["DECLINED"],
      to: "REMOVED",
      who: ["filler"],
      guard: {
        zh: `${open.zh}；由牵头单位作出；该单位已自行谢绝，不再通知`,
        en: `${open.en}; by the lead; it declined itself and is not told again`,
      },
      event: null,
    },
    {
      act: "release",
      from: ["ASKED", "AGREED"],
      to: "REMOVED",
      who: ["system"],
      guard: {
        zh: "牵头单位撤回申报",
        en: "the lead withdraws the application",
      },
      event: "partnership.removed.v1",
    },
  ],
});
