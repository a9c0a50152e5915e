import { dot, forward } from "./cholesky.ts";
import type { Layout } from "./layout.ts";
import { type Fit, weightOf } from "./model.ts";

/** The effects of one side, points, and their standard errors (roots of the prediction error variances). */
export interface Effects {
  effects: Float64Array;
  errors: Float64Array;
}

/** The effects of the eliminated side when mean and kept effects are given, points. */
export function eliminatedEffects(
  { eliminated }: Layout,
  ratio: number,
  mean: number,
  kept: Float64Array,
): Float64Array {
  const effects = new Float64Array(eliminated.ids.length);
  for (let i = 0; i < effects.length; i++) {
    const [from, to] = [eliminated.starts[i] ?? 0, eliminated.starts[i + 1] ?? 0];
    let left = 0;
    for (let at = from; at < to; at++)
      left += (eliminated.values[at] ?? 0) - mean - (kept[eliminated.others[at] ?? 0] ?? 0);
    effects[i] = (ratio * ratio * left) / weightOf(ratio, to - from);
  }
  return effects;
}

/** Each kept member's effect, points. */
export function keptEffects(
  { kept, partOf, placeOf }: Layout,
  ratio: number,
  solutions: readonly Float64Array[],
): Float64Array {
  return Float64Array.from(
    kept.ids,
    (_, member) => ratio * (solutions[partOf[member] ?? 0]?.[placeOf[member] ?? 0] ?? 0),
  );
}

/** The columns of a block's inverse factor, each as long as the block. */
function inverseColumns(factor: Float64Array, size: number): Float64Array[] {
  return Array.from({ length: size }, (_, column) => {
    const unit = new Float64Array(size);
    unit[column] = 1;
    forward(factor, size, unit, column);
    return unit;
  });
}

/**
 * The best linear unbiased predictions of both sides with their errors, the mean's own uncertainty included (Henderson).
 */
export function posteriorOf(layout: Layout, fit: Fit): Record<"applications" | "experts", Effects> {
  const { kept, eliminated, keeps, partOf, placeOf } = layout;
  const goes = keeps === "experts" ? "applications" : "experts";
  const [e, f] = [fit.ratios[goes], fit.ratios[keeps]];
  const inverses = fit.blocks.map(({ factor, size }) => inverseColumns(factor, size));
  /** The squared length of L⁻¹·(z, mean) with the mean's own row. */
  const squared = (z: Float64Array, part: number, mean: number): number => {
    const tie = fit.blocks[part]?.tie ?? z;
    const own = (mean - dot(tie, 0, z, 0, z.length)) / fit.meanRoot;
    return dot(z, 0, z, 0, z.length) + own * own;
  };

  const keptErrors = Float64Array.from(kept.ids, (_, member) => {
    const part = partOf[member] ?? 0;
    const column = inverses[part]?.[placeOf[member] ?? 0] ?? new Float64Array(0);
    return Math.sqrt(fit.noise * f * f * squared(column, part, 0));
  });
  const goneErrors = Float64Array.from(eliminated.ids, (_, i) => {
    const [from, to] = [eliminated.starts[i] ?? 0, eliminated.starts[i + 1] ?? 0];
    const part = partOf[eliminated.others[from] ?? 0] ?? 0;
    const z = new Float64Array(fit.blocks[part]?.size ?? 0);
    for (let at = from; at < to; at++) {
      const column = inverses[part]?.[placeOf[eliminated.others[at] ?? 0] ?? 0];
      for (let p = 0; p < z.length; p++) z[p] = (z[p] ?? 0) + f * (column?.[p] ?? 0);
    }
    const share = (e * e) / weightOf(e, to - from);
    return Math.sqrt(fit.noise * (share + share * share * squared(z, part, to - from)));
  });

  const keptAre = keptEffects(
    layout,
    f,
    fit.blocks.map(({ solution }) => solution),
  );
  const goneAre = eliminatedEffects(layout, e, fit.mean, keptAre);
  const [ofKept, ofGone] = [
    { effects: keptAre, errors: keptErrors },
    { effects: goneAre, errors: goneErrors },
  ];
  return keeps === "experts"
    ? { experts: ofKept, applications: ofGone }
    : { experts: ofGone, applications: ofKept };
}
