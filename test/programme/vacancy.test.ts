import { describe, expect, test } from "vitest";
import type { Vacancy } from "../../shared/programme/scoring.ts";
import { type Decided, listAfter } from "../../shared/programme/vacancy.ts";
import fc from "../chance.ts";

/** A list of so many places in each tier, by rank; then reserves, then those who get nothing. */
function listOf(places: readonly number[], reserves: number, others = 2): Decided<string> {
  const tiers = places.map((_, at) => ({ id: String(at + 1) }));
  const kinds = [
    ...places.flatMap((count, at) =>
      Array.from({ length: count }, () => ({ kind: "tier" as const, tier: String(at + 1) })),
    ),
    ...Array.from({ length: reserves }, () => ({ kind: "reserve" as const })),
    ...Array.from({ length: others }, () => ({ kind: "none" as const })),
  ];
  return { tiers, ranking: kinds.map((place, at) => ({ applicationId: `rank ${at + 1}`, place })) };
}

const cast = listOf([10, 15, 25], 5);

describe("a place on the list becomes free", () => {
  test("cascade: rank 11 comes to tier 1, rank 26 to tier 2, the first reserve to tier 3", () => {
    const { changed, tiers, reserves } = listAfter(cast, "cascade", ["rank 3"]);
    expect(changed).toEqual([
      { applicationId: "rank 11", from: "2", to: "1" },
      { applicationId: "rank 26", from: "3", to: "2" },
      { applicationId: "rank 51", from: null, to: "3" },
    ]);
    expect(tiers.map(({ applications }) => applications.length)).toEqual([10, 15, 25]);
    expect(reserves).toEqual(["rank 52", "rank 53", "rank 54", "rank 55"]);
  });

  test("next-reserve: the first reserve takes that very place, and nobody else moves", () => {
    const { changed } = listAfter(cast, "next-reserve", ["rank 3"]);
    expect(changed).toEqual([{ applicationId: "rank 51", from: null, to: "1" }]);
  });

  test("stays-empty: nobody moves, and the place stays free", () => {
    const { changed, tiers, reserves } = listAfter(cast, "stays-empty", ["rank 3", "rank 20"]);
    expect(changed).toEqual([]);
    expect(tiers.map(({ applications }) => applications.length)).toEqual([9, 14, 25]);
    expect(reserves).toHaveLength(5);
  });

  test("a reserve who was removed is passed over, and frees no place", () => {
    const { changed } = listAfter(cast, "cascade", ["rank 51", "rank 40"]);
    expect(changed).toEqual([{ applicationId: "rank 52", from: null, to: "3" }]);
  });

  test("who moved up and is removed then frees the place that it moved to", () => {
    const { changed } = listAfter(cast, "cascade", ["rank 3", "rank 11"]);
    expect(changed.map(({ applicationId, to }) => [applicationId, to])).toEqual([
      ["rank 12", "1"],
      ["rank 26", "2"],
      ["rank 27", "2"],
      ["rank 51", "3"],
      ["rank 52", "3"],
    ]);
  });

  test("without reserves the lowest place stays empty", () => {
    const { tiers } = listAfter(listOf([2, 2], 0), "cascade", ["rank 1"]);
    expect(tiers.map(({ applications }) => applications)).toEqual([["rank 2", "rank 3"], ["rank 4"]]);
  });

  test("who applied for a tier gets no higher one: the next who would take it does", () => {
    const chosen = new Map([["rank 3", { tier: "2", acceptsLower: true }]]);
    const { changed } = listAfter({ ...listOf([2, 2], 1), chosen }, "cascade", ["rank 1"]);
    expect(changed).toEqual([
      { applicationId: "rank 4", from: "2", to: "1" },
      { applicationId: "rank 5", from: null, to: "2" },
    ]);
  });

  test("any removals: nobody moves down, nobody is on the list twice, no tier has more than its places", () => {
    const rules: Vacancy[] = ["cascade", "next-reserve", "stays-empty"];
    const names = cast.ranking.map(({ applicationId }) => applicationId);
    const before = new Map(
      cast.ranking.map(({ applicationId, place }) => [
        applicationId,
        place.kind === "tier" ? Number(place.tier) : 9,
      ]),
    );
    fc.assert(
      fc.property(fc.constantFrom(...rules), fc.shuffledSubarray(names), (rule, removals) => {
        const { tiers, reserves } = listAfter(cast, rule, removals);
        const listed = tiers.flatMap(({ applications }) => applications);
        expect(new Set([...listed, ...reserves]).size).toBe(listed.length + reserves.length);
        expect(listed.filter((one) => removals.includes(one))).toEqual([]);
        for (const [at, { id, applications }] of tiers.entries()) {
          expect(applications.length).toBeLessThanOrEqual([10, 15, 25][at] ?? 0);
          for (const one of applications) expect(before.get(one)).toBeGreaterThanOrEqual(Number(id));
        }
      }),
      { numRuns: 200 },
    );
  });
});
