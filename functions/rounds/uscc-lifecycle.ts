import type { UsccCorrectionState } from "../../shared/contract/uscc-record.ts";
import { lifecycle } from "../../shared/kernel/lifecycle.ts";

/** Code and credit code name a body together: a wrong credit code is changed by two officers and by no file. */
export const usccCorrectionLifecycle = lifecycle<UsccCorrectionState, "propose" | "approve" | "refuse">({
  name: { zh: "信用代码更正", en: "USCC correction" },
  states: {
    PROPOSED: { zh: "已提出", en: "proposed" },
    APPROVED: { zh: "已更正", en: "corrected" },
    REFUSED: { zh: "不予更正", en: "not corrected" },
  },
  initial: "PROPOSED",
  begins: {
    act: "propose",
    who: ["officer"],
    guard: {
      zh: "原代码与名册一致；新代码校验位正确，且不属于其他学会；说明理由和依据",
      en: "the old code is the register's, the new one sound and no other society's; with reason and source",
    },
    event: null,
  },
  transitions: [
    {
      act: "propose",
      from: ["PROPOSED", "APPROVED", "REFUSED"],
      to: "PROPOSED",
      who: ["officer"],
      guard: { zh: "同上；代替原提议", en: "the same; it takes the earlier one's place" },
      event: null,
    },
    {
      act: "approve",
      from: ["PROPOSED"],
      to: "APPROVED",
      who: ["officer"],
      guard: {
        zh: "由另一人批准；名册中的代码未变，新代码仍不属于其他学会",
        en: "by a second officer; the register's code unchanged, the new one still no other society's",
      },
      event: "uscc.corrected.v1",
    },
    {
      act: "refuse",
      from: ["PROPOSED"],
      to: "REFUSED",
      who: ["officer"],
      guard: { zh: "说明理由", en: "with a reason" },
      event: null,
    },
  ],
});
