import { uniformInt } from "pure-rand/distribution/uniformInt";
import { xoroshiro128plus } from "pure-rand/generator/xoroshiro128plus";
import { dot } from "./cholesky.ts";
import { logDeterminant, type Sampling } from "./lanczos.ts";
import type { Layout } from "./layout.ts";
import { naturalLogarithm } from "./logarithm.ts";
import { type Estimate, leastNoise, type Ratios } from "./model.ts";
import { type Operator, operatorOf, solve } from "./operator.ts";

/** The sampled part of the determinant is known the better the larger the matrix is: so many signs are enough. */
const signsWished = 30_000;

/**
 * The probes of the determinant: the same for every ratio, so that the deviance is a smooth function of them.
 * @param isRough enough to begin a search with, not to end it
 */
export function samplingFor({ kept }: Layout, isRough: boolean): Sampling {
  const generator = xoroshiro128plus(1);
  const size = kept.ids.length;
  const count = isRough ? 3 : Math.min(30, Math.max(4, Math.ceil(signsWished / size)));
  const probes = Array.from({ length: count }, () =>
    Float64Array.from({ length: size }, () => 2 * uniformInt(generator, 0, 1) - 1),
  );
  return { probes, steps: isRough ? 12 : 30 };
}

/** How the mean is tied to the kept effects, by their deviation: the equations' first row. */
export function tieOf({ eliminated }: Layout, { size, f, weights }: Operator): Float64Array {
  const tie = new Float64Array(size);
  for (let i = 0; i < weights.length; i++) {
    for (let at = eliminated.starts[i] ?? 0; at < (eliminated.starts[i + 1] ?? 0); at++) {
      const j = eliminated.others[at] ?? 0;
      tie[j] = (tie[j] ?? 0) + f / (weights[i] ?? 1);
    }
  }
  return tie;
}

/** The right hand side of the equations for given scores (in the rows of the eliminated side). */
export function rightOf(
  { eliminated }: Layout,
  { size, e, f, weights }: Operator,
  values: Float64Array,
): { mean: number; kept: Float64Array; squares: number } {
  const kept = new Float64Array(size);
  let [mean, squares] = [0, 0];
  for (let i = 0; i < weights.length; i++) {
    const [from, to] = [eliminated.starts[i] ?? 0, eliminated.starts[i + 1] ?? 0];
    const weight = weights[i] ?? 1;
    let sum = 0;
    for (let at = from; at < to; at++) sum += values[at] ?? 0;
    const share = ((e * e) / weight) * sum;
    mean += sum / weight;
    squares -= share * sum;
    for (let at = from; at < to; at++) {
      const value = values[at] ?? 0;
      const j = eliminated.others[at] ?? 0;
      squares += value * value;
      kept[j] = (kept[j] ?? 0) + f * (value - share);
    }
  }
  return { mean, kept, squares };
}

/** The equations of the mean once the kept effects are eliminated from it as well. */
export interface MeanEquation {
  tie: Float64Array;
  /** The kept effects that a mean of one would take away. */
  response: Float64Array;
  /** What the mean's own equation has left. */
  left: number;
}

/** The mean's equation of an operator. */
export function meanEquation(layout: Layout, operator: Operator): MeanEquation {
  const { eliminated } = layout;
  const tie = tieOf(layout, operator);
  const response = solve(operator, tie);
  const own = operator.weights.reduce(
    (sum, weight, i) => sum + ((eliminated.starts[i + 1] ?? 0) - (eliminated.starts[i] ?? 0)) / weight,
    0,
  );
  return { tie, response, left: own - dot(tie, 0, response, 0, operator.size) };
}

/**
 * The model at given ratios without its matrix: mean and noise by conjugate gradients, the deviance with a sampled
 * determinant.
 */
export function estimateAt(layout: Layout, ratios: Ratios, sampling: Sampling): Estimate {
  const operator = operatorOf(layout, ratios);
  const { size, weights } = operator;
  const { tie, left } = meanEquation(layout, operator);
  const right = rightOf(layout, operator, layout.eliminated.values);
  const solution = solve(operator, right.kept);
  const meanRight = right.mean - dot(tie, 0, solution, 0, size);
  const mean = meanRight / left;
  const residual = right.squares - dot(right.kept, 0, solution, 0, size) - meanRight * mean;
  const freedom = Math.max(1, layout.eliminated.values.length - 1);
  const noise = Math.max(leastNoise, residual / freedom);
  const determinants =
    weights.reduce((sum, weight) => sum + naturalLogarithm(weight), 0) +
    logDeterminant(operator, sampling) +
    naturalLogarithm(left);
  const deviance = determinants + freedom * (1 + naturalLogarithm(2 * Math.PI * noise));
  return { ratios, deviance, noise, mean };
}
