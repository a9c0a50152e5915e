import type { Words } from "../../shared/kernel/text.ts";
import { type Instant, showBoth, type Zone } from "../../shared/kernel/time.ts";

/** The kinds of letter; a template's name is in the ledger for ever. */
export const templates = [
  "receipt",
  "withdrawn",
  "returned",
  "correction",
  "determined",
  "assigned",
  "proposed",
  "announced",
  "reminder-closes",
  "reminder-review",
] as const;
export type Template = (typeof templates)[number];

/** A letter's words in both languages; the greeting is added when it is sent, with the reader's name. */
export interface LetterWords {
  subject: Words;
  text: Words;
}

/** What every letter of a round speaks about. */
export interface About {
  round: Words;
  zone: Zone;
  society: Words;
}

const shown = (at: Instant, zone: Zone): Words => ({
  zh: showBoth(at, zone, "zh-CN"),
  en: showBoth(at, zone, "en"),
});

const letter = (subject: Words, lines: readonly Words[]): LetterWords => ({
  subject: { zh: `【遴选平台】${subject.zh}`, en: `[Linxuan] ${subject.en}` },
  text: { zh: lines.map(({ zh }) => zh).join("\n\n"), en: lines.map(({ en }) => en).join("\n\n") },
});

/** The receipt in words: number, instant of arrival, the hash of the whole and of each file. */
export function receiptLetter(
  { round, zone, society }: About,
  receipt: {
    number: string;
    arrivedAt: Instant;
    sha256: string;
    files: readonly { name: string; sha256: string }[];
  },
): LetterWords {
  const at = shown(receipt.arrivedAt, zone);
  const files = receipt.files.map(({ name, sha256 }) => `${name}\nSHA-256: ${sha256}`).join("\n");
  return letter({ zh: `申报已提交：${society.zh}`, en: `Application submitted: ${society.en}` }, [
    {
      zh: `${society.zh}已提交“${round.zh}”申报。`,
      en: `${society.en} has submitted its application to ${round.en}.`,
    },
    { zh: `回执编号：${receipt.number}`, en: `Receipt number: ${receipt.number}` },
    { zh: `到达时间：${at.zh}`, en: `Arrived: ${at.en}` },
    { zh: `申报内容 SHA-256：${receipt.sha256}`, en: `SHA-256 of the application: ${receipt.sha256}` },
    { zh: `文件：\n${files}`, en: `Files:\n${files}` },
    {
      zh: "请保存本邮件。任何一个字符改动都会使上述校验值改变。",
      en: "Keep this mail: any change of one character changes these values.",
    },
  ]);
}

export const withdrawnLetter = ({ round, society }: About): LetterWords =>
  letter({ zh: `申报已撤回：${society.zh}`, en: `Application withdrawn: ${society.en}` }, [
    {
      zh: `${society.zh}已撤回“${round.zh}”申报。如非本单位意愿，请立即联系项目办公室。`,
      en: `${society.en} has withdrawn its application to ${round.en}. If this was not your intention, contact the office at once.`,
    },
  ]);

/** 退回修改: every item with its reason, and until when. */
export function returnedLetter(
  { round, zone, society }: About,
  items: readonly { item: string; reason: string }[],
  until: Instant,
): LetterWords {
  const at = shown(until, zone);
  const list = items.map(({ item, reason }, n) => `${n + 1}. ${item}：${reason}`).join("\n");
  return letter({ zh: `申报退回修改：${society.zh}`, en: `Returned for correction: ${society.en}` }, [
    {
      zh: `${society.zh}的“${round.zh}”申报需补正以下内容：`,
      en: `The application of ${society.en} to ${round.en} must be corrected:`,
    },
    { zh: list, en: list },
    {
      zh: `请在 ${at.zh} 前修改并重新提交，逾期视为放弃。`,
      en: `Correct and submit again by ${at.en}; otherwise it counts as given up.`,
    },
  ]);
}

export function correctionLetter(
  { round, zone, society }: About,
  file: string,
  cures: readonly Words[],
  until: Instant,
): LetterWords {
  const at = shown(until, zone);
  return letter({ zh: `文件需重新上传：${society.zh}`, en: `A file must be uploaded again: ${society.en}` }, [
    {
      zh: `${society.zh}“${round.zh}”申报中的文件“${file}”未通过检查，申报本身有效。`,
      en: `The file ${file} of the application of ${society.en} to ${round.en} was refused by the inspection; the application itself stands.`,
    },
    { zh: cures.map(({ zh }) => `· ${zh}`).join("\n"), en: cures.map(({ en }) => `- ${en}`).join("\n") },
    { zh: `请在 ${at.zh} 前更换该文件。`, en: `Replace this file by ${at.en}.` },
  ]);
}

export function determinedLetter({ round, society }: About, isCleared: boolean, reason: string): LetterWords {
  const outcome = isCleared
    ? { zh: "通过资格审查", en: "is eligible" }
    : { zh: "未通过资格审查", en: "is not eligible" };
  const subject = { zh: `资格审查结果：${society.zh}`, en: `Eligibility: ${society.en}` };
  return letter(subject, [
    {
      zh: `${society.zh}在“${round.zh}”中${outcome.zh}。`,
      en: `${society.en} ${outcome.en} in ${round.en}.`,
    },
    { zh: `说明：${reason}`, en: `Reason: ${reason}` },
    ...(isCleared
      ? []
      : [
          {
            zh: "对事实有异议的，请联系项目办公室申请复核。",
            en: "If you dispute a fact, ask the office for a re-examination.",
          },
        ]),
  ]);
}

export function assignedLetter({ round, zone, society }: About, locksAt: Instant): LetterWords {
  const at = shown(locksAt, zone);
  return letter({ zh: `评审任务：${society.zh}`, en: `Review: ${society.en}` }, [
    {
      zh: `请评审${society.zh}在“${round.zh}”中的申报。`,
      en: `Please review the application of ${society.en} to ${round.en}.`,
    },
    {
      zh: "请先声明有无利益关系，声明后方可查看材料。",
      en: "First declare whether you have a conflict of interest; the content opens after that.",
    },
    { zh: `评分截止：${at.zh}`, en: `Scores are locked at: ${at.en}` },
  ]);
}

export function proposedLetter(
  { round, zone, society }: About,
  tier: Words,
  endsAt: Instant,
  notice: string,
): LetterWords {
  const at = shown(endsAt, zone);
  return letter({ zh: `拟支持名单公示：${society.zh}`, en: `On the proposed list: ${society.en}` }, [
    {
      zh: `${society.zh}已列入“${round.zh}”拟支持名单（${tier.zh}），现予公示。`,
      en: `${society.en} is on the proposed list of ${round.en} (${tier.en}).`,
    },
    { zh: `公示截止：${at.zh}`, en: `The public notice ends: ${at.en}` },
    { zh: `公示编号：${notice}`, en: `Notice: ${notice}` },
  ]);
}

export function announcedLetter({ round, society }: About, tier: Words | null): LetterWords {
  const outcome = tier
    ? { zh: `入选“${round.zh}”（${tier.zh}）`, en: `was selected for ${round.en} (${tier.en})` }
    : { zh: `未入选“${round.zh}”`, en: `was not selected for ${round.en}` };
  return letter({ zh: `评审结果：${society.zh}`, en: `Result: ${society.en}` }, [
    { zh: `${society.zh}${outcome.zh}。`, en: `${society.en} ${outcome.en}.` },
  ]);
}

export function closingReminder({ round, zone, society }: About, closesAt: Instant): LetterWords {
  const at = shown(closesAt, zone);
  return letter({ zh: `申报即将截止：${society.zh}`, en: `The deadline is near: ${society.en}` }, [
    {
      zh: `${society.zh}的“${round.zh}”申报尚未提交。`,
      en: `The application of ${society.en} to ${round.en} is not submitted yet.`,
    },
    {
      zh: `截止时间：${at.zh}，以平台收到请求的时刻为准。`,
      en: `Deadline: ${at.en}; the instant of arrival counts.`,
    },
  ]);
}

export function reviewReminder(
  { round, zone }: Omit<About, "society">,
  open: number,
  locksAt: Instant,
): LetterWords {
  const at = shown(locksAt, zone);
  return letter({ zh: `还有 ${open} 份申报待评分`, en: `${open} applications wait for your scores` }, [
    {
      zh: `您在“${round.zh}”中还有 ${open} 份申报尚未提交评分。`,
      en: `${open} of your applications in ${round.en} have no submitted scores yet.`,
    },
    { zh: `评分截止：${at.zh}`, en: `Scores are locked at: ${at.en}` },
  ]);
}
