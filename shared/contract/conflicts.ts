import type { SocietyCode } from "../kernel/ids.ts";
import type { LocalDate } from "../kernel/time.ts";
import { plusYears } from "../kernel/years.ts";
import type { ConflictRule } from "../programme/reviewing.ts";
import type { Tie } from "./experts.ts";

/** A tie that counts, with the rule it falls under; null where the programme has none for its kind. */
export interface Conflict {
  tie: Tie;
  rule: ConflictRule | null;
}

/** `bars`: the expert may not judge the applicant. `declared`: it is written down and a person decides. */
export interface Conflicts {
  bars: Conflict[];
  declared: Conflict[];
}

/**
 * Who may not judge whom, and why. A tie counts while it lasts and for the rule's years after its last day, the same day
 * of the year included. A tie of a kind that the programme does not speak of is declared, never dropped.
 * @param societyCodes every society that the application is of: a tie to a partner counts as one to the lead
 * @param onDate the day on which the expert is assigned or declares
 */
export function conflictsOf(
  ties: readonly Tie[],
  { societyCodes }: { societyCodes: readonly SocietyCode[] },
  { rules, onDate }: { rules: readonly ConflictRule[]; onDate: LocalDate },
): Conflicts {
  const conflicts = ties
    .filter(({ societyCode }) => societyCodes.includes(societyCode))
    .map((tie) => ({ tie, rule: rules.find(({ kind }) => kind === tie.kind) ?? null }))
    .filter(({ tie, rule }) => counts(tie, rule, onDate));
  return {
    bars: conflicts.filter(({ rule }) => rule?.effect === "bars"),
    declared: conflicts.filter(({ rule }) => rule?.effect !== "bars"),
  };
}

function counts({ until }: Tie, rule: ConflictRule | null, onDate: LocalDate): boolean {
  if (until === null || until >= onDate) return true;
  if (!rule || rule.yearsAfter === null) return false;
  return plusYears(until, rule.yearsAfter) >= onDate;
}
