import type { RegisterRow } from "../../shared/contract/register.ts";
import { inspectionColumns, registerColumns } from "../../shared/contract/register-columns.ts";
import type { DescribedColumn, TableFault } from "../../shared/contract/table-file.ts";
import { codeOf } from "../../shared/files/table-cells.ts";
import { listed, type TableLines, tableLines } from "../../shared/files/table-lines.ts";
import type { Change } from "./register-change.ts";
import { registerFault } from "./register-faults.ts";
import { type Ground, noGround } from "./register-held.ts";
import { registerRow } from "./register-row.ts";
import { duplicateFaults, repeatedRows, takenFaults, usccFaults } from "./register-unique.ts";

/** Every row, or every fault at once; `sound` are the rows that have none. */
export type ParsedRegister = { rows: RegisterRow[] } | { faults: TableFault[]; sound: RegisterRow[] };

/** Far more than there are societies; what an answer and one request's time can bear. */
const mostRows = 3000;

/** The lines of a register, whose columns are those of `shared/contract/register-columns.ts`. */
export const registerLines = (file: string | Uint8Array): TableLines =>
  tableLines(file, { columns: registerColumns, columnNamed, mostRows });

/** The codes of which a file speaks, as the register writes them. */
export const codesIn = ({ lines }: TableLines): string[] =>
  lines.map(({ cells }) => codeOf(cells.get("code") ?? ""));

/**
 * The rows of a file, or every fault at once: of each line by itself, of lines among each other, and against what the
 * register holds. A society is known by its code, which its credit code must confirm; by a name never.
 */
export function judgeRegister(
  { lines, faults: form }: TableLines,
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
  ];
  const wrong = new Set(faults.map(({ line }) => line));
  const rows = judged.flatMap(({ line, row }) => (Array.isArray(row) || wrong.has(line) ? [] : row));
  return faults.length > 0 ? { faults: inOrder(faults), sound: rows } : { rows };
}

/** All faults in the order of the file, as many as an answer can bear. */
export const inOrder = (faults: readonly TableFault[]): TableFault[] =>
  listed(faults.toSorted((a, b) => a.line - b.line));

/** The changes that an importer may make; each of a society from which they stand aside is a fault. A row that changes nothing is none. */
export function allowedIn(
  { lines }: TableLines,
  changes: readonly Change[],
  standsAsideFrom: (code: string) => boolean,
): { changes: Change[]; faults: TableFault[] } {
  const lineOf = new Map(lines.map(({ line, cells }) => [codeOf(cells.get("code") ?? ""), line]));
  return {
    changes: changes.filter(({ next }) => !standsAsideFrom(next.code)),
    faults: changes.flatMap(({ next: { code } }) =>
      standsAsideFrom(code) ? [registerFault(lineOf.get(code) ?? 1, "code", ["stands-aside", code])] : [],
    ),
  };
}

/** A file as rows or faults: `registerLines`, judged. */
export const parseRegister = (file: string | Uint8Array, ground: Ground = noGround): ParsedRegister =>
  judgeRegister(registerLines(file), ground);

/** The column that a heading names by its key or Chinese name. */
function columnNamed(heading: string): DescribedColumn | undefined {
  const name = heading.normalize("NFKC").trim();
  const year = /^(?:inspection_)?((?:19|20)\d\d)/.exec(name)?.[1];
  const known = year === undefined ? registerColumns : inspectionColumns(Number(year));
  return known.find(({ key, zh }) => key === name.toLowerCase() || zh === name);
}
