import type { Aggregate, Scoring, TieRule } from "../../shared/programme/scoring.ts";
import {
  compare,
  type Fraction,
  fractionOf,
  mean,
  median,
  plus,
  rounded,
  scaled,
  sum,
  zero,
} from "./exact.ts";
import type { Snapshot, SnapshotSheet } from "./snapshot.ts";

/** The weighted total of one sheet: each criterion by its weight, over the sum of the weights. */
export function sheetTotal(scoring: Pick<Scoring, "criteria">, scores: Record<string, string>): Fraction {
  const weights = scoring.criteria.reduce((all, { weight }) => all + weight, 0);
  return sum(
    scoring.criteria.map(({ id, weight }) => scaled(fractionOf(scores[id] ?? "0"), weight, weights)),
  );
}

/** What of the sheets' totals counts: from `fromCount` on, the trimmed mean leaves out the highest and the lowest, one each per tie. */
export function counted<T extends { total: Fraction; expertId: string }>(
  rule: Aggregate,
  sheets: readonly T[],
) {
  const isTrimmed =
    rule.kind === "trimmed-mean" &&
    sheets.length >= rule.fromCount &&
    sheets.length > rule.dropHigh + rule.dropLow;
  const sorted = sheets.toSorted((a, b) => compare(a.total, b.total) || (a.expertId < b.expertId ? -1 : 1));
  if (!isTrimmed) return { kept: sorted, droppedLow: [], droppedHigh: [] };
  return {
    droppedLow: sorted.slice(0, rule.dropLow),
    kept: sorted.slice(rule.dropLow, sorted.length - rule.dropHigh),
    droppedHigh: sorted.slice(sorted.length - rule.dropHigh),
  };
}

interface Stage {
  id: string;
  weight: number;
  score: Fraction;
  sheets: { expertId: string; total: Fraction; scores: Record<string, string> }[];
  droppedHigh: string[];
  droppedLow: string[];
}

/** One application with everything that its place is computed from. */
export interface Scored {
  applicationId: string;
  stages: Stage[];
  exact: Fraction;
  composite: string;
}

/** Stages in which an application has fewer sheets than the definition asks for. */
export function missingStages(scoring: Scoring, sheets: readonly SnapshotSheet[]): string[] {
  return scoring.stages
    .filter(({ id, minScores }) => sheets.filter(({ stage }) => stage === id).length < minScores)
    .map(({ id }) => id);
}

/** The composite score of an application whose sheets are complete. */
export function scored(snapshot: Snapshot, applicationId: string, sheets: readonly SnapshotSheet[]): Scored {
  const { scoring } = snapshot;
  const stages = scoring.stages.map(({ id, weight }): Stage => {
    const own = sheets
      .filter(({ stage }) => stage === id)
      .map(({ expertId, scores }) => ({ expertId, scores, total: sheetTotal(scoring, scores) }));
    const { kept, droppedHigh, droppedLow } = counted(scoring.aggregate.rule, own);
    const ids = (some: readonly { expertId: string }[]) => some.map(({ expertId }) => expertId);
    const score = mean(kept.map(({ total }) => total));
    return { id, weight, score, sheets: own, droppedHigh: ids(droppedHigh), droppedLow: ids(droppedLow) };
  });
  const exact = weighted(stages, ({ score }) => score);
  return { applicationId, stages, exact, composite: rounded(exact, scoring.rounding.rule) };
}

/** A value of each stage, by the stages' weights. */
function weighted(stages: readonly Stage[], of: (stage: Stage) => Fraction): Fraction {
  const weights = stages.reduce((all, { weight }) => all + weight, 0);
  return stages.reduce((all, stage) => plus(all, scaled(of(stage), stage.weight, weights)), zero);
}

const totals = ({ sheets }: Stage) => sheets.map(({ total }) => total);

/** The value of one tie rule; the higher ranks first. A lot has none: it is drawn, see `lotOf`. */
export function tieValue(
  scoring: Scoring,
  rule: Exclude<TieRule, { kind: "lot" }>,
  { stages, exact }: Scored,
): Fraction {
  switch (rule.kind) {
    case "criterion":
      return weighted(stages, ({ sheets }) =>
        mean(sheets.map(({ scores }) => fractionOf(scores[rule.id] ?? "0"))),
      );
    case "stage":
      return stages.find(({ id }) => id === rule.id)?.score ?? zero;
    case "mean":
      return weighted(stages, (stage) => mean(totals(stage)));
    case "trimmed-mean":
      return scoring.aggregate.rule.kind === "trimmed-mean"
        ? exact
        : weighted(stages, (stage) => mean(totals(stage)));
    case "median":
      return weighted(stages, (stage) => median(totals(stage)));
    case "highest-minimum":
      return stages.flatMap(totals).toSorted(compare)[0] ?? zero;
  }
}
