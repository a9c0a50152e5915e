import type { ScoreFlag } from "../../shared/contract/omissions.ts";
import { ofExactText } from "../../shared/kernel/exact.ts";
import type { RankingRules } from "../../shared/programme/scoring.ts";
import type { Decision } from "./decision.ts";
import { nearest } from "./totals.ts";

const written = (value: number) => value.toFixed(2).replace(/^-(0\.0+)$/, "$1");
const meanOf = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;

/**
 * How the scores of each application lie: each score, less its expert's strictness, against the others of the same
 * application, by the standard deviation that noise alone gives such a difference; and their scatter by that of the noise.
 * @param rules undefined where the programme asks for no flags
 * @returns the applications with a flag, stage by stage, as they rank
 */
export function flagsOf({ calibration, ranking }: Decision, rules: RankingRules | undefined): ScoreFlag[] {
  if (!rules || !calibration) return [];
  const [farthest, widest] = [Number(rules.outlierBeyond), Number(rules.dispersionBeyond)];
  return calibration.stages.flatMap(({ id: stage, experts, variances }) => {
    const strictness = new Map(experts.map((one) => [one.expertId, Number(one.strictness)]));
    const noise = Math.sqrt(Number(variances.residual));
    return ranking.flatMap(({ applicationId, stages }): ScoreFlag[] => {
      const counted = (stages.find(({ id }) => id === stage)?.sheets ?? []).filter(
        ({ isLeftOut }) => !isLeftOut,
      );
      if (counted.length < 2 || noise === 0) return [];
      const scores = counted.map(({ total }) => nearest(ofExactText(total)));
      const fair = counted.map(({ expertId }, at) => (scores[at] ?? 0) - (strictness.get(expertId) ?? 0));
      const unit = noise * Math.sqrt(counted.length / (counted.length - 1));
      const apart = fair.map((own, at) => (own - meanOf(fair.filter((_, other) => other !== at))) / unit);
      const most = Math.max(...apart.map(Math.abs));
      const sheets = counted.map(({ expertId }, at) => ({
        expertId,
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
      return [{ applicationId, stage, range, dispersion: written(dispersion), isDispersed, sheets }];
    });
  });
}
