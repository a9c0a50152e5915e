import type { Words } from "../../shared/kernel/text.ts";
import { type About, type LetterWords, letter } from "./letters.ts";

/** 申诉答复: the fact that was disputed, what came of it and why; an upheld one is not yet another determination. */
export function appealAnsweredLetter(
  about: About,
  { isUpheld, fact, reason }: { isUpheld: boolean; fact: Words; reason: string },
): LetterWords {
  const { round, society } = about;
  const outcome = isUpheld
    ? { zh: "申诉成立", en: "The appeal is upheld" }
    : { zh: "申诉不成立", en: "The appeal is dismissed" };
  const next = isUpheld
    ? {
        zh: "该事实将予更正，审查结论随后复核，结果另行邮件通知，目前无需办理其他事项。",
        en: "The fact will be corrected and the determination looked at again. You will be told by mail what comes of it; there is nothing to do now.",
      }
    : { zh: "原审查结论维持不变。", en: "The determination stands as it is." };
  return letter(
    about,
    { zh: `申诉答复（${outcome.zh}）：${society.zh}`, en: `${outcome.en}: ${society.en}` },
    [
      {
        zh: `${society.zh}就“${round.zh}”资格审查的下列事实提出申诉：${fact.zh}`,
        en: `${society.en} appealed against this fact of its examination for ${round.en}: ${fact.en}`,
      },
      { zh: `答复：${outcome.zh}。${reason}`, en: `Answer: ${outcome.en}. ${reason}` },
      next,
    ],
  );
}

/** 恢复审查: the rejection is taken back, and the application is examined again; nothing is decided yet. */
export function reinstatedLetter(about: About, reason: string): LetterWords {
  const { round, society } = about;
  return letter(
    about,
    { zh: `已恢复资格审查：${society.zh}`, en: `Eligibility is examined again: ${society.en}` },
    [
      {
        zh: `${society.zh}的“${round.zh}”申报已撤回“未通过资格审查”的结论，恢复审查。`,
        en: `The rejection of ${society.en} in ${round.en} is taken back, and its eligibility is examined again.`,
      },
      { zh: `说明：${reason}`, en: `Reason given: ${reason}` },
      {
        zh: "这还不是“通过”的结论，新的结论另行邮件通知，目前无需办理其他事项。",
        en: "This is no clearance yet. The new determination comes by mail; there is nothing to do now.",
      },
    ],
  );
}
