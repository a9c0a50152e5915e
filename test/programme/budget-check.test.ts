import { describe, expect, test } from "vitest";
import type { BudgetLine } from "../../shared/contract/draft.ts";
import { type BudgetRules, BudgetRules as Rules } from "../../shared/programme/budget.ts";
import { budgetFaults } from "../../shared/programme/budget-check.ts";
import { line, preset } from "./given-budget.ts";

const rules: BudgetRules = { ...preset, needsStatedTotal: false };

/** A line whose amount agrees, whatever its price. */
const priced = (subject: string, unitPriceFen: number) =>
  line({ subject, unitPriceFen, quantity: 1, times: 1, amountFen: unitPriceFen });

const found = (lines: BudgetLine[], given = rules) =>
  budgetFaults(given, lines).map(({ path, code, effect }) => `${path} ${code} ${effect}`);

describe("a budget is not submitted", () => {
  test("without lines", () => {
    expect(found([])).toEqual(["lines no-lines blocks"]);
  });

  test("when an amount is one fen off its basis, and all that is wrong is said at once", () => {
    expect(found([line({ amountFen: 13_200_001 }), line({ item: " \u3000", basis: "\u200b" })])).toEqual([
      "lines[0].amountFen amount-disagrees blocks",
      "lines[1].item no-item blocks",
      "lines[1].basis no-costing-basis blocks",
    ]);
  });

  test("when the product only agrees in binary fractions", () => {
    const unitPriceFen = 999_999_999_999;
    const off = line({
      subject: "travel",
      unitPriceFen,
      quantity: 99_999,
      times: 9_999,
      amountFen: Number(BigInt(unitPriceFen) * 99_999n * 9_999n),
    });
    expect(found([off])).toEqual(["lines[0].amountFen amount-disagrees blocks"]);
  });

  test("for subjects that do not exist or may not be charged", () => {
    expect(found([priced("bonus", 1), priced("hospitality", 1)])).toEqual([
      "lines[0].subject unknown-subject blocks",
      "lines[1].subject subject-barred blocks",
    ]);
  });

  test("when a unit price is above every ceiling of its subject, and the paper that says so is cited", () => {
    expect(found([priced("meeting", 76_000)])).toEqual([]);
    expect(found([priced("meeting", 76_001)])).toEqual(["lines[0].unitPriceFen over-ceiling blocks"]);
    const [fault] = budgetFaults(rules, [priced("expert-consultation", 360_001)]);
    expect(fault?.words.zh).toContain("3,600.01");
    expect(fault?.words.zh).toContain(
      "依据：《中央财政科研项目专家咨询费管理办法》财科教〔2017〕128号，待财务部门确认",
    );
    const [confirmed] = budgetFaults({ ...rules, confirmedByFinance: true }, [priced("meeting", 76_001)]);
    expect(confirmed?.words.zh).toContain("（一类会议；依据：《中央和国家机关会议费管理办法》）");
  });

  test("above the one ceiling that its line names, or by a ceiling that its subject does not have", () => {
    const third = (unitPriceFen: number) => ({ ...priced("meeting", unitPriceFen), standard: "meeting-3" });
    expect(found([third(55_000)])).toEqual([]);
    expect(found([third(55_001)])).toEqual(["lines[0].unitPriceFen over-ceiling blocks"]);
    expect(found([{ ...priced("travel", 1), standard: "meeting-3" }])).toEqual([
      "lines[0].standard unknown-standard blocks",
    ]);
  });

  test("when it asks for nothing", () => {
    expect(found([priced("travel", 0)])).toEqual(["lines[0].amountFen nothing-asked blocks"]);
  });

  test("above the cap of the programme, to the fen", () => {
    const capped = { ...rules, totalCapFen: 26_400_000 };
    expect(found([line(), line()], capped)).toEqual([]);
    expect(found([line(), line(), priced("travel", 1)], capped)).toEqual(["lines over-cap blocks"]);
  });

  test("when a subject goes over an amount that its instrument sets", () => {
    const subjects = rules.subjects.map((subject) =>
      subject.code === "travel"
        ? {
            ...subject,
            limits: [
              {
                most: { fen: 100 },
                effect: "blocks" as const,
                instrument: "meeting-fees",
                basis: rules.basis,
              },
            ],
          }
        : subject,
    );
    const limited = { ...rules, subjects };
    expect(found([priced("travel", 60), priced("travel", 40)], limited)).toEqual([]);
    expect(found([priced("travel", 60), priced("travel", 41)], limited)).toEqual([
      "subjects.travel over-limit blocks",
    ]);
  });
});

describe("a person looks at", () => {
  test("what needs an approval, and a fee below the lowest standard", () => {
    expect(found([priced("travel-abroad", 1_000_000), priced("expert-consultation", 1)])).toEqual([
      "lines[0].subject subject-needs-approval warns",
      "lines[1].unitPriceFen below-standard warns",
    ]);
  });

  test("a share of a subject that is one fen too large, where a rounded one would pass", () => {
    const half = [priced("commissioned-services", 333_333_333), priced("travel", 333_333_333)];
    expect(found(half)).toEqual([]);
    const [, travel] = half;
    if (!travel) throw new Error("two lines");
    expect(found([priced("commissioned-services", 333_333_334), travel])).toEqual([
      "subjects.commissioned-services over-limit warns",
    ]);
  });

  test("no costing basis where the programme asks for none", () => {
    expect(found([line({ basis: "" })], { ...rules, needsCostingBasis: false })).toEqual([]);
  });
});

test("rules that were frozen before limits and stated figures existed read as rules without them", () => {
  const { needsStatedTotal, subjects, ...rest } = preset;
  const older = { ...rest, subjects: subjects.map(({ limits, ...subject }) => subject) };
  expect(found([priced("other", 1)], Rules.parse(older))).toEqual([]);
});

test("every fault is said in Chinese and in English", () => {
  const faults = [
    ...budgetFaults(preset, [line({ subject: "x", item: "", basis: "", amountFen: 1 })]),
    ...budgetFaults(preset, [priced("commissioned-services", 1)], {
      unit: "yuan",
      total: "-1",
      inWords: "壹元",
      subjects: [{ subject: "labour", amount: "1.234" }],
    }),
  ];
  expect(faults.length).toBeGreaterThan(8);
  for (const { words } of faults) {
    expect(words.zh).toMatch(/\p{Script=Han}/u);
    expect(words.en).toMatch(/[a-z]{3}/);
  }
});
