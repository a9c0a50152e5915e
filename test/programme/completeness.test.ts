import { describe, expect, test } from "vitest";
import { cast2021 } from "../../shared/programme/cast-2021.ts";
import { type Draft, missingOf } from "../../shared/programme/completeness.ts";
import { presets } from "../../shared/programme/presets.ts";
import type { ProgrammeDefinition } from "../../shared/programme/schema.ts";
import { sciencePrize } from "../../shared/programme/science-prize.ts";

const line = {
  subject: "travel",
  item: "调研",
  unitPriceFen: 100_000,
  quantity: 3,
  times: 2,
  basis: "1000元/人×3人×2次",
  amountFen: 600_000,
};

/** Every section filled, every document there. */
function whole(definition: ProgrammeDefinition, change: Partial<Draft> = {}): Draft {
  return {
    route: definition.entryRoutes[0]?.id ?? "open",
    sections: definition.sections.map((section) => ({
      key: section.key,
      content: {
        parts: Object.fromEntries(section.parts.map(({ key }) => [key, "内容"])),
        ...(section.kind === "budget" ? { lines: [line], stated: { unit: "yuan", total: "6000" } } : {}),
      },
    })),
    documents: definition.documents.required.map(({ kind }) => kind),
    ...change,
  };
}

const without = (draft: Draft, key: string): Draft => ({
  ...draft,
  sections: draft.sections.filter((section) => section.key !== key),
});

const rewritten = (draft: Draft, key: string, parts: Record<string, string>): Draft => ({
  ...draft,
  sections: draft.sections.map((section) =>
    section.key === key
      ? { key, content: { ...section.content, parts: { ...section.content.parts, ...parts } } }
      : section,
  ),
});

const found = (draft: Draft, definition = cast2021) =>
  missingOf(definition, draft).map(({ kind, key }) => `${kind} ${key}`);

describe("an application is incomplete", () => {
  test("when nothing was written: every section and document is named once, in both languages", () => {
    const missing = missingOf(cast2021, { route: "recommended", sections: [], documents: [] });
    expect(missing.map(({ kind, key }) => `${kind} ${key}`)).toEqual([
      "section profile",
      "section strengths",
      "section plan-organisational-cohesion",
      "section plan-academic-leadership",
      "section plan-public-credibility",
      "section plan-international-influence",
      "section first-year",
      "budget budget",
      "document form",
      "document stamped",
    ]);
    for (const { words } of missing) {
      expect(words.zh).toMatch(/\p{Script=Han}/u);
      expect(words.en).toMatch(/[a-z]/);
    }
  });

  test("when a part holds nothing but spaces, full-width and invisible ones too", () => {
    expect(found(rewritten(whole(cast2021), "profile", { president: " \u3000\u200b\n" }))).toEqual([
      "part profile.president",
    ]);
  });

  test("when a society that nominates itself gives no reasons, and only then", () => {
    const draft = without(whole(cast2021), "self-nomination");
    expect(found(draft)).toEqual([]);
    expect(found({ ...draft, route: "self-nominated" })).toEqual(["self-nomination self-nomination"]);
  });

  test("when one of the two files is not there", () => {
    expect(found(whole(cast2021, { documents: ["form"] }))).toEqual(["document stamped"]);
  });

  test("when a part is one character too long, a rare character counting once", () => {
    const atLimit = "𠮷".repeat(50);
    expect(found(rewritten(whole(cast2021), "profile", { president: atLimit }))).toEqual([]);
    expect(found(rewritten(whole(cast2021), "profile", { president: `${atLimit}。` }))).toEqual([
      "part profile.president",
    ]);
  });

  test("when its parts are short enough but the section is not", () => {
    const sections = cast2021.sections.map((section) =>
      section.key === "profile" ? { ...section, maxCharacters: 100 } : section,
    );
    const draft = rewritten(whole(cast2021), "profile", { introduction: "字".repeat(90) });
    expect(found(draft, { ...cast2021, sections })).toEqual(["section profile"]);
  });

  test("when a line of the budget does not add up", () => {
    const draft = whole(cast2021);
    const sections = draft.sections.map((section) =>
      section.key === "budget"
        ? {
            key: "budget",
            content: {
              parts: section.content.parts,
              lines: [line, { ...line, amountFen: 600_001 }],
              stated: { unit: "yuan" as const, total: "12000.01" },
            },
          }
        : section,
    );
    expect(found({ ...draft, sections })).toEqual(["budget budget.lines[1].amountFen"]);
  });

  test("when the budget has notes and no lines", () => {
    const draft = whole(cast2021);
    const sections = draft.sections.map(({ key, content }) => ({ key, content: { parts: content.parts } }));
    expect(found({ ...draft, sections })).toEqual(["budget budget.lines"]);
  });

  test("when an older undertaking was accepted, or none", () => {
    expect(found(whole(cast2021, { undertakingVersion: null }))).toEqual(["undertaking 1"]);
    expect(found(whole(cast2021, { undertakingVersion: 2 }))).toEqual(["undertaking 1"]);
    expect(found(whole(cast2021, { undertakingVersion: 1 }))).toEqual([]);
  });
});

describe("an application is complete", () => {
  test.each([...presets.values()].map((definition) => ({ definition, id: definition.id })))(
    "with everything in it: $id",
    ({ definition }) => {
      expect(missingOf(definition, whole(definition))).toEqual([]);
    },
  );

  test("without what may be left out; once begun, that is finished", () => {
    expect(found(without(whole(sciencePrize), "citation"), sciencePrize)).toEqual([]);
    expect(found(rewritten(whole(sciencePrize), "citation", { text: "" }), sciencePrize)).toEqual([]);
  });
});
