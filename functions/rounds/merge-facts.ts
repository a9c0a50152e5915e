import type { RegisterRow } from "../../shared/contract/register.ts";
import type { FactEntry, ImportRecord, RecordedFacts } from "../../shared/contract/register-record.ts";
import { canonicalJson } from "../../shared/kernel/canonical.ts";
import type { LocalDate } from "../../shared/kernel/time.ts";
import { inspectionColumn, singleFacts } from "./register-kinds.ts";

type Recorded<S> = S & { recorded: ImportRecord };

/** Does a file state what is held already? Then it stands as first recorded: from the same source, of the same day. */
function isHeld(stated: object, { recorded: _, ...held }: Recorded<object>): boolean {
  return canonicalJson(stated) === canonicalJson(held);
}

/**
 * The facts after an import: what a file states takes the place of what is held, what it takes back is known no longer, and
 * what it doesn't speak of stays.
 */
export function mergedFacts(
  { facts, withdrawn }: Pick<RegisterRow, "facts" | "withdrawn">,
  held: RecordedFacts | undefined,
  by: ImportRecord,
): RecordedFacts {
  const isWithdrawn = (kind: FactEntry["kind"], year: number | null) =>
    withdrawn.some((one) => one.kind === kind && one.year === year);
  const recorded = <S extends object>(stated: S, before: Recorded<S> | undefined): Recorded<S> =>
    before !== undefined && isHeld(stated, before) ? before : { ...stated, recorded: by };
  const single = <S extends object>(
    kind: FactEntry["kind"],
    stated: S | null,
    before: Recorded<S> | null | undefined,
  ) => {
    if (stated !== null) return recorded(stated, before ?? undefined);
    return isWithdrawn(kind, null) ? null : (before ?? null);
  };
  const heldYears = held?.inspections ?? [];
  const spoken = new Set(facts.inspections.map(({ year }) => year));
  const kept = heldYears.filter(({ year }) => !spoken.has(year) && !isWithdrawn("inspection", year));
  const stated = facts.inspections.map((one) =>
    recorded(
      one,
      heldYears.find(({ year }) => year === one.year),
    ),
  );
  return {
    inspections: [...stated, ...kept].sort((a, b) => b.year - a.year),
    partyOrganisation: single("party-organisation", facts.partyOrganisation, held?.partyOrganisation),
    penalties: single("penalties", facts.penalties, held?.penalties),
    earlierProjects: single("earlier-projects", facts.earlierProjects, held?.earlierProjects),
    supplier: single("supplier", facts.supplier, held?.supplier),
  };
}

const ofItsDay = <K extends FactEntry["kind"], F extends { on: LocalDate }>(kind: K, fact: F | null) =>
  fact === null ? [] : [{ kind, year: Number(fact.on.slice(0, 4)), fact }];

/** All facts one by one: inspections by year, the newest first, then the others. */
export const entriesOf = (facts: RecordedFacts): FactEntry[] => [
  ...facts.inspections.map((fact) => ({ kind: "inspection" as const, year: fact.year, fact })),
  ...ofItsDay("party-organisation", facts.partyOrganisation),
  ...ofItsDay("penalties", facts.penalties),
  ...ofItsDay("earlier-projects", facts.earlierProjects),
  ...ofItsDay("supplier", facts.supplier),
];

/** The column of the register in which a fact stands. */
export function columnOf({ kind, year }: Pick<FactEntry, "year"> & { kind: string }): string {
  if (kind === "inspection") return inspectionColumn(year ?? 0);
  return singleFacts.find((one) => one.kind === kind)?.column ?? "name_zh";
}
