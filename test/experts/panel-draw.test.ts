import { describe, expect, it } from "vitest";
import { drawText } from "../../functions/experts/draw-any.ts";
import { drawPanel, panelShortageIn } from "../../functions/experts/panel-draw.ts";
import { panelPoolOf, stratumOf } from "../../functions/experts/panel-pool.ts";
import { panelShortageOf } from "../../functions/experts/panel-shortage.ts";
import type { PanelPool, PanelResult } from "../../shared/contract/round-panel-record.ts";
import type { PanelRules } from "../../shared/programme/draw-rules.ts";
import { lotUnder } from "../../shared/runtime/lot.ts";
import { sha256Of } from "../../shared/runtime/sha256.ts";
import fc from "../chance.ts";
import { poolFrom, seedOf } from "./given-draw.ts";
import { covers, everyPanel, type NumberedPanel, panelFrom } from "./given-panel.ts";
import { expert, expertId, given, judged, pair, range, tieTo } from "./given-plan.ts";

const drawn = (pool: PanelPool, number: number): PanelResult => {
  const seed = seedOf(number);
  return drawPanel(pool, { poolHash: sha256Of(drawText(pool)), seed, lotOf: lotUnder(seed) });
};

const placesOf = (pool: PanelPool, { groups }: PanelResult): number[] => {
  const placeOf = new Map(pool.experts.map(({ expertId: id }, place) => [id, place]));
  return groups.flatMap((group) => group.drawn.map((one) => placeOf.get(one.expertId) ?? -1));
};

/** Pools small enough to try every panel; many can't be covered by any. */
const smallPanel = (perInstitution: PanelPool["perInstitution"], whenShort: PanelPool["whenShort"]) =>
  fc
    .record({
      n: fc.integer({ min: 1, max: 4 }),
      m: fc.integer({ min: 2, max: 7 }),
      k: fc.integer({ min: 1, max: 2 }),
      seats: fc.array(fc.integer({ min: 1, max: 2 }), { minLength: 1, maxLength: 2 }),
    })
    .chain(({ n, m, k, seats }) =>
      fc.record({
        ...{ k: fc.constant(k), seats: fc.constant(seats) },
        ...{ perInstitution: fc.constant(perInstitution), whenShort: fc.constant(whenShort) },
        experts: fc.array(
          fc.record({
            institution: fc.integer({ min: 0, max: 4 }),
            places: fc.integer({ min: 1, max: 4 }),
            stratum: fc.constantFrom(...seats.keys(), 0, null),
          }),
          { minLength: m, maxLength: m },
        ),
        applications: fc.array(fc.subarray(range(0, m - 1), { minLength: Math.min(m, k) }), {
          minLength: n,
          maxLength: n,
        }),
      }),
    )
    .map((one): PanelPool => panelFrom(one satisfies NumberedPanel));

const seeds = fc.integer({ min: 0, max: 1_000_000 });

describe("a draw of a round's panel", () => {
  it.each([
    ["off", "refused"],
    ["hard", "refused"],
    ["off", "filled"],
    ["hard", "filled"],
  ] as const)(
    "gives the panel that comes first in the order of lots among all that fill the seats and can judge everything, and says when there is none (institutions %s, %s)",
    (perInstitution, whenShort) => {
      fc.assert(
        fc.property(smallPanel(perInstitution, whenShort), seeds, (pool, number) => {
          const all = everyPanel(pool).filter((set) => covers(pool, set, perInstitution === "hard"));
          expect(panelShortageIn(pool) === undefined).toBe(all.length > 0);
          if (all.length === 0) {
            expect(() => drawn(pool, number)).toThrow(RangeError);
            return;
          }
          const lotOf = lotUnder(seedOf(number));
          const byLots = (set: readonly number[]) =>
            set
              .map((place) => lotOf(expertId(place)))
              .toSorted()
              .join();
          const first = all.reduce((best, one) => (byLots(one) < byLots(best) ? one : best));
          expect(placesOf(pool, drawn(pool, number)).toSorted()).toEqual(first.toSorted());
        }),
        { numRuns: 150 },
      );
    },
  );

  it("fills the seats of each stratum, or names the stratum with its seats and experts", () => {
    fc.assert(
      fc.property(smallPanel("off", "refused"), seeds, (pool, number) => {
        const short = panelShortageIn(pool);
        const counts = pool.strata.map((_, at) => pool.experts.filter((one) => one.stratum === at).length);
        const wanted = pool.strata.flatMap((one, at) =>
          (counts[at] ?? 0) < one.seats ? [{ ...one, experts: counts[at] }] : [],
        );
        expect(short?.strata ?? []).toEqual(wanted);
        // Where the strata suffice, it is the applications that are named, with what would be enough.
        if (short && wanted.length === 0) expect(short.applications.length).toBeGreaterThan(0);
        if (short) return;
        const { groups } = drawn(pool, number);
        expect(groups.map((group) => group.drawn.length)).toEqual(pool.strata.map(({ seats }) => seats));
      }),
      { numRuns: 200 },
    );
  });

  it("gives a soft rule of institutions up only where no panel could hold it", () => {
    fc.assert(
      fc.property(smallPanel("soft", "refused"), seeds, (pool, number) => {
        const all = everyPanel(pool);
        const isPossible = all.some((set) => covers(pool, set, false));
        expect(panelShortageIn(pool) === undefined).toBe(isPossible);
        if (!isPossible) return;
        const isHeld = all.some((set) => covers(pool, set, true));
        expect(drawn(pool, number).perInstitution).toBe(isHeld ? "held" : "given-up");
      }),
      { numRuns: 100 },
    );
  });

  it("names whom it passed over for the applications' sake; reserves are the others, lowest lot first", () => {
    // Only the first may judge the second application, so he or she is drawn whatever the lots say.
    const pool = panelFrom({
      ...{ k: 1, seats: [2] },
      experts: range(1, 4).map(() => ({ places: 5, stratum: 0 })),
      applications: [[0, 1, 2, 3], [0]],
    });
    const results = range(1, 40).map((number) => drawn(pool, number).groups[0]);
    for (const group of results) {
      expect(group?.drawn.map((one) => one.expertId)).toContain(expertId(0));
      const lots = group?.reserves.map(({ lot }) => lot);
      expect(lots).toEqual(lots?.toSorted());
      expect(group?.reserves).toHaveLength(2);
    }
    expect(results.some((group) => group?.passedOver.length === 1)).toBe(true);
    expect(results.some((group) => group?.passedOver.length === 0)).toBe(true);
  });

  it("draws the seats that a stratum lacks from all others where the definition says so, and tells them apart", () => {
    const pool = panelFrom({
      ...{ k: 1, seats: [3, 1], whenShort: "filled" },
      experts: [0, 1, 1, 1, null].map((stratum) => ({ places: 5, stratum })),
      applications: [[0, 1, 2, 3, 4]],
    });
    const { groups } = drawn(pool, 3);
    expect(groups.map(({ stratum, drawn: some }) => [stratum, some.length])).toEqual([
      ["s0", 1],
      ["s1", 1],
      [null, 2],
    ]);
    expect(new Set(placesOf(pool, drawn(pool, 3))).size).toBe(4);
    const less = { ...pool, experts: pool.experts.slice(0, 3) };
    expect(panelShortageIn({ ...less, applications: [] })?.strata).toEqual([
      { stratum: "s0", seats: 3, experts: 1 },
    ]);
  });

  it("gives every expert of a stratum the same chance, wherever the list names them", () => {
    const [experts, draws] = [10, 1000];
    const pool = panelFrom({
      ...{ k: 2, seats: [3, 2] },
      experts: range(1, 2 * experts).map((number) => ({ places: 6, stratum: number % 2 })),
      applications: range(1, 6).map(() => range(0, 2 * experts - 1)),
    });
    const counts = new Map<number, number>();
    for (const number of range(1, draws))
      for (const place of placesOf(pool, drawn(pool, number)))
        counts.set(place, (counts.get(place) ?? 0) + 1);
    for (const [stratum, seats] of [3, 2].entries()) {
      const own = pool.experts.flatMap((one, place) => (one.stratum === stratum ? [place] : []));
      const expected = (draws * seats) / experts;
      const chiSquare = own.reduce(
        (sum, place) => sum + ((counts.get(place) ?? 0) - expected) ** 2 / expected,
        0,
      );
      // 9 degrees of freedom, drawn without replacement: a fair draw exceeds this once in a thousand; seeds are fixed.
      expect((chiSquare * (experts - 1)) / (experts - seats)).toBeLessThan(27.9);
    }
  });

  it("ends where many experts and applications leave little room, with everything covered", () => {
    const pool = panelFrom({
      ...{ k: 3, seats: [8, 8] },
      experts: range(0, 39).map((number) => ({ places: 12, stratum: number % 2 })),
      applications: range(0, 59).map((a) => range(0, 39).filter((e) => (a * 7 + e * 11) % 5 !== 0)),
    });
    const result = drawn(pool, 5);
    expect(result.groups.map((group) => group.drawn.length)).toEqual([8, 8]);
    expect(drawText(drawn(pool, 5))).toBe(drawText(result));
  });
});

const panel: PanelRules = {
  strata: [
    { id: "science", name: { zh: "理科", en: "Science" }, fields: ["理科", "数学"], seats: 2 },
    { id: "works", name: { zh: "工科", en: "Engineering" }, fields: ["工科"], seats: 1 },
    { id: "others", name: { zh: "其他", en: "Others" }, fields: [], seats: 1 },
  ],
  whenShort: "refused",
};
const { planId: id, ...ofDraw } = poolFrom({ k: 3, experts: [], applications: [] });
const pooled = (of: ReturnType<typeof given>) => panelPoolOf(of, { panel, reserves: 2 }, { ...ofDraw, id });

describe("the pool of a round's panel", () => {
  it("puts each expert into the stratum of the field that he or she names first of those that have one", () => {
    const of = (fields: string[]) => stratumOf({ fields }, panel);
    expect([of(["工科", "数学"]), of(["历史", " 数 学 "]), of(["历史"]), of([])]).toEqual([1, 0, 2, 2]);
    expect(stratumOf({ fields: ["历史"] }, { strata: panel.strata.slice(0, 2) })).toBeNull();
  });

  it("has who passes the hard rules for an application, and is the same, byte by byte, in whatever order it is read", () => {
    const ties = [tieTo(1), tieTo(2)];
    const all = [
      ...range(1, 4).map((one) => expert(one)),
      expert(5, { fields: ["工科"] }),
      expert(6, { fields: ["医学"] }),
      expert(7, { ties }),
      expert(8, { institution: "" }),
      expert(9, { ties: [tieTo(1)] }),
    ];
    const applications = [judged(1, { pairs: [pair(1, 4, "RECUSED")] }), judged(2)];
    const straight = pooled(given(applications, all)).pool;
    expect(straight.experts.map((one) => one.expertId)).toEqual([1, 2, 3, 4, 5, 6, 9].map(expertId));
    expect(straight.experts.map(({ stratum }) => stratum)).toEqual([0, 0, 0, 0, 1, 2, 0]);
    expect(straight.applications.map(({ eligible }) => eligible.length)).toEqual([5, 7]);
    fc.assert(
      fc.property(fc.shuffledSubarray(all, { minLength: all.length }), seeds, (order, number) => {
        const shuffled = pooled(given(applications.toReversed(), order)).pool;
        expect(drawText(shuffled)).toBe(drawText(straight));
        expect(drawText(drawn(shuffled, number))).toBe(drawText(drawn(straight, number)));
      }),
      { numRuns: 20 },
    );
  });

  it("says in both languages which strata have too few experts, or which applications no panel could cover", () => {
    const few = pooled(
      given(
        [judged(1)],
        [1, 2, 3].map((one) => expert(one)),
      ),
    );
    const short = panelShortageIn(few.pool);
    const said = short && panelShortageOf(few, short, panel);
    expect(said?.strata.map(({ stratum }) => stratum)).toEqual(["works", "others"]);
    expect(said?.words.zh).toMatch(/工科名额1，可抽取的专家0位；其他名额1/);
    expect(said?.words.en).toMatch(/Engineering has 1 seats and 0 experts; Others/);
    const many = range(1, 4).map((one) =>
      expert(one, one > 2 ? { fields: [one === 3 ? "工科" : "医学"] } : {}),
    );
    const tied = many.map((one, at) =>
      at < 2 ? { ...one, ties: expert(1, { ties: [tieTo(1)] }).ties } : one,
    );
    const barred = pooled(given([judged(1), judged(2)], tied));
    const lacking = panelShortageIn(barred.pool);
    const named = lacking && panelShortageOf(barred, lacking, panel);
    expect(named?.applications.map(({ societyCode }) => societyCode)).toEqual(["A-01"]);
    expect(named?.words.zh).toMatch(/任何一个专家组都不能评审全部申报。第1学会/);
  });
});
