import encodeQR from "qr";
import type { Copies } from "../../shared/contract/paper.ts";
import { escaped } from "../../shared/kernel/html.ts";
import { type Language, type Words, wordsIn } from "../../shared/kernel/text.ts";
import { showBoth } from "../../shared/kernel/time.ts";
import { checkCodeOf } from "../../shared/programme/check-code.ts";
import type { ProgrammeDefinition } from "../../shared/programme/schema.ts";
import { coverText } from "./cover-code.ts";

type Printed = Pick<ProgrammeDefinition, "names" | "documents" | "contacts">;

interface Input {
  copies: Copies;
  definition: Printed;
  language: Language;
  /** Which sets, a page each. */
  sets: readonly number[] | "all";
  /** Of a copy for the office: at the foot of every page. */
  mark?: string | null;
}

const style = `@page { size: A4; margin: 20mm; }
body { font: 14pt/1.6 "Noto Sans CJK SC", "Source Han Sans SC", SimSun, sans-serif; }
section { break-after: page; }
section:last-child { break-after: auto; }
h1 { font-size: 22pt; text-align: center; }
.set { font-size: 40pt; text-align: center; margin: 8mm 0; }
.code { font-family: monospace; font-size: 20pt; letter-spacing: 2pt; }
svg { display: block; width: 60mm; height: 60mm; margin: 6mm auto; }
th { text-align: left; padding-right: 8mm; font-weight: normal; white-space: nowrap; vertical-align: top; }`;

const said = {
  title: { zh: "纸质材料封面", en: "Cover sheet of a copy on paper" },
  society: { zh: "申报单位", en: "Applicant" },
  receipt: { zh: "回执编号", en: "Receipt" },
  application: { zh: "申报编号", en: "Application" },
  check: { zh: "校验码", en: "Check code" },
  address: { zh: "报送地址", en: "Address" },
  room: { zh: "房间", en: "Room" },
  contact: { zh: "联系人", en: "Contact" },
  deadline: { zh: "截止时间", en: "Deadline" },
  footer: {
    zh: "请核对：本份每页页脚的校验码须与上列校验码一致，或与提交前同一内容的打印稿一致；不一致的不予登记。",
    en: "The check code in the footer of each page must be the one above, or that of a print of the same words before submission; others are not booked in.",
  },
} as const satisfies Record<string, Words>;

const ruleWords: Record<"receipt" | "dispatch", Words> = {
  receipt: { zh: "以送达日期为准", en: "the day of arrival counts" },
  dispatch: { zh: "以寄出日期为准", en: "the day of dispatch counts" },
};

/** A row of the table; left out where there is nothing to say. */
const row = (name: Words, value: string | null, language: Language): string =>
  value === null ? "" : `<tr><th>${escaped(wordsIn(name, language))}</th><td>${escaped(value)}</td></tr>`;

function page({ copies, definition, language, mark }: Input, number: number): string {
  const { paper } = definition.documents;
  const standing = copies.printings.at(-1);
  if (paper === null || !standing) return "";
  const checkCode = checkCodeOf(standing.sha256);
  const contact = definition.contacts.find(({ id }) => id === paper.contact) ?? definition.contacts[0];
  const ask = contact && [wordsIn(contact.office, language), ...contact.phones].join(" ");
  const { deadline } = paper;
  const by = wordsIn(ruleWords[paper.countsBy], language);
  const until = showBoth(deadline.at, deadline.zone, language);
  const set =
    language === "zh-CN" ? `第 ${number} 份，共 ${copies.due} 份` : `Set ${number} of ${copies.due}`;
  const code = encodeQR(coverText({ applicationId: copies.applicationId, number, checkCode }), "svg", {
    ecc: "quartile",
  });
  return `<section>
<h1>${escaped(wordsIn(definition.names, language))}<br>${escaped(wordsIn(said.title, language))}</h1>
<p class="set">${set}</p>
${code}
<table>
${row(said.society, wordsIn(copies.societyNames, language), language)}
${row(said.receipt, standing.receiptNumber, language)}
${row(said.application, copies.applicationId, language)}
<tr><th>${escaped(wordsIn(said.check, language))}</th><td class="code">${checkCode}</td></tr>
${row(said.address, wordsIn(paper.address, language), language)}
${row(said.room, paper.room && wordsIn(paper.room, language), language)}
${row(said.contact, ask ?? null, language)}
${row(said.deadline, language === "zh-CN" ? `${until}，${by}` : `${until}; ${by}`, language)}
</table>
<p>${escaped(wordsIn(said.footer, language))}</p>
${mark ? `<p class="mark">${escaped(mark)}</p>\n` : ""}</section>`;
}

/** Pages to print, A4, one for each set: what an officer needs to book it in, and a QR code of it that names nobody. */
export function coverSheets(input: Input): string {
  const { copies, language, sets } = input;
  const numbers = sets === "all" ? Array.from({ length: copies.due }, (_, at) => at + 1) : sets;
  return `<!doctype html>
<html lang="${language}">
<head><meta charset="utf-8"><title>${escaped(wordsIn(said.title, language))}</title><style>${style}</style></head>
<body>
${numbers.map((number) => page(input, number)).join("\n")}
</body>
</html>
`;
}
