import type { Society } from "../../shared/contract/rounds.ts";
import type { TableFault } from "../../shared/contract/table-file.ts";
import { codeOf, dateOf, plainOf } from "../../shared/files/table-cells.ts";
import { tableIn } from "../../shared/files/table-file.ts";
import { holdsPersonalNumber } from "../../shared/kernel/personal-numbers.ts";
import type { LocalDate } from "../../shared/kernel/time.ts";
import { usccFault } from "../../shared/kernel/uscc.ts";
import { registerFault } from "./register-faults.ts";

/** Columns of the payer's list, by key or Chinese name, in any order; others are not looked at. */
const columns = { uscc: "统一社会信用代码", account: "供应商账号", registered_on: "注册日期" } as const;
type Column = keyof typeof columns;

/** One registered supplier of the list, found in the register. */
export interface SupplierRow {
  line: number;
  society: Society;
  account: string;
  registeredOn: LocalDate;
}

const mostRows = 3000;

/**
 * The payer's list of suppliers against the register: each row is a society's by its USCC and by nothing else. Every fault at
 * once; a row of no society of ours is a fault, so that a mistyped code is never passed over.
 * @param file the text of a CSV, or the bytes of a CSV or .xlsx
 */
export function supplierRows(
  file: string | Uint8Array,
  { registered, today }: { registered: readonly Society[]; today: LocalDate },
): { rows: SupplierRow[]; faults: TableFault[] } {
  const table = tableIn(file);
  if (!Array.isArray(table)) return { rows: [], faults: [table] };
  const [heading, ...body] = table;
  if (!heading || body.length === 0) return { rows: [], faults: [registerFault(1, null, ["no-rows"])] };
  if (body.length > mostRows)
    return { rows: [], faults: [registerFault(1, null, ["too-many-rows", `${mostRows} / ${body.length}`])] };
  const names = heading.record.map((name) => plainOf(name));
  const placeOf = (key: Column) =>
    names.findIndex((name) => name.toLowerCase() === key || name === columns[key]);
  const missing = (Object.keys(columns) as Column[]).filter((key) => placeOf(key) < 0);
  if (missing.length > 0)
    return {
      rows: [],
      faults: missing.map((key) => registerFault(1, key, ["column-missing", columns[key]])),
    };
  const byUscc = new Map(registered.map((society) => [society.uscc as string, society]));
  const lineOf = new Map<string, number>();
  const rows: SupplierRow[] = [];
  const faults: TableFault[] = [];
  for (const { line, record } of body) {
    const cell = (key: Column) => record[placeOf(key)] ?? "";
    const fail = (key: Column, ...fault: Parameters<typeof registerFault>[2]) =>
      void faults.push(registerFault(line, key, fault));
    const uscc = codeOf(cell("uscc"));
    const account = plainOf(cell("account"));
    const registeredOn = dateOf(plainOf(cell("registered_on")));
    const wrong = usccFault(uscc);
    const society = byUscc.get(uscc);
    const first = lineOf.get(uscc);
    if (uscc === "") fail("uscc", "required");
    else if (wrong !== null) fail("uscc", wrong === "shape" ? "uscc-shape" : "uscc-check-digit", uscc);
    else if (first !== undefined) fail("uscc", "duplicate-uscc", String(first));
    else if (!society) fail("uscc", "society-unknown", uscc);
    lineOf.set(uscc, first ?? line);
    const isBankData = holdsPersonalNumber(account, [uscc]);
    if (account === "") fail("account", "required");
    else if (isBankData) fail("account", "identity-data");
    if (!registeredOn) fail("registered_on", "bad-date", plainOf(cell("registered_on")));
    else if (registeredOn > today) fail("registered_on", "future-date", registeredOn);
    const isSound = wrong === null && first === undefined && account !== "" && !isBankData;
    if (isSound && society && registeredOn && registeredOn <= today)
      rows.push({ line, society, account, registeredOn });
  }
  return { rows, faults };
}
