import type { Lot, ReserveCall } from "../../shared/contract/assignment-draw-record.ts";
import type { Expert } from "../../shared/contract/experts.ts";
import { escaped } from "../../shared/kernel/html.ts";
import { type Language, type Words, wordsIn } from "../../shared/kernel/text.ts";
import { type Instant, showBoth, type Zone } from "../../shared/kernel/time.ts";

/** Whom ids stand for, and for whom a sheet is made. */
export interface SheetReader {
  expertOf: ReadonlyMap<string, Pick<Expert, "name" | "institution">>;
  zone: Zone;
  language: Language;
}

const words = {
  none: { zh: "无", en: "none" },
  nobody: { zh: "备选已用尽", en: "none was left" },
} as const satisfies Record<string, Words>;

/** How the parts of a record sheet are said, as HTML. */
export function sheetKit({ expertOf, zone, language }: SheetReader) {
  const say = (said: Words) => escaped(wordsIn(said, language));
  const at = (instant: Instant | null) => (instant ? escaped(showBoth(instant, zone, language)) : "");
  const hash = (text: string | undefined | null) => `<span class="hash">${escaped(text ?? "")}</span>`;
  const who = (id: string) => {
    const expert = expertOf.get(id);
    return escaped(expert ? `${expert.name}（${expert.institution}） ${id}` : id);
  };
  const list = (lines: readonly string[]) => (lines.length > 0 ? lines.join("<br>") : say(words.none));
  return {
    ...{ say, at, hash, who, list },
    row: (name: Words, value: string) => `<tr><th>${say(name)}</th><td>${value}</td></tr>`,
    lotted: (some: readonly Lot[]) =>
      list(some.map(({ expertId, lot }, place) => `${place + 1}. ${who(expertId)} ${hash(lot)}`)),
    /** @param more what else is to be said of a call */
    called: <T extends ReserveCall>(calls: readonly T[], more: (call: T) => string = () => "") =>
      list(
        calls.map((call) => {
          const passed = call.skipped
            .map((one) => `${who(one.expertId)}: ${escaped(one.because)}`)
            .join("; ");
          const name = call.expertId ? who(call.expertId) : say(words.nobody);
          const by = `${at(call.calledAt)} ${escaped(call.calledBy)}`;
          return `${by}: ${name}${passed && ` (${passed})`}${more(call)}`;
        }),
      ),
    table: (heads: readonly Words[], rows: readonly string[]) => `<table>
<tr>${heads.map((head) => `<th>${say(head)}</th>`).join("")}</tr>
${rows.join("\n")}
</table>`,
  };
}
export type SheetKit = ReturnType<typeof sheetKit>;

/** The same words on either kind of sheet. */
export const sheetHeads = {
  application: { zh: "申报", en: "Application" },
  stratum: { zh: "分层", en: "Stratum" },
  standing: { zh: "此前已安排", en: "Stood before" },
  drawn: { zh: "抽中（按签序）", en: "Drawn, by lot" },
  reserves: { zh: "备选（按签序）", en: "Reserves, by lot" },
  calls: { zh: "递补", en: "Reserves called" },
  seats: { zh: "名额", en: "Seats" },
  passedOver: {
    zh: "依签序在前而未抽取（否则各项申报无法配齐专家）",
    en: "Passed over, as the applications could not all have had their experts with them",
  },
} as const satisfies Record<string, Words>;

export const institutionWords: Record<"held" | "given-up" | "off", Words> = {
  held: { zh: "同一单位至多一位", en: "at most one of an institution" },
  "given-up": { zh: "同一单位至多一位未能全部满足", en: "at most one of an institution could not be held" },
  off: { zh: "不限单位", en: "institutions do not count" },
};
