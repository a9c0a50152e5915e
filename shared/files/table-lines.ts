import type { TableColumn, TableFault } from "../contract/table-file.ts";
import type { TableLine } from "./table-cells.ts";
import { tableFault } from "./table-faults.ts";
import { tableIn } from "./table-file.ts";

/** What a table is of: its columns, and how many rows one request's time and answer can bear. */
export interface TableForm {
  columns: readonly TableColumn[];
  /** The column that a heading names; undefined when there is none. */
  columnNamed: (heading: string) => TableColumn | undefined;
  mostRows: number;
}

/** The lines of a file as far as they can be told apart, and what is wrong with its form. */
export interface TableLines {
  lines: TableLine[];
  faults: TableFault[];
}

/**
 * The lines of a table from CSV (UTF-8 with or without BOM, commas) or the first sheet of an .xlsx, whose columns stand in
 * any order under their key or their Chinese name.
 * @param file the text of a CSV, or the bytes of either
 */
export function tableLines(
  file: string | Uint8Array,
  { columns: known, columnNamed, mostRows }: TableForm,
): TableLines {
  const table = tableIn(file);
  const failed = (...faults: TableFault[]): TableLines => ({ lines: [], faults });
  if (!Array.isArray(table)) return failed(table);
  const [heading, ...body] = table;
  if (!heading || body.length === 0) return failed(tableFault(1, null, ["no-rows"]));
  if (body.length > mostRows)
    return failed(tableFault(1, null, ["too-many-rows", `${mostRows} / ${body.length}`]));
  const columns = heading.record.map(columnNamed);
  const wrongHeading = headingFaults(heading.record, columns, known);
  if (wrongHeading.length > 0) return failed(...wrongHeading);
  const faults: TableFault[] = [];
  const lines: TableLine[] = [];
  for (const { line, record } of body) {
    if (record.length !== columns.length)
      faults.push(tableFault(line, null, ["cells-differ", `${record.length} / ${columns.length}`]));
    else
      lines.push({
        line,
        cells: new Map(columns.flatMap((column, at) => (column ? [[column.key, record[at] ?? ""]] : []))),
      });
  }
  return { lines, faults };
}

function headingFaults(
  heading: string[],
  columns: (TableColumn | undefined)[],
  known: readonly TableColumn[],
): TableFault[] {
  const keys = columns.map((column) => column?.key);
  return [
    ...heading.flatMap((name, at) => (keys[at] ? [] : [tableFault(1, null, ["column-unknown", name])])),
    ...keys.flatMap((key, at) =>
      key && keys.indexOf(key) < at ? [tableFault(1, key, ["column-repeated", columns[at]?.zh ?? key])] : [],
    ),
    ...known
      .filter(({ key, isRequired }) => isRequired && !keys.includes(key))
      .map(({ key, zh }) => tableFault(1, key, ["column-missing", zh])),
  ];
}

const mostFaults = 5000;

/** As many faults as an answer can bear, and how many there are beside. */
export function listed(faults: TableFault[]): TableFault[] {
  const [next, ...rest] = faults.slice(mostFaults);
  if (next === undefined) return faults;
  const more = tableFault(next.line, null, ["more-faults", String(rest.length + 1)]);
  return [...faults.slice(0, mostFaults), more];
}
