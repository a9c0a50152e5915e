import type { Notice } from "../../shared/contract/notices.ts";
import { withPartners } from "../../shared/contract/partnership-record.ts";
import { escaped } from "../../shared/kernel/html.ts";
import { type Language, type Words, wordsIn } from "../../shared/kernel/text.ts";
import { inZone, showBoth, showDate } from "../../shared/kernel/time.ts";
import type { Contact, PublicNotice } from "../../shared/programme/notice.ts";
import type { ProgrammeDefinition } from "../../shared/programme/schema.ts";

type Shown = Pick<
  Notice,
  "title" | "tiers" | "firstOn" | "lastOn" | "endsAt" | "zone" | "workingDays" | "publishedAt"
> & {
  /** Of a supplementary notice: the tier that the society had before; null of a reserve. */
  changedFrom?: Words | null;
};

/** What of a programme its notice prints. */
type Printed = Pick<ProgrammeDefinition, "issuer" | "publicNotice" | "contacts">;

/** 公示 of the proposed list: objections are open, so it is not yet the result (公布). */
export function titleOf(programme: Words): Words {
  return {
    zh: `关于“${programme.zh}”拟支持名单的公示`,
    en: `Public notice of the proposed list of ${programme.en}`,
  };
}

/** 补充公示: one place that changed after the list was shown. */
export function supplementTitle(programme: Words): Words {
  return {
    zh: `关于“${programme.zh}”拟支持名单变动的补充公示`,
    en: `Supplementary notice of a change to the proposed list of ${programme.en}`,
  };
}

/** Why the place is shown once more; who left the list is not named here. */
function change({ changedFrom, tiers }: Shown, language: Language): string[] {
  if (changedFrom === undefined) return [];
  const to = tiers[0]?.name ?? { zh: "", en: "" };
  return [
    language === "zh-CN"
      ? `因名单出现空缺，按项目规定的递补规则，下列学会由${changedFrom?.zh ?? "备选"}调整为${to.zh}，单独补充公示。`
      : `A place on the list became free. By the programme's vacancy rule the society below moves from ${changedFrom?.en ?? "the reserves"} to ${to.en}, which is shown for a period of its own.`,
  ];
}

function period(shown: Shown, language: Language): string {
  const from = showDate(shown.firstOn, language);
  const to = showDate(shown.lastOn, language);
  const end = showBoth(shown.endsAt, shown.zone, language);
  return language === "zh-CN"
    ? `公示期 ${shown.workingDays} 个工作日：${from}至${to}，截止时间 ${end}。`
    : `The notice lasts ${shown.workingDays} working days, from ${from} to ${to}; it ends at ${end}.`;
}

/** What a society that objects must do, as the programme asks it; nothing that it doesn't ask is printed. */
function objection(
  { named, written, needsContact, needsEvidence }: PublicNotice["objection"],
  language: Language,
): string {
  const asked: [boolean, Words][] = [
    [written, { zh: "书面", en: "in writing" }],
    [named, { zh: "实名", en: "by name" }],
    [needsContact, { zh: "注明联系方式", en: "with contact details" }],
    [needsEvidence, { zh: "附相关证据材料", en: "with evidence" }],
  ];
  const list = asked.filter(([is]) => is).map(([, words]) => wordsIn(words, language));
  return language === "zh-CN"
    ? `对名单有异议的，请在公示期内向组织部门提出${list.length > 0 ? `（${list.join("、")}）` : ""}。`
    : `Objections are raised with the organiser within the period${list.length > 0 ? ` (${list.join(", ")})` : ""}.`;
}

const place = ({ name, url }: PublicNotice["place"], language: Language) =>
  language === "zh-CN" ? `公示网址：${name.zh} ${url}` : `Shown at: ${name.en}, ${url}`;

/** Whom an objection goes to: a notice without it could not be objected to. */
function contactLine({ office, people, phones, mail }: Contact, language: Language): string {
  const isChinese = language === "zh-CN";
  const given: [string[], Words][] = [
    [people, { zh: "联系人", en: "contact" }],
    [phones, { zh: "电话", en: "telephone" }],
    [mail === null ? [] : [mail], { zh: "邮箱", en: "mail" }],
  ];
  const ways = given
    .filter(([values]) => values.length > 0)
    .map(([values, words]) =>
      isChinese ? `${words.zh}：${values.join("、")}` : `${words.en}: ${values.join(", ")}`,
    );
  return isChinese
    ? `异议受理：${[office.zh, ...ways].join("；")}`
    : `Objections go to: ${[office.en, ...ways].join("; ")}`;
}

function part(shown: Shown, { issuer, publicNotice, contacts }: Printed, language: Language): string {
  const [contact] = contacts;
  const shownOn = showDate(inZone(shown.publishedAt, shown.zone).date, language);
  const tiers = shown.tiers.map(({ name, societies }) => {
    const rows = societies
      .map(({ names, partners = [] }) => wordsIn(withPartners(names, partners), language))
      .map((name) => `<li>${escaped(name)}</li>`)
      .join("\n");
    const count = language === "zh-CN" ? `（${societies.length}个）` : ` (${societies.length})`;
    return `<h2>${escaped(wordsIn(name, language))}${count}</h2>\n<ol>\n${rows}\n</ol>`;
  });
  return [
    `<section lang="${language}">`,
    `<h1>${escaped(wordsIn(shown.title, language))}</h1>`,
    `<p>${escaped(period(shown, language))}</p>`,
    ...change(shown, language).map((words) => `<p>${escaped(words)}</p>`),
    ...tiers,
    `<p>${escaped(objection(publicNotice.objection, language))}</p>`,
    ...(contact ? [`<p>${escaped(contactLine(contact, language))}</p>`] : []),
    `<p>${escaped(place(publicNotice.place, language))}</p>`,
    `<p class="by">${escaped(wordsIn(issuer, language))}<br/>${escaped(shownOn)}</p>`,
    "</section>",
  ].join("\n");
}

/** The notice as one page in both languages, Chinese first; every date and weekday in it is computed. Same input, same bytes. */
export function noticePage(shown: Shown, programme: Printed): string {
  return [
    '<!doctype html>\n<html lang="zh-CN">\n<head>\n<meta charset="utf-8">',
    '<meta name="viewport" content="width=device-width, initial-scale=1">',
    `<title>${escaped(shown.title.zh)}</title>`,
    "<style>body{font:17px/1.8 serif;max-width:42em;margin:2em auto;padding:0 1em}h1{font-size:1.3em}h2{font-size:1.1em}.by{text-align:right}@media print{body{margin:0}}</style>",
    "</head>\n<body>",
    part(shown, programme, "zh-CN"),
    "<hr>",
    part(shown, programme, "en"),
    "</body>\n</html>\n",
  ].join("\n");
}
