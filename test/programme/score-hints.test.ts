import { describe, expect, it } from "vitest";
import { cast2021 } from "../../shared/programme/cast-2021.ts";
import { checkDefinition } from "../../shared/programme/check.ts";
import { sciencePrize } from "../../shared/programme/science-prize.ts";
import { hintsOf } from "../../shared/programme/score-hints.ts";
import { scoresOf } from "../reviews/given.ts";

const { scoring } = cast2021;
const codes = (scores: Record<string, string>, recommendation?: string, rules = scoring) =>
  hintsOf({ scores, recommendation }, rules).map(({ code }) => code);

describe("a sheet that may not mean what it says", () => {
  const uneven = { ...scoresOf("80"), budget: "81" };

  it("is pointed out when every criterion has the same score, however it is written", () => {
    expect(codes(scoresOf("80"), "support")).toEqual(["all-equal"]);
    expect(codes({ ...scoresOf("80"), budget: "80.0" }, "support")).toEqual(["all-equal"]);
    expect(codes(uneven, "support")).toEqual([]);
  });

  it("is pointed out when it recommends something else than its total stands for, at the very bound too", () => {
    const at = (score: string) => ({ ...scoresOf(score), "first-year-plan": score });
    expect(codes({ ...at("85"), budget: "86" }, "support")).toEqual(["recommendation-differs"]);
    expect(codes(at("85"), "strong")).toEqual(["all-equal"]);
    expect(codes({ ...at("85"), budget: "84" }, "strong")).toEqual(["recommendation-differs"]);
    expect(codes(uneven)).toEqual(["recommendation-missing"]);
    const [hint] = hintsOf({ scores: uneven, recommendation: "decline" }, scoring);
    expect(hint?.words.zh).toContain("不建议支持");
    expect(hint?.words.zh).toContain("建议支持");
  });

  it("has no hint while it has gaps, nor of a recommendation that the programme doesn't ask for", () => {
    expect(codes({ budget: "80" }, "decline")).toEqual([]);
    const prize = { ...scoresOf("8", sciencePrize), originality: "7" };
    expect(codes(prize, undefined, sciencePrize.scoring)).toEqual([]);
  });
});

describe("recommendations of a definition", () => {
  const faulty = (options: { id: string; from: string }[]) => {
    const definition = {
      ...cast2021,
      scoring: {
        ...scoring,
        recommendations: {
          options: options.map((one) => ({ ...one, name: { zh: "意见", en: "Opinion" } })),
          basis: { assumption: { zh: "试", en: "test" } },
        },
      },
    };
    const checked = checkDefinition(definition, { calendarYears: "any" });
    return "faults" in checked ? checked.faults.map(({ path, code }) => `${path} ${code}`) : [];
  };
  const path = "scoring.recommendations.options";

  it("stand from the best down to the least total, each once", () => {
    expect(
      faulty([
        { id: "a", from: "60" },
        { id: "b", from: "70" },
        { id: "b", from: "0" },
      ]),
    ).toEqual(
      expect.arrayContaining([`${path}[1].from recommendations-disordered`, `${path}[2] duplicate-id`]),
    );
    expect(
      faulty([
        { id: "a", from: "60" },
        { id: "b", from: "10" },
      ]),
    ).toEqual([`${path}[1].from recommendations-leave-gap`]);
  });
});
