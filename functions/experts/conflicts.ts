import type { ExpertInvitation } from "../../shared/contract/expert-invitations.ts";
import type { Assignment, Expert, Tie } from "../../shared/contract/experts.ts";
import type { SocietyCode } from "../../shared/kernel/ids.ts";
import type { LocalDate } from "../../shared/kernel/time.ts";
import { plusYears } from "../../shared/kernel/years.ts";
import type { ConflictRule, Reviewing } from "../../shared/programme/reviewing.ts";
import { plain } from "./fit.ts";

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

/**
 * Does a tie that an expert declares keep him or her from judging? It does unless the programme wants ties of that kind
 * only written down: what it does not speak of errs on the side of standing aside.
 */
export const standsAside = (kind: Tie["kind"], rules: readonly ConflictRule[]): boolean =>
  rules.find((rule) => rule.kind === kind)?.effect !== "declared";

/**
 * Applications that an expert takes in the round at most: the programme's cap, or a lower one of his or her own, in general
 * or as said for this round.
 */
export const capOf = (
  { loadCap: own }: Pick<Expert, "loadCap">,
  { loadCap }: Pick<Reviewing, "loadCap">,
  invitation: Pick<ExpertInvitation, "loadCap"> | undefined,
): number => Math.min(loadCap, own ?? loadCap, invitation?.loadCap ?? loadCap);

/** May the expert take one application more? `load` is what he or she has in the round already. */
export const hasRoom = (load: number, { loadCap }: Pick<Reviewing, "loadCap">): boolean => load < loadCap;

/** Does the application still lack experts? `assigned` counts those who have not stood aside. */
export const needsExperts = (
  assigned: number,
  { expertsPerApplication }: Pick<Reviewing, "expertsPerApplication">,
): boolean => assigned < expertsPerApplication;

/** Who is to judge, or does; neither recused nor released. */
export const isStanding = ({ state }: Pick<Assignment, "state">): boolean =>
  state === "ASSIGNED" || state === "DECLARED";

/** Institutions are one when nothing but width, capitals and spaces tells their names apart. */
export const isSameInstitution = (
  one: Pick<Expert, "institution">,
  other: Pick<Expert, "institution">,
): boolean => plain(one.institution) === plain(other.institution);
