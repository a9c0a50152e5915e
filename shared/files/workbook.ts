import type { ReasonCode } from "../contract/reasons.ts";
import { LocalDate, plusDays } from "../kernel/time.ts";
import { archiveLimits } from "./limits.ts";
import { relationOf, targetPart } from "./relations.ts";
import { readXml } from "./xml.ts";
import { type Entry, PartUnreadable, readDirectory, unpacker } from "./zip.ts";

/** One row of a table as the file numbers it, and the texts of its cells. */
export interface TableRow {
  line: number;
  record: string[];
}

/** Why a workbook can't be read. */
type Unreadable = { because: ReasonCode | "not-xlsx" | "too-wide" };

/** More columns than any table of ours has; a cell far out would make every row as wide. */
const mostColumns = 256;

/** Days are counted from here, or from four years later where the workbook says so (ECMA-376 part 1, 18.17.4.1). */
const epoch = LocalDate.parse("1899-12-30");
const daysTo1904 = 1462;

/** Built-in formats of days, those of Chinese and Japanese spreadsheets among them (ECMA-376 part 1, 18.8.30). */
const isDayFormat = (id: number) =>
  (id >= 14 && id <= 17) || id === 22 || (id >= 27 && id <= 36) || (id >= 50 && id <= 58);

/** A format that writes years or days; letters in quotes, brackets and after a backslash are words. */
const writesDays = (code: string) => /[yd]/i.test(code.replace(/"[^"]*"|\[[^\]]*\]|\\./g, ""));

/** Parts by their names in small letters; all of them together are bounded. */
function partsOf(bytes: Uint8Array) {
  const directory = readDirectory(bytes, archiveLimits);
  if ("because" in directory) throw new PartUnreadable(directory.because);
  const entries = new Map<string, Entry>(directory.entries.map((entry) => [entry.name.toLowerCase(), entry]));
  const unpack = unpacker(bytes, archiveLimits);
  return (name: string, handlers: Parameters<typeof readXml>[2]): boolean => {
    const entry = entries.get(name.toLowerCase());
    if (entry === undefined) return false;
    const because = readXml(unpack(entry), archiveLimits, handlers);
    if (because !== null) throw new PartUnreadable(because);
    return true;
  };
}

type Read = ReturnType<typeof partsOf>;

/** The first sheet that is shown, and how the workbook counts days; undefined when there is none. */
function firstSheet(read: Read): { part: string; is1904: boolean } | undefined {
  let sheet: string | undefined;
  let is1904 = false;
  const isWorkbook = read("xl/workbook.xml", {
    open: (tag, { state = "visible", id = "", date1904 = "" }) => {
      if (tag === "workbookPr") is1904 = date1904 === "1" || date1904 === "true";
      if (tag === "sheet" && state === "visible") sheet ??= id;
    },
  });
  const lists = "xl/_rels/workbook.xml.rels";
  let part: string | undefined;
  read(lists, {
    open: (tag, attributes) => {
      if (tag === "Relationship" && attributes.Id === sheet) part = targetPart(lists, relationOf(attributes));
    },
  });
  return isWorkbook && part !== undefined ? { part, is1904 } : undefined;
}

/** The texts that cells point to; the reading aids of Japanese writers are no text. */
function sharedTexts(read: Read): string[] {
  const texts: string[] = [];
  let isAid = false;
  read("xl/sharedStrings.xml", {
    open: (tag) => {
      if (tag === "si") texts.push("");
      if (tag === "rPh") isAid = true;
      if (tag === "si" || tag === "r") isAid = false;
    },
    text: (some, inside) => {
      if (inside === "t" && !isAid) texts.push((texts.pop() ?? "") + some);
    },
  });
  return texts;
}

/** Whether a cell of a style shows a day, by the style's number. */
function dayStyles(read: Read): boolean[] {
  const own = new Map<number, boolean>();
  const styles: boolean[] = [];
  let isOfCells = false;
  read("xl/styles.xml", {
    open: (tag, { numFmtId = "0", formatCode = "" }) => {
      const id = Number(numFmtId);
      if (tag === "numFmt") own.set(id, writesDays(formatCode));
      if (tag === "cellXfs" || tag === "cellStyles") isOfCells = tag === "cellXfs";
      if (tag === "xf" && isOfCells) styles.push(own.get(id) ?? isDayFormat(id));
    },
  });
  return styles;
}

/** `AB12` as a column from 0. */
function columnOf(reference: string): number {
  const letters = /^[A-Z]{1,3}/.exec(reference)?.[0] ?? "";
  return [...letters].reduce((sum, letter) => sum * 26 + letter.charCodeAt(0) - 64, 0) - 1;
}

interface Cell {
  type: string;
  style: number;
  value: string;
}

/** What a reader sees in a cell: a day as `YYYY-MM-DD`, a number as its digits. */
function shownOf(
  { type, style, value }: Cell,
  known: { texts: string[]; days: boolean[]; is1904: boolean },
): string {
  if (type === "s") return known.texts[Number(value)] ?? "";
  if (type === "b") return value === "1" ? "true" : "false";
  const number = Number(value);
  // Of a code of 18 digits that was typed as a number some are lost: its own notation shows that, the number does not.
  const isInexact = !Number.isFinite(number) || (Number.isInteger(number) && !Number.isSafeInteger(number));
  if (type !== "n" || value === "" || isInexact) return value;
  const isDay = known.days[style] === true && number >= 1 && number < 2_958_466;
  return isDay ? plusDays(epoch, Math.floor(number) + (known.is1904 ? daysTo1904 : 0)) : String(number);
}

/** The cells of a sheet, row by row; a formula counts as the value that was last shown. */
function rowsOf(read: Read, part: string, shown: (cell: Cell) => string): TableRow[] {
  const rows: (TableRow & { cells: Map<number, Cell> })[] = [];
  let cell: Cell | undefined;
  let column = -1;
  read(part, {
    open: (tag, { r = "", t = "n", s = "0" }) => {
      const row = rows.at(-1);
      if (tag === "row") {
        rows.push({ line: Number(r) || (row?.line ?? 0) + 1, record: [], cells: new Map() });
        column = -1;
      }
      if (tag !== "c" || row === undefined) return;
      column = r === "" ? column + 1 : columnOf(r);
      cell = { type: t, style: Number(s), value: "" };
      row.cells.set(column, cell);
    },
    text: (some, inside) => {
      if (cell && (inside === "v" || inside === "t")) cell.value += some;
    },
  });
  return rows.map(({ line, cells }) => {
    const record: string[] = [];
    for (const [at, one] of cells) {
      const text = shown(one);
      if (text === "") continue;
      if (at < 0 || at >= mostColumns) throw new RangeError("too wide");
      record[at] = text;
    }
    return { line, record: Array.from(record, (text) => text ?? "") };
  });
}

/**
 * The first shown sheet of an .xlsx as a table: rows without any text are left out, the others are as wide as the first.
 * Read under the limits of every Office file; nothing in it is carried out.
 */
export function tableOfWorkbook(bytes: Uint8Array): TableRow[] | Unreadable {
  try {
    const read = partsOf(bytes);
    const sheet = firstSheet(read);
    if (sheet === undefined) return { because: "not-xlsx" };
    const known = { texts: sharedTexts(read), days: dayStyles(read), is1904: sheet.is1904 };
    const rows = rowsOf(read, sheet.part, (cell) => shownOf(cell, known));
    const filled = rows.filter(({ record }) => record.some((text) => text.trim() !== ""));
    const width = filled[0]?.record.length ?? 0;
    return filled.map(({ line, record }) => ({
      line,
      record: record.length < width ? [...record, ...Array<string>(width - record.length).fill("")] : record,
    }));
  } catch (cause) {
    if (cause instanceof PartUnreadable) return { because: cause.code };
    if (cause instanceof RangeError) return { because: "too-wide" };
    throw cause;
  }
}
