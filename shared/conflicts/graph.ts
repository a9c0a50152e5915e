import type { ConflictGround, MatchDecision } from "../contract/conflict-matches.ts";
import type { SocietyLink } from "../contract/society-links.ts";
import type { SocietyCode } from "../kernel/ids.ts";
import type { LocalDate } from "../kernel/time.ts";
import { plusYears } from "../kernel/years.ts";
import type { RecusalRules } from "../programme/recusal.ts";
import type { ConflictRule } from "../programme/reviewing.ts";

/** A society with everything on record that ties it to people and institutions, and what was decided of matches. */
export interface SocietyGraph {
  societyCode: SocietyCode;
  /** Present and former ones, in both languages. */
  names: readonly string[];
  links: readonly SocietyLink[];
  decisions: readonly MatchDecision[];
}

export type Graphs = ReadonlyMap<SocietyCode, SocietyGraph>;

export interface GraphRules {
  recusal: RecusalRules;
  conflicts: readonly ConflictRule[];
  onDate: LocalDate;
}

/** What is on record of an office or a post goes by the rule for a declared one: its effect, and how long it counts. */
const ruleKinds: Partial<Record<ConflictGround, ConflictRule["kind"]>> = {
  society: "employed",
  officer: "office-holder",
  "legal-representative": "office-holder",
};

/** The rule for declared ties that a ground goes by as well. */
export const ruleOf = (
  ground: ConflictGround,
  { conflicts }: Pick<GraphRules, "conflicts">,
): ConflictRule | undefined => conflicts.find(({ kind }) => kind === ruleKinds[ground]);

/** Does a link count on the day? While it lasts, and for the rule's years after its last day, that day of the year included. */
export function isLive({ kind, until, withdrawn }: SocietyLink, rules: GraphRules): boolean {
  if (withdrawn !== null) return false;
  if (until === null || until >= rules.onDate) return true;
  const years =
    kind === "joint-project" ? rules.recusal.jointProjectYears : (ruleOf(kind, rules)?.yearsAfter ?? null);
  return years !== null && plusYears(until, years) >= rules.onDate;
}
