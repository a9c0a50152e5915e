import type { Words } from "../../shared/kernel/text.ts";
import { type Instant, showBoth, showExactly, type Zone } from "../../shared/kernel/time.ts";
import type { Contact } from "../../shared/programme/notice.ts";

/** The kinds of letter; a template's name is in the ledger for ever. */
export const templates = [
  "receipt",
  "mail-recorded",
  "mail-kept",
  "withdrawn",
  "partner-asked",
  "partner-agreed",
  "partner-declined",
  "partner-removed",
  "returned",
  "correction",
  "deadline-moved",
  "late-pass-refused",
  "supplier-decided",
  "paper-booked",
  "paper-corrected",
  "paper-short",
  "paper-decided",
  "determined",
  "appeal-answered",
  "reinstated",
  "expert-invitation",
  "assigned",
  "defence-notice",
  "defence-slot",
  "defence-sessions",
  "defence-absence",
  "proposed",
  "announced",
  "feedback",
  "award-unconditional",
  "objection-asked",
  "objection-decided",
  "revocation-asked",
  "revocation-decided",
  "reminder-closes",
  "reminder-review",
  "reminder-supplier",
  "reminder-defence",
  "reminder-objection",
  "objection-overdue",
  "invitation",
  "call-back-code",
  "second-way",
  "contact-replaced",
  "delegation",
] as const;
export type Template = (typeof templates)[number];

/** A letter's words in both languages; greeting and address of the portal are added when it is sent. */
export interface LetterWords {
  subject: Words;
  text: Words;
}

/** What every letter of a round speaks about, and whom its reader may ask. */
export interface AboutRound {
  round: Words;
  zone: Zone;
  contact: Pick<Contact, "office" | "phones" | "mail">;
}

/** What every letter about an application speaks about. */
export interface About extends AboutRound {
  society: Words;
}

/** What people call the zone that most rounds are in; another keeps its own name. */
const zoneNames: Record<Zone, Words> = { "Asia/Shanghai": { zh: "北京时间", en: "Beijing time" } };

/** `北京时间2021年11月11日（星期四）23:59:59（UTC 2021-11-11 15:59:59）`. */
const named = ({ zh, en }: Words, zone: Zone): Words => {
  const name = zoneNames[zone];
  return name ? { zh: `${name.zh}${zh.replace(` ${zone}`, "")}`, en: en.replace(zone, name.en) } : { zh, en };
};

/** An instant as both readers see it, with its computed weekday and the zone's name. */
export const shown = (at: Instant, zone: Zone): Words =>
  named({ zh: showBoth(at, zone, "zh-CN"), en: showBoth(at, zone, "en") }, zone);

/** An arrival, to the millisecond that is judged. */
export const shownExactly = (at: Instant, zone: Zone): Words =>
  named({ zh: showExactly(at, zone, "zh-CN"), en: showExactly(at, zone, "en") }, zone);

/** Whom to ask, as the programme's definition names it. */
function asked({ office, phones, mail }: AboutRound["contact"]): Words {
  const phone = phones.length > 0 ? phones : null;
  return {
    zh: `如有疑问，请联系${[office.zh, phone && `电话：${phone.join("、")}`, mail && `邮箱：${mail}`].filter(Boolean).join("，")}。`,
    en: `Questions: ${[office.en, phone && `phone ${phone.join(", ")}`, mail].filter(Boolean).join(", ")}.`,
  };
}

/** A letter: its subject, and what happened, what to do next and by when, a paragraph each. */
export function letter({ contact }: AboutRound, subject: Words, paragraphs: readonly Words[]): LetterWords {
  const all = [...paragraphs, asked(contact)];
  return {
    subject: { zh: `【遴选平台】${subject.zh}`, en: `[Linxuan] ${subject.en}` },
    text: { zh: all.map(({ zh }) => zh).join("\n\n"), en: all.map(({ en }) => en).join("\n\n") },
  };
}
