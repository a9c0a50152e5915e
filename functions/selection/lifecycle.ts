import type { DecisionState } from "../../shared/contract/selection.ts";
import { lifecycle } from "../../shared/kernel/lifecycle.ts";

export type DecisionAct = "approve" | "supersede";

/** One officer proposes what follows from the snapshot, a second approves the very bytes. */
export const decisionLifecycle = lifecycle<DecisionState, DecisionAct>({
  name: { zh: "决定", en: "Decision" },
  states: {
    PROPOSED: { zh: "拟定", en: "proposed" },
    APPROVED: { zh: "已审定", en: "approved" },
    SUPERSEDED: { zh: "已被替代", en: "superseded" },
  },
  initial: "PROPOSED",
  begins: {
    act: "propose",
    who: ["officer"],
    guard: {
      zh: "评分已锁定；全部申报已有审查结论；评审份数足够",
      en: "scores are locked; every application is determined; reviews enough",
    },
    event: "decision.proposed.v1",
  },
  transitions: [
    {
      act: "approve",
      from: ["PROPOSED"],
      to: "APPROVED",
      who: ["officer"],
      guard: { zh: "由另一人按同一哈希审定", en: "by a second officer, naming the same hash" },
      event: "decision.approved.v1",
    },
    {
      act: "supersede",
      from: ["PROPOSED"],
      to: "SUPERSEDED",
      who: ["officer"],
      guard: { zh: "同一轮重新拟定", en: "the round's decision is proposed anew" },
      event: null,
    },
  ],
});
