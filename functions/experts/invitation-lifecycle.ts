import type { ExpertInvitationState } from "../../shared/contract/expert-invitations.ts";
import { lifecycle } from "../../shared/kernel/lifecycle.ts";

export type ExpertInvitationAct = "accept" | "decline";

/** An officer invites, the expert answers; who declined may still accept. */
export const expertInvitationLifecycle = lifecycle<ExpertInvitationState, ExpertInvitationAct>({
  name: { zh: "专家邀请", en: "Expert invitation" },
  states: {
    INVITED: { zh: "已邀请，待答复", en: "invited, to be answered" },
    ACCEPTED: { zh: "已接受", en: "accepted" },
    DECLINED: { zh: "已谢绝", en: "declined" },
  },
  initial: "INVITED",
  begins: {
    act: "invite",
    who: ["officer"],
    guard: {
      zh: "评分锁定之前；首次参加，或已同意入库供以后各轮使用",
      en: "before the scores are locked; the expert's first round, or with the consent to being kept",
    },
    event: "expert.invited.v1",
  },
  transitions: [
    {
      act: "accept",
      from: ["INVITED", "DECLINED"],
      to: "ACCEPTED",
      who: ["expert"],
      guard: { zh: "评分锁定之前", en: "before the scores are locked" },
      event: null,
    },
    {
      act: "decline",
      from: ["INVITED"],
      to: "DECLINED",
      who: ["expert"],
      guard: { zh: "评分锁定之前；说明理由", en: "before the scores are locked; with a reason" },
      event: null,
    },
  ],
});
