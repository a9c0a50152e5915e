import { compare, type Fraction, fractionOf, rounded } from "../../shared/kernel/exact.ts";
import type { TieBreak, UnrankedRow } from "./decision.ts";
import type { Snapshot, SnapshotSheet } from "./snapshot.ts";
import { breakTie, type Lot } from "./ties.ts";
import { byStageWeight, type StageTotals, stageTotals } from "./totals.ts";

export type SnapshotApplication = Snapshot["applications"][number];

/** One application with everything that its place follows from. `composite` is rounded as the programme says. */
export interface Scored {
  applicationId: SnapshotApplication["id"];
  application: SnapshotApplication;
  stages: StageTotals[];
  exact: Fraction;
  composite: string;
}

export interface RankedScore extends Scored {
  tie: TieBreak | null;
}

/** All applications with enough sheets in every stage, best first; the others with what they lack. */
export function rank(snapshot: Snapshot, lot: Lot): { ranked: RankedScore[]; unranked: UnrankedRow[] } {
  const { scoring } = snapshot;
  const sheetsOf = Map.groupBy(snapshot.sheets, ({ applicationId }) => applicationId);
  const complete: Scored[] = [];
  const unranked: UnrankedRow[] = [];
  for (const application of snapshot.applications) {
    const sheets = sheetsOf.get(application.id) ?? [];
    const missing = missingIn(snapshot, sheets);
    const { id: applicationId, societyCode, names } = application;
    if (missing.length > 0) unranked.push({ applicationId, societyCode, names, missing });
    else complete.push(scoreOf(snapshot, application, sheets));
  }
  const inOrder = (own: Scored, other: Scored) => {
    const order = compare(fractionOf(other.composite), fractionOf(own.composite));
    return order === 0 ? breakTie(scoring.ties.chain, lot, { own, other }) : { order, tie: null };
  };
  const best = complete.toSorted((a, b) => inOrder(a, b).order);
  const ranked = best.map((one, at) => {
    const previous = best[at - 1];
    return { ...one, tie: previous ? inOrder(one, previous).tie : null };
  });
  return { ranked, unranked };
}

const inStage = (sheets: readonly SnapshotSheet[], id: string) => sheets.filter(({ stage }) => stage === id);

const missingIn = ({ scoring }: Snapshot, sheets: readonly SnapshotSheet[]): UnrankedRow["missing"] =>
  scoring.stages
    .map(({ id, minScores }) => ({ stage: id, sheets: inStage(sheets, id).length, needed: minScores }))
    .filter((one) => one.sheets < one.needed);

function scoreOf(
  { scoring }: Snapshot,
  application: SnapshotApplication,
  sheets: readonly SnapshotSheet[],
): Scored {
  const stages = scoring.stages.map((stage) => stageTotals(stage, inStage(sheets, stage.id), scoring));
  const exact = byStageWeight(stages, ({ score }) => score);
  const composite = rounded(exact, scoring.rounding.rule);
  return { applicationId: application.id, application, stages, exact, composite };
}
