import { CsvError, parse } from "csv-parse/sync";
import type { TableFault } from "../contract/table-file.ts";
import { tableFault } from "./table-faults.ts";
import { type TableRow, tableOfWorkbook } from "./workbook.ts";

/** How a zip begins, as an .xlsx is, and the container of old .xls files and of locked .xlsx ones. */
const marks = { zip: [0x50, 0x4b, 0x03, 0x04], compound: [0xd0, 0xcf, 0x11, 0xe0] };
const begins = (bytes: Uint8Array, mark: readonly number[]) => mark.every((byte, at) => bytes[at] === byte);

/**
 * The table of a file, whatever its name says that it is: CSV (UTF-8 with or without BOM) or the first sheet of an .xlsx.
 * @returns its rows, the heading first, or why it can't be read
 */
export function tableIn(file: string | Uint8Array): TableRow[] | TableFault {
  if (typeof file !== "string") {
    if (begins(file, marks.compound)) return tableFault(1, null, ["xlsx-locked"]);
    if (begins(file, marks.zip)) {
      const table = tableOfWorkbook(file);
      if (Array.isArray(table)) return table;
      const { because } = table;
      return tableFault(1, null, because === "encrypted" ? ["xlsx-locked"] : ["xlsx-damaged", because]);
    }
  }
  const text = textOf(file);
  return text === undefined ? tableFault(1, null, ["not-utf8"]) : tableOf(text);
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

function tableOf(text: string): TableRow[] | TableFault {
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
    return tableFault(line, null, ["csv-damaged", cause.code]);
  }
}
