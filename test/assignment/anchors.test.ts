import { describe, expect, test } from "vitest";
import { anchorsAmong, type Candidate } from "../../shared/assignment/anchors.ts";
import fc from "../chance.ts";

const wish = { count: 2, choice: "widest" as const, seed: 7 };
const one = (id: string, mayJudge: number, wasAnchor = false): Candidate => ({ id, mayJudge, wasAnchor });
const idsOf = (candidates: readonly Candidate[], places: readonly number[]) =>
  places.map((place) => candidates[place]?.id).toSorted();

describe("the anchors of a round", () => {
  test("are none where there is nothing to choose from, and all where there are too few", () => {
    expect(anchorsAmong([], wish)).toEqual([]);
    expect(anchorsAmong([one("a", 3)], wish)).toEqual([0]);
  });

  test("are those that most experts may judge: one with a conflict is not taken while another has none", () => {
    const candidates = [one("a", 9), one("b", 10), one("c", 9), one("d", 10)];
    for (const seed of [1, 2, 3, 4, 5])
      expect(idsOf(candidates, anchorsAmong(candidates, { ...wish, seed }))).toEqual(["b", "d"]);
  });

  test("by lot alone, may be any of them", () => {
    const candidates = ["a", "b", "c", "d", "e", "f"].map((id, at) => one(id, 10 - at));
    const found = [...Array(40).keys()].flatMap((seed) =>
      idsOf(candidates, anchorsAmong(candidates, { count: 1, choice: "lot", seed })),
    );
    expect(new Set(found).size).toBe(6);
  });

  test("stay what they were, however few may judge them by now", () => {
    const candidates = [one("a", 10), one("b", 2, true), one("c", 10)];
    expect(idsOf(candidates, anchorsAmong(candidates, wish))).toContain("b");
    const all = candidates.map((candidate) => ({ ...candidate, wasAnchor: true }));
    expect(anchorsAmong(all, wish)).toEqual([0, 1, 2]);
  });

  test("are the same of one seed, in whatever order the applications come", () => {
    const pool = fc.uniqueArray(fc.string({ minLength: 1 }), { minLength: 3, maxLength: 12 });
    fc.assert(
      fc.property(
        pool,
        fc.nat(99),
        fc.constantFrom("widest" as const, "lot" as const),
        (ids, seed, choice) => {
          const candidates = ids.map((id, at) => one(id, at % 3));
          const turned = candidates.toReversed();
          const found = anchorsAmong(candidates, { count: 3, choice, seed });
          expect(found).toHaveLength(3);
          expect(idsOf(turned, anchorsAmong(turned, { count: 3, choice, seed }))).toEqual(
            idsOf(candidates, found),
          );
        },
      ),
    );
  });
});
