import type { TableFault } from "../../shared/contract/table-file.ts";
import { codeOf, nameOf, plainOf, type TableLine } from "../../shared/files/table-cells.ts";
import { usccFault } from "../../shared/kernel/uscc.ts";
import { type RegisterFaultCode, registerFault } from "./register-faults.ts";
import type { Registered } from "./register-held.ts";

const keptUnique = [
  { columns: ["code"], code: "duplicate-code" },
  { columns: ["name_zh"], code: "duplicate-name" },
  { columns: ["uscc"], code: "duplicate-uscc" },
  { columns: ["filler_mail", "approver_mail"], code: "duplicate-mail" },
] as const;

/** What of a column is compared: spaces, width and case make no other value. */
function comparable(column: string, cell: string): string {
  if (column === "name_zh") return nameOf(cell);
  return column === "code" || column === "uscc" ? codeOf(cell) : plainOf(cell).toUpperCase();
}

const valueIn = ({ cells }: TableLine, column: string) => comparable(column, cells.get(column) ?? "");

/** Lines that say the same as an earlier one, cell by cell; the others stand for themselves. */
export function repeatedRows(lines: readonly TableLine[]): {
  single: TableLine[];
  faults: TableFault[];
} {
  const seen = new Map<string, number>();
  const single: TableLine[] = [];
  const faults: TableFault[] = [];
  for (const one of lines) {
    const text = JSON.stringify([...one.cells.keys()].map((column) => valueIn(one, column)));
    const first = seen.get(text);
    if (first === undefined) {
      seen.set(text, one.line);
      single.push(one);
    } else faults.push(registerFault(one.line, null, ["repeated-row", String(first)]));
  }
  return { single, faults };
}

/** Code, name, credit code and mail address are each of one society only; sound or not, every line is compared. */
export function duplicateFaults(lines: readonly TableLine[]): TableFault[] {
  return keptUnique.flatMap(({ columns, code }) => {
    const seen = new Map<string, number>();
    return lines.flatMap((one) =>
      columns.flatMap((column) => {
        const value = valueIn(one, column);
        const first = seen.get(value);
        if (first === undefined) seen.set(value, one.line);
        const isRepeated = value !== "" && first !== undefined && first !== one.line;
        return isRepeated ? [registerFault(one.line, column, [code, String(first)])] : [];
      }),
    );
  });
}

type TakenCode = Extract<RegisterFaultCode, `taken-${string}`>;

const heldUnique: {
  columns: readonly string[];
  valuesOf: (held: Registered) => string[];
  code: TakenCode;
}[] = [
  { columns: ["name_zh"], valuesOf: ({ names }) => [names.zh], code: "taken-name" },
  {
    columns: ["filler_mail", "approver_mail"],
    valuesOf: ({ filler, approver }) => [filler, approver].flatMap((one) => one?.mail ?? []),
    code: "taken-mail",
  },
];

/** Name or address of a society that the file does not speak of: it can't become another's by an import. */
export function takenFaults(lines: readonly TableLine[], registered: readonly Registered[]): TableFault[] {
  const spoken = new Set(lines.map((line) => valueIn(line, "code")));
  const others = registered.filter(({ code }) => !spoken.has(code));
  return heldUnique.flatMap(({ columns, valuesOf, code }) => {
    const [first = ""] = columns;
    const owners = new Map(
      others.flatMap((held) => valuesOf(held).map((value) => [comparable(first, value), held.code])),
    );
    return lines.flatMap((line) =>
      columns.flatMap((column) => {
        const owner = owners.get(valueIn(line, column));
        return owner === undefined ? [] : [registerFault(line.line, column, [code, owner])];
      }),
    );
  });
}

/**
 * Code and credit code (GB 32100-2015) name one society together, for good: a known code with another credit code, or a
 * known credit code under another code, is a fault whatever else the file says of either society, and never an overwrite.
 */
export function usccFaults(lines: readonly TableLine[], registered: readonly Registered[]): TableFault[] {
  const byCode = new Map<string, Registered>(registered.map((held) => [held.code, held]));
  const byUscc = new Map<string, Registered>(registered.map((held) => [held.uscc, held]));
  return lines.flatMap((line) => {
    const [code, uscc] = [valueIn(line, "code"), valueIn(line, "uscc")];
    if (usccFault(uscc) !== null) return [];
    const owner = byUscc.get(uscc);
    if (owner !== undefined && owner.code !== code)
      return [registerFault(line.line, "uscc", ["taken-uscc", owner.code])];
    const held = byCode.get(code);
    return held === undefined || held.uscc === uscc
      ? []
      : [registerFault(line.line, "uscc", ["uscc-differs", held.uscc])];
  });
}
