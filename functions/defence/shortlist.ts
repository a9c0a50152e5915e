import type { Sheet } from "../../shared/contract/sheet-record.ts";
import { compare, type Fraction, meanOf } from "../../shared/kernel/exact.ts";
import { countedOf } from "../../shared/programme/aggregate.ts";
import type { Defence } from "../../shared/programme/reviewing.ts";
import { weightedFraction } from "../../shared/programme/score-sheet.ts";
import type { Scoring } from "../../shared/programme/scoring.ts";

/**
 * The written score of an application, exact: the mean of its sheets, or the trimmed mean from the definition's count on.
 * @throws RangeError when there is no sheet
 */
export function writtenScore(
  sheets: readonly NonNullable<Sheet["submitted"]>[],
  { criteria, aggregate: { rule } }: Pick<Scoring, "criteria" | "aggregate">,
): Fraction {
  const totals = sheets.map(({ scores }) => weightedFraction(scores, criteria)).toSorted(compare);
  const { from, until } = countedOf(rule, totals.length);
  return meanOf(totals.slice(from, until));
}

/**
 * 答辩入围: who defends; the first by written score where the definition says so. Whoever is equal to the last of them
 * defends as well: no lot keeps anybody out.
 */
export function whoDefends<T extends { score: Fraction }>(
  scored: readonly T[],
  { shortlist }: Pick<Defence, "shortlist">,
): T[] {
  if (shortlist === null) return [...scored];
  const best = scored.toSorted((a, b) => compare(b.score, a.score));
  const last = best[Math.min(shortlist, best.length) - 1];
  return last ? best.filter(({ score }) => compare(score, last.score) >= 0) : [];
}
