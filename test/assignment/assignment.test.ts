import { describe, expect, it, test } from "vitest";
import { type Assignment, assign, type Objective } from "../../shared/assignment/assignment.ts";
import { boundOf, holds } from "../../shared/assignment/bound.ts";
import { type Instance, loadsOf, panelsOf } from "../../shared/assignment/instance.ts";
import { highestTotal } from "../../shared/assignment/total.ts";
import { ownBest } from "../../shared/assignment/worst.ts";
import fc from "../chance.ts";
import { type Case, everyAssignment, type Figures, instanceFrom } from "./cases.ts";

const done = (found: ReturnType<typeof assign>): Assignment => {
  if ("short" in found) throw new Error(`short by ${found.short}`);
  return found;
};

/** Cases with few enough assignments to try them all; scores from a short list, so that many are equal. */
const smallCase = (shape: { panel?: boolean; least?: boolean } = {}) =>
  fc
    .record({
      n: fc.integer({ min: 1, max: 4 }),
      m: fc.integer({ min: 2, max: 5 }),
      k: fc.integer({ min: 1, max: 2 }),
    })
    .chain(({ n, m, k }) =>
      fc.record({
        scores: fc.array(fc.array(fc.constantFrom(-1, 0, 1, 2, 3, 5, 8, 9), { minLength: m, maxLength: m }), {
          minLength: n,
          maxLength: n,
        }),
        most: fc.array(fc.integer({ min: 0, max: 3 }), { minLength: m, maxLength: m }),
        k: fc.constant(k),
        ...(shape.panel
          ? { institutions: fc.array(fc.integer({ min: 0, max: 2 }), { minLength: m, maxLength: m }) }
          : {}),
        ...(shape.least
          ? { least: fc.array(fc.integer({ min: 0, max: 1 }), { minLength: m, maxLength: m }) }
          : {}),
      }),
    )
    .map((one): Case => {
      const { least, most, ...rest } = one as Case;
      return {
        ...rest,
        most: most.map((places, e) => Math.max(places, least?.[e] ?? 0)),
        ...(least ? { least } : {}),
      };
    });

const figuresOf = (instance: Instance, found: Assignment): Figures => ({
  worst: found.worst,
  total: found.total,
  squares: loadsOf(instance, found.panels).reduce((sum, load) => sum + load * load, 0),
});

/** Higher is better, for each objective. */
const rate: Record<Objective, (figures: Figures) => number> = {
  worst: ({ worst }) => worst,
  total: ({ total }) => total,
  balance: ({ squares }) => -squares,
};

function bestOf(one: Case, order: readonly Objective[]): number[] | undefined {
  let best: number[] | undefined;
  for (const figures of everyAssignment(one)) {
    const rates = order.map((objective) => rate[objective](figures));
    const at = rates.findIndex((value, place) => value !== best?.[place]);
    if (!best || (at >= 0 && (rates[at] ?? 0) > (best[at] ?? 0))) best = rates;
  }
  return best;
}

/** The hard rules, looked at one by one. */
function expectRules(instance: Instance, { panels }: Assignment) {
  const { k, experts, expertOf, panel, forced } = instance;
  expect(panels).toHaveLength(instance.applications.length);
  for (const [a, pairs] of panels.entries()) {
    const who = pairs.map((pair) => expertOf[pair] ?? -1);
    expect(new Set(who).size).toBe(k);
    expect(
      pairs.every((pair) => pair >= (instance.starts[a] ?? 0) && pair < (instance.starts[a + 1] ?? 0)),
    ).toBe(true);
    if (panel) expect(new Set(who.map((e) => experts[e]?.institution)).size).toBe(k);
  }
  const loads = loadsOf(instance, panels);
  expect(experts.every(({ least, most }, e) => (loads[e] ?? 0) >= least && (loads[e] ?? 0) <= most)).toBe(
    true,
  );
  const held = new Set(panels.flat());
  expect(forced.every((one, pair) => one === 0 || held.has(pair))).toBe(true);
}

const orders: Objective[][] = [
  ["total"],
  ["worst", "total"],
  ["worst", "total", "balance"],
  ["total", "balance"],
  ["balance", "total"],
  ["total", "worst"],
];

describe("the best of all assignments that there are", () => {
  test.each([
    ["caps", {}],
    ["one expert per institution", { panel: true }],
    ["least loads", { least: true }],
    ["all of it", { panel: true, least: true }],
  ])("%s", (_, shape) => {
    fc.assert(
      fc.property(smallCase(shape), fc.constantFrom(...orders), fc.nat(99), (one, order, seed) => {
        const instance = instanceFrom(one);
        const found = assign(instance, { objectives: order, seed });
        const best = bestOf(one, order);
        if ("short" in found) {
          expect(best).toBeUndefined();
          return;
        }
        expectRules(instance, found);
        if (found.isOptimal || !order.includes("balance")) {
          const figures = figuresOf(instance, found);
          expect(order.map((objective) => rate[objective](figures))).toEqual(best);
        }
      }),
      { numRuns: 300 },
    );
  });

  it("is proven where a floor keeps somebody from a place that must be taken", () => {
    const one: Case = {
      scores: [
        [-1, 8, 3, -1, -1],
        [-1, 1, 0, -1, 1],
      ],
      most: [0, 1, 1, 0, 1],
      least: [0, 1, 1, 0, 0],
      k: 1,
    };
    const found = assign(instanceFrom(one), { objectives: ["worst", "total", "balance"], seed: 0 });
    expect(found).toMatchObject({ worst: 1, total: 4, isOptimal: true });
  });

  it("is proven whenever balance comes after no floor", () => {
    fc.assert(
      fc.property(
        smallCase(),
        fc.constantFrom(...orders.filter((order) => order.join() !== "worst,total,balance")),
        (one, order) => {
          const found = assign(instanceFrom(one), { objectives: order, seed: 1 });
          expect("short" in found || found.isOptimal).toBe(true);
        },
      ),
    );
  });
});

describe("no assignment", () => {
  it("names who is short, and the fewest further places that are enough", () => {
    const one: Case = {
      scores: [
        [5, 5, -1, -1],
        [5, 5, -1, -1],
        [5, 5, 5, 5],
      ],
      most: [1, 2, 3, 3],
      k: 2,
    };
    expect(assign(instanceFrom(one), { objectives: ["total"], seed: 1 })).toEqual({
      short: 1,
      applications: [0, 1],
      experts: [0],
      relaxation: { places: [{ expert: 0, more: 1 }], eligible: [], least: [] },
    });
  });

  it("names an application that too few may judge", () => {
    const found = assign(
      instanceFrom({
        scores: [
          [5, -1],
          [4, 4],
        ],
        most: [2, 2],
        k: 2,
      }),
      { objectives: ["worst"], seed: 1 },
    );
    expect(found).toMatchObject({
      short: 1,
      relaxation: { places: [], eligible: [{ application: 0, more: 1 }] },
    });
  });

  it("the relaxation is enough, and none of fewer places would be", () => {
    fc.assert(
      fc.property(smallCase(), (one) => {
        const found = assign(instanceFrom(one), { objectives: ["total"], seed: 1 });
        if (!("short" in found) || found.relaxation.eligible.length > 0) return;
        const most = [...one.most];
        let more = 0;
        for (const place of found.relaxation.places) {
          most[place.expert] = (most[place.expert] ?? 0) + place.more;
          more += place.more;
        }
        expect(more).toBe(found.short);
        expect("short" in assign(instanceFrom({ ...one, most }), { objectives: ["total"], seed: 1 })).toBe(
          false,
        );
      }),
    );
  });
});

/** The same case with applications and experts in another order, under the same names. */
function shuffled(instance: Instance, applications: readonly number[], experts: readonly number[]): Instance {
  const place = new Map(experts.map((e, at) => [e, at]));
  const rows = applications.map((a) => {
    const pairs = Array.from(
      { length: (instance.starts[a + 1] ?? 0) - (instance.starts[a] ?? 0) },
      (_, at) => ({
        e: place.get(instance.expertOf[(instance.starts[a] ?? 0) + at] ?? 0) ?? 0,
        score: instance.scores[(instance.starts[a] ?? 0) + at] ?? 0,
      }),
    );
    return pairs.sort((x, y) => x.e - y.e);
  });
  const starts = new Int32Array(rows.length + 1);
  for (const [a, row] of rows.entries()) starts[a + 1] = (starts[a] ?? 0) + row.length;
  return {
    ...instance,
    applications: applications.map((a) => instance.applications[a] ?? ""),
    experts: experts.flatMap((e) => instance.experts[e] ?? []),
    starts,
    expertOf: Int32Array.from(rows.flat(), ({ e }) => e),
    scores: Int32Array.from(rows.flat(), ({ score }) => score),
  };
}

const namesOf = (instance: Instance, found: Assignment) =>
  found.panels
    .flatMap((pairs, a) =>
      pairs.map(
        (pair) => `${instance.applications[a]}, ${instance.experts[instance.expertOf[pair] ?? 0]?.id}`,
      ),
    )
    .sort();

describe("the lot among equals", () => {
  it("gives the same pairs in any order of input", () => {
    const order = (size: number) => fc.shuffledSubarray([...Array(size).keys()], { minLength: size });
    const equals = fc.record({
      scores: fc.array(fc.array(fc.constantFrom(0, 5, 5), { minLength: 7, maxLength: 7 }), {
        minLength: 9,
        maxLength: 9,
      }),
      seed: fc.nat(999),
      applications: order(9),
      experts: order(7),
      wish: fc.constantFrom<Objective[]>(["total"], ["total", "balance"], ["balance"]),
    });
    fc.assert(
      fc.property(equals, ({ scores, seed, applications, experts, wish }) => {
        const instance = instanceFrom({ scores, most: Array(7).fill(5), k: 3 });
        const other = shuffled(instance, applications, experts);
        const wishes = { objectives: wish, seed };
        expect(namesOf(other, done(assign(other, wishes)))).toEqual(
          namesOf(instance, done(assign(instance, wishes))),
        );
      }),
    );
  });

  it("hangs on the seed", () => {
    const instance = instanceFrom({ scores: Array(12).fill(Array(9).fill(7)), most: Array(9).fill(5), k: 3 });
    const pairs = [1, 2].map((seed) =>
      namesOf(instance, done(assign(instance, { objectives: ["total"], seed }))),
    );
    expect(pairs[0]).not.toEqual(pairs[1]);
  });
});

describe("promised pairs", () => {
  it("only those are broken that must be, when an expert drops out", () => {
    fc.assert(
      fc.property(smallCase(), fc.nat(4), (one, expert) => {
        const instance = instanceFrom(one);
        const first = assign(instance, { objectives: ["total"], seed: 1 });
        const gone = expert % one.most.length;
        const without = instanceFrom({
          ...one,
          most: one.most.map((places, e) => (e === gone ? 0 : places)),
        });
        if ("short" in first) return;
        const kept = new Uint8Array(instance.expertOf.length);
        for (const pair of first.panels.flat()) kept[pair] = 1;
        const again = assign(without, { objectives: ["total"], seed: 1, kept });
        if ("short" in again) return;
        // The best that keeps most promises, found by counting a promise as more than all scores together.
        const promising = one.scores.map((row, a) =>
          row.map((score, e) => {
            const isKept = first.panels[a]?.some((pair) => instance.expertOf[pair] === e);
            return score < 0 ? score : score + (isKept ? 1000 : 0);
          }),
        );
        const best = bestOf({ ...one, scores: promising, most: without.experts.map(({ most }) => most) }, [
          "total",
        ]);
        const honoured = one.scores.length * one.k - again.broken;
        expect(again.total + 1000 * honoured).toBe(best?.[0]);
      }),
    );
  });
});

describe("a proof", () => {
  const instance = instanceFrom({
    scores: [
      [9, 5, 1],
      [8, 2, 2],
      [7, 6, 3],
    ],
    most: [1, 1, 1],
    k: 1,
  });
  const found = highestTotal(instance);
  if ("short" in found) throw new Error("short");

  it("holds for the best total and for no higher one", () => {
    const proof = { prices: found.prices };
    expect(boundOf(instance, { prices: found.prices, unit: 1 }, { floor: 0 })).toBe(found.total);
    expect(holds(instance, { floor: 0, goal: found.total + 1, unit: 1 }, proof)).toBe(true);
    expect(holds(instance, { floor: 0, goal: found.total, unit: 1 }, proof)).toBe(false);
  });

  it("is refused when a price was tampered with", () => {
    for (const e of found.prices.keys()) {
      const prices = found.prices.with(e, (found.prices[e] ?? 0) + 4);
      expect(holds(instance, { floor: 0, goal: found.total + 1, unit: 1 }, { prices })).toBe(false);
    }
  });

  it("is refused when a case is missing", () => {
    const claim = { floor: 0, goal: found.total, unit: 1 };
    const cheap = { prices: found.prices };
    const tree = { application: 0, expert: 0, isIn: cheap, isOut: cheap };
    expect(holds(instance, claim, tree)).toBe(false);
    expect(holds(instance, claim, { same: true })).toBe(false);
  });
});

it("says what was to be had for each application", () => {
  const instance = instanceFrom({
    scores: [
      [9, 5, 1],
      [9, 2, 2],
    ],
    most: [1, 2, 2],
    k: 2,
  });
  expect(ownBest(instance)).toEqual([14, 11]);
});

it("takes one expert, one application, and nought for a score", () => {
  const instance = instanceFrom({ scores: [[0]], most: [1], k: 1 });
  const found = done(assign(instance, { objectives: ["worst", "total", "balance"], seed: 3 }));
  expect(found).toMatchObject({ panels: [[0]], worst: 0, total: 0, isOptimal: true });
  expect(panelsOf(instance, [0])).toEqual([[0]]);
});
