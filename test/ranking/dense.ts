import type { Score } from "../../shared/ranking/graph.ts";

type Matrix = number[][];

/** The inverse of a positive definite matrix by elimination, and the logarithm of its determinant. */
function inverted(matrix: Matrix): { inverse: Matrix; logarithm: number } {
  const size = matrix.length;
  const rows = matrix.map((row, i) => [...row, ...matrix.map((_, j) => (i === j ? 1 : 0))]);
  let logarithm = 0;
  for (let at = 0; at < size; at++) {
    const pivotRow = rows[at] ?? [];
    const pivot = pivotRow[at] ?? Number.NaN;
    logarithm += Math.log(pivot);
    const scaled = pivotRow.map((value) => value / pivot);
    for (let i = 0; i < size; i++) {
      const factor = rows[i]?.[at] ?? 0;
      rows[i] = i === at ? scaled : (rows[i] ?? []).map((value, k) => value - factor * (scaled[k] ?? 0));
    }
  }
  return { inverse: rows.map((row) => row.slice(size)), logarithm };
}

interface Variances {
  application: number;
  expert: number;
  residual: number;
}

/**
 * The same model by its textbook form: the covariance of all scores, V, inverted as it is; generalised least squares for
 * the mean, and the effects with their prediction errors by their covariances with the scores.
 */
export function denseModel(scores: readonly Score[], { application, expert, residual }: Variances) {
  const of = (a: Score, b: Score) =>
    (a.application === b.application ? application : 0) + (a.expert === b.expert ? expert : 0);
  const covariance = scores.map((a, i) => scores.map((b, j) => of(a, b) + (i === j ? residual : 0)));
  const { inverse, logarithm } = inverted(covariance);
  const weights = inverse.map((row) => row.reduce((sum, value) => sum + value, 0));
  const total = weights.reduce((sum, value) => sum + value, 0);
  const mean = weights.reduce((sum, weight, at) => sum + weight * (scores[at]?.score ?? 0), 0) / total;
  const left = scores.map(({ score }) => score - mean);
  const weighted = inverse.map((row) => row.reduce((sum, value, at) => sum + value * (left[at] ?? 0), 0));
  const squares = weighted.reduce((sum, value, at) => sum + value * (left[at] ?? 0), 0);

  const effectsOf = (key: "application" | "expert", variance: number) =>
    new Map(
      [...new Set(scores.map((score) => score[key]))].map((id) => {
        const own = scores.map((score) => (score[key] === id ? variance : 0));
        const effect = own.reduce((sum, value, at) => sum + value * (weighted[at] ?? 0), 0);
        const seen = inverse.map((row) => row.reduce((sum, value, at) => sum + value * (own[at] ?? 0), 0));
        const known = own.reduce((sum, value, at) => sum + value * (seen[at] ?? 0), 0);
        const shift = seen.reduce((sum, value) => sum + value, 0);
        return [
          id,
          { effect, error: Math.sqrt(Math.max(0, variance - known + (shift * shift) / total)) },
        ] as const;
      }),
    );
  return {
    mean,
    applications: effectsOf("application", application),
    experts: effectsOf("expert", expert),
    deviance: logarithm + Math.log(total) + squares,
  };
}
