import type { FormReading, ReadSection } from "../../shared/contract/form-reading.ts";

/** A row of the store takes 400 KB; a form within its limits of length has at most a third of that. */
const mostBytes = 300_000;

const sizeOf = (value: unknown) => Buffer.byteLength(JSON.stringify(value));

const tooLong = (section: ReadSection): ReadSection => ({
  ...section,
  parts: section.parts.map(({ key }) => ({ key, text: null, because: "too-long" })),
  lines: null,
  linesBecause: section.lines === null ? section.linesBecause : "too-long",
  totalFen: null,
});

/** A reading that one row can hold: of one that is too large the largest sections count as too long to be taken over. */
export function fitted(reading: FormReading, most = mostBytes): FormReading {
  let { sections } = reading;
  for (const { key } of reading.sections.toSorted((a, b) => sizeOf(b) - sizeOf(a))) {
    if (sizeOf(sections) <= most) break;
    sections = sections.map((section) => (section.key === key ? tooLong(section) : section));
  }
  return { ...reading, sections };
}
