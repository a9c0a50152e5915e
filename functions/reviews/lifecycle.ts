import type { SheetCorrectionState } from "../../shared/contract/sheet-corrections.ts";
import type { SheetState } from "../../shared/contract/sheet-record.ts";
import { lifecycle } from "../../shared/kernel/lifecycle.ts";

export { attendanceLifecycle } from "./attendance-lifecycle.ts";

export type SheetAct = "save" | "submit" | "amend" | "correct";

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
    {
      act: "correct",
      from: ["DRAFT", "SUBMITTED"],
      to: "SUBMITTED",
      who: ["officer"],
      guard: {
        zh: "已锁定；专家签字并说明理由，工作人员会签；决定尚未拟定；保留历次评分",
        en: "locked; signed by the expert with a reason and countersigned; no decision is proposed; earlier scores are kept",
      },
      event: "review.submitted.v1",
    },
  ],
});

/** After the lock a score moves by two signatures only: its expert's and an officer's. */
export const correctionLifecycle = lifecycle<SheetCorrectionState, "countersign" | "refuse">({
  name: { zh: "锁定后更正", en: "Correction of a score sheet" },
  states: {
    SIGNED: { zh: "专家已签字", en: "signed by the expert" },
    COUNTERSIGNED: { zh: "已会签生效", en: "countersigned" },
    REFUSED: { zh: "已退回", en: "refused" },
  },
  initial: "SIGNED",
  begins: {
    act: "sign",
    who: ["expert"],
    guard: {
      zh: "本阶段评分已锁定；各项评分齐全且在范围内；说明理由；决定尚未拟定",
      en: "the stage is locked; every criterion is scored within its bounds; a reason; no decision is proposed",
    },
    event: null,
  },
  transitions: [
    {
      act: "countersign",
      from: ["SIGNED"],
      to: "COUNTERSIGNED",
      who: ["officer"],
      guard: {
        zh: "评分表仍为签字时的版本；专家未回避；决定尚未拟定",
        en: "the sheet is still the one that was looked at; its expert has not stood aside; no decision is proposed",
      },
      event: "review.submitted.v1",
    },
    {
      act: "refuse",
      from: ["SIGNED"],
      to: "REFUSED",
      who: ["officer"],
      guard: { zh: "说明理由", en: "with a reason" },
      event: null,
    },
  ],
});
