import type { RegisterFault, RegisterRow } from "../../shared/contract/register.ts";
import { type RegisterFaultCode, registerFault } from "./register-faults.ts";
import { nameOf, plainOf, type RegisterLine } from "./register-row.ts";

const keptUnique = [
  { columns: ["code"], code: "duplicate-code" },
  { columns: ["name_zh"], code: "duplicate-name" },
  { columns: ["uscc"], code: "duplicate-uscc" },
  { columns: ["filler_mail", "approver_mail"], code: "duplicate-mail" },
] as const;

/** What of a column is compared: spaces, width and case make no other value. */
const comparable = (column: string, cell: string) =>
  column === "name_zh" ? nameOf(cell) : plainOf(cell).toUpperCase();

/** Code, name, credit code and mail address are each of one society only; sound or not, every line is compared. */
export function duplicateFaults(lines: readonly RegisterLine[]): RegisterFault[] {
  return keptUnique.flatMap(({ columns, code }) => {
    const seen = new Map<string, number>();
    return lines.flatMap(({ line, cells }) =>
      columns.flatMap((column) => {
        const value = comparable(column, cells.get(column) ?? "");
        const first = seen.get(value);
        if (first === undefined) seen.set(value, line);
        const isRepeated = value !== "" && first !== undefined && first !== line;
        return isRepeated ? [registerFault(line, column, [code, String(first)])] : [];
      }),
    );
  });
}

/** What identifies a society that the register holds. */
export type Registered = Pick<RegisterRow, "code" | "names" | "uscc" | "filler" | "approver">;

const heldUnique: {
  columns: readonly string[];
  valuesOf: (held: Registered) => string[];
  code: TakenCode;
}[] = [
  { columns: ["name_zh"], valuesOf: ({ names }) => [names.zh], code: "taken-name" },
  { columns: ["uscc"], valuesOf: ({ uscc }) => [uscc], code: "taken-uscc" },
  {
    columns: ["filler_mail", "approver_mail"],
    valuesOf: ({ filler, approver }) => [filler.mail, approver.mail],
    code: "taken-mail",
  },
];
type TakenCode = Extract<RegisterFaultCode, `taken-${string}`>;

/** Name, credit code or address of a society that the file does not speak of: it can't become another's by an import. */
export function takenFaults(
  lines: readonly RegisterLine[],
  registered: readonly Registered[],
): RegisterFault[] {
  const spoken = new Set(lines.map(({ cells }) => comparable("code", cells.get("code") ?? "")));
  const others = registered.filter(({ code }) => !spoken.has(code));
  return heldUnique.flatMap(({ columns, valuesOf, code }) => {
    const [first = ""] = columns;
    const owners = new Map(
      others.flatMap((held) => valuesOf(held).map((value) => [comparable(first, value), held.code])),
    );
    return lines.flatMap(({ line, cells }) =>
      columns.flatMap((column) => {
        const owner = owners.get(comparable(column, cells.get(column) ?? ""));
        return owner === undefined ? [] : [registerFault(line, column, [code, owner])];
      }),
    );
  });
}
