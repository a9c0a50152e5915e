import { categoryWords, type DispensationCategory } from "../../shared/contract/dispensation-record.ts";
import type { Instant } from "../../shared/kernel/time.ts";
import { type About, type LetterWords, letter, shown } from "./letters.ts";

/** A deadline that two officers moved: why by category, until when, and what that means for what was submitted. */
export function deadlineMovedLetter(
  about: About,
  moved: { closesAt: Instant; category: DispensationCategory; isSubmitted: boolean },
): LetterWords {
  const { round, zone, society } = about;
  const at = shown(moved.closesAt, zone);
  const why = categoryWords[moved.category];
  const subject = { zh: `截止时间已调整：${society.zh}`, en: `Your deadline has moved: ${society.en}` };
  const next = moved.isSubmitted
    ? {
        zh: "本单位已提交的申报继续有效，无需重新提交。",
        en: "The application that you submitted stands; you need not submit it again.",
      }
    : {
        zh: "请由填报人补齐内容和文件，由审核人提交。逾期不再接收。",
        en: "The filler completes content and files, the approver submits. Later ones are not taken.",
      };
  return letter(about, subject, [
    {
      zh: `${society.zh}“${round.zh}”申报的截止时间因${why.zh}调整为：${at.zh}。`,
      en: `The deadline of ${society.en} for ${round.en} has moved because of ${why.en}: ${at.en}.`,
    },
    next,
  ]);
}

/** A late pass that was not granted. The evidence and the reason for it are the office's own. */
export function latePassRefusedLetter(about: About): LetterWords {
  const { round, society } = about;
  const subject = { zh: `补报未获批准：${society.zh}`, en: `No late pass: ${society.en}` };
  return letter(about, subject, [
    {
      zh: `${society.zh}“${round.zh}”申报的补报事项经研究未予批准，截止时间不变。`,
      en: `A later deadline for the application of ${society.en} to ${round.en} was not granted; the deadline stands.`,
    },
  ]);
}
