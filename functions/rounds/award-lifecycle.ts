import type { AwardConditionState } from "../../shared/contract/award-record.ts";
import { lifecycle } from "../../shared/kernel/lifecycle.ts";

/** 四、申报程序（二）: an award to a society that is no registered supplier is conditional until the register knows it to be one. */
export const awardConditionLifecycle = lifecycle<AwardConditionState, "meet">({
  name: { zh: "入选条件", en: "Award condition" },
  states: {
    CONDITIONAL: { zh: "附条件入选", en: "selected on condition" },
    UNCONDITIONAL: { zh: "条件已满足", en: "condition met" },
  },
  initial: "CONDITIONAL",
  begins: {
    act: "announce",
    who: ["system"],
    guard: {
      zh: "公布结果时名册中尚无其供应商注册，且项目要求立项前注册",
      en: "not registered as a supplier at the announcement, where the programme asks it for the award",
    },
    event: null,
  },
  transitions: [
    {
      act: "meet",
      from: ["CONDITIONAL"],
      to: "UNCONDITIONAL",
      who: ["system"],
      guard: {
        zh: "名册已登记其供应商注册",
        en: "the register knows its registration as a supplier",
      },
      event: "award.unconditional.v1",
    },
  ],
});
