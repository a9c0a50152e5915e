import { describe, expect, it, test } from "vitest";
import type { Score } from "../../shared/ranking/graph.ts";
import { groupsOf } from "../../shared/ranking/groups.ts";
import { normals } from "../../shared/ranking/normals.ts";
import { rankingOf } from "../../shared/ranking/ranking.ts";
import fc from "../chance.ts";

interface Call {
  scores: Score[];
  quality: Map<string, number>;
  anchors: Set<string>;
  /** Of each group: the mean of its experts'. */
  strictness: number[];
}

/**
 * A call whose groups follow fields: the experts of each score that group's applications, three for each, and all of them the
 * anchors, which have a panel of their own group; each group has its own strictness.
 */
function call(seed: number, { groups = 4, experts = 6, each = 15, anchored = 0 } = {}): Call {
  const normal = normals(seed);
  const strict = Array.from({ length: groups }, () => 4 * normal());
  const own = strict.map((common) => Array.from({ length: experts }, () => common + 2 * normal()));
  const quality = new Map<string, number>();
  const scores: Score[] = [];
  const anchors = new Set<string>();
  for (let g = 0; g < groups; g++)
    for (let i = 0; i < each; i++) {
      const application = `a${g}-${i}`;
      const good = 6 * normal();
      quality.set(application, good);
      // An anchor of another group in turn, so that no field has all of them.
      const isAnchor = i === 0 && g < anchored;
      if (isAnchor) anchors.add(application);
      for (let of = 0; of < groups; of++)
        for (let j = 0; j < experts; j++) {
          const isOfPanel = of === g && [0, 1, 3].includes((j + i) % experts);
          // Drawn for everybody, so that with and without anchors the same scores are given.
          const score = 70 + good + (own[of]?.[j] ?? 0) + 6 * normal();
          if (!isOfPanel && !isAnchor) continue;
          const expert = `e${of}-${j}`;
          scores.push({ application, expert, score, ...(!isOfPanel && { isBeside: true as const }) });
        }
    }
  const strictness = own.map((marks) => marks.reduce((sum, one) => sum + one, 0) / marks.length);
  return { scores, quality, anchors, strictness };
}

describe("groups that follow fields", () => {
  it("are not joined without anchors: each pair says so", () => {
    const { scores, anchors } = call(1);
    const { groups, joins, partOf } = groupsOf(scores, anchors, 36);
    expect(groups.map(({ applications, experts }) => [applications.length, experts.length])).toEqual(
      Array.from({ length: 4 }, () => [15, 6]),
    );
    expect(joins).toHaveLength(6);
    expect(joins.every(({ se, anchors: shared }) => se === null && shared === 0)).toBe(true);
    expect(new Set(partOf.values()).size).toBe(4);
    expect(rankingOf(scores, { seed: 1, cuts: [10] })).toMatchObject({
      decides: "raw",
      because: "not-connected",
    });
  });

  it("are joined by anchors, each two to √(2σ²/(anchors · experts)), and calibrated scores decide", () => {
    const { scores, anchors } = call(1, { anchored: 3 });
    const { groups, joins, partOf } = groupsOf(scores, anchors, 36);
    expect(groups.map(({ applications }) => applications.length)).toEqual([15, 14, 14, 14]);
    for (const { se, anchors: shared } of joins) {
      expect(shared).toBe(3);
      expect(se).toBeCloseTo(Math.sqrt((2 * 36) / (3 * 6)), 9);
    }
    expect(new Set(partOf.values()).size).toBe(1);
    expect(rankingOf(scores, { seed: 1, cuts: [10] })).toMatchObject({
      decides: "calibrated",
      because: "sound",
    });
  });

  it("are worse joined where an expert did not score an anchor, and through a third group only where none is shared", () => {
    const { scores, anchors } = call(1, { groups: 3, anchored: 2 });
    const [first, second] = [...anchors];
    const without = (drop: (score: Score) => boolean) =>
      groupsOf(
        scores.filter((score) => !drop(score)),
        anchors,
        36,
      ).joins;
    const of = (score: Score, group: number) => score.expert.startsWith(`e${group}-`);
    const fewer = without((score) => score.application === first && score.expert === "e2-0");
    expect(Math.max(...fewer.map(({ se }) => se ?? 0))).toBeGreaterThan(Math.sqrt((2 * 36) / (2 * 6)));
    // The first anchor by groups 0 and 1 alone, the second by 1 and 2 alone: 0 and 2 meet in 1.
    const chain = without(
      (score) =>
        (score.application === first && of(score, 2)) || (score.application === second && of(score, 0)),
    );
    expect(chain[0]?.anchors).toBe(0);
    expect(chain[0]?.se).toBeCloseTo(Math.sqrt((4 * 36) / 6), 9);
    for (const { se } of chain.slice(1)) expect(se).toBeCloseTo(Math.sqrt((2 * 36) / 6), 9);
    const apart = without((score) => anchors.has(score.application) && of(score, 2));
    expect(apart.filter(({ se }) => se === null)).toHaveLength(2);
  });

  it("are the same in whatever order the scores come; who scored anchors alone is no group", () => {
    const { scores, anchors } = call(2, { anchored: 2 });
    const more = [
      ...scores,
      { application: [...anchors][0] ?? "", expert: "late", score: 70, isBeside: true as const },
    ];
    const found = groupsOf(more, anchors, 36);
    expect(found.groups).toHaveLength(4);
    fc.assert(
      fc.property(fc.shuffledSubarray(more, { minLength: more.length }), (shuffled) => {
        const again = groupsOf(shuffled, anchors, 36);
        expect(again.groups.map(({ experts }) => experts)).toEqual(
          found.groups.map(({ experts }) => experts),
        );
        expect(again.joins.map(({ se }) => se?.toFixed(9))).toEqual(
          found.joins.map(({ se }) => se?.toFixed(9)),
        );
      }),
      { numRuns: 10 },
    );
  });
});

describe("an anchor's figures", () => {
  test("raw and trimmed are its panel's, as of every other application; calibrated is of all its scores", () => {
    const scores: Score[] = [
      ...[80, 70, 60].map((score, at) => ({ application: "anchor", expert: `e${at}`, score })),
      ...[20, 10].map((score, at) => ({
        ...{ application: "anchor", expert: `f${at}`, score },
        isBeside: true as const,
      })),
      ...[75, 65].map((score, at) => ({ application: "other", expert: `e${at}`, score })),
    ];
    const found = rankingOf(scores, { seed: 1, cuts: [1] });
    const anchor = found.applications.find(({ id }) => id === "anchor");
    expect([anchor?.raw, anchor?.trimmed]).toEqual([70, 70]);
    const strictness = found.experts.reduce((sum, one) => sum + one.strictness, 0) / 5;
    expect(anchor?.calibrated).toBeCloseTo(48 - strictness, 9);
  });
});

/** How many of the truly best ten are among the ten with the highest figure that decides. */
function hits({ scores, quality }: Call): number {
  const { applications, decides } = rankingOf(scores, { seed: 1, cuts: [10], draws: 2 });
  const first = (figure: (id: string) => number) =>
    [...quality.keys()].toSorted((a, b) => figure(b) - figure(a)).slice(0, 10);
  const best = new Set(first((id) => quality.get(id) ?? 0));
  const by = new Map(applications.map((one) => [one.id, one[decides]]));
  return first((id) => by.get(id) ?? 0).filter((id) => best.has(id)).length;
}

test("in simulated calls with anchors more of the truly best are found than without", () => {
  const calls = [...Array(24).keys()];
  const mean = (anchored: number) =>
    calls.reduce((sum, seed) => sum + hits(call(seed + 1, { anchored })), 0) / calls.length;
  expect(mean(4)).toBeGreaterThan(mean(0) + 0.3);
});

test("the standard error of two groups' difference is what it is missed by", () => {
  const wish = { groups: 2, anchored: 2 };
  const errors = [...Array(200).keys()].map((seed) => {
    const { scores, anchors, strictness } = call(seed + 1, wish);
    const meanOf = (group: number) => {
      const own = scores.filter(
        ({ application, expert }) => anchors.has(application) && expert.startsWith(`e${group}-`),
      );
      return own.reduce((sum, { score }) => sum + score, 0) / own.length;
    };
    return meanOf(0) - meanOf(1) - ((strictness[0] ?? 0) - (strictness[1] ?? 0));
  });
  const { scores, anchors } = call(1, wish);
  const told = groupsOf(scores, anchors, 36).joins[0]?.se ?? 0;
  const scatter = Math.sqrt(errors.reduce((sum, one) => sum + one * one, 0) / errors.length);
  expect(scatter / told).toBeGreaterThan(0.88);
  expect(scatter / told).toBeLessThan(1.12);
});
