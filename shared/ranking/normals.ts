import { uniformFloat64 } from "pure-rand/distribution/uniformFloat64";
import { xoroshiro128plus } from "pure-rand/generator/xoroshiro128plus";
import { naturalLogarithm } from "./logarithm.ts";

/**
 * Numbers of the normal distribution, in pairs (Marsaglia's polar method): no sine or
 * logarithm of the engine, whose last digits differ.
 */
export function normals(seed: number): () => number {
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
      const scale = Math.sqrt((-2 * naturalLogarithm(square)) / square);
      spare = y * scale;
      return x * scale;
    }
  };
}
