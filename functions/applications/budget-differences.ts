import { BudgetLine, type SectionContent } from "../../shared/contract/draft.ts";
import type { Difference, ReadLine, ReadSection } from "../../shared/contract/form-reading.ts";
import { showYuan } from "../../shared/kernel/amount.ts";
import type { Words } from "../../shared/kernel/text.ts";
import { budgetTotalFen } from "../../shared/programme/budget-totals.ts";
import type { ProgrammeDefinition } from "../../shared/programme/schema.ts";
import { carried, wording } from "./form-text.ts";
import { formWords } from "./form-words.ts";
import { pairsOf } from "./line-pairs.ts";

/** A difference with what the draft's section is once it is taken over; null where it can't be. */
export interface Found {
  difference: Difference;
  taken: SectionContent | null;
}

type Field = keyof ReadLine;

const fieldWords: Record<Field, Words> = {
  subject: formWords.subject,
  item: formWords.item,
  unitPriceFen: formWords.unitPrice,
  quantity: formWords.quantity,
  times: formWords.times,
  amountFen: formWords.amount,
  basis: formWords.costing,
};
const fields = Object.keys(fieldWords) as Field[];
const isMoney = (field: Field) => field === "unitPriceFen" || field === "amountFen";
const isText = (field: Field) => field === "item" || field === "basis";

const isSame = (field: Field, drafted: BudgetLine, { value }: ReadLine[Field]) =>
  isText(field) && typeof value === "string"
    ? carried(String(drafted[field])) === value
    : drafted[field] === value;

interface Sides {
  definition: ProgrammeDefinition;
  key: string;
  name: Words;
  content: SectionContent;
  version: number;
}

/** Lines and total of a budget, line by line and field by field. */
export function budgetDifferences(sides: Sides, read: ReadSection): Found[] {
  const { definition, key, name, content, version } = sides;
  const drafted = content.lines ?? [];
  const lines = (zh: string, en: string): Words => ({ zh: `${name.zh}${zh}`, en: `${name.en}${en}` });
  const base = { section: key, because: null, isTypographic: false, version };
  if (read.lines === null) {
    const { linesBecause: because } = read;
    const difference = { ...base, key: `${key}.lines`, name: lines("明细", ", lines"), because };
    const kind = "not-found" as const;
    return [{ difference: { ...difference, kind, draft: null, word: null, canTake: false }, taken: null }];
  }
  const inWord = read.lines;
  const subjectNames = new Map(definition.budget?.subjects.map((one) => [one.code, one.name.zh]));
  const shown = (line: BudgetLine) =>
    fields.map((field) => shownField(field, line[field], subjectNames)).join(" | ");
  const pairs = pairsOf(drafted.length, inWord.length, (i, j) => {
    const [mine, theirs] = [drafted[i], inWord[j]];
    return (
      mine !== undefined &&
      theirs !== undefined &&
      fields.every((field) => isSame(field, mine, theirs[field]))
    );
  });
  const found: Found[] = [];
  let before = 0;
  for (const { a, b } of pairs) {
    const [mine, theirs] = [drafted[a ?? -1], inWord[b ?? -1]];
    const number = lines(`第${(a ?? b ?? 0) + 1}行`, `, line ${(a ?? b ?? 0) + 1}`);
    if (mine && a !== null) {
      before = a + 1;
      if (!theirs) {
        const taken = { ...content, lines: drafted.toSpliced(a, 1) };
        const place = { key: `${key}.lines[${a}]`, name: number, kind: "only-in-draft" as const };
        found.push({
          difference: { ...base, ...place, draft: shown(mine), word: null, canTake: true },
          taken,
        });
        continue;
      }
      for (const field of fields.filter((one) => !isSame(one, mine, theirs[one]))) {
        found.push(fieldDifference(sides, { line: mine, at: a, field, read: theirs, number, subjectNames }));
      }
    } else if (theirs) {
      const line = wholeLine(theirs);
      const place = { key: `${key}.lines[+${b}]`, name: number, kind: "only-in-word" as const };
      const word = fields.map((field) => theirs[field].text).join(" | ");
      found.push({
        difference: { ...base, ...place, draft: null, word, canTake: line !== null },
        taken: line && { ...content, lines: drafted.toSpliced(before, 0, line) },
      });
    }
  }
  return [...found, ...totalDifference(sides, read, inWord)];
}

function shownField(field: Field, value: string | number, subjectNames: ReadonlyMap<string, string>): string {
  if (typeof value === "number") return isMoney(field) ? showYuan(value) : String(value);
  return field === "subject" ? (subjectNames.get(value) ?? value) : value;
}

interface OneField {
  line: BudgetLine;
  at: number;
  field: Field;
  read: ReadLine;
  number: Words;
  subjectNames: ReadonlyMap<string, string>;
}

function fieldDifference(
  { key, content, version }: Sides,
  { line, at, field, read, number, subjectNames }: OneField,
): Found {
  const { text, value } = read[field];
  const draft = shownField(field, line[field], subjectNames);
  const { standard, ...bare } = line;
  // A ceiling belongs to the subject that it was chosen for.
  const kept = standard === undefined || field === "subject" ? bare : line;
  const next = BudgetLine.safeParse({ ...kept, [field]: value }).data;
  return {
    difference: {
      key: `${key}.lines[${at}].${field}`,
      section: key,
      name: { zh: `${number.zh}${fieldWords[field].zh}`, en: `${number.en}, ${fieldWords[field].en}` },
      kind: "differs",
      draft,
      word: value === null ? text : shownField(field, value, subjectNames),
      because: null,
      isTypographic: isText(field) && wording(draft) === wording(text),
      canTake: next !== undefined,
      version,
    },
    taken: next ? { ...content, lines: (content.lines ?? []).with(at, next) } : null,
  };
}

/** A line all of whose fields could be read, and are what a draft can hold. */
const wholeLine = (read: ReadLine): BudgetLine | null =>
  BudgetLine.safeParse(Object.fromEntries(fields.map((field) => [field, read[field].value]))).data ?? null;

/** A total that is not that of its own lines: shown, and taken over by mending the lines. */
function totalDifference(
  { key, name, version }: Sides,
  { totalFen }: ReadSection,
  inWord: readonly ReadLine[],
): Found[] {
  const amounts = inWord.map(({ amountFen }) => amountFen.value);
  const sum = amounts.includes(null)
    ? null
    : budgetTotalFen(amounts.map((amountFen) => ({ amountFen: amountFen ?? 0 })));
  if (totalFen !== null && (sum === null || totalFen === sum)) return [];
  const isFound = totalFen !== null;
  const difference: Difference = {
    key: `${key}.total`,
    section: key,
    name: { zh: `${name.zh}${formWords.total.zh}`, en: `${name.en}, ${formWords.total.en}` },
    kind: isFound ? "differs" : "not-found",
    draft: sum === null ? null : showYuan(sum),
    word: isFound ? showYuan(totalFen) : null,
    because: isFound ? null : "missing",
    isTypographic: false,
    canTake: false,
    version,
  };
  return [{ difference, taken: null }];
}
