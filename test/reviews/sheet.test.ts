import { describe, expect, test } from "vitest";
import { faultsOf, weightedTotal } from "../../functions/reviews/sheet.ts";
import { cast2021 } from "../../shared/programme/cast-2021.ts";
import { sciencePrize } from "../../shared/programme/science-prize.ts";
import fc from "../chance.ts";

const scores = {
  "organisational-cohesion": "85",
  "academic-leadership": "92",
  "public-credibility": "78",
  "international-influence": "66",
  "first-year-plan": "90",
  budget: "100",
};

const found = (given: Record<string, string>, definition = cast2021) =>
  faultsOf(given, definition).map(({ criterion, code }) => `${criterion} ${code}`);

describe("a sheet is refused", () => {
  test("with every criterion that has no score, in the order of the rubric", () => {
    expect(found({ budget: "5" })).toEqual([
      "organisational-cohesion missing",
      "academic-leadership missing",
      "public-credibility missing",
      "international-influence missing",
      "first-year-plan missing",
    ]);
  });

  test("with a criterion that does not exist, and no name of the language's own passes for one", () => {
    expect(found({ ...scores, charm: "100" })).toEqual(["charm unknown-criterion"]);
    expect(found({ ...scores, constructor: "1" })).toEqual(["constructor unknown-criterion"]);
  });

  test.each([
    ["", "not-a-number"],
    ["-1", "not-a-number"],
    ["1e2", "not-a-number"],
    ["８５", "not-a-number"],
    ["085", "not-a-number"],
    ["100.000001", "above-maximum"],
    ["101", "above-maximum"],
    ["85.5", "off-step"],
  ])("with a budget score of %j: %s", (budget, code) => {
    expect(found({ ...scores, budget })).toEqual([`budget ${code}`]);
  });

  test("below a least score of one, or between half points", () => {
    const given = { originality: "0.5", rigour: "7.25", benefit: "10" };
    expect(found(given, sciencePrize)).toEqual(["originality below-minimum", "rigour off-step"]);
  });

  test("and the reason names the criterion and what is allowed, in both languages", () => {
    expect(faultsOf({ ...scores, budget: "101" }, cast2021)[0]?.words).toEqual({
      zh: "“经费预算”的评分“101”不符合要求（0 至 100 分，步长 1）",
      en: "Budget: a score of 101 is not allowed (0 to 100 in steps of 1)",
    });
  });
});

describe("a sheet is accepted", () => {
  test("at both bounds and with a decimal that says the same", () => {
    expect(found({ ...scores, budget: "0", "first-year-plan": "100.0" })).toEqual([]);
  });

  test("steps are counted from the least score", () => {
    const [first, ...others] = cast2021.scoring.criteria;
    if (!first) throw new Error("no criteria");
    const criteria = [{ ...first, min: 1, max: 9, step: "2" }, ...others];
    const definition = { ...cast2021, scoring: { ...cast2021.scoring, criteria } };
    expect(found({ ...scores, [first.id]: "7" }, definition)).toEqual([]);
    expect(found({ ...scores, [first.id]: "6" }, definition)).toEqual([`${first.id} off-step`]);
  });
});

describe("the total", () => {
  test("is each score by its weight, exact", () => {
    expect(weightedTotal(scores, cast2021)).toBe("84");
    expect(weightedTotal({ ...scores, budget: "99" }, cast2021)).toBe("83.95");
    expect(weightedTotal({ originality: "7.5", rigour: "9", benefit: "8.5" }, sciencePrize)).toBe("8.15");
  });

  test("of a sheet with a gap does not exist", () => {
    expect(() => weightedTotal({ budget: "5" }, cast2021)).toThrow(RangeError);
  });

  test("agrees with whole numbers for any scores", () => {
    const score = fc.integer({ min: 0, max: 100 });
    const sheet = fc.record(Object.fromEntries(cast2021.scoring.criteria.map(({ id }) => [id, score])));
    fc.assert(
      fc.property(sheet, (given) => {
        const text = Object.fromEntries(Object.entries(given).map(([id, value]) => [id, String(value)]));
        const hundredths = cast2021.scoring.criteria.reduce(
          (sum, { id, weight }) => sum + (given[id] ?? 0) * weight,
          0,
        );
        expect(Number(weightedTotal(text, cast2021)) * 100).toBeCloseTo(hundredths, 6);
        expect(faultsOf(text, cast2021)).toEqual([]);
      }),
    );
  });
});
