import { changeOf } from "../../functions/rounds/register-change.ts";
import type { RegisterRow, SocietyFacts } from "../../shared/contract/register.ts";
import type { ImportRecord } from "../../shared/contract/register-record.ts";
import type { Society } from "../../shared/contract/rounds.ts";
import { Sha256 } from "../../shared/kernel/ids.ts";
import { Instant, LocalDate } from "../../shared/kernel/time.ts";

/** The import that filled the register, and one that came after it. */
export const by: ImportRecord = {
  importHash: Sha256.parse("a".repeat(64)),
  importFile: "名册.xlsx",
  importedBy: "per_first",
  importedAt: Instant.parse("2021-11-01T01:00:00.000Z"),
};
export const later: ImportRecord = { ...by, importFile: "更正.xlsx", importedBy: "per_second" };
export const day = (text: string) => LocalDate.parse(text);

/** A society as an import of the row left it. */
export function registeredAs(row: RegisterRow): Society {
  const change = changeOf(row, undefined, by);
  if (!change) throw new Error("a new society is a change");
  return change.next;
}

/** A sound conclusion of 2020. */
export const inspection = (change: Partial<SocietyFacts["inspections"][number]> = {}) => ({
  year: 2020,
  conclusion: "QUALIFIED" as const,
  source: "2020年度年检公告",
  on: day("2021-09-30"),
  ...change,
});
export const withInspections = (
  row: RegisterRow,
  ...inspections: SocietyFacts["inspections"]
): RegisterRow => ({
  ...row,
  facts: { ...row.facts, inspections },
});
