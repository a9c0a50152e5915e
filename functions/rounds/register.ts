import { CsvError, parse } from "csv-parse/sync";
import {
  inspectionColumns,
  type RegisterColumn,
  type RegisterFault,
  type RegisterRow,
  registerColumns,
} from "../../shared/contract/register.ts";
import { registerFault } from "./register-faults.ts";
import { type RegisterLine, registerRow } from "./register-row.ts";
import { duplicateFaults, type Registered, takenFaults } from "./register-unique.ts";
import { type TableRow, tableOfWorkbook } from "./workbook.ts";

export type ParsedRegister = { rows: RegisterRow[] } | { faults: RegisterFault[] };

/**
 * The register of societies and their facts from CSV (UTF-8 with or without BOM, commas) or the first sheet of an .xlsx;
 * columns in `shared/contract/register.ts` by key or Chinese name, in any order. All or nothing: rows, or every fault at
 * once.
 * @param file the text of a CSV, or the bytes of either
 * @param registered the societies that the register holds already: what is one society's stays its own
 */
export function parseRegister(
  file: string | Uint8Array,
  registered: readonly Registered[] = [],
): ParsedRegister {
  const table = tableIn(file);
  if (!Array.isArray(table)) return { faults: [table] };
  const [heading, ...body] = table;
  if (!heading || body.length === 0) return { faults: [registerFault(1, null, ["no-rows"])] };
  const columns = heading.record.map(columnNamed);
  const wrongHeading = headingFaults(heading.record, columns);
  if (wrongHeading.length > 0) return { faults: wrongHeading };

  const faults: RegisterFault[] = [];
  const lines: RegisterLine[] = [];
  const rows: RegisterRow[] = [];
  for (const { line, record } of body) {
    if (record.length !== columns.length) {
      faults.push(registerFault(line, null, ["cells-differ", `${record.length} / ${columns.length}`]));
      continue;
    }
    const cells = new Map(columns.flatMap((column, at) => (column ? [[column.key, record[at] ?? ""]] : [])));
    lines.push({ line, cells });
    const row = registerRow({ line, cells });
    if (Array.isArray(row)) faults.push(...row);
    else rows.push(row);
  }
  faults.push(...duplicateFaults(lines), ...takenFaults(lines, registered));
  faults.sort((a, b) => a.line - b.line);
  return faults.length > 0 ? { faults } : { rows };
}

/** How a zip begins, as an .xlsx is, and the container of old .xls files and of locked .xlsx ones. */
const marks = { zip: [0x50, 0x4b, 0x03, 0x04], compound: [0xd0, 0xcf, 0x11, 0xe0] };
const begins = (bytes: Uint8Array, mark: readonly number[]) => mark.every((byte, at) => bytes[at] === byte);

/** The table of a file, whatever its name says that it is. */
function tableIn(file: string | Uint8Array): TableRow[] | RegisterFault {
  if (typeof file !== "string") {
    if (begins(file, marks.compound)) return registerFault(1, null, ["xlsx-locked"]);
    if (begins(file, marks.zip)) {
      const table = tableOfWorkbook(file);
      if (Array.isArray(table)) return table;
      const { because } = table;
      return registerFault(1, null, because === "encrypted" ? ["xlsx-locked"] : ["xlsx-damaged", because]);
    }
  }
  const text = textOf(file);
  return text === undefined ? registerFault(1, null, ["not-utf8"]) : tableOf(text);
}

/** The text of a UTF-8 file; undefined when it was written in another encoding or read in a wrong one. */
function textOf(csv: string | Uint8Array): string | undefined {
  try {
    const text = typeof csv === "string" ? csv : new TextDecoder("utf-8", { fatal: true }).decode(csv);
    // U+FFFD is what is left of GBK read as UTF-8; Latin letters with marks and no Chinese, of GBK read as Latin-1.
    const isMisread =
      text.includes("\ufffd") || (/[\u0080-\u00ff]{2}/.test(text) && !/\p{Script=Han}/u.test(text));
    return isMisread || text.includes("\0") ? undefined : text;
  } catch {
    return undefined;
  }
}

function tableOf(text: string): TableRow[] | RegisterFault {
  const table: TableRow[] = [];
  try {
    parse(text, {
      bom: true,
      relax_column_count: true,
      skip_empty_lines: true,
      skip_records_with_empty_values: true,
      on_record: (record: string[], { lines }) => {
        table.push({ line: lines, record });
        return null;
      },
    });
    return table;
  } catch (cause) {
    if (!(cause instanceof CsvError)) throw cause;
    const line = "lines" in cause && typeof cause.lines === "number" ? cause.lines : 1;
    return registerFault(line, null, ["csv-damaged", cause.code]);
  }
}

/** The column that a heading names by its key or Chinese name. */
function columnNamed(heading: string): RegisterColumn | undefined {
  const name = heading.normalize("NFKC").trim();
  const year = /^(?:inspection_)?((?:19|20)\d\d)/.exec(name)?.[1];
  const known = year === undefined ? registerColumns : inspectionColumns(Number(year));
  return known.find(({ key, zh }) => key === name.toLowerCase() || zh === name);
}

function headingFaults(heading: string[], columns: (RegisterColumn | undefined)[]): RegisterFault[] {
  const keys = columns.map((column) => column?.key);
  return [
    ...heading.flatMap((name, at) => (keys[at] ? [] : [registerFault(1, null, ["column-unknown", name])])),
    ...keys.flatMap((key, at) =>
      key && keys.indexOf(key) < at
        ? [registerFault(1, key, ["column-repeated", columns[at]?.zh ?? key])]
        : [],
    ),
    ...registerColumns
      .filter(({ key, isRequired }) => isRequired && !keys.includes(key))
      .map(({ key, zh }) => registerFault(1, key, ["column-missing", zh])),
  ];
}
