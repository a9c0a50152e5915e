import type { Channel } from "../../shared/contract/channel.ts";
import type { Partner } from "../../shared/contract/partnership-record.ts";
import type { Words } from "../../shared/kernel/text.ts";
import type { Instant } from "../../shared/kernel/time.ts";
import type { PaperCopies } from "../../shared/programme/documents.ts";
import type { ItemWords } from "./items.ts";
import { type About, type LetterWords, letter, shown, shownExactly } from "./letters.ts";

/** What a receipt letter proves: number, instant of arrival, the hash of the whole and of each file. */
interface Received {
  number: string;
  channel: Channel;
  arrivedAt: Instant;
  /** When the society confirmed what an officer had recorded; null of what was submitted here. */
  confirmedAt: Instant | null;
  sha256: string;
  files: readonly { name: Words; sha256: string }[];
  /** Of a joint application; else left out. */
  partners?: readonly Pick<Partner, "societyCode" | "names" | "uscc" | "role">[] | undefined;
}

/** 联合申报单位: who takes part, each with its code and what it contributes. */
function partnersLine({ partners = [] }: Received): Words[] {
  if (partners.length === 0) return [];
  const lines = (language: keyof Words, colon: string) =>
    partners
      .map(
        ({ names, societyCode, uscc, role }) => `${names[language]} (${societyCode}, ${uscc})${colon}${role}`,
      )
      .join("\n");
  return [{ zh: `联合申报单位：\n${lines("zh", "：")}`, en: `Together with:\n${lines("en", ": ")}` }];
}

/** The copies on paper that still have to come, where the programme asks for any. */
function paperLine(
  { zone }: About,
  { arrivedAt, confirmedAt }: Received,
  paper: PaperCopies | null,
): Words[] {
  if (paper === null || (confirmedAt ?? arrivedAt) > paper.deadline.at) return [];
  const { count, address, countsBy } = paper;
  const at = shown(paper.deadline.at, zone);
  const state: Words = {
    zh: [paper.signed && "签字", paper.sealed && "盖章"].filter(Boolean).join(""),
    en: [paper.signed && "signed", paper.sealed && "sealed"].filter(Boolean).join(" and "),
  };
  const by = countsBy === "dispatch" ? { zh: "寄出", en: "sent" } : { zh: "送达", en: "received" };
  return [
    {
      zh: `请将${state.zh}的纸质材料一式${count}份报送至：${address.zh}。以${by.zh}日期为准，不晚于${at.zh}。请在每份前附平台提供的封面页；页脚校验码与本次提交不一致的不予登记。`,
      en: `${count} ${state.en} copies on paper go to: ${address.en}. They must be ${by.en} no later than ${at.en}. Put the portal's cover sheet before each; a copy whose footer shows another check code than this submission's is not booked in.`,
    },
  ];
}

/** Of what an officer recorded the instant above is its arrival, and this one the society's. */
function confirmedLine({ zone }: About, { channel, confirmedAt }: Received): Words[] {
  if (confirmedAt === null) return [];
  const at = shownExactly(confirmedAt, zone);
  if (channel === "handed-over")
    return [
      {
        zh: `报送方式：当面递交U盘或光盘，由工作人员登记。以上为接收时间；学会确认时间：${at.zh}。`,
        en: `Handed over on a stick or a disc and recorded by officers. The instant above is when it was taken; the society confirmed it: ${at.en}.`,
      },
    ];
  return [
    {
      zh: `报送方式：电子邮件，由工作人员登记。以上为邮件到达收信服务器的时间；学会确认时间：${at.zh}。`,
      en: `Sent by e-mail and recorded by an officer. The instant above is the mail's arrival at its server; the society confirmed it: ${at.en}.`,
    },
  ];
}

/** The receipt in words. */
export function receiptLetter(about: About, receipt: Received, paper: PaperCopies | null): LetterWords {
  const { round, zone, society } = about;
  const at = shownExactly(receipt.arrivedAt, zone);
  const files = (language: keyof Words) =>
    receipt.files.map(({ name, sha256 }) => `${name[language]}\nSHA-256: ${sha256}`).join("\n");
  return letter(about, { zh: `申报已提交：${society.zh}`, en: `Application submitted: ${society.en}` }, [
    {
      zh: `${society.zh}已提交“${round.zh}”申报。本邮件即为回执，请妥善保存。`,
      en: `${society.en} has submitted its application to ${round.en}. This mail is the receipt; please keep it.`,
    },
    { zh: `回执编号：${receipt.number}`, en: `Receipt number: ${receipt.number}` },
    {
      zh: `到达时间：${at.zh}。是否在截止时间之前，以此时刻为准。`,
      en: `Arrived: ${at.en}. This instant is what counts against the deadline.`,
    },
    ...confirmedLine(about, receipt),
    ...partnersLine(receipt),
    {
      zh: `申报内容\nSHA-256: ${receipt.sha256}\n${files("zh")}`,
      en: `The application\nSHA-256: ${receipt.sha256}\n${files("en")}`,
    },
    {
      zh: "内容或文件改动任何一处，以上校验值都会不同。",
      en: "Any change of the content or of a file changes these values.",
    },
    ...paperLine(about, receipt, paper),
    {
      zh: "接下来进行资格审查。如需补正或已有结论，将另行邮件通知。",
      en: "Eligibility is examined next. A request for correction, or the conclusion, comes by mail.",
    },
  ]);
}

export function withdrawnLetter(about: About): LetterWords {
  const { round, society } = about;
  return letter(about, { zh: `申报已撤回：${society.zh}`, en: `Application withdrawn: ${society.en}` }, [
    {
      zh: `${society.zh}已撤回“${round.zh}”申报，该申报不再参加后续审查和评审。`,
      en: `${society.en} has withdrawn its application to ${round.en}; it is neither examined nor reviewed.`,
    },
    {
      zh: "如果这不是本单位的意愿，请立即与下列部门联系。",
      en: "If this was not your society's intention, contact the office below at once.",
    },
  ]);
}

/** One item: what and why, then where it is and what to do there. */
function itemLines({ item, reason, where, cure }: ItemWords, n: number): Words {
  const more = where && cure;
  return {
    zh: `${n + 1}. ${item.zh}：${reason}${more ? `\n   位置：${where.zh}\n   办理：${cure.zh}` : ""}`,
    en: `${n + 1}. ${item.en}: ${reason}${more ? `\n   Where: ${where.en}\n   What to do: ${cure.en}` : ""}`,
  };
}

/** 退回补正: every item with its reason, place and cure, and until when. The reasons are the officer's own words. */
export function returnedLetter(
  about: About,
  { items, until, isListedOnly }: { items: readonly ItemWords[]; until: Instant; isListedOnly: boolean },
): LetterWords {
  const { round, zone, society } = about;
  const at = shown(until, zone);
  const lines = items.map(itemLines);
  const only: Words = {
    zh: "只可修改以上所列内容和由其产生的文件；其他内容须保持提交时的原样，平台不接受改动。",
    en: "Only what is listed above may be changed, and the files that follow from it; everything else stays as submitted, and the portal takes no change of it.",
  };
  return letter(about, { zh: `申报退回补正：${society.zh}`, en: `Returned for correction: ${society.en}` }, [
    {
      zh: `${society.zh}的“${round.zh}”申报已退回，需补正以下内容：`,
      en: `The application of ${society.en} to ${round.en} was returned. Please correct:`,
    },
    { zh: lines.map(({ zh }) => zh).join("\n"), en: lines.map(({ en }) => en).join("\n") },
    ...(isListedOnly ? [only] : []),
    {
      zh: `请由填报人修改、审核人重新提交，不晚于${at.zh}。逾期未重新提交的，视为放弃申报。`,
      en: `The filler corrects it and the approver submits it again, no later than ${at.en}. After that it counts as given up.`,
    },
  ]);
}

/** A file that the inspection refused, with every reason and its cure. */
export function correctionLetter(
  about: About,
  refused: { file: Words; reasons: readonly { what: Words; cure: Words }[]; until: Instant },
): LetterWords {
  const { round, zone, society } = about;
  const { file, reasons } = refused;
  const at = shown(refused.until, zone);
  const subject = { zh: `文件需更换：${society.zh}`, en: `A file must be replaced: ${society.en}` };
  return letter(about, subject, [
    {
      zh: `${society.zh}“${round.zh}”申报中的“${file.zh}”未通过文件检查。已提交的申报仍然有效，只需更换该文件。`,
      en: `“${file.en}” of the application of ${society.en} to ${round.en} was refused by the inspection. The application stands; only this file must be replaced.`,
    },
    {
      zh: reasons.map(({ what, cure }, n) => `${n + 1}. ${what.zh}。${cure.zh}`).join("\n"),
      en: reasons.map(({ what, cure }, n) => `${n + 1}. ${what.en}. ${cure.en}`).join("\n"),
    },
    {
      zh: `请由审核人更换，不晚于${at.zh}。`,
      en: `The approver replaces it, no later than ${at.en}.`,
    },
  ]);
}

/** To those who have a draft, or a returned application, and have not submitted it. */
export function closingReminder(about: About, closesAt: Instant): LetterWords {
  const { round, zone, society } = about;
  const at = shown(closesAt, zone);
  return letter(about, { zh: `申报即将截止：${society.zh}`, en: `The deadline is near: ${society.en}` }, [
    {
      zh: `${society.zh}的“${round.zh}”申报尚未提交。`,
      en: `The application of ${society.en} to ${round.en} is not submitted yet.`,
    },
    {
      zh: `截止时间：${at.zh}，以平台收到请求的时刻为准，逾期不再接收。`,
      en: `Deadline: ${at.en}. The instant of arrival counts; later ones are not taken.`,
    },
    {
      zh: "请由填报人补齐内容和文件，由审核人提交，并尽量提前。",
      en: "The filler completes content and files, the approver submits; please leave time to spare.",
    },
  ]);
}
