import type { SectionContent } from "../contract/draft.ts";
import type { Words } from "../kernel/text.ts";
import type { ProgrammeDefinition } from "./schema.ts";

/** What of a section's content can't even be kept as a draft. What is merely missing is completeness's to say. */
export interface ContentFault {
  path: string;
  code: "unknown-section" | "unknown-part" | "too-long" | "not-an-option" | "no-lines-here";
  words: Words;
}

/** Characters as people count them: code points, spaces and punctuation included. */
export const characterCount = (text: string) => [...text].length;

/** Content against the section of the definition: parts that it knows, none longer than allowed, lines only in a budget. */
export function contentFaults(
  definition: Pick<ProgrammeDefinition, "sections">,
  key: string,
  content: SectionContent,
): ContentFault[] {
  const section = definition.sections.find((one) => one.key === key);
  if (!section) {
    const words = { zh: `申报书中没有“${key}”部分`, en: `The form has no section ${key}` };
    return [{ path: "key", code: "unknown-section", words }];
  }
  const faults: ContentFault[] = [];
  for (const [name, text] of Object.entries(content.parts)) {
    const part = section.parts.find((one) => one.key === name);
    const count = characterCount(text);
    if (!part) {
      const words = {
        zh: `“${section.name.zh}”中没有“${name}”一项`,
        en: `${section.name.en} has no part ${name}`,
      };
      faults.push({ path: `content.parts.${name}`, code: "unknown-part", words });
    } else if (count > part.maxCharacters) {
      const words = {
        zh: `“${part.name.zh}”共 ${count} 字，超出上限 ${part.maxCharacters} 字`,
        en: `${part.name.en} has ${count} characters, at most ${part.maxCharacters} are allowed`,
      };
      faults.push({ path: `content.parts.${name}`, code: "too-long", words });
    } else if (part.options && text !== "" && !part.options.some(({ value }) => value === text)) {
      const offered = (language: keyof Words) =>
        part.options?.map(({ value, name }) => `${value} (${name[language]})`).join(", ") ?? "";
      const words = {
        zh: `“${part.name.zh}”只能选择：${offered("zh")}`,
        en: `${part.name.en} takes one of: ${offered("en")}`,
      };
      faults.push({ path: `content.parts.${name}`, code: "not-an-option", words });
    }
  }
  const strayed = (["lines", "stated"] as const).filter((key) => content[key] !== undefined);
  if (section.kind !== "budget") {
    const words = { zh: "只有经费预算部分可以填写预算明细", en: "Only the budget has lines" };
    faults.push(...strayed.map((key) => ({ path: `content.${key}`, code: "no-lines-here" as const, words })));
  }
  return faults;
}
