import { createHash } from "node:crypto";
import { describe, expect, test } from "vitest";
import { assumptionOf, Basis } from "../../shared/programme/basis.ts";
import { annualInspection2022 } from "../../shared/programme/cast-2021/inspection-2022.ts";
import { cast2021 } from "../../shared/programme/cast-2021.ts";
import { checkDefinition } from "../../shared/programme/check.ts";
import { definitionHash } from "../../shared/programme/freeze.ts";
import { presets } from "../../shared/programme/presets.ts";
import { ProgrammeDefinition } from "../../shared/programme/schema.ts";
import { sciencePrize } from "../../shared/programme/science-prize.ts";

const sha256 = (text: string) => createHash("sha256").update(text, "utf8").digest("hex");

/** Every basis in a value, wherever it stands. */
function basesIn(value: unknown): Basis[] {
  const basis = Basis.safeParse(value);
  if (basis.success) return [basis.data];
  return typeof value === "object" && value !== null ? Object.values(value).flatMap(basesIn) : [];
}

describe("the call of 2021", () => {
  test("has four capabilities with 4, 5, 4 and 3 indicators, in the notice's order", () => {
    expect(cast2021.capabilities.map(({ name, indicators }) => [name.zh, indicators.length])).toEqual([
      ["组织凝聚力", 4],
      ["学术引领力", 5],
      ["社会公信力", 4],
      ["国际影响力", 3],
    ]);
  });

  test("supports fifty societies in tiers of 10, 15 and 25 for three years", () => {
    expect(cast2021.tiers.map(({ id, places }) => [id, places])).toEqual([
      ["1", 10],
      ["2", 15],
      ["3", 25],
    ]);
    expect(cast2021.timetable.construction).toMatchObject({ years: 3, targetYear: 2023 });
  });

  test("asks for a Word form, its stamped PDF and fifteen signed and sealed copies", () => {
    expect(cast2021.documents.required.map(({ kind, format, twinOf }) => [kind, format, twinOf])).toEqual([
      ["form", "docx", null],
      ["stamped", "pdf", "form"],
    ]);
    expect(cast2021.documents.paper).toMatchObject({ count: 15, signed: true, sealed: true });
  });

  test("closes with the last millisecond of 11 November in Beijing", () => {
    expect(cast2021.timetable.closes).toMatchObject({
      at: "2021-11-11T15:59:59.999Z",
      zone: "Asia/Shanghai",
    });
  });

  test("has the four disqualifiers of clause three, each citing its number", () => {
    expect(
      cast2021.disqualifiers.map(({ rule, basis }) => [rule.kind, "clause" in basis && basis.clause]),
    ).toEqual([
      ["party-organisation", "三、申报资格 1"],
      ["annual-inspection", "三、申报资格 2"],
      ["penalties", "三、申报资格 3"],
      ["earlier-projects", "三、申报资格 4"],
    ]);
  });

  test("has a plan for each capability and a section for whatever clause five asks", () => {
    expect(cast2021.sections.map(({ key }) => key)).toEqual([
      "profile",
      "self-nomination",
      "strengths",
      "plan-organisational-cohesion",
      "plan-academic-leadership",
      "plan-public-credibility",
      "plan-international-influence",
      "first-year",
      "budget",
    ]);
  });

  test("marks as its own whatever the notice does not say: weights, ceilings, ties, days", () => {
    const { scoring, budget, publicNotice, timetable, selection, documents } = cast2021;
    const silent = [
      ...scoring.criteria.map(({ basis }) => basis),
      ...scoring.stages.map(({ basis }) => basis),
      scoring.aggregate.basis,
      scoring.rounding.basis,
      scoring.ties.basis,
      selection.basis,
      publicNotice.basis,
      timetable.closes.basis,
      timetable.returns.basis,
      timetable.correction.basis,
      documents.receiptDecides.basis,
      documents.paper?.basis ?? { clause: "", quote: "" },
      documents.paper?.shortage.basis ?? { clause: "", quote: "" },
      ...(budget?.subjects ?? []).flatMap(({ ceilings }) => ceilings.map(({ basis }) => basis)),
    ];
    expect(silent.filter((basis) => assumptionOf(basis) === null)).toEqual([]);
    expect(budget?.confirmedByFinance).toBe(false);
  });

  test("still reads as it was frozen before paper had a room, a contact and days until a shortage is told", () => {
    const { paper } = cast2021.documents;
    if (paper === null) throw new Error("the call of 2021 asks for paper");
    const { room: _, contact: __, shortage: ___, ...older } = paper;
    const read = ProgrammeDefinition.parse({
      ...cast2021,
      documents: { ...cast2021.documents, paper: older },
    });
    expect(read.documents.paper).toMatchObject({ ...older, room: null, contact: null });
    expect(read.documents.paper?.shortage.toldAfterDays).toBe(0);
  });

  test("settles whatever the notice leaves open by a setting that says how it was read", () => {
    const { timetable, documents, supplierRegistration, defence, selection, publicNotice, scoring } =
      cast2021;
    const open: [question: string, setting: unknown, basis: Basis | undefined][] = [
      ["does 11月11日前 include that day?", timetable.closes.includesNamedDay, timetable.closes.basis],
      ["until which hour?", timetable.closes.lastMoment, timetable.closes.basis],
      ["do the files or the paper decide?", documents.receiptDecides.by, documents.receiptDecides.basis],
      ["does paper count by its dispatch?", documents.paper?.countsBy, documents.paper?.basis],
      ["does a shortage of paper block?", documents.paper?.blocks, documents.paper?.shortage.basis],
      ["must a supplier be registered before?", supplierRegistration?.blocks, supplierRegistration?.basis],
      ["do all defend?", defence?.who, defence?.basis],
      ["how many experts make a quorum?", defence?.attendance?.quorum, defence?.attendance?.basis],
      ["what if too few qualify?", selection.fewerThanPlaces, selection.basis],
      ["how long is the list shown?", publicNotice.workingDays, publicNotice.basis],
      ["who decides a tie?", scoring.ties.chain.map(({ kind }) => kind), scoring.ties.basis],
      ...cast2021.disqualifiers.map((one): [string, unknown, Basis] => [
        `${one.id}: as of which day?`,
        one.rule.referenceOn,
        one.basis,
      ]),
    ];
    const settled = open.map(([question, setting]) => [question, setting]);
    expect(settled).toEqual([
      ["does 11月11日前 include that day?", true],
      ["until which hour?", "end-of-day"],
      ["do the files or the paper decide?", "electronic"],
      ["does paper count by its dispatch?", "dispatch"],
      ["does a shortage of paper block?", "nothing"],
      ["must a supplier be registered before?", "award"],
      ["do all defend?", "all-eligible"],
      ["how many experts make a quorum?", 4],
      ["what if too few qualify?", "under-fill"],
      ["how long is the list shown?", 5],
      ["who decides a tie?", ["stage", "mean", "highest-minimum", "median", "criterion", "lot"]],
      ["party-organisation: as of which day?", "2021-11-11"],
      ["annual-inspection: as of which day?", "2021-11-11"],
      ["penalties: as of which day?", "2021-11-11"],
      ["earlier-projects: as of which day?", "2021-11-11"],
    ]);
    expect(open.filter(([, , basis]) => !basis || assumptionOf(basis) === null)).toEqual([]);
  });

  test("claims no assumption where the notice speaks plainly", () => {
    for (const { basis } of cast2021.tiers) expect(assumptionOf(basis)).toBeNull();
  });

  test("takes the wording of 2022 for its inspection rule as another version, without code", () => {
    const disqualifiers = cast2021.disqualifiers.map((held) =>
      held.id === annualInspection2022.id ? annualInspection2022 : held,
    );
    const checked = checkDefinition({ ...cast2021, disqualifiers }, { calendarYears: [2021] });
    expect(checked).toMatchObject({ definition: { disqualifiers: { 1: { version: 2 } } } });
  });
});

describe("the invented prize", () => {
  test("shares no criterion, document or tier with the call of 2021", () => {
    const names = (definition: typeof cast2021) => [
      ...definition.scoring.criteria.map(({ id }) => id),
      ...definition.documents.required.map(({ kind }) => kind),
      ...definition.tiers.map(({ id }) => id),
    ];
    expect(names(sciencePrize).filter((name) => names(cast2021).includes(name))).toEqual([]);
  });

  test("has two tiers, one stage of experts, no defence, no paper and no budget", () => {
    expect(sciencePrize.tiers).toHaveLength(2);
    expect(sciencePrize.scoring.stages.map(({ id }) => id)).toEqual(["written"]);
    expect([sciencePrize.defence, sciencePrize.documents.paper, sciencePrize.budget]).toEqual([
      null,
      null,
      null,
    ]);
  });
});

describe("every preset", () => {
  test.each([...presets.values()])("$id gives a basis to every rule that it has", (definition) => {
    expect(basesIn(definition).length).toBeGreaterThan(30);
  });
});

describe("freezing a definition", () => {
  test("the order of keys does not change the hash, a single place does", () => {
    const turned = Object.fromEntries(Object.entries(cast2021).reverse());
    const checked = checkDefinition(turned, { calendarYears: [2021] });
    if (!("definition" in checked)) throw new Error("the preset is sound");
    expect(definitionHash(checked.definition, sha256)).toBe(definitionHash(cast2021, sha256));
    const tiers = cast2021.tiers.map((tier, at) => (at === 0 ? { ...tier, places: 11 } : tier));
    expect(definitionHash({ ...cast2021, tiers }, sha256)).not.toBe(definitionHash(cast2021, sha256));
  });
});
