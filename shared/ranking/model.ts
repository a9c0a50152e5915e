import { backward, dot, factorise, forward } from "./cholesky.ts";
import type { Layout } from "./layout.ts";
import { naturalLogarithm } from "./logarithm.ts";

/** How much applications and experts differ: each side's standard deviation by that of the noise. */
export interface Ratios {
  applications: number;
  experts: number;
}

/** A part's equations, solved. */
export interface Block {
  size: number;
  /** The Cholesky factor of the part's own matrix, and the row that ties it to the mean. */
  factor: Float64Array;
  tie: Float64Array;
  /** The effects, by their side's standard deviation. */
  solution: Float64Array;
}

/** Scores are not told more exactly than this, points²: so that scores without noise have a model, too. */
export const leastNoise = 1e-9;

/** What the scores say of the model at given ratios. */
export interface Estimate {
  ratios: Ratios;
  /** Restricted (REML) deviance: twice the negative logarithm of the likelihood, with its constants. */
  deviance: number;
  /** Variance of the noise, points². */
  noise: number;
  /** The mean, less the mean of all scores. */
  mean: number;
}

/** The model at given ratios, its equations solved. */
export interface Fit extends Estimate {
  /** What the mean's own equation has left when the parts are eliminated; its root. */
  meanRoot: number;
  blocks: readonly Block[];
}

/** One plus t²·k: what an eliminated effect of k scores weighs. */
export const weightOf = (ratio: number, count: number): number => 1 + ratio * ratio * count;

interface Equations {
  blocks: Block[];
  /** The mean's own equation: its diagonal and right hand side. */
  own: number;
  right: number;
  logarithm: number;
  squares: number;
}

/** The equations of the mean and the kept effects after the others are eliminated. */
function equations({ kept, eliminated, parts, partOf, placeOf }: Layout, e: number, f: number): Equations {
  const blocks = parts.map(({ members }): Block => {
    const size = members.length;
    const factor = new Float64Array(size * size);
    for (const [place, member] of members.entries()) {
      const count = (kept.starts[member + 1] ?? 0) - (kept.starts[member] ?? 0);
      factor[place * size + place] = weightOf(f, count);
    }
    return { size, factor, tie: new Float64Array(size), solution: new Float64Array(size) };
  });
  const all: Equations = { blocks, own: 0, right: 0, logarithm: 0, squares: 0 };
  for (let i = 0; i < eliminated.ids.length; i++) {
    const [from, to] = [eliminated.starts[i] ?? 0, eliminated.starts[i + 1] ?? 0];
    const weight = weightOf(e, to - from);
    const block = blocks[partOf[eliminated.others[from] ?? 0] ?? 0];
    if (!block) continue;
    let sum = 0;
    for (let at = from; at < to; at++) {
      const value = eliminated.values[at] ?? 0;
      sum += value;
      all.squares += value * value;
    }
    const share = (e * e) / weight;
    all.logarithm += naturalLogarithm(weight);
    all.own += (to - from) / weight;
    all.right += sum / weight;
    all.squares -= share * sum * sum;
    for (let at = from; at < to; at++) {
      const own = placeOf[eliminated.others[at] ?? 0] ?? 0;
      block.tie[own] = (block.tie[own] ?? 0) + f / weight;
      block.solution[own] = (block.solution[own] ?? 0) + f * ((eliminated.values[at] ?? 0) - share * sum);
      // Those of a row stand in the order of their places, so that these pairs lie in the lower half.
      for (let before = from; before <= at; before++) {
        const cell = own * block.size + (placeOf[eliminated.others[before] ?? 0] ?? 0);
        block.factor[cell] = (block.factor[cell] ?? 0) - f * f * share;
      }
    }
  }
  return all;
}

/**
 * Solves score = mean + application + expert + noise, all three normal, at given ratios of their deviations, by
 * Henderson's equations with one side eliminated.
 */
export function fitAt(layout: Layout, ratios: Ratios): Fit {
  const e = ratios[layout.keeps === "experts" ? "applications" : "experts"];
  const f = ratios[layout.keeps];
  const { blocks, own, right, logarithm, squares } = equations(layout, e, f);
  let [logarithms, left, meanRight, residual] = [logarithm, own, right, squares];
  for (const { factor, tie, solution, size } of blocks) {
    logarithms += factorise(factor, size);
    forward(factor, size, tie);
    forward(factor, size, solution);
    left -= dot(tie, 0, tie, 0, size);
    meanRight -= dot(tie, 0, solution, 0, size);
    residual -= dot(solution, 0, solution, 0, size);
  }
  const meanRoot = Math.sqrt(left);
  const mean = meanRight / left;
  residual -= meanRight * mean;
  const freedom = Math.max(1, layout.graph.applications.values.length - 1);
  for (const { factor, tie, solution, size } of blocks) {
    for (let at = 0; at < size; at++) solution[at] = (solution[at] ?? 0) - (tie[at] ?? 0) * mean;
    backward(factor, size, solution);
  }
  const noise = Math.max(leastNoise, residual / freedom);
  const deviance =
    logarithms + naturalLogarithm(left) + freedom * (1 + naturalLogarithm(2 * Math.PI * noise));
  return { ratios, deviance, noise, mean, meanRoot, blocks };
}
