import { type ProblemText, text } from "./problem-text.ts";

/** From the notice of the defence to its material. */
export const defenceNoticeProblems = {
  "defence-notice-late": text(
    409,
    [
      "距答辩开始已不足规定的工作日，不能再发出通知",
      "通知须在答辩前至少 noticeWorkingDays 个工作日批准；请先依规定调整轮次的答辩时间。",
    ],
    [
      "Too few working days are left before the defence",
      "A notice is approved at least noticeWorkingDays working days before it; the defence has to be later.",
    ],
  ),
  "defenders-unknown": text(
    409,
    ["尚未确定由哪些申报答辩", "本项目按书面评分入围，请在答辩抽签后再批准通知。"],
    [
      "It is not settled yet who defends",
      "The written score decides who does: approve the notice after the draw of the defence.",
    ],
  ),
  "presenters-unfit": text(
    422,
    [
      "答辩人不符合项目规定",
      "请按 terms 更正：参加的至少1人、不超过 max 人，要求时其中须有学会负责人；不参加的不填答辩人并说明理由。",
    ],
    [
      "The presenters are not as the programme asks",
      "Correct them by terms: who attends names one to max, with an office holder where one is asked; who does not names nobody and gives a reason.",
    ],
  ),
  "material-not-cleared": text(
    409,
    [
      "该文件在检查时被标记，须经工作人员查看放行",
      "请联系项目办公室查看（原因见 reasons），或另行上传一份没有这些内容的文件。",
    ],
    [
      "Inspection flagged this file: a member of staff has to look at it first",
      "Ask the programme office to look at it (reasons says why it was flagged), or upload a file without what was flagged.",
    ],
  ),
  "material-frozen": text(
    409,
    ["答辩抽签后材料不再更改", "请以已确定的材料答辩；如有特殊情况请联系项目办公室。"],
    [
      "After the draw of the defence the material does not change",
      "Defend with what is there, or ask the programme office.",
    ],
  ),
} as const satisfies Record<string, ProblemText>;
