import { uniformFloat64 } from "pure-rand/distribution/uniformFloat64";
import { xoroshiro128plus } from "pure-rand/generator/xoroshiro128plus";
import { backward } from "./cholesky.ts";
import type { Layout } from "./layout.ts";
import { type Fit, weightOf } from "./model.ts";
import { eliminatedEffects, keptEffects } from "./posterior.ts";

/** Numbers of the normal distribution, in pairs (Marsaglia's polar method): no sine, whose last digit engines differ in. */
function normals(seed: number): () => number {
  const generator = xoroshiro128plus(seed);
  let spare: number | undefined;
  return () => {
    if (spare !== undefined) {
      const given = spare;
      spare = undefined;
      return given;
    }
    for (;;) {
      const x = 2 * uniformFloat64(generator) - 1;
      const y = 2 * uniformFloat64(generator) - 1;
      const square = x * x + y * y;
      if (square >= 1 || square === 0) continue;
      const scale = Math.sqrt((-2 * Math.log(square)) / square);
      spare = y * scale;
      return x * scale;
    }
  };
}

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
  for (let turn = 0; turn < count; turn++) {
    const mean = normal() / fit.meanRoot;
    const solutions = fit.blocks.map(({ factor, tie, solution, size }) => {
      const drawn = new Float64Array(size);
      for (let at = 0; at < size; at++) drawn[at] = normal() - (tie[at] ?? 0) * mean;
      backward(factor, size, drawn);
      for (let at = 0; at < size; at++) drawn[at] = (solution[at] ?? 0) + deviation * (drawn[at] ?? 0);
      return drawn;
    });
    const kept = keptEffects(layout, f, solutions);
    if (layout.keeps === "applications") {
      yield kept;
      continue;
    }
    const effects = eliminatedEffects(layout, e, fit.mean + deviation * mean, kept);
    for (let i = 0; i < effects.length; i++) {
      const own = (e * deviation) / Math.sqrt(weightOf(e, (starts[i + 1] ?? 0) - (starts[i] ?? 0)));
      effects[i] = (effects[i] ?? 0) + own * normal();
    }
    yield effects;
  }
}
