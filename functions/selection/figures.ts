import { type ApplicationId, ExpertId } from "../../shared/kernel/ids.ts";
import { type Composite, type CompositeFigures, compositeOf } from "../../shared/ranking/composite.ts";
import { type Model, ranksOf } from "../../shared/ranking/ranking.ts";
import { cutsOf } from "./cuts.ts";
import type { Calibration, Figures } from "./decision.ts";
import { groupsIn } from "./groups.ts";
import type { Snapshot } from "./snapshot.ts";
import { nearest, type StageTotals } from "./totals.ts";
import { decimals, written } from "./written.ts";

/** An application with its totals of every stage. */
interface Complete {
  applicationId: ApplicationId;
  stages: readonly StageTotals[];
}

type StageId = StageTotals["stage"]["id"];

/** Everything that the model says of complete applications; undefined where the programme asks for none of it. */
export function modelled(
  { scoring, tiers }: Pick<Snapshot, "scoring" | "tiers">,
  complete: readonly Complete[],
): Composite<StageId> | undefined {
  if (!scoring.ranking || complete.length === 0) return undefined;
  const stages = scoring.stages.map(({ id, weight }) => ({
    id,
    share: weight / 100,
    scores: complete.flatMap(({ applicationId: application, stages: own }) =>
      own
        .filter(({ stage }) => stage.id === id)
        .flatMap(({ totals, beside }) => [...totals, ...beside])
        .map(({ sheet, total }) => ({
          application,
          expert: sheet.expertId,
          score: nearest(total),
          ...(sheet.isBeside && { isBeside: true as const }),
        })),
    ),
  }));
  const { seed, draws } = scoring.ranking;
  return compositeOf(stages, { seed, draws, cuts: cutsOf(tiers).map(({ places }) => places) });
}

/**
 * The figures of each application as they are shown beside the one that ranks, rounded; their rank by the calibrated one
 * counts equals together.
 */
export function figuresOf({ figures }: Composite<StageId>): (applicationId: ApplicationId) => Figures {
  const ids = [...figures.keys()];
  const ranks = ranksOf([...figures.values()].map((one) => Number(written(one.calibrated))));
  const rankOf = new Map(ids.map((id, at) => [id, ranks[at]]));
  return (applicationId) => {
    const [own, calibratedRank] = [figures.get(applicationId), rankOf.get(applicationId)];
    if (!own || calibratedRank === undefined) throw new Error(`${applicationId} was not ranked`);
    return { ...shown(own), calibratedRank };
  };
}

const shown = ({ raw, trimmed, calibrated, shrunk, se, interval, top }: CompositeFigures) => ({
  raw: written(raw),
  trimmed: written(trimmed),
  calibrated: written(calibrated),
  shrunk: written(shrunk),
  se: written(se),
  interval: { from: interval[0], to: interval[1] },
  chances: Object.entries(top).map(([places, chance]) => ({
    places: Number(places),
    chance: written(chance),
  })),
});

/** What the model says of a round: each stage's honest switch, the experts' strictness, the pairs across each line. */
export function calibrationOf(
  snapshot: Pick<Snapshot, "scoring" | "tiers" | "applications" | "sheets">,
  model: Composite<StageId>,
  order: readonly ApplicationId[],
): Calibration | undefined {
  const { scoring, tiers } = snapshot;
  const rules = scoring.ranking;
  if (!rules) return undefined;
  const ranked = new Set(model.figures.keys());
  const hasAnchors = snapshot.applications.some(({ isAnchor }) => isAnchor);
  const within = { low: Number(rules.withinNoise.low), high: Number(rules.withinNoise.high) };
  const rankOf = new Map<string, number>(order.map((id, at) => [id, at + 1]));
  const cuts = cutsOf(tiers);
  const pairs = model.pairsAt(
    order,
    cuts.map(({ places }) => places),
    within,
  );
  return {
    seed: rules.seed,
    draws: rules.draws,
    decimals,
    decidesBy: scoring.aggregate.rule.kind,
    deliberation: rules.deliberation,
    stages: model.stages.map(({ id, model: own }) => {
      const shownStage = stageShown(own);
      const { residual } = shownStage.variances;
      const groups = hasAnchors && groupsIn(snapshot, { stage: id, ranked, residual }).groups;
      return { id, ...shownStage, ...(groups && { groups }) };
    }),
    lines: cuts.map(({ tier, places }, line) => ({
      tier,
      places,
      pairs: (pairs[line] ?? []).map(({ above, below, chance }) => ({
        above: rankOf.get(above) ?? 0,
        below: rankOf.get(below) ?? 0,
        chance: written(chance),
      })),
    })),
  };
}

function stageShown(model: Model): Omit<Calibration["stages"][number], "id"> {
  const { decides, because, components, likelihoodRatio, strictnessLearnt, variances, experts } = model;
  return {
    figure: decides,
    because,
    components,
    likelihoodRatio: written(likelihoodRatio),
    strictnessLearnt: written(strictnessLearnt),
    variances: {
      application: written(variances.application),
      expert: written(variances.expert),
      residual: written(variances.residual),
    },
    experts: experts
      .map(({ id: expertId, strictness, se, scores: sheets }) => ({
        ...{ expertId: ExpertId.parse(expertId), sheets },
        ...{ strictness: written(strictness), se: written(se) },
      }))
      .toSorted((a, b) => (a.expertId < b.expertId ? -1 : 1)),
  };
}
