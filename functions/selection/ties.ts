import type { Scoring, TieRule } from "../../shared/programme/scoring.ts";
import { compare } from "./exact.ts";
import { type Scored, tieValue } from "./rank.ts";

/** Draws the lot of an application: the hash of the snapshot and its id, which nobody can choose and anybody can repeat. */
export type Lot = (applicationId: string) => string;

/** Two applications in order, and the link of the chain that decided; null when the composite did. */
export function inOrder(
  scoring: Scoring,
  lot: Lot,
  a: Scored,
  b: Scored,
): { order: number; decidedBy: TieRule | null } {
  const decimals = scoring.rounding.rule.decimals;
  const value = ({ composite }: Scored) => BigInt(composite.replace(".", "").padEnd(decimals, "0"));
  if (value(a) !== value(b)) return { order: value(a) > value(b) ? -1 : 1, decidedBy: null };
  for (const rule of scoring.ties.chain) {
    const order =
      rule.kind === "lot"
        ? lot(a.applicationId) < lot(b.applicationId)
          ? -1
          : 1
        : -compare(tieValue(scoring, rule, a), tieValue(scoring, rule, b));
    if (order !== 0) return { order, decidedBy: rule };
  }
  throw new Error("the tie chain does not end in a lot");
}
