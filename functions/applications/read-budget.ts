import type { NotFound, ReadLine } from "../../shared/contract/form-reading.ts";
import { type AmountUnit, amountUnits, unitName } from "../../shared/kernel/amount.ts";
import { readAmount } from "../../shared/kernel/amount-figures.ts";
import { isBlank } from "../../shared/kernel/blank.ts";
import { wordsIn } from "../../shared/kernel/text.ts";
import type { ProgrammeDefinition } from "../../shared/programme/schema.ts";
import { carried, labelOf } from "./form-text.ts";
import { formWords } from "./form-words.ts";
import { notText, type WordTable } from "./word-blocks.ts";

interface ReadTable {
  lines: ReadLine[] | null;
  because: NotFound | null;
  totalFen: number | null;
}

type Column = keyof ReadLine;
const mostLines = 200;
const mostText = 2000;

const notFound = (because: NotFound): ReadTable => ({ lines: null, because, totalFen: null });

interface Heads {
  columns: Map<Column, number>;
  unit: AmountUnit;
  width: number;
}

/** The columns by their labels; undefined where a row is not the head of a budget. */
function headsOf(row: readonly string[], definition: ProgrammeDefinition): Heads | undefined {
  const language = definition.locale;
  const label = (word: keyof typeof formWords) => labelOf(wordsIn(formWords[word], language));
  const labels = row.map(labelOf);
  const unit = amountUnits.find((one) =>
    labels.includes(`${label("amount")}${labelOf(unitName(one, language))}`),
  );
  if (unit === undefined) return undefined;
  const wanted: Record<Column, string> = {
    subject: label("subject"),
    item: label("item"),
    unitPriceFen: label("unitPrice"),
    quantity: label("quantity"),
    times: label("times"),
    amountFen: `${label("amount")}${labelOf(unitName(unit, language))}`,
    basis: label("costing"),
  };
  const columns = new Map<Column, number>();
  for (const [column, name] of Object.entries(wanted) as [Column, string][]) {
    if (labels.filter((one) => one === name).length === 1) columns.set(column, labels.indexOf(name));
  }
  return columns.size === Object.keys(wanted).length ? { columns, unit, width: row.length } : undefined;
}

function fen(text: string, unit: AmountUnit): number | null {
  const read = readAmount(text, unit);
  return "fen" in read ? read.fen : null;
}

function count(text: string): number | null {
  const digits = text.normalize("NFKC").replace(/[\s,]/g, "");
  return /^[1-9]\d{0,6}$/.test(digits) ? Number(digits) : null;
}

function lineOf(
  row: readonly string[],
  { columns, unit, width }: Heads,
  subjects: Map<string, string>,
): ReadLine {
  const cell = (column: Column) => (row.length === width ? (row[columns.get(column) ?? -1] ?? "") : "");
  const field = <V>(column: Column, value: (text: string) => V | null) => {
    const text = carried(cell(column).slice(0, 4 * mostText));
    const isRead = row.length === width && text.length <= mostText && !text.includes(notText);
    return { text: [...text].slice(0, 1000).join(""), value: isRead ? value(text) : null };
  };
  const words = (most: number) => (text: string) => (text.length <= most ? text : null);
  return {
    subject: field("subject", (text) => subjects.get(labelOf(text)) ?? null),
    item: field("item", words(200)),
    unitPriceFen: field("unitPriceFen", (text) => fen(text, "yuan")),
    quantity: field("quantity", count),
    times: field("times", count),
    amountFen: field("amountFen", (text) => fen(text, unit)),
    basis: field("basis", words(mostText)),
  };
}

/** Subjects by the label of their name or code; a label that two have leads to none. */
function subjectsOf({ budget, locale }: ProgrammeDefinition): Map<string, string> {
  const named = (budget?.subjects ?? []).flatMap(({ code, name }) =>
    [...new Set([labelOf(wordsIn(name, locale)), labelOf(code)])].map((label) => [label, code] as const),
  );
  const isOnce = (label: string) => named.filter(([one]) => one === label).length === 1;
  return new Map(named.filter(([label]) => isOnce(label)));
}

/** The lines of the budget and the total that stands under them; a table may be cut in two by a page, with its head again. */
export function readBudget(tables: readonly WordTable[], definition: ProgrammeDefinition): ReadTable {
  const language = definition.locale;
  const subjects = subjectsOf(definition);
  const total = labelOf(wordsIn(formWords.total, language));
  const inWords = labelOf(wordsIn(formWords.inWords, language));
  const lines: ReadLine[] = [];
  let heads: Heads | undefined;
  let totalFen: number | null = null;
  let isTotalled = false;
  for (const row of tables.flatMap(({ rows }) => rows)) {
    const first = labelOf(row[0] ?? "");
    const head = headsOf(row, definition);
    if (head) heads = head;
    else if (!heads) return notFound("not-text");
    else if (first === total) {
      if (isTotalled) return notFound("ambiguous");
      isTotalled = true;
      // "13.2 万元 (132,000.00 元)": the figure before the bracket, in the unit of its column.
      const figures = carried(row.slice(1).join(" ").slice(0, mostText)).split(/[(（]/)[0] ?? "";
      totalFen = fen(figures.replace(/CNY( 10,000)?\s*$/, ""), heads.unit);
    } else if (first !== inWords && !row.every(isBlank)) {
      if (isTotalled) return notFound("ambiguous");
      lines.push(lineOf(row, heads, subjects));
    }
  }
  if (!heads) return notFound("missing");
  if (lines.length > mostLines) return notFound("too-long");
  return { lines, because: null, totalFen };
}
