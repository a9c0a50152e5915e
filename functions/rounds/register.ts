import type { RegisterFault, RegisterRow } from "../../shared/contract/register.ts";
import {
  inspectionColumns,
  type RegisterColumn,
  registerColumns,
} from "../../shared/contract/register-columns.ts";
import { codeOf, type RegisterLine } from "./register-cells.ts";
import { registerFault } from "./register-faults.ts";
import { type Ground, noGround } from "./register-held.ts";
import { registerRow } from "./register-row.ts";
import { duplicateFaults, repeatedRows, takenFaults, usccFaults } from "./register-unique.ts";
import { tableIn } from "./table-file.ts";

/** Every row, or every fault at once; `sound` are the rows that have none. */
export type ParsedRegister = { rows: RegisterRow[] } | { faults: RegisterFault[]; sound: RegisterRow[] };

/** The lines of a file as far as they can be told apart, and what is wrong with its form. */
export interface RegisterLines {
  lines: RegisterLine[];
  faults: RegisterFault[];
}

/** Far more than there are societies; what an answer and one request's time can bear. */
const mostRows = 3000;
const mostFaults = 5000;

/**
 * The lines of a register from CSV (UTF-8 with or without BOM, commas) or the first sheet of an .xlsx; columns in
 * `shared/contract/register-columns.ts` by key or Chinese name, in any order.
 * @param file the text of a CSV, or the bytes of either
 */
export function registerLines(file: string | Uint8Array): RegisterLines {
  const table = tableIn(file);
  const failed = (...faults: RegisterFault[]): RegisterLines => ({ lines: [], faults });
  if (!Array.isArray(table)) return failed(table);
  const [heading, ...body] = table;
  if (!heading || body.length === 0) return failed(registerFault(1, null, ["no-rows"]));
  if (body.length > mostRows)
    return failed(registerFault(1, null, ["too-many-rows", `${mostRows} / ${body.length}`]));
  const columns = heading.record.map(columnNamed);
  const wrongHeading = headingFaults(heading.record, columns);
  if (wrongHeading.length > 0) return failed(...wrongHeading);
  const faults: RegisterFault[] = [];
  const lines: RegisterLine[] = [];
  for (const { line, record } of body) {
    if (record.length !== columns.length)
      faults.push(registerFault(line, null, ["cells-differ", `${record.length} / ${columns.length}`]));
    else
      lines.push({
        line,
        cells: new Map(columns.flatMap((column, at) => (column ? [[column.key, record[at] ?? ""]] : []))),
      });
  }
  return { lines, faults };
}

/** The codes of which a file speaks, as the register writes them. */
export const codesIn = ({ lines }: RegisterLines): string[] =>
  lines.map(({ cells }) => codeOf(cells.get("code") ?? ""));

/**
 * The rows of a file, or every fault at once: of each line by itself, of lines among each other, and against what the
 * register holds. A society is known by its code, which its credit code must confirm; by a name never.
 */
export function judgeRegister(
  { lines, faults: form }: RegisterLines,
  { registered, today }: Ground = noGround,
): ParsedRegister {
  const { single, faults: repeats } = repeatedRows(lines);
  const held = new Map<string, Ground["registered"][number]>(registered.map((one) => [one.code, one]));
  const judged = single.map((line) => ({
    line: line.line,
    row: registerRow(line, { heldUnder: (code) => held.get(code), today }),
  }));
  const faults = [
    ...form,
    ...repeats,
    ...judged.flatMap(({ row }) => (Array.isArray(row) ? row : [])),
    ...duplicateFaults(single),
    ...usccFaults(single, registered),
    ...takenFaults(single, registered),
  ].sort((a, b) => a.line - b.line);
  const wrong = new Set(faults.map(({ line }) => line));
  const rows = judged.flatMap(({ line, row }) => (Array.isArray(row) || wrong.has(line) ? [] : row));
  return faults.length > 0 ? { faults: listed(faults), sound: rows } : { rows };
}

/** As many faults as an answer can bear, and how many there are beside. */
function listed(faults: RegisterFault[]): RegisterFault[] {
  const [next, ...rest] = faults.slice(mostFaults);
  if (next === undefined) return faults;
  const more = registerFault(next.line, null, ["more-faults", String(rest.length + 1)]);
  return [...faults.slice(0, mostFaults), more];
}

/** A file as rows or faults: `registerLines`, judged. */
export const parseRegister = (file: string | Uint8Array, ground: Ground = noGround): ParsedRegister =>
  judgeRegister(registerLines(file), ground);

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
