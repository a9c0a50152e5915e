import type { SheetState } from "../../shared/contract/reviews.ts";
import { lifecycle } from "../../shared/kernel/lifecycle.ts";

export type SheetAct = "save" | "submit" | "amend";

/** A sheet is written alone, submitted, and amended with its history until the lock. */
export const sheetLifecycle = lifecycle<SheetState, SheetAct>({
  name: { zh: "评分表", en: "Score sheet" },
  states: { DRAFT: { zh: "草稿", en: "draft" }, SUBMITTED: { zh: "已提交", en: "submitted" } },
  initial: "DRAFT",
  begins: {
    act: "save",
    who: ["expert"],
    guard: {
      zh: "已声明无利益冲突；本阶段评分时间内",
      en: "no conflict declared; within the stage's window",
    },
    event: null,
  },
  transitions: [
    {
      act: "save",
      from: ["DRAFT"],
      to: "DRAFT",
      who: ["expert"],
      guard: { zh: "本阶段评分时间内", en: "within the stage's window" },
      event: null,
    },
    {
      act: "save",
      from: ["SUBMITTED"],
      to: "SUBMITTED",
      who: ["expert"],
      guard: {
        zh: "本阶段评分时间内；已提交的内容不变",
        en: "within the stage's window; what was submitted stands",
      },
      event: null,
    },
    {
      act: "submit",
      from: ["DRAFT"],
      to: "SUBMITTED",
      who: ["expert"],
      guard: {
        zh: "各项评分齐全且在范围内；未锁定",
        en: "every criterion scored within its bounds; not locked",
      },
      event: "review.submitted.v1",
    },
    {
      act: "amend",
      from: ["SUBMITTED"],
      to: "SUBMITTED",
      who: ["expert"],
      guard: {
        zh: "说明理由；未锁定；保留历次评分",
        en: "with a reason; not locked; earlier scores are kept",
      },
      event: "review.submitted.v1",
    },
  ],
});
