import { type ProblemText, text } from "./problem-text.ts";

/** From the examination to the notice. */
export const reviewProblems = {
  "conflict-of-interest": text(
    403,
    ["因利益冲突已回避", "该申报与您存在回避关系，如有疑问请联系项目办公室。"],
    ["Barred by a conflict of interest", "Ask the programme office if you think this is wrong."],
  ),
  "not-assigned": text(
    409,
    ["该申报未分配给您", "请从您的任务列表进入。"],
    ["This application is not assigned to you", "Open it from your own list."],
  ),
  "load-exceeded": text(
    409,
    ["该专家的评审数量已达上限", "请选择其他专家。"],
    ["The expert has no room left", "Choose another expert."],
  ),
  "institution-twice": text(
    409,
    ["该申报已有同一单位的专家", "每项申报同一单位至多一位专家，请选择其他专家。"],
    [
      "An expert of the same institution judges this application",
      "At most one expert of an institution judges it: choose another expert.",
    ],
  ),
  "sheet-stands": text(
    409,
    ["该专家已提交评分", "已提交的评分不能随解除任务而失效；如须剔除，请按剔除评分的程序由两人办理。"],
    [
      "The expert has submitted scores",
      "Scores do not vanish with a release; two officers can leave one out instead.",
    ],
  ),
  "score-out-of-bounds": text(
    409,
    ["评分不符合评分标准", "请按 faults 中的范围和步长更正。"],
    ["Scores are outside the criteria's bounds", "Correct each entry of faults."],
  ),
  "reviews-locked": text(
    409,
    ["评分已锁定", "锁定后的更正须经双人签字，请联系项目办公室。"],
    ["Scores are locked", "A correction after the lock needs two signatures: contact the programme office."],
  ),
  "reviews-open": text(
    409,
    ["评审尚未截止", "请在评审截止后再汇总。"],
    ["Reviewing has not ended", "Propose after the reviews are locked."],
  ),
  "reviews-missing": text(
    409,
    ["评审份数不足", "请按 missing 中列出的申报补齐评审。"],
    ["Reviews are missing", "Complete the reviews of the applications listed in missing."],
  ),
  "deliberation-missing": text(
    409,
    ["档次线附近难分先后的申报尚未合议", "请按 missing 中各档次线记录合议，并由另一人确认。"],
    [
      "Applications that scores can't tell apart were not deliberated",
      "Record a deliberation at each line in missing, and have a second officer confirm it.",
    ],
  ),
  "examination-open": text(
    409,
    ["资格审查尚未全部完成", "请先对 missing 中列出的申报作出审查结论。"],
    ["Eligibility is not determined for all", "Determine each application listed in missing first."],
  ),
  "evidence-required": text(
    409,
    ["事实依据不足", "请先补充所列事实，缺少资料不能视为通过。"],
    ["Facts are missing", "Record the facts listed first; missing is never a pass."],
  ),
  "notice-open": text(
    409,
    ["公示期尚未结束", "请在公示期结束后再公布结果。"],
    ["The notice period has not ended", "Announce after the end of the period."],
  ),
} as const satisfies Record<string, ProblemText>;
