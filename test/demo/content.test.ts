import { describe, expect, it } from "vitest";
import { fieldOf, makeContent } from "../../cli/demo/content.ts";
import { makeExperts, makeOpinion, makeScores } from "../../cli/demo/scores.ts";
import { readSocieties } from "../../cli/demo/societies.ts";
import { SectionContent } from "../../shared/contract/draft.ts";
import { budgetFaults } from "../../shared/programme/budget-check.ts";
import { cast2021 } from "../../shared/programme/cast-2021.ts";
import { missingOf } from "../../shared/programme/completeness.ts";
import { presets } from "../../shared/programme/presets.ts";
import { ConflictKind } from "../../shared/programme/reviewing.ts";

const societies = readSocieties();
const length = (text: string) => [...text].length;
const definitions = [...presets.values()];

describe("the invented content of an application", () => {
  it("never exceeds a limit of the definition, and leaves no required part empty", () => {
    for (const definition of definitions) {
      for (const [at, society] of societies.entries()) {
        const route = at % 3 === 0 ? "self-nominated" : "recommended";
        const content = makeContent({ definition, society, route, seed: 7 });
        for (const [key, written] of Object.entries(content)) {
          expect(SectionContent.safeParse(written).success).toBe(true);
          const section = definition.sections.find((one) => one.key === key);
          const all = Object.values(written.parts);
          expect(all.reduce((sum, text) => sum + length(text), 0)).toBeLessThanOrEqual(
            section?.maxCharacters ?? 0,
          );
          for (const part of section?.parts ?? []) {
            const text = written.parts[part.key] ?? "";
            if (part.required) expect(length(text), `${key} ${part.key}`).toBeGreaterThan(0);
            expect(length(text), `${key} ${part.key}`).toBeLessThanOrEqual(part.maxCharacters);
            expect(text).not.toMatch(/[{}]/);
          }
        }
      }
    }
  });

  it("is complete by the product's own rule on every route, and its budget raises no doubt", () => {
    for (const definition of definitions) {
      for (const society of societies) {
        for (const { id: route } of definition.entryRoutes) {
          const content = makeContent({ definition, society, route, seed: 11 });
          const sections = Object.entries(content).map(([key, written]) => ({ key, content: written }));
          const documents = definition.documents.required.map(({ kind }) => kind);
          expect(missingOf(definition, { route, sections, documents })).toEqual([]);
          if (definition.budget)
            expect(
              budgetFaults(definition.budget, content.budget?.lines ?? [], content.budget?.stated),
            ).toEqual([]);
        }
      }
    }
  });

  it("budgets only what is allowed, within every ceiling, and each amount is price times quantity times times", () => {
    const subjects = new Map(cast2021.budget?.subjects.map((subject) => [subject.code as string, subject]));
    for (const society of societies) {
      const content = makeContent({ definition: cast2021, society, route: "recommended", seed: 3 });
      const lines = content.budget?.lines ?? [];
      expect(lines.length).toBeGreaterThan(2);
      for (const line of lines) {
        const subject = subjects.get(line.subject);
        expect(subject?.allowed).toBe("yes");
        expect(line.amountFen).toBe(line.unitPriceFen * line.quantity * line.times);
        const ceilings = subject?.ceilings ?? [];
        const fits = ceilings.some(
          ({ minFen, maxFen }) => line.unitPriceFen >= (minFen ?? 0) && line.unitPriceFen <= maxFen,
        );
        expect(ceilings.length === 0 || fits).toBe(true);
      }
    }
  });

  it("keeps a small cap", () => {
    const budget = cast2021.budget;
    if (!budget) throw new Error("the preset has a budget");
    const definition = { ...cast2021, budget: { ...budget, totalCapFen: 10_000_000 } };
    for (const society of societies.slice(0, 40)) {
      const lines = makeContent({ definition, society, route: "recommended", seed: 3 }).budget?.lines ?? [];
      expect(lines.length).toBeGreaterThan(0);
      expect(lines.reduce((sum, line) => sum + line.amountFen, 0)).toBeLessThanOrEqual(10_000_000);
      for (const line of lines) expect(line.amountFen).toBe(line.unitPriceFen * line.quantity * line.times);
    }
  });

  it("speaks of the society's own field, differs by society and repeats by seed", () => {
    const named = (name_zh: string) =>
      fieldOf({ code: "A-01", category: "理科", name_zh, name_en: "" } as never);
    expect(["中国数学会", "中国力学学会", "中华医学会", "中国造船工程学会"].map(named)).toEqual([
      "数学",
      "力学",
      "医学",
      "造船工程",
    ]);
    const [first, second] = societies.map((society) =>
      makeContent({ definition: cast2021, society, route: "recommended", seed: 1 }),
    );
    expect(first).not.toEqual(second);
    const [society] = societies;
    if (!society) throw new Error("no society");
    expect(makeContent({ definition: cast2021, society, route: "recommended", seed: 1 })).toEqual(first);
  });
});

describe("the invented experts", () => {
  const experts = makeExperts(1, societies);

  it("are more than thirty, each with an address of their own, some with ties that bar", () => {
    expect(experts.length).toBeGreaterThan(30);
    expect(new Set(experts.map(({ mail }) => mail)).size).toBe(experts.length);
    expect(experts.every(({ name }) => name.includes("虚构"))).toBe(true);
    const ties = experts.flatMap((expert) => expert.ties);
    expect(ties.some(({ kind }) => kind === "office-holder")).toBe(true);
    expect(ties.every(({ kind }) => ConflictKind.safeParse(kind).success)).toBe(true);
  });

  it("score within the bounds and on the step of every criterion", () => {
    const [criterion] = cast2021.scoring.criteria;
    if (!criterion) throw new Error("no criterion");
    const criteria = [
      ...cast2021.scoring.criteria,
      { ...criterion, id: "halves", min: 1, max: 5, step: "0.5" },
      { ...criterion, id: "narrow", min: 98, max: 100, step: "0.25" },
    ];
    for (const expert of experts) {
      for (const society of societies.slice(0, 20)) {
        const scores = makeScores({ seed: 1, expert, societyCode: society.code, stage: "written", criteria });
        for (const { id, min, max, step } of criteria) {
          expect(scores[id]).toMatch(/^(0|[1-9]\d*)(\.\d+)?$/);
          const score = Number(scores[id]);
          expect(score).toBeGreaterThanOrEqual(min);
          expect(score).toBeLessThanOrEqual(max);
          expect(Number.isInteger((score - min) / Number(step))).toBe(true);
        }
      }
    }
  });

  it("differ in strictness: the mildest gives more than the strictest to the same societies", () => {
    const meanOf = (expert: (typeof experts)[number]) => {
      const marks = societies.slice(0, 50).flatMap(({ code }) =>
        Object.values(
          makeScores({
            seed: 1,
            expert,
            societyCode: code,
            stage: "written",
            criteria: cast2021.scoring.criteria,
          }),
        ).map(Number),
      );
      return marks.reduce((sum, mark) => sum + mark, 0) / marks.length;
    };
    const byStrictness = experts.toSorted((a, b) => a.strictness - b.strictness);
    const [strictest, mildest] = [byStrictness.at(0), byStrictness.at(-1)];
    if (!strictest || !mildest) throw new Error("no experts");
    expect(meanOf(mildest)).toBeGreaterThan(meanOf(strictest) + 5);
  });

  it("give other scores for another seed and the same for the same", () => {
    const [expert] = experts;
    if (!expert) throw new Error("no experts");
    const asked = { expert, societyCode: "A-01", stage: "written", criteria: cast2021.scoring.criteria };
    expect(makeScores({ ...asked, seed: 1 })).toEqual(makeScores({ ...asked, seed: 1 }));
    expect(makeScores({ ...asked, seed: 1 })).not.toEqual(makeScores({ ...asked, seed: 2 }));
    expect(makeOpinion({ ...asked, seed: 1 })).toContain("虚构");
  });
});
