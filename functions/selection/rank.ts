import { compare, type Fraction, fractionOf, rounded } from "../../shared/kernel/exact.ts";
import type { Composite } from "../../shared/ranking/composite.ts";
import type { TieBreak, UnrankedRow } from "./decision.ts";
import { modelled } from "./figures.ts";
import type { Snapshot, SnapshotSheet } from "./snapshot.ts";
import { breakTie, type Lot } from "./ties.ts";
import { byStageWeight, leastTotals, type StageTotals, stageTotals } from "./totals.ts";

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

/** The totals of all applications with enough sheets in every stage; the others with what they lack. */
function totalled(snapshot: Snapshot): { complete: Uncounted[]; unranked: UnrankedRow[] } {
  // By hand: the oldest Node that replays a decision has no Map.groupBy.
  const sheetsOf = new Map<string, SnapshotSheet[]>();
  for (const sheet of snapshot.sheets.filter(counts)) {
    sheetsOf.set(sheet.applicationId, [...(sheetsOf.get(sheet.applicationId) ?? []), sheet]);
  }
  const complete: Uncounted[] = [];
  const unranked: UnrankedRow[] = [];
  for (const application of snapshot.applications) {
    const sheets = sheetsOf.get(application.id) ?? [];
    const missing = missingIn(snapshot, { application, sheets });
    const { id: applicationId, societyCode, names, partners } = application;
    const of = { applicationId, societyCode, names, ...(partners && { partners }) };
    if (missing.length > 0) unranked.push({ ...of, missing });
    else complete.push({ applicationId, application, stages: stagesOf(snapshot, { application, sheets }) });
  }
  return { complete, unranked };
}

/** All applications with enough sheets in every stage, best first; the others with what they lack. */
export function rank(
  snapshot: Snapshot,
  lot: Lot,
): { ranked: RankedScore[]; unranked: UnrankedRow[]; model: Model | undefined } {
  const { scoring } = snapshot;
  const { complete, unranked } = totalled(snapshot);
  // Whose society stayed away has no scores in that stage that a model could learn from.
  const model = modelled(snapshot, complete.filter(isScored));
  const scored = calibrated(snapshot, complete, model).map((one) => scoreOf(snapshot, one));
  const inOrder = (own: Scored, other: Scored) => {
    const order = compare(fractionOf(other.composite), fractionOf(own.composite));
    return order === 0 ? breakTie(scoring.ties.chain, lot, { own, other }) : { order, tie: null };
  };
  const best = scored.toSorted((a, b) => inOrder(a, b).order);
  const ranked = best.map((one, at) => {
    const previous = best[at - 1];
    return { ...one, tie: previous ? inOrder(one, previous).tie : null };
  });
  return { ranked, unranked, model };
}

type Model = Composite<StageTotals["stage"]["id"]>;
type Uncounted = Pick<Scored, "applicationId" | "application" | "stages">;

/** A sheet that two officers left out stays in the snapshot, and counts for nothing. */
const counts = ({ isLeftOut }: SnapshotSheet) => isLeftOut === undefined;

const inStage = (sheets: readonly SnapshotSheet[], id: string) => sheets.filter(({ stage }) => stage === id);

/** Has every stage sheets? Otherwise its society was absent from one. */
export const isScored = ({ stages }: Pick<Scored, "stages">): boolean =>
  stages.every(({ least }) => least === undefined);

type Sheeted = { application: SnapshotApplication; sheets: readonly SnapshotSheet[] };

const isAbsent = ({ absentFrom = [] }: SnapshotApplication, stage: string) =>
  absentFrom.some((one) => one === stage);

const missingIn = ({ scoring }: Snapshot, { application, sheets }: Sheeted): UnrankedRow["missing"] =>
  scoring.stages
    .filter(({ id }) => !isAbsent(application, id))
    .map(({ id, minScores }) => {
      const own = inStage(sheets, id).filter(({ isBeside }) => !isBeside);
      return { stage: id, sheets: own.length, needed: minScores };
    })
    .filter((one) => one.sheets < one.needed);

const stagesOf = ({ scoring }: Snapshot, { application, sheets }: Sheeted) =>
  scoring.stages.map((stage) =>
    isAbsent(application, stage.id)
      ? leastTotals(stage, scoring)
      : stageTotals(stage, inStage(sheets, stage.id), scoring),
  );

/** A calibrated score counts with so many decimals, from there on exactly. */
const calibratedDecimals = 6;

/**
 * Where the programme ranks by calibrated scores: each stage's own, if the scores tell strictness in it; else its mean
 * stays. One that calibration takes below nought is nought.
 */
function calibrated({ scoring }: Snapshot, complete: Uncounted[], model: Model | undefined): Uncounted[] {
  if (scoring.aggregate.rule.kind !== "calibrated" || !model) return complete;
  const told = model.stages.filter((stage) => stage.model.decides === "calibrated");
  const scoresOf = new Map(
    told.map((stage) => [
      stage.id,
      new Map(stage.model.applications.map(({ id, calibrated: score }) => [id, score])),
    ]),
  );
  return complete.map((one) => {
    const stages = one.stages.map((own) => {
      const found = scoresOf.get(own.stage.id)?.get(one.applicationId);
      if (found === undefined) return own;
      const score = fractionOf(Math.max(0, found).toFixed(calibratedDecimals));
      return { ...own, rule: "calibrated" as const, score };
    });
    return { ...one, stages };
  });
}

function scoreOf({ scoring }: Snapshot, one: Uncounted): Scored {
  const exact = byStageWeight(one.stages, ({ score }) => score);
  return { ...one, exact, composite: rounded(exact, scoring.rounding.rule) };
}
