import type { Section } from "../../shared/contract/applications.ts";
import type { SectionContent } from "../../shared/contract/draft.ts";
import type { Difference, FormReading } from "../../shared/contract/form-reading.ts";
import type { ProgrammeDefinition } from "../../shared/programme/schema.ts";
import { budgetDifferences, type Found } from "./budget-differences.ts";
import { type PartnerRow, partnerDifferences } from "./form-partners.ts";
import { carried, wording } from "./form-text.ts";

type Written = Pick<Section, "key" | "content" | "version">;
interface Sides {
  definition: ProgrammeDefinition;
  written: readonly Written[];
  reading: FormReading;
  /** Of a joint application, the lead first. */
  partners?: readonly PartnerRow[];
}

function found({ definition, written, reading }: Sides): Found[] {
  const held = new Map(written.map((section) => [section.key, section]));
  // A chapter that is printed only at times, that the draft has and the form has not.
  const lost = definition.sections
    .filter(({ key }) => held.has(key) && !reading.sections.some((read) => read.key === key))
    .map(({ key, parts }) => ({
      ...{ key, lines: null, linesBecause: null, totalFen: null },
      parts: parts.map((part) => ({ key: part.key, text: null, because: "missing" as const })),
    }));
  const all = reading.outcome === "read" ? [...reading.sections, ...lost] : [];
  return all.flatMap((read) => {
    const section = definition.sections.find(({ key }) => key === read.key);
    if (!section) return [];
    const { content = { parts: {} }, version = 0 } = held.get(read.key) ?? {};
    const parts = read.parts.flatMap(({ key, text, because }): Found[] => {
      const draft = content.parts[key] ?? "";
      if (text !== null && carried(draft) === text) return [];
      const part = section.parts.find((one) => one.key === key);
      // What is said of a single indicator is printed only where something is.
      if (because === "missing" && part?.indicator && carried(draft) === "") return [];
      const name = part?.name ?? section.name;
      const difference: Difference = {
        key: `${read.key}.${key}`,
        section: read.key,
        name: { zh: `${section.name.zh}：${name.zh}`, en: `${section.name.en}: ${name.en}` },
        kind: text === null ? "not-found" : "differs",
        draft,
        word: text,
        because,
        isTypographic: text !== null && wording(draft) === wording(text),
        canTake: text !== null,
        version,
      };
      const taken = text === null ? null : { ...content, parts: { ...content.parts, [key]: text } };
      return [{ difference, taken }];
    });
    if (section.kind !== "budget") return parts;
    const sides = { definition, key: section.key, name: section.name, content, version };
    return [...parts, ...budgetDifferences(sides, read)];
  });
}

/** 四、申报程序（一）: where a Word form that was edited elsewhere and the draft differ, each to be taken over by itself. */
export const differencesOf = (sides: Sides): Difference[] => {
  const { reading, partners = [] } = sides;
  return [
    ...found(sides).map(({ difference }) => difference),
    ...(reading.outcome === "read" ? partnerDifferences(partners, reading.partners) : []),
  ];
};

/** The draft's section with one difference taken over as the form was read; undefined when there is no such difference to take. */
export function takenOver(
  sides: Sides,
  key: string,
): { section: string; content: SectionContent } | undefined {
  const one = found(sides).find(({ difference, taken }) => difference.key === key && taken !== null);
  return one?.taken ? { section: one.difference.section, content: one.taken } : undefined;
}
