import { compare, exactText, type Fraction, meanOf, medianOf, zero } from "../../shared/kernel/exact.ts";
import type { TieRule } from "../../shared/programme/scoring.ts";
import type { TieBreak } from "./decision.ts";
import { byStageWeight, criterionMean, type StageTotals, totalsIn } from "./totals.ts";

/** Draws the lot of an application: the hash of the snapshot and its id, which nobody can choose and anybody can repeat. */
export type Lot = (applicationId: string) => string;

/** An application whose rounded composite may equal another's. */
export interface Tied {
  applicationId: string;
  stages: readonly StageTotals[];
}

/**
 * The value of one link for one application, exact; the higher ranks first. Mean, median and criterion are of all sheets
 * of a stage, dropped ones included, then by the stages' weights. The trimmed mean is the composite before rounding: the
 * programme gives it one set of parameters. The lowest score is that of all sheets of all stages.
 */
export function tieValue(rule: Exclude<TieRule, { kind: "lot" }>, { stages }: Tied): Fraction {
  switch (rule.kind) {
    case "criterion":
      return byStageWeight(stages, (stage) => criterionMean(rule.id, stage));
    case "stage":
      return stages.find(({ stage }) => stage.id === rule.id)?.score ?? zero;
    case "mean":
      return byStageWeight(stages, (stage) => meanOf(totalsIn(stage)));
    case "trimmed-mean":
      return byStageWeight(stages, ({ score }) => score);
    case "median":
      return byStageWeight(stages, (stage) => medianOf(totalsIn(stage)));
    case "highest-minimum":
      return stages.flatMap(totalsIn).toSorted(compare)[0] ?? zero;
  }
}

/**
 * Which of two applications with equal composites ranks first, and by which link of the chain.
 * @returns `order` below 0 when `own` does; the chain ends in a lot, so that two applications are never left equal
 */
export function breakTie(
  chain: readonly TieRule[],
  lot: Lot,
  { own, other }: { own: Tied; other: Tied },
): { order: number; tie: TieBreak | null } {
  for (const [at, rule] of chain.entries()) {
    const values =
      rule.kind === "lot"
        ? drawn(lot(own.applicationId), lot(other.applicationId))
        : compared(tieValue(rule, own), tieValue(rule, other));
    if (values.order === 0) continue;
    return {
      order: values.order,
      tie: { link: at + 1, rule, own: values.own, previous: values.other },
    };
  }
  return { order: 0, tie: null };
}

const compared = (own: Fraction, other: Fraction) => ({
  order: compare(other, own),
  own: exactText(own),
  other: exactText(other),
});

const drawn = (own: string, other: string) => ({
  order: own > other ? -1 : own < other ? 1 : 0,
  own,
  other,
});
