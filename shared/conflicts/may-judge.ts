import type { ConflictGround, ConflictMatch } from "../contract/conflict-matches.ts";
import { type Conflict, conflictsOf } from "../contract/conflicts.ts";
import type { Expert } from "../contract/experts.ts";
import type { SocietyCode } from "../kernel/ids.ts";
import type { GraphRules, Graphs } from "./graph.ts";
import { knownOf, matchesFor } from "./matches.ts";

/** Everything that keeps an expert from judging an application, and what only has to be written down. */
export interface Ties {
  /** Declared by the expert or recorded with him or her. */
  own: { bars: readonly Conflict[]; declared: readonly Conflict[] };
  /** By what is on record of the application's societies: known, or alike and not yet decided by anybody. */
  onRecord: {
    bars: readonly ConflictMatch[];
    open: readonly ConflictMatch[];
    declared: readonly ConflictMatch[];
  };
}

/** The first of what keeps an expert from an application. */
export interface Bar {
  because: "conflict-of-interest" | "conflict-on-record" | "conflict-undecided";
  /** By which entry on record; null of the expert's own ties. */
  ground: ConflictGround | null;
}

/**
 * What ties an expert to an application: the one ground of assignment, timetables, readers' rights and sheets alike.
 * @param of every society that the application is of, with what the expert has in common with them
 */
export function tiesOf(
  { ties }: Pick<Expert, "ties">,
  of: { societyCodes: readonly SocietyCode[]; matches: readonly ConflictMatch[] },
  { conflicts, onDate }: Pick<GraphRules, "conflicts" | "onDate">,
): Ties {
  const having = (verdict: ConflictMatch["verdict"]) => of.matches.filter((one) => one.verdict === verdict);
  return {
    own: conflictsOf(ties, of, { rules: conflicts, onDate }),
    onRecord: { bars: having("barred"), open: having("proposed"), declared: having("declared") },
  };
}

/** Why an expert may not judge, or null: a tie that is known first, then one that waits for a person to look at it. */
export function barOf({ own, onRecord }: Ties): Bar | null {
  if (own.bars.length > 0) return { because: "conflict-of-interest", ground: null };
  const [known, open] = [onRecord.bars[0], onRecord.open[0]];
  if (known) return { because: "conflict-on-record", ground: known.ground };
  return open ? { because: "conflict-undecided", ground: open.ground } : null;
}

/** Who of some experts may not judge an application of these societies, and why. */
export function barsAmong<E extends Expert>(
  experts: readonly E[],
  { societyCodes, graphs }: { societyCodes: readonly SocietyCode[]; graphs: Graphs },
  rules: GraphRules,
): Map<E["id"], Bar> {
  const matchesOf = matchesFor(societyCodes, graphs, rules);
  return new Map(
    experts.flatMap((expert) => {
      const bar = barOf(tiesOf(expert, { societyCodes, matches: matchesOf(knownOf(expert)) }, rules));
      return bar ? [[expert.id, bar] as const] : [];
    }),
  );
}
