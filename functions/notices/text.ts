import type { Notice } from "../../shared/contract/notices.ts";
import { escaped } from "../../shared/kernel/html.ts";
import { type Language, type Words, wordsIn } from "../../shared/kernel/text.ts";
import { showBoth, showDate } from "../../shared/kernel/time.ts";
import type { PublicNotice } from "../../shared/programme/notice.ts";

type Shown = Pick<Notice, "title" | "tiers" | "firstOn" | "lastOn" | "endsAt" | "zone" | "workingDays">;

/** 公示 of the proposed list: objections are open, so it is not yet the result (公布). */
export function titleOf(programme: Words): Words {
  return {
    zh: `关于“${programme.zh}”拟支持名单的公示`,
    en: `Public notice of the proposed list of ${programme.en}`,
  };
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

function part(shown: Shown, rules: PublicNotice, language: Language): string {
  const tiers = shown.tiers.map(({ name, societies }) => {
    const rows = societies.map(({ names }) => `<li>${escaped(wordsIn(names, language))}</li>`).join("\n");
    const count = language === "zh-CN" ? `（${societies.length}个）` : ` (${societies.length})`;
    return `<h2>${escaped(wordsIn(name, language))}${count}</h2>\n<ol>\n${rows}\n</ol>`;
  });
  return [
    `<section lang="${language}">`,
    `<h1>${escaped(wordsIn(shown.title, language))}</h1>`,
    `<p>${escaped(period(shown, language))}</p>`,
    ...tiers,
    `<p>${escaped(objection(rules.objection, language))}</p>`,
    `<p>${escaped(place(rules.place, language))}</p>`,
    "</section>",
  ].join("\n");
}

/** The notice as one page in both languages, Chinese first; every date and weekday in it is computed. Same input, same bytes. */
export function noticePage(shown: Shown, rules: PublicNotice): string {
  return [
    '<!doctype html>\n<html lang="zh-CN">\n<head>\n<meta charset="utf-8">',
    '<meta name="viewport" content="width=device-width, initial-scale=1">',
    `<title>${escaped(shown.title.zh)}</title>`,
    "<style>body{font:17px/1.8 serif;max-width:42em;margin:2em auto;padding:0 1em}h1{font-size:1.3em}h2{font-size:1.1em}@media print{body{margin:0}}</style>",
    "</head>\n<body>",
    part(shown, rules, "zh-CN"),
    "<hr>",
    part(shown, rules, "en"),
    "</body>\n</html>\n",
  ].join("\n");
}
