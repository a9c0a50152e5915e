import type { DeliberationState } from "../../shared/contract/deliberations.ts";
import type { OmissionState } from "../../shared/contract/omissions.ts";
import type { DecisionState } from "../../shared/contract/selection.ts";
import { lifecycle } from "../../shared/kernel/lifecycle.ts";

export { tierChangeLifecycle } from "./tier-change-lifecycle.ts";

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
      guard: {
        zh: "由另一人按同一哈希审定；须合议的已合议",
        en: "by a second officer, naming the same hash; what must be deliberated is",
      },
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

/** What a panel said of applications near a line: one officer records it, a second confirms that it was so. */
export const deliberationLifecycle = lifecycle<DeliberationState, "confirm" | "decline">({
  name: { zh: "合议记录", en: "Deliberation" },
  states: {
    RECORDED: { zh: "已记录", en: "recorded" },
    CONFIRMED: { zh: "已确认", en: "confirmed" },
    DECLINED: { zh: "已退回", en: "declined" },
  },
  initial: "RECORDED",
  begins: {
    act: "record",
    who: ["officer"],
    guard: {
      zh: "决定尚未审定；所列各对均在误差之内",
      en: "the decision is proposed; its pairs are within noise",
    },
    event: null,
  },
  transitions: [
    {
      act: "confirm",
      from: ["RECORDED"],
      to: "CONFIRMED",
      who: ["officer"],
      guard: { zh: "由另一人确认；决定尚未审定", en: "by a second officer, while the decision is proposed" },
      event: null,
    },
    {
      act: "decline",
      from: ["RECORDED"],
      to: "DECLINED",
      who: ["officer"],
      guard: { zh: "由另一人退回；决定尚未审定", en: "by a second officer, while the decision is proposed" },
      event: null,
    },
  ],
});

/** One officer proposes that a score is left out, a second approves, before any decision on the round is proposed. */
export const omissionLifecycle = lifecycle<OmissionState, "approve" | "refuse">({
  name: { zh: "剔除评分", en: "Omission of a score" },
  states: {
    PROPOSED: { zh: "拟剔除", en: "proposed" },
    APPROVED: { zh: "已剔除", en: "left out" },
    REFUSED: { zh: "不予剔除", en: "refused" },
  },
  initial: "PROPOSED",
  begins: {
    act: "propose",
    who: ["officer"],
    guard: {
      zh: "评分已锁定，决定尚未拟定；剔除后评审份数仍足够",
      en: "scores are locked, no decision is proposed; enough reviews are left",
    },
    event: null,
  },
  transitions: [
    {
      act: "approve",
      from: ["PROPOSED"],
      to: "APPROVED",
      who: ["officer"],
      guard: { zh: "由另一人批准；决定尚未拟定", en: "by a second officer, before a decision is proposed" },
      event: null,
    },
    {
      act: "refuse",
      from: ["PROPOSED"],
      to: "REFUSED",
      who: ["officer"],
      guard: { zh: "由另一人办理；决定尚未拟定", en: "by a second officer, before a decision is proposed" },
      event: null,
    },
  ],
});
