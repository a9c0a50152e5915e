import type { Words } from "../../shared/kernel/text.ts";
import type { PaperCopies } from "../../shared/programme/documents.ts";
import { type About, type LetterWords, letter, shown } from "./letters.ts";

/** The copies after something happened to them, by the numbers of their sets. */
interface Copied {
  due: number;
  received: readonly number[];
  late: readonly number[];
  missing: readonly number[];
}

/** `1–3、7` for people: neighbours are drawn together. */
export function numbersInWords(numbers: readonly number[]): Words {
  const spans: [number, number][] = [];
  for (const number of numbers) {
    const last = spans.at(-1);
    if (last && last[1] === number - 1) last[1] = number;
    else spans.push([number, number]);
  }
  const each = spans.map(([from, to]) => (from === to ? String(from) : `${from}–${to}`));
  return { zh: each.join("、"), en: each.join(", ") };
}

/** How many lie there, which are missing, which came late. */
function tallyLine({ due, received, late, missing }: Copied): Words {
  const [short, tooLate] = [numbersInWords(missing), numbersInWords(late)];
  const zh = [`应收${due}份，已收${received.length}份`];
  const en = [`${received.length} of ${due} copies have been received`];
  if (missing.length > 0) {
    zh.push(`尚缺第${short.zh}份`);
    en.push(`missing: no. ${short.en}`);
  }
  if (late.length > 0) {
    zh.push(`逾期第${tooLate.zh}份`);
    en.push(`late: no. ${tooLate.en}`);
  }
  return { zh: `${zh.join("，")}。`, en: `${en.join("; ")}.` };
}

/** Where what is missing goes, and by which rule it counts. */
function sendLine({ zone }: About, { missing }: Copied, paper: PaperCopies): Words[] {
  if (missing.length === 0) return [];
  const at = shown(paper.deadline.at, zone);
  const by = paper.countsBy === "dispatch" ? { zh: "寄出", en: "dispatch" } : { zh: "送达", en: "arrival" };
  return [
    {
      zh: `请下载现行申报书和封面页打印，签字盖章后寄至：${paper.address.zh}。以${by.zh}日期为准，截止时间：${at.zh}；此后${by.zh}的将标为逾期。`,
      en: `Print the present form with its cover sheets, sign and seal them and send them to: ${paper.address.en}. The day of ${by.en} counts, by ${at.en}; what comes after it is marked late.`,
    },
  ];
}

/** What a shortage means, as the programme has it. */
const consequences: Record<PaperCopies["blocks"], Words> = {
  nothing: {
    zh: "按本项目规定，纸质材料短缺不影响评审，仍请尽快补齐。",
    en: "By the rules of this programme a shortage does not affect the review; please send the rest soon all the same.",
  },
  defence: {
    zh: "按本项目规定，纸质材料未按时收齐的不得参加答辩。",
    en: "By the rules of this programme there is no defence until all copies are in.",
  },
  award: {
    zh: "按本项目规定，纸质材料未按时收齐的不予立项。",
    en: "By the rules of this programme there is no award until all copies are in.",
  },
  "officer-decides": {
    zh: "按本项目规定，短缺如何处理由工作人员决定并另行告知；如有特殊情况请尽快说明。",
    en: "By the rules of this programme an officer decides what a shortage means and tells you; please explain soon what prevented you.",
  },
};

/** The receipt of a parcel. */
export function bookedLetter(
  about: About,
  booked: Copied & { booked: readonly number[] },
  paper: PaperCopies,
): LetterWords {
  const { round, society } = about;
  const sets = numbersInWords(booked.booked);
  return letter(
    about,
    { zh: `纸质材料已收到：${society.zh}`, en: `Copies on paper received: ${society.en}` },
    [
      {
        zh: `${society.zh}“${round.zh}”申报的纸质材料第${sets.zh}份已收到并登记。`,
        en: `Of the application of ${society.en} to ${round.en}, copies no. ${sets.en} have arrived and are booked in.`,
      },
      tallyLine(booked),
      ...sendLine(about, booked, paper),
    ],
  );
}

/** A booking was wrong: what stands now. */
export function correctedLetter(
  about: About,
  corrected: Copied & { corrected: readonly number[] },
  paper: PaperCopies,
): LetterWords {
  const { round, society } = about;
  const sets = numbersInWords(corrected.corrected);
  return letter(
    about,
    { zh: `纸质材料登记已更正：${society.zh}`, en: `Copies on paper, a correction: ${society.en}` },
    [
      {
        zh: `${society.zh}“${round.zh}”申报的纸质材料第${sets.zh}份的登记已由工作人员更正，理由见平台。`,
        en: `The booking of copy no. ${sets.en} of the application of ${society.en} to ${round.en} was corrected by an officer; the reason is in the portal.`,
      },
      tallyLine(corrected),
      ...sendLine(about, corrected, paper),
    ],
  );
}

/** After the deadline for paper: what is short, and what that means. */
export function shortLetter(about: About, short: Copied, paper: PaperCopies): LetterWords {
  const { round, society } = about;
  return letter(
    about,
    { zh: `纸质材料短缺：${society.zh}`, en: `Copies on paper are short: ${society.en}` },
    [
      {
        zh: `${society.zh}“${round.zh}”申报的纸质材料已过截止时间，尚未按时收齐。`,
        en: `The deadline for the copies on paper of the application of ${society.en} to ${round.en} has passed, and not all came in time.`,
      },
      tallyLine(short),
      consequences[paper.blocks],
      ...sendLine(about, short, paper),
    ],
  );
}

/** What an officer decided on a shortage. */
export function decidedLetter(about: About, decided: Copied & { outcome: "waived" | "barred" }): LetterWords {
  const { round, society } = about;
  const outcome: Words =
    decided.outcome === "waived"
      ? { zh: "短缺不影响本次申报", en: "the shortage does not affect the application" }
      : { zh: "因纸质材料短缺，本次申报不予立项", en: "for the shortage there will be no award" };
  return letter(
    about,
    { zh: `纸质材料短缺的处理：${society.zh}`, en: `Decision on missing copies: ${society.en}` },
    [
      {
        zh: `关于${society.zh}“${round.zh}”申报纸质材料短缺，工作人员已决定：${outcome.zh}。理由见平台。`,
        en: `On the missing copies of the application of ${society.en} to ${round.en} an officer has decided: ${outcome.en}. The reason is in the portal.`,
      },
      tallyLine(decided),
    ],
  );
}
