import { describe, expect, it, test } from "vitest";
import { graphOf, type Score } from "../../shared/ranking/graph.ts";
import { layoutOf } from "../../shared/ranking/layout.ts";
import { fitAt } from "../../shared/ranking/model.ts";
import { posteriorOf } from "../../shared/ranking/posterior.ts";
import { rankingOf } from "../../shared/ranking/ranking.ts";
import fc from "../chance.ts";
import { denseModel } from "./dense.ts";

const wish = { seed: 7, cuts: [1, 3], draws: 400 };
const rank = (scores: readonly Score[]) => rankingOf(scores, wish);

/** Applications a0, a1, … scored by experts e0, e1, … as the rows say; null: not scored. */
const table = (rows: readonly (readonly (number | null)[])[]): Score[] =>
  rows.flatMap((row, i) =>
    row.flatMap((score, j) => (score === null ? [] : [{ application: `a${i}`, expert: `e${j}`, score }])),
  );

/** Every application by three of six experts; one marks far lower; some noise that follows no pattern. */
const strictOne = table(
  Array.from({ length: 24 }, (_, i) =>
    Array.from({ length: 6 }, (_, j) =>
      [0, 1, 3].includes((i + j) % 6)
        ? 60 + ((i * 7) % 24) + (j === 0 ? -9 : j) + ((i * 31 + j * 17) % 7) / 2
        : null,
    ),
  ),
);

describe("scores that can't be ranked", () => {
  test.each([
    ["none at all", []],
    ["one twice", [...strictOne, ...strictOne.slice(0, 1)]],
    ["one that is no number", [{ application: "a", expert: "e", score: Number.NaN }]],
  ])("%s", (_, scores) => {
    expect(() => rank(scores)).toThrow(RangeError);
  });
});

describe("scores that tell little are ranked all the same, by raw means", () => {
  test.each([
    ["a single one", table([[80]])],
    [
      "all alike",
      table([
        [80, 80],
        [80, 80],
      ]),
    ],
    ["one expert's", table([[80], [70], [75]])],
    ["one application's", table([[80, 70, 75]])],
    [
      "each application with an expert of its own",
      table([
        [80, null],
        [null, 70],
      ]),
    ],
  ])("%s", (_, scores) => {
    const { decides, applications, experts, variances } = rank(scores);
    expect(decides).toBe("raw");
    const figures = [
      ...applications.flatMap(({ raw, calibrated, shrunk, se }) => [raw, calibrated, shrunk, se]),
      ...experts.flatMap(({ strictness, se }) => [strictness, se]),
      ...Object.values(variances),
    ];
    expect(figures.every(Number.isFinite)).toBe(true);
  });

  it("equals share a rank, and the next ones are counted on", () => {
    const { applications } = rank(
      table([
        [80, 70],
        [75, 75],
        [60, 60],
        [90, 90],
      ]),
    );
    expect(applications.map(({ id, rank }) => [id, rank])).toEqual([
      ["a3", 1],
      ["a0", 2],
      ["a1", 2],
      ["a2", 4],
    ]);
  });

  it("groups that no expert connects are not calibrated across", () => {
    const apart = strictOne.map((score) => {
      const group = Number(score.application.slice(1)) % 2;
      return { ...score, expert: `${score.expert}-${group}` };
    });
    expect(rank(apart)).toMatchObject({ decides: "raw", components: 2 });
  });
});

describe("the trimmed mean", () => {
  it("leaves out the highest and the lowest of three and more", () => {
    const { applications } = rank(
      table([
        [60, 70, 95],
        [60, 80, null],
      ]),
    );
    expect(applications.map(({ id, trimmed }) => `${id} ${trimmed}`).toSorted()).toEqual(["a0 70", "a1 70"]);
  });
});

describe("an expert who marks lower than the others", () => {
  it("is found, and does not cost an application its place", () => {
    const { decides, experts, applications } = rank(strictOne);
    expect(decides).toBe("calibrated");
    expect(experts.at(-1)?.id).toBe("e0");
    for (const { raw, calibrated, id } of applications) {
      const hadStrict = strictOne.some(({ application, expert }) => application === id && expert === "e0");
      if (hadStrict) expect(calibrated, id).toBeGreaterThan(raw);
    }
  });
});

describe("the figures", () => {
  const cells = fc.array(
    fc.array(fc.option(fc.integer({ min: 40, max: 100 }), { freq: 2 }), { minLength: 4, maxLength: 4 }),
    {
      minLength: 3,
      maxLength: 7,
    },
  );

  const ratio = fc.double({ min: 0, max: 3, noNaN: true });

  it("are those of the dense equations, in which nothing is eliminated, at any variances", () => {
    fc.assert(
      fc.property(cells, ratio, ratio, (rows, applications, experts) => {
        const scores = table(rows);
        fc.pre(new Set(scores.map(({ score }) => score)).size > 2);
        const layout = layoutOf(graphOf(scores));
        const fit = fitAt(layout, { applications, experts });
        const found = posteriorOf(layout, fit);
        const dense = denseModel(scores, {
          application: fit.noise * applications ** 2,
          expert: fit.noise * experts ** 2,
          residual: fit.noise,
        });
        expect(layout.graph.mean + fit.mean).toBeCloseTo(dense.mean, 6);
        for (const side of ["applications", "experts"] as const) {
          for (const [place, id] of layout.graph[side].ids.entries()) {
            expect(found[side].effects[place]).toBeCloseTo(dense[side].get(id)?.effect ?? Number.NaN, 6);
            expect(found[side].errors[place]).toBeCloseTo(dense[side].get(id)?.error ?? Number.NaN, 6);
          }
        }
      }),
    );
  });

  it("have the highest restricted likelihood: no other variances nearby or at the edges do better", () => {
    const { variances } = rank(strictOne);
    const own = denseModel(strictOne, variances).deviance;
    for (const [a, e, r] of [
      [1.05, 1, 1],
      [0.95, 1, 1],
      [1, 1.05, 1],
      [1, 0.95, 1],
      [1, 1, 1.05],
      [1, 1, 0.95],
      [1, 0, 1],
      [0, 1, 1],
    ] as const) {
      const other = {
        application: variances.application * a,
        expert: variances.expert * e,
        residual: variances.residual * r,
      };
      expect(denseModel(strictOne, other).deviance).toBeGreaterThan(own);
    }
  });

  it("hang on neither the order nor the names", () => {
    const renamed = (name: string) => `x${[...name].reverse().join("")}`;
    fc.assert(
      fc.property(fc.shuffledSubarray(strictOne, { minLength: strictOne.length }), (shuffled) => {
        expect(rank(shuffled)).toEqual(rank(strictOne));
      }),
      { numRuns: 10 },
    );
    const others = rank(
      strictOne.map(({ application, expert, score }) => ({
        application: renamed(application),
        expert: renamed(expert),
        score,
      })),
    );
    expect(new Map(others.applications.map((one) => [one.id, one]))).toEqual(
      new Map(rank(strictOne).applications.map((one) => [renamed(one.id), { ...one, id: renamed(one.id) }])),
    );
  });

  it("of another seed differ only in the chances", () => {
    const { applications } = rankingOf(strictOne, { ...wish, seed: 8 });
    const own = rank(strictOne).applications;
    expect(applications.map(({ id, calibrated }) => [id, calibrated])).toEqual(
      own.map(({ id, calibrated }) => [id, calibrated]),
    );
    expect(applications).not.toEqual(own);
  });
});

describe("the chances", () => {
  it("are of as many places as there are, and follow the ranks", () => {
    const { applications } = rank(strictOne);
    const sum = (cut: string) => applications.reduce((all, { top }) => all + (top[cut] ?? 0), 0);
    expect(sum("1")).toBeCloseTo(1, 9);
    expect(sum("3")).toBeCloseTo(3, 9);
    for (const { interval, rank } of applications) {
      expect(interval[0]).toBeLessThanOrEqual(interval[1]);
      expect(rank).toBeGreaterThanOrEqual(interval[0] - 3);
      expect(rank).toBeLessThanOrEqual(interval[1] + 3);
    }
  });
});
