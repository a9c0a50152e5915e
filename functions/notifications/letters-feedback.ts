import type { Words } from "../../shared/kernel/text.ts";
import { type About, type LetterWords, letter } from "./letters.ts";

/** The figures of one society, as the decision has them. */
export interface OwnFigures {
  composite: string;
  /** The lowest composite that got a place, tier by tier. */
  lines: { tier: Words; lowest: string }[];
}

/**
 * 四、申报程序（四）: the feedback is there. With figures where the programme says so; what experts wrote is read on the platform
 * alone, and who they are nowhere.
 * @param figures null: the letter says only where they are, or the application took no part in the ranking
 */
export function feedbackLetter(about: About, figures: OwnFigures | null): LetterWords {
  const { round, society } = about;
  const stated: Words[] = figures
    ? [
        {
          zh: `综合得分：${figures.composite}。各档入选单位的最低得分：${figures.lines.map(({ tier, lowest }) => `${tier.zh}${lowest}`).join("，")}。`,
          en: `Composite score: ${figures.composite}. The lowest that got a place: ${figures.lines.map(({ tier, lowest }) => `${tier.en} ${lowest}`).join(", ")}.`,
        },
      ]
    : [];
  return letter(about, { zh: `评审反馈：${society.zh}`, en: `Your feedback: ${society.en}` }, [
    {
      zh: `${society.zh}“${round.zh}”申报的评审反馈已可查看。`,
      en: `The feedback on the application of ${society.en} to ${round.en} is there.`,
    },
    ...stated,
    {
      zh: "请登录平台，在本单位申报的“评审反馈”中查看各阶段得分、与各档入选线的差距和专家意见；未参加排序的，可查看原因。",
      en: "Sign in and open the feedback of your application: the scores of each stage, where they stand against the line of each tier, and what experts wrote; or why it was not ranked.",
    },
    {
      zh: "专家身份依规定保密，反馈中不予提供；对专家学术判断的异议不予受理。",
      en: "Who the experts are is confidential and not part of the feedback; objections to academic judgement are not accepted.",
    },
  ]);
}
