import type { TableFault } from "../contract/table-file.ts";
import { LocalDate } from "../kernel/time.ts";
import type { FaultOf, TableFaultCode } from "./table-faults.ts";

/** One line of a table: its cells by column key, and the line on which it ends. */
export interface TableLine {
  line: number;
  cells: ReadonlyMap<string, string>;
}

const blank = /^[\s\u200b\ufeff]+|[\s\u200b\ufeff]+$/g;
const anyBlank = /[\s\u200b-\u200d\u2060\ufeff]+/g;
/** Hyphens and dashes that a keyboard, a font or Word's autocorrection puts where a code has its hyphen. */
const anyDash = /[\u2010-\u2015\u2212\ufe58\ufe63]/g;

/** Trimmed, spaces of every kind; full-width letters and digits become ASCII, Chinese brackets in a name stay. */
export const nameOf = (cell: string): string =>
  cell.replace(/[０-９Ａ-Ｚａ-ｚ]/g, (character) => character.normalize("NFKC")).replace(blank, "");

/** As `nameOf`, and every full-width form becomes ASCII: for addresses, dates and set words. */
export const plainOf = (cell: string): string => cell.normalize("NFKC").replace(blank, "");

/** A code or credit code: capitals, without the spaces that group its digits, and with plain hyphens. */
export const codeOf = (cell: string): string =>
  cell.normalize("NFKC").replace(anyBlank, "").replace(anyDash, "-").toUpperCase();

/** `2021-3-5`, `2021/03/05` or `2021年3月5日` as a day of the calendar; undefined for any other text. */
export function dateOf(text: string): LocalDate | undefined {
  const [, year, month = "", day = ""] = /^(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?$/.exec(text) ?? [];
  if (year === undefined) return undefined;
  return LocalDate.safeParse(`${year}-${month.padStart(2, "0")}-${day.padStart(2, "0")}`).data;
}

/** Reads the cells of a line and gathers every fault of them. */
export function lineReader<C extends string>(
  { line, cells }: TableLine,
  faultOf: FaultOf<C | TableFaultCode>,
) {
  const faults: TableFault[] = [];
  const fail = (column: string, ...fault: [C | TableFaultCode, string?]): undefined => {
    faults.push(faultOf(line, column, fault));
    return undefined;
  };
  const cell = (column: string) => cells.get(column) ?? "";
  const plain = (column: string) => plainOf(cell(column));
  const needed = (column: string, text: string) => (text === "" ? fail(column, "required") : text);
  return {
    columns: [...cells.keys()],
    faults,
    fail,
    cell,
    plain,
    needed,
    name: (column: string) => needed(column, nameOf(cell(column))),

    /** A set word of a column, in Chinese or as its own code. */
    word: <T>(column: string, words: Readonly<Record<string, T>>, code: C | TableFaultCode) => {
      const text = plain(column);
      const asked = text.toLowerCase();
      const known = Object.entries(words).find(
        ([name, value]) => name === asked || String(value).toLowerCase() === asked,
      );
      return known ? known[1] : fail(column, code, text);
    },

    /** The day that a text of a column names; no later than `today`, for nothing is known of what has not come. */
    day: (column: string, text: string, today: LocalDate) => {
      const day = dateOf(text);
      if (day === undefined) return fail(column, "bad-date", text);
      return day > today ? fail(column, "future-date", day) : day;
    },
  };
}
export type LineReader<C extends string> = ReturnType<typeof lineReader<C>>;
