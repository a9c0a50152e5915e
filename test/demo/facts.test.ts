import { describe, expect, it } from "vitest";
import { factsOf, plantedCases, plantedKinds } from "../../cli/demo/facts.ts";
import { findingsOf, proposalOf } from "../../functions/eligibility/disqualifiers.ts";
import { cast2021 } from "../../shared/programme/cast-2021.ts";

const ruleOf = new Map(cast2021.disqualifiers.map(({ id, rule }) => [id as string, rule.kind]));

describe("the planted cases of the demonstration", () => {
  it("are each found by the ground that they are planted for, and by no other", () => {
    for (const kind of plantedKinds) {
      const { disqualifier, expects } = plantedCases[kind];
      const findings = findingsOf(cast2021, factsOf(kind));
      expect(proposalOf(findings), kind).toBe(expects);
      const grounds = findings
        .filter(({ outcome }) => outcome !== "pass")
        .map((found) => ruleOf.get(found.disqualifier));
      expect(grounds, kind).toEqual(disqualifier === null ? [] : [disqualifier]);
    }
  });

  it("leave the other societies without anything against them", () => {
    expect(proposalOf(findingsOf(cast2021, factsOf(null)))).toBe("pass");
  });
});
