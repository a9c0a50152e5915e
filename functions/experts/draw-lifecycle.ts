import type { AssignmentDrawState } from "../../shared/contract/assignment-draw-record.ts";
import { lifecycle } from "../../shared/kernel/lifecycle.ts";

export type AssignmentDrawAct =
  | "ask-pool"
  | "freeze"
  | "find-infeasible"
  | "witness"
  | "approve"
  | "draw"
  | "carry-out";

/** The seed is promised before the pool is frozen, and opens when a second officer approves the pool: nobody sees a result and asks for another. */
export const assignmentDrawLifecycle = lifecycle<AssignmentDrawState, AssignmentDrawAct>({
  name: { zh: "专家抽取", en: "Draw of experts" },
  states: {
    COMMITTED: { zh: "种子哈希已公布", en: "the seed's hash is shown" },
    FREEZING: { zh: "名单冻结中", en: "the pool is being frozen" },
    FROZEN: { zh: "名单已冻结", en: "the pool is frozen" },
    INFEASIBLE: { zh: "名单不足", en: "the pool does not suffice" },
    APPROVED: { zh: "已批准，种子已公开", en: "approved, the seed is open" },
    DRAWN: { zh: "已抽取，分配中", en: "drawn, being carried out" },
    CARRIED_OUT: { zh: "已落实", en: "carried out" },
  },
  initial: "COMMITTED",
  begins: {
    act: "commit",
    who: ["officer"],
    guard: {
      zh: "轮次已发布；项目规定抽取；评分锁定之前；上一次抽取已落实；本轮专家组尚未抽取",
      en: "the round is published; its experts are drawn; before the scores are locked; an earlier draw is carried out; the round has no panel yet",
    },
    event: "assignment-draw.committed.v1",
  },
  transitions: [
    {
      act: "ask-pool",
      from: ["COMMITTED", "FROZEN", "INFEASIBLE"],
      to: "FREEZING",
      who: ["officer"],
      guard: { zh: "评分锁定之前", en: "before the scores are locked" },
      event: "assignment-draw.pool-asked.v1",
    },
    {
      act: "freeze",
      from: ["FREEZING"],
      to: "FROZEN",
      who: ["system"],
      guard: {
        zh: "每项申报都能配齐专家；专家组的名额能够抽满",
        en: "every application can have its experts; every seat of a round's panel can be taken",
      },
      event: "assignment-draw.frozen.v1",
    },
    {
      act: "find-infeasible",
      from: ["FREEZING"],
      to: "INFEASIBLE",
      who: ["system"],
      guard: {
        zh: "没有满足硬性规定的分配，或规定须齐全的学会资料未导入",
        en: "no assignment meets the hard rules, or facts of societies that the programme wants first are missing",
      },
      event: null,
    },
    {
      act: "witness",
      from: ["FROZEN"],
      to: "FROZEN",
      who: ["supervisor"],
      guard: { zh: "所核对的两个哈希与记录一致", en: "both hashes are those of the record" },
      event: null,
    },
    {
      act: "approve",
      from: ["FROZEN"],
      to: "APPROVED",
      who: ["officer"],
      guard: {
        zh: "由另一人按同一哈希批准；规定须监督的，监督人员已确认到场；评分锁定之前",
        en: "by a second officer, naming the same hash; a supervisor is there where the programme asks for one; before the scores are locked",
      },
      event: "assignment-draw.approved.v1",
    },
    {
      act: "draw",
      from: ["APPROVED"],
      to: "DRAWN",
      who: ["system"],
      guard: { zh: "按公开的种子和冻结的名单得出", en: "it follows from the open seed and the frozen pool" },
      event: "assignment-draw.drawn.v1",
    },
    {
      act: "carry-out",
      from: ["DRAWN"],
      to: "CARRIED_OUT",
      who: ["system"],
      guard: {
        zh: "各项分配均已办理或说明未办理的原因",
        en: "every pair is made, or named with what stood against it",
      },
      event: null,
    },
  ],
});
