import { describe, expect, it } from "vitest";
import { graphOf, type Score } from "../../shared/ranking/graph.ts";
import { layoutOf } from "../../shared/ranking/layout.ts";
import { naturalLogarithm } from "../../shared/ranking/logarithm.ts";
import { normals } from "../../shared/ranking/normals.ts";
import { solved } from "../../shared/ranking/solved.ts";
import fc from "../chance.ts";

/** Each of 360 applications by three of 90 experts, of whom some mark higher than others. */
const normal = normals(3);
const strictness = Array.from({ length: 90 }, () => 4 * normal());
const scores: Score[] = Array.from({ length: 360 }, () => 70 + 6 * normal()).flatMap((quality, i) =>
  [0, 1 + (i % 7), 11 + (i % 13)].map((step) => {
    const j = (i + step) % 90;
    return { application: `a${i}`, expert: `e${j}`, score: quality + (strictness[j] ?? 0) + 6 * normal() };
  }),
);
const drawing = { seed: 5, count: 1000, cuts: [10, 50] };

describe("ranking without a matrix", () => {
  const layout = layoutOf(graphOf(scores));
  const dense = solved(layout, drawing, false);
  const implicit = solved(layout, drawing, true);
  const chances = { dense: dense.chancesUnder("full"), implicit: implicit.chancesUnder("full") };

  it("finds the variances of the written-down equations to a hundredth of their own uncertainty", () => {
    for (const side of ["applications", "experts"] as const) {
      const exact = dense.reml.full.ratios[side];
      expect(Math.abs(implicit.reml.full.ratios[side] / exact - 1)).toBeLessThan(0.005);
    }
    expect(Math.abs(implicit.reml.likelihoodRatio / dense.reml.likelihoodRatio - 1)).toBeLessThan(0.02);
  });

  it("finds their effects, and their errors to what the number of draws tells", () => {
    for (const side of ["applications", "experts"] as const) {
      const [own, exact] = [implicit.found[side], dense.found[side]];
      for (let at = 0; at < exact.effects.length; at++) {
        expect(Math.abs((own.effects[at] ?? 0) - (exact.effects[at] ?? 0))).toBeLessThan(0.05);
        expect(Math.abs((own.errors[at] ?? 0) / (exact.errors[at] ?? 1) - 1)).toBeLessThan(0.12);
      }
    }
  });

  it("finds their chances to what the number of draws tells", () => {
    for (const [at, { top }] of chances.dense.entries()) {
      for (const cut of ["10", "50"])
        expect(Math.abs((chances.implicit[at]?.top[cut] ?? 0) - (top[cut] ?? 0))).toBeLessThan(0.1);
    }
  });

  it("answers the same for the same seed, in any order of the scores", () => {
    fc.assert(
      fc.property(fc.shuffledSubarray(scores, { minLength: scores.length }), (shuffled) => {
        const again = solved(layoutOf(graphOf(shuffled)), { ...drawing, count: 20 }, true);
        const first = solved(layout, { ...drawing, count: 20 }, true);
        expect(again.chancesUnder("full")).toEqual(first.chancesUnder("full"));
        expect(again.reml).toEqual(first.reml);
      }),
      { numRuns: 2 },
    );
  });

  it("is not needed where the connected parts are small, however many they are", () => {
    const apart: Score[] = Array.from({ length: 1600 }, (_, part) => part).flatMap((part) =>
      [0, 1].flatMap((i) =>
        [0, 1].map((j) => ({
          application: `a${part}.${i}`,
          expert: `e${part}.${j}`,
          score: 70 + 6 * normal(),
        })),
      ),
    );
    const many = layoutOf(graphOf(apart));
    const few = { seed: 5, count: 10, cuts: [10] };
    expect(solved(many, few).reml).toEqual(solved(many, few, false).reml);
  });
});

describe("the logarithm of the draws", () => {
  it("is the engine's to its last digits", () => {
    fc.assert(
      fc.property(fc.double({ min: 1e-300, max: 1e300, noNaN: true }), (x) => {
        expect(Math.abs(naturalLogarithm(x) - Math.log(x))).toBeLessThanOrEqual(
          4e-16 * Math.max(1, Math.abs(Math.log(x))),
        );
      }),
    );
  });
});
