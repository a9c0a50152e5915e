import type { TierChangeState } from "../../shared/contract/tier-changes.ts";
import { lifecycle } from "../../shared/kernel/lifecycle.ts";

/** 审定: leadership gives another tier than the rank does, with a reason that stays beside the computed rank. */
export const tierChangeLifecycle = lifecycle<TierChangeState, "approve" | "refuse">({
  name: { zh: "档次调整", en: "Tier change" },
  states: {
    PROPOSED: { zh: "拟调整", en: "proposed" },
    APPROVED: { zh: "已调整", en: "approved" },
    REFUSED: { zh: "不予调整", en: "refused" },
  },
  initial: "PROPOSED",
  begins: {
    act: "propose",
    who: ["officer"],
    guard: {
      zh: "决定尚未审定；说明理由；与另一申报互换，或有空缺名额",
      en: "the decision is proposed; with a reason; in exchange with another application, or into a free place",
    },
    event: null,
  },
  transitions: [
    {
      act: "approve",
      from: ["PROPOSED"],
      to: "APPROVED",
      who: ["officer"],
      guard: { zh: "由另一人批准；决定尚未审定", en: "by a second officer, while the decision is proposed" },
      event: null,
    },
    {
      act: "refuse",
      from: ["PROPOSED"],
      to: "REFUSED",
      who: ["officer"],
      guard: { zh: "由另一人办理；决定尚未审定", en: "by a second officer, while the decision is proposed" },
      event: null,
    },
  ],
});
