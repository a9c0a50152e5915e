import type { ScoreFlag } from "../../shared/contract/omissions.ts";
import { ExpertId } from "../../shared/kernel/ids.ts";
import { modelled } from "./figures.ts";
import { totalled } from "./rank.ts";
import { ordered, type Snapshot } from "./snapshot.ts";
import { nearest } from "./totals.ts";

const written = (value: number) => value.toFixed(2).replace(/^-(0\.0+)$/, "$1");
const meanOf = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;

/**
 * How the scores of each application lie: each score, less its expert's strictness, against the others of the same
 * application, by the standard deviation that noise alone gives such a difference; and their scatter by that of the noise.
 * @returns the applications with a flag, by their ids; none where the programme asks for none
 */
export function flagsOf(given: Snapshot): ScoreFlag[] {
  const snapshot = ordered(given);
  const rules = snapshot.scoring.ranking;
  const applications = totalled(snapshot).complete;
  const model = modelled(snapshot, applications);
  if (!rules || !model) return [];
  const [farthest, widest] = [Number(rules.outlierBeyond), Number(rules.dispersionBeyond)];
  return model.stages.flatMap(({ id, ranking }) => {
    const strictness = new Map(ranking.experts.map((one) => [one.id, one.strictness]));
    const noise = Math.sqrt(ranking.variances.residual);
    return applications.flatMap(({ applicationId, stages }): ScoreFlag[] => {
      const totals = stages.find(({ stage }) => stage.id === id)?.totals ?? [];
      if (totals.length < 2) return [];
      const scores = totals.map(({ total }) => nearest(total));
      const fair = totals.map(({ sheet }, at) => (scores[at] ?? 0) - (strictness.get(sheet.expertId) ?? 0));
      const unit = noise * Math.sqrt(totals.length / (totals.length - 1));
      const apart = fair.map((own, at) => (own - meanOf(fair.filter((_, other) => other !== at))) / unit);
      const most = Math.max(...apart.map(Math.abs));
      const sheets = totals.map(({ sheet }, at) => ({
        expertId: ExpertId.parse(sheet.expertId),
        apart: written(apart[at] ?? 0),
        // Only the farthest: it draws the others' mean along, so that each of them looks far from it.
        isOutlier: most > farthest && Math.abs(apart[at] ?? 0) === most,
      }));
      const mean = meanOf(fair);
      const squares = fair.reduce((sum, value) => sum + (value - mean) * (value - mean), 0);
      const dispersion = Math.sqrt(squares / (fair.length - 1)) / noise;
      const isDispersed = dispersion > widest;
      if (!isDispersed && !sheets.some(({ isOutlier }) => isOutlier)) return [];
      const range = written(Math.max(...scores) - Math.min(...scores));
      return [{ applicationId, stage: id, range, dispersion: written(dispersion), isDispersed, sheets }];
    });
  });
}
