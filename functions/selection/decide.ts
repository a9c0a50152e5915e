import { canonicalJson } from "../../shared/kernel/canonical.ts";
import { exactText } from "../../shared/kernel/exact.ts";
import { Sha256 } from "../../shared/kernel/ids.ts";
import type { Sha256 as Hash } from "../../shared/programme/freeze.ts";
import { weightedFraction } from "../../shared/programme/score-sheet.ts";
import type { Scoring } from "../../shared/programme/scoring.ts";
import type { Decision, StageScore } from "./decision.ts";
import { calibrationOf, figuresOf } from "./figures.ts";
import { isScored, rank } from "./rank.ts";
import { rulesUsed } from "./rules-used.ts";
import { ordered, type Snapshot, snapshotFaults } from "./snapshot.ts";
import { fillTiers } from "./tiers.ts";
import type { StageTotals } from "./totals.ts";

type Criteria = Scoring["criteria"];

/** The canonical text of a snapshot: its UTF-8 bytes are what its hash is of. */
export const snapshotText = (snapshot: Snapshot): string => canonicalJson(ordered(snapshot));

/** The canonical text of a decision: its UTF-8 bytes are what its hash is of. */
export const decisionText = (decision: Decision): string => canonicalJson(decision);

/**
 * The decision on a round: a pure function of its snapshot. The same snapshot gives the same bytes on every machine, in
 * whatever order its rows came.
 * @param sha256 the hash of a text's UTF-8 bytes, as lower-case hex
 * @throws RangeError for a snapshot with faults, which `snapshotFaults` names beforehand
 */
export function decide(given: Snapshot, sha256: Hash): Decision {
  const faults = snapshotFaults(given);
  if (faults.length > 0) throw new RangeError(faults.map(({ code, of }) => `${code} ${of}`).join("; "));
  const snapshot = ordered(given);
  const snapshotHash = Sha256.parse(sha256(canonicalJson(snapshot)));
  const lots = new Map<string, string>();
  const lot = (applicationId: string) => {
    const drawn = lots.get(applicationId) ?? sha256(`${snapshotHash}:${applicationId}`);
    lots.set(applicationId, drawn);
    return drawn;
  };
  const { ranked, unranked, model } = rank(snapshot, lot);
  const figures = model && figuresOf(model);
  const calibration =
    model &&
    calibrationOf(
      snapshot,
      model,
      ranked.map(({ applicationId }) => applicationId),
    );
  const { tiers, reserves, placeOf } = fillTiers(ranked, snapshot);
  return {
    schemaVersion: 1,
    roundId: snapshot.roundId,
    definitionHash: snapshot.definitionHash,
    snapshotHash,
    rules: rulesUsed(snapshot),
    rounding: snapshot.scoring.rounding.rule,
    ranking: ranked.map((one, at) => ({
      applicationId: one.applicationId,
      societyCode: one.application.societyCode,
      names: one.application.names,
      ...(one.application.partners && { partners: one.application.partners }),
      rank: at + 1,
      composite: one.composite,
      compositeExact: exactText(one.exact),
      stages: one.stages.map((stage) =>
        recorded(stage, leftOut(snapshot, one.applicationId, stage), snapshot.scoring.criteria),
      ),
      tie: one.tie,
      place: placeOf(one),
      ...(figures && isScored(one) && { figures: figures(one.applicationId) }),
    })),
    unranked,
    tiers,
    reserves,
    ...(snapshot.barred && {
      barred: snapshot.barred.map(({ id: applicationId, ...one }) => ({ applicationId, ...one })),
    }),
    ...(calibration && { calibration }),
  };
}

/** The sheets of a stage that two officers left out. */
const leftOut = ({ sheets }: Snapshot, applicationId: string, { stage }: StageTotals) =>
  sheets.filter((one) => one.isLeftOut && one.applicationId === applicationId && one.stage === stage.id);

const recorded = (
  { stage, rule, totals, score, beside }: StageTotals,
  out: Snapshot["sheets"],
  criteria: Criteria,
): StageScore => ({
  id: stage.id,
  rule,
  score: exactText(score),
  sheets: [
    ...totals.map(({ sheet, total, isDropped }) => ({
      expertId: sheet.expertId,
      total: exactText(total),
      isDropped,
    })),
    ...beside.map(({ sheet, total }) => ({
      expertId: sheet.expertId,
      total: exactText(total),
      isDropped: false,
      isBeside: true as const,
    })),
    ...out.map(({ expertId, scores, isBeside }) => ({
      expertId,
      total: exactText(weightedFraction(scores, criteria)),
      isDropped: false,
      isLeftOut: true as const,
      ...(isBeside && { isBeside }),
    })),
  ],
});
