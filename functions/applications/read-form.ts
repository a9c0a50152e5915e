import type { FormReading, NotFound, ReadPart, ReadSection } from "../../shared/contract/form-reading.ts";
import { wordsIn } from "../../shared/kernel/text.ts";
import type { Section, SectionPart } from "../../shared/programme/documents.ts";
import type { EntryRoute } from "../../shared/programme/eligibility.ts";
import type { ProgrammeDefinition } from "../../shared/programme/schema.ts";
import { isTableOfParts } from "./form-layout.ts";
import { readPartners } from "./form-partners.ts";
import { carried, labelOf } from "./form-text.ts";
import { formWords } from "./form-words.ts";
import { readBudget } from "./read-budget.ts";
import { type Heading, type Range, rangesOf } from "./read-headings.ts";
import { readOrigin } from "./read-origin.ts";
import { notText, type WordBlock, type WordParagraph, type WordTable } from "./word-blocks.ts";
import { formLimits, readWord } from "./word-file.ts";

interface Asked {
  definition: ProgrammeDefinition;
  route: EntryRoute["id"];
}

/** Of one text; more than a draft may hold of a part is not taken. */
const mostUnits = 20_000;
const mostStrays = 20;

const nowhere = { applicationId: null, template: null, definition: null, submission: null, checkCode: null };

/**
 * Reads a Word form back, as Word or WPS saved it: properties, content controls and styles may be gone, headings, labels
 * and tables are there. What is not found is said to be so, and never taken for empty.
 */
export function readForm(bytes: Uint8Array, asked: Asked, limits = formLimits): FormReading {
  const word = readWord(bytes, limits);
  if (!word) return { outcome: "not-readable", origin: nowhere, sections: [], strays: [] };
  const { definition } = asked;
  const ranges = rangesOf(word.blocks, headingsOf(asked));
  const strays: FormReading["strays"] = [];
  const sections = definition.sections
    .filter(({ key }) => ranges.has(key))
    .map((section) => {
      const range = ranges.get(section.key) ?? { because: "missing" as const };
      const stray = (text: string) => {
        const shown = [...carried(text.slice(0, 2000)).replaceAll("\n", " ")].slice(0, 100).join("");
        if (shown !== "" && strays.length < mostStrays) strays.push({ section: section.key, text: shown });
      };
      return readSection(section, range, { definition, blocks: word.blocks, stray });
    });
  const isForm = sections.some(
    ({ parts, lines }) => lines !== null || parts.some(({ text }) => text !== null),
  );
  return {
    outcome: isForm ? "read" : "not-the-form",
    origin: readOrigin(word, definition),
    sections: isForm ? sections : [],
    ...(definition.jointApplications.takes !== "none" && {
      partners: readPartners(word.blocks, definition),
    }),
    strays: isForm ? strays : [],
  };
}

/** The chapters in the order in which the form prints them. */
function headingsOf({ definition, route }: Asked): Heading[] {
  const language = definition.locale;
  const planned = new Set(definition.sections.map(({ capability }) => capability));
  return [
    ...definition.sections.map(({ key, name, required }) => ({
      key,
      name: wordsIn(name, language),
      isOptional: required === "self-nominated" && route !== "self-nominated",
    })),
    ...definition.capabilities
      .filter(({ id }) => !planned.has(id))
      .map(({ id, name }) => ({ key: `#${id}`, name: wordsIn(name, language), isOptional: false })),
    { key: "#undertaking", name: wordsIn(formWords.undertaking, language), isOptional: false },
  ];
}

interface Within {
  definition: ProgrammeDefinition;
  blocks: readonly WordBlock[];
  stray: (text: string) => void;
}

function readSection(section: Section, range: Range, within: Within): ReadSection {
  const absent = (because: NotFound): ReadSection => ({
    key: section.key,
    parts: section.parts.map(({ key }) => ({ key, text: null, because })),
    lines: null,
    linesBecause: section.kind === "budget" ? because : null,
    totalFen: null,
  });
  if ("because" in range) return absent(range.because);
  const { definition, stray } = within;
  const known = indicatorLabels(section, definition);
  const blocks = within.blocks
    .slice(range.from, range.to)
    .filter((block) => block.kind === "table" || !known.has(labelOf(block.text)));
  const tables = blocks.filter((block) => block.kind === "table");
  const other = { key: section.key, lines: null, linesBecause: null, totalFen: null };
  if (isTableOfParts(section)) {
    for (const block of blocks) if (block.kind === "paragraph") stray(block.text);
    return { ...other, parts: fromRows(section, tables, within) };
  }
  if (section.kind !== "budget") return { ...other, parts: fromProse(section, blocks, definition) };
  if (tables.length === 0) return absent("missing");
  const last = blocks.findLastIndex(({ kind }) => kind === "table");
  for (const block of blocks.slice(0, last)) if (block.kind === "paragraph") stray(block.text);
  const { lines, because, totalFen } = readBudget(tables, definition);
  const parts = fromProse(section, blocks.slice(last + 1), definition);
  return { key: section.key, parts, lines, linesBecause: because, totalFen };
}

/** What a capability's section prints before the society's own words. */
function indicatorLabels({ capability }: Section, definition: ProgrammeDefinition): Set<string> {
  const language = definition.locale;
  const indicators = definition.capabilities.find(({ id }) => id === capability)?.indicators;
  if (!indicators) return new Set();
  const texts = indicators.map(
    ({ name, description }) => `${wordsIn(name, language)}${wordsIn(description, language)}`,
  );
  // A word processor that makes a list of them keeps the numbers apart.
  const shown = texts.flatMap((text, at) => [text, `${at + 1}${text}`]);
  return new Set([wordsIn(formWords.indicators, language), ...shown].map(labelOf));
}

function partOf(key: string, text: string): ReadPart {
  if (text.includes(notText)) return { key, text: null, because: "not-text" };
  // Blanks may go, so that what is somewhat longer may still fit.
  if (text.length > 4 * mostUnits) return { key, text: null, because: "too-long" };
  const read = carried(text);
  return read.length > mostUnits
    ? { key, text: null, because: "too-long" }
    : { key, text: read, because: null };
}

/** Parts by the label in the first cell of their row. */
function fromRows(
  { parts }: Section,
  tables: readonly WordTable[],
  { definition, stray }: Within,
): ReadPart[] {
  const rows = tables.flatMap((table) => table.rows);
  const labels = new Set(parts.map(({ name }) => labelOf(wordsIn(name, definition.locale))));
  for (const row of rows) if (!labels.has(labelOf(row[0] ?? ""))) stray(row.join(" "));
  return parts.map((part) => {
    const { key, name } = part;
    const label = labelOf(wordsIn(name, definition.locale));
    const [row, again] = rows.filter((one) => labelOf(one[0] ?? "") === label);
    if (!row || row.length < 2) return { key, text: null, because: "missing" };
    if (again) return { key, text: null, because: "ambiguous" };
    return answerOf(part, partOf(key, row.slice(1).join("\n")), definition);
  });
}

/** Of a part with options, the one whose name was printed; any other words are nobody's answer. */
function answerOf({ key, options }: SectionPart, read: ReadPart, { locale }: ProgrammeDefinition): ReadPart {
  if (options === null || read.text === null || read.text === "") return read;
  const said = labelOf(read.text);
  const chosen = options.find(({ name, value }) =>
    [wordsIn(name, locale), value].map(labelOf).includes(said),
  );
  return chosen ? { key, text: chosen.value, because: null } : { key, text: null, because: "ambiguous" };
}

/** Parts as running text, under headings of their own where a section has several. */
function fromProse(
  { parts }: Section,
  blocks: readonly WordBlock[],
  definition: ProgrammeDefinition,
): ReadPart[] {
  const only = parts.length === 1 ? parts[0] : undefined;
  if (only) return [proseOf(only.key, blocks)];
  const headings = parts.map(({ key, name }) => ({
    key,
    name: wordsIn(name, definition.locale),
    isOptional: false,
  }));
  const ranges = rangesOf(blocks, headings);
  return parts.map(({ key }) => {
    const range = ranges.get(key) ?? { because: "missing" as const };
    if ("because" in range) return { key, text: null, because: range.because };
    return proseOf(key, blocks.slice(range.from, range.to));
  });
}

function proseOf(key: string, blocks: readonly WordBlock[]): ReadPart {
  const lines = blocks.filter((block): block is WordParagraph => block.kind === "paragraph");
  if (lines.length < blocks.length) return { key, text: null, because: "not-text" };
  return partOf(key, lines.map(({ text }) => text).join("\n"));
}
