import type { GlassState, TieState } from "../../shared/contract/recusal-record.ts";
import { lifecycle } from "../../shared/kernel/lifecycle.ts";
import { officials } from "../../shared/kernel/roles.ts";

export type TieAct = "declare" | "end";

/** While a tie is declared, its person stands aside from every application of the society. */
export const tieLifecycle = lifecycle<TieState, TieAct>({
  name: { zh: "工作人员回避关系", en: "Tie of the office" },
  states: {
    DECLARED: { zh: "已申明，须回避", en: "declared, stands aside" },
    ENDED: { zh: "已终止", en: "ended" },
  },
  initial: "DECLARED",
  begins: {
    act: "declare",
    who: officials,
    guard: {
      zh: "本人申明，或由他人注明理由和来源登记",
      en: "by the person, or by another with reason and source",
    },
    event: "tie.declared.v1",
  },
  transitions: [
    {
      act: "declare",
      from: ["ENDED"],
      to: "DECLARED",
      who: officials,
      guard: { zh: "同上", en: "as above" },
      event: "tie.declared.v1",
    },
    {
      act: "end",
      from: ["DECLARED"],
      to: "ENDED",
      who: ["officer", "administrator"],
      guard: { zh: "由他人办理，说明理由", en: "by another person, with a reason" },
      event: "tie.ended.v1",
    },
  ],
});

export type GlassAct = "open" | "refuse";

/** One asks, another approves; it ends by itself. */
export const glassLifecycle = lifecycle<GlassState, GlassAct>({
  name: { zh: "紧急准入", en: "Breaking the glass" },
  states: {
    ASKED: { zh: "待批准", en: "asked for" },
    OPEN: { zh: "已批准，限时有效", en: "broken, until its instant" },
    REFUSED: { zh: "未批准", en: "refused" },
  },
  initial: "ASKED",
  begins: {
    act: "ask",
    who: officials,
    guard: {
      zh: "当事人须回避该申报；项目允许紧急准入；说明理由",
      en: "the person stands aside from the application; the programme allows it; with a reason",
    },
    event: "glass.asked.v1",
  },
  transitions: [
    {
      act: "open",
      from: ["ASKED"],
      to: "OPEN",
      who: officials,
      guard: {
        zh: "由申请人和当事人之外、未涉回避的人批准；按项目规定的小时数",
        en: "by somebody without a tie who is neither the asker nor the person; for the programme's hours",
      },
      event: "glass.opened.v1",
    },
    {
      act: "refuse",
      from: ["ASKED"],
      to: "REFUSED",
      who: officials,
      guard: { zh: "同上", en: "as above" },
      event: "glass.refused.v1",
    },
  ],
});
