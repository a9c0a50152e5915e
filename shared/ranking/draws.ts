import { backwardAll, together } from "./cholesky.ts";
import type { Layout } from "./layout.ts";
import { type Fit, weightOf } from "./model.ts";
import { normals } from "./normals.ts";
import { eliminatedEffects, keptEffects } from "./posterior.ts";

/**
 * Draws the qualities of all applications together from what the scores leave open, exactly and without their own
 * matrix: mean and kept effects by one solve, and then each eliminated effect on its own.
 * @returns one draw after the other: the applications' effects, points, in the order of the graph
 */
export function* drawsOf(
  layout: Layout,
  fit: Fit,
  { seed, count }: { seed: number; count: number },
): Generator<Float64Array> {
  const goes = layout.keeps === "experts" ? "applications" : "experts";
  const [e, f] = [fit.ratios[goes], fit.ratios[layout.keeps]];
  const deviation = Math.sqrt(fit.noise);
  const normal = normals(seed);
  const { starts } = layout.eliminated;
  const spreads = Float64Array.from(layout.eliminated.ids, (_, i) => {
    const weight = weightOf(e, (starts[i + 1] ?? 0) - (starts[i] ?? 0));
    return (e * deviation) / Math.sqrt(weight);
  });
  const work = fit.blocks.map(({ size }) => new Float64Array(size * together));
  const means = new Float64Array(together);
  for (let first = 0; first < count; first += together) {
    for (let turn = 0; turn < together; turn++) means[turn] = normal() / fit.meanRoot;
    for (const [part, { factor, tie, size }] of fit.blocks.entries()) {
      const drawn = work[part] ?? new Float64Array(0);
      for (let at = 0; at < drawn.length; at++) {
        drawn[at] = normal() - (tie[Math.floor(at / together)] ?? 0) * (means[at % together] ?? 0);
      }
      backwardAll(factor, size, drawn);
    }
    for (let turn = 0; turn < Math.min(together, count - first); turn++) {
      const solutions = fit.blocks.map(({ solution }, part) =>
        solution.map((value, at) => value + deviation * (work[part]?.[at * together + turn] ?? 0)),
      );
      const kept = keptEffects(layout, f, solutions);
      if (layout.keeps === "applications") {
        yield kept;
        continue;
      }
      const effects = eliminatedEffects(layout, e, fit.mean + deviation * (means[turn] ?? 0), kept);
      for (let i = 0; i < effects.length; i++) {
        effects[i] = (effects[i] ?? 0) + (spreads[i] ?? 0) * normal();
      }
      yield effects;
    }
  }
}
