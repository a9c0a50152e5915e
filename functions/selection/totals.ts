import {
  compare,
  type Fraction,
  fractionOf,
  meanOf,
  over,
  plus,
  times,
  whole,
  zero,
} from "../../shared/kernel/exact.ts";
import { countedOf } from "../../shared/programme/aggregate.ts";
import { weightedFraction } from "../../shared/programme/score-sheet.ts";
import type { Aggregate, Scoring, Stage } from "../../shared/programme/scoring.ts";
import type { SnapshotSheet } from "./snapshot.ts";

/** The total of one sheet; `isDropped`: trimmed away from its stage. */
export interface Total {
  sheet: SnapshotSheet;
  total: Fraction;
  isDropped: boolean;
}

/** One stage of one application, exact. `totals` are in the order of the experts' ids. */
export interface StageTotals {
  stage: Stage;
  rule: Aggregate["kind"] | "minimum";
  totals: Total[];
  score: Fraction;
  /** Of an anchor, by experts beside its panel: they tell of strictness and of nothing that ranks exactly. */
  beside: Omit<Total, "isDropped">[];
  /** Only of a stage that the society was absent from, which has no totals: what it scores for each criterion. */
  least?: SnapshotSheet["scores"];
}

/** The nearest binary number, for models; what ranks stays exact. */
export const nearest = ({ numerator, denominator }: Fraction): number =>
  Number(numerator) / Number(denominator);

const byExpert = (a: Pick<Total, "sheet">, b: Pick<Total, "sheet">) =>
  a.sheet.expertId < b.sheet.expertId ? -1 : 1;

/**
 * The sheets of one stage as one score, those of the panel alone; calibration comes later, over all applications. From `fromCount` sheets on the
 * trimmed mean drops; below, it is the mean. Among equal totals it is settled by the experts' ids which is called dropped; no
 * figure depends on it.
 * @throws RangeError when there is no sheet of the panel
 */
export function stageTotals(
  stage: Stage,
  sheets: readonly SnapshotSheet[],
  { criteria, aggregate }: Pick<Scoring, "criteria" | "aggregate">,
): StageTotals {
  const all = sheets.map((sheet) => ({ sheet, total: weightedFraction(sheet.scores, criteria) }));
  const own = all.filter(({ sheet }) => !sheet.isBeside);
  const { rule, from, until } = countedOf(aggregate.rule, own.length);
  const lowestFirst = own
    .toSorted((a, b) => compare(a.total, b.total) || byExpert(a, b))
    .map((one, at) => ({ ...one, isDropped: at < from || at >= until }));
  const counted = lowestFirst.filter(({ isDropped }) => !isDropped).map(({ total }) => total);
  const beside = all.filter(({ sheet }) => sheet.isBeside).toSorted(byExpert);
  return { stage, rule, totals: lowestFirst.toSorted(byExpert), score: meanOf(counted), beside };
}

/** 缺席: every criterion of the stage at its least score. */
export function leastTotals(stage: Stage, { criteria }: Pick<Scoring, "criteria">): StageTotals {
  const least = Object.fromEntries(criteria.map(({ id, min }) => [id, String(min)]));
  return { stage, rule: "minimum", totals: [], beside: [], score: weightedFraction(least, criteria), least };
}

/** What the sheets of a stage come to, one by one; who was absent has one total, the least. */
export const totalsIn = ({ totals, least, score }: StageTotals): Fraction[] =>
  least ? [score] : totals.map(({ total }) => total);

/** A value of each stage by the stages' weights in per cent: the composite when the values are the scores. */
export const byStageWeight = (
  stages: readonly StageTotals[],
  valueIn: (stage: StageTotals) => Fraction,
): Fraction =>
  stages.reduce(
    (sum, one) => plus(sum, times(valueIn(one), over(whole(one.stage.weight), whole(100)))),
    zero,
  );

/** The mean score of one criterion over all sheets of a stage, dropped ones included. */
export const criterionMean = (id: string, { totals, least }: StageTotals): Fraction =>
  least
    ? fractionOf(least[id] ?? "0")
    : meanOf(totals.map(({ sheet }) => fractionOf(sheet.scores[id] ?? "0")));
