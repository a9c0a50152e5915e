import { type ProblemText, text } from "./problem-text.ts";

/** Who stands aside, and who is let in all the same. */
export const oversightProblems = {
  recused: text(
    403,
    [
      "您须回避，不能办理或查看整份名单",
      "名单中含有您须回避的申报：请交由未涉回避的另一名工作人员办理；您申明的关系见 GET /me/ties。",
    ],
    [
      "You stand aside, and so take no part in the whole list",
      "It holds an application that you stand aside from: another officer without a tie to it acts. Your ties: GET /me/ties.",
    ],
  ),
  "no-tie": text(
    409,
    ["该人员对此申报没有须回避的关系", "无须紧急准入，请由其本人直接办理；如关系尚未登记，请先申明。"],
    [
      "This person has no tie to the application",
      "No glass has to be broken: the person can act. If the tie is not recorded yet, declare it first.",
    ],
  ),
  "glass-not-offered": text(
    409,
    ["本项目不设紧急准入", "请由未涉回避的其他工作人员办理。"],
    ["This programme breaks no glass", "Let another officer, who has no tie, act."],
  ),
} as const satisfies Record<string, ProblemText>;
