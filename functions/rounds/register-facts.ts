import type { FactKind, Withdrawal } from "../../shared/contract/register.ts";
import { dateOf, nameOf, plainOf } from "../../shared/files/table-cells.ts";
import { LocalDate } from "../../shared/kernel/time.ts";
import type { RegisterReader } from "./register-faults.ts";
import type { Ground, Registered } from "./register-held.ts";
import {
  conclusionWords,
  inspectionColumn,
  revocationFile,
  singleFacts,
  withdrawnWords,
  yesOrNo,
} from "./register-kinds.ts";

const partyWords = { 健全: "complete", 不健全: "incomplete" } as const;
const earlierWords = { 无: "none", 已完成: "completed", 未完成: "not-completed" } as const;

const isWithdrawn = (text: string) => withdrawnWords.some((word) => word === text.toLowerCase());

/** `none`, or what was decided by whom; the day of a decision that has not come yet is a fault. */
function penaltiesIn({ cell, fail }: RegisterReader, today: LocalDate) {
  const text = nameOf(cell("penalties"));
  if (text === "无" || text.toLowerCase() === "none") return { list: [] };
  const list = text.split(/[;；]/).map((entry) => {
    const [day = "", authority = "", ...grounds] = entry.split(/[|｜]/).map(nameOf);
    const decidedOn = dateOf(plainOf(day));
    if (decidedOn === undefined || authority === "" || grounds.join("") === "")
      return fail("penalties", "bad-penalty", entry);
    if (decidedOn > today) return fail("penalties", "future-date", decidedOn);
    return { decidedOn, authority, grounds: grounds.join("|") };
  });
  return { list };
}

/**
 * The facts that a line states, each with source and day, and those that it takes back. An empty cell states nothing: what
 * the register holds stays. A fact of one kind and year that is older than the one held is a fault, so that an old file
 * brings nothing old back; a correction of an earlier year is none.
 */
export function statedFacts(
  read: RegisterReader,
  { held, today }: Pick<Ground, "today"> & { held: Registered | undefined },
) {
  const { cell, fail, plain, word } = read;
  const withdrawn: (Omit<Withdrawal, "on"> & { on: LocalDate | undefined })[] = [];

  const sourceAndDay = (column: string, heldOn: LocalDate | undefined) => {
    const source = nameOf(cell(`${column}_source`));
    if (source === "") fail(`${column}_source`, "source-missing");
    const written = plain(`${column}_on`);
    const on =
      written === "" ? fail(`${column}_on`, "date-missing") : read.day(`${column}_on`, written, today);
    if (on !== undefined && heldOn !== undefined && on < heldOn)
      fail(`${column}_on`, "older-than-held", heldOn);
    return { source, on };
  };

  /** A fact of a column; null when the cell is empty or takes back. Every fault of the three cells is listed. */
  const fact = <T extends object>(
    { kind, year, column }: { kind: FactKind; year: number | null; column: string },
    heldOn: LocalDate | undefined,
    value: () => T | undefined,
  ) => {
    const text = plain(column);
    if (text === "") return null;
    const stated = isWithdrawn(text) ? null : { ...value() };
    const from = sourceAndDay(column, heldOn);
    if (stated !== null) return { ...stated, ...from };
    withdrawn.push({ kind, year, ...from });
    return null;
  };

  const inspectionOf = (year: number) => {
    const column = inspectionColumn(year);
    const heldOn = held?.facts.inspections.find((one) => one.year === year)?.on;
    if (plain(column) !== "" && year > Number(today.slice(0, 4)))
      return fail(column, "future-year", String(year));
    const found = fact({ kind: "inspection", year, column }, heldOn, () => ({
      year,
      conclusion: word(column, conclusionWords, "unknown-conclusion"),
    }));
    if (found?.on !== undefined && found.on < LocalDate.parse(`${year}-01-01`))
      fail(`${column}_on`, "before-year", found.on);
    return found;
  };

  const values = {
    partyOrganisation: () => ({ state: word("party_organisation", partyWords, "unknown-word") }),
    penalties: () => penaltiesIn(read, today),
    earlierProjects: () => {
      const state = word("earlier_projects", earlierWords, "unknown-word");
      const known = held?.facts.earlierProjects;
      // 弄虚作假的处理: what was revoked for falsity is not forgotten because a ledger says that the project came to its end.
      if (state !== undefined && state !== "not-completed" && known?.recorded.importFile === revocationFile)
        fail("earlier_projects", "revoked-for-falsity", known.source);
      return { state };
    },
    supplier: () => ({ isRegistered: word("supplier_registered", yesOrNo, "unknown-word") }),
  };
  const years = read.columns.flatMap((key) => /^inspection_(\d{4})$/.exec(key)?.[1] ?? []);
  const inspections = years
    .sort()
    .reverse()
    .flatMap((year) => inspectionOf(Number(year)) ?? []);
  const singles = singleFacts.map(({ kind, field, column }) => [
    field,
    fact<object>({ kind, year: null, column }, held?.facts[field]?.on, values[field]),
  ]);
  return { facts: { inspections, ...Object.fromEntries(singles) }, withdrawn };
}
