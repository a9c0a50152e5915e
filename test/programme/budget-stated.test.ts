import { describe, expect, test } from "vitest";
import type { BudgetLine, StatedFigures } from "../../shared/contract/draft.ts";
import type { BudgetRules } from "../../shared/programme/budget.ts";
import { budgetFaults } from "../../shared/programme/budget-check.ts";
import { line, preset } from "./given-budget.ts";

const lines: BudgetLine[] = [
  line(),
  {
    subject: "travel",
    item: "调研",
    unitPriceFen: 123_456,
    quantity: 1,
    times: 1,
    basis: "1234.56元×1人×1次",
    amountFen: 123_456,
  },
];

const found = (given: BudgetRules, stated?: StatedFigures) =>
  budgetFaults(given, lines, stated).map(({ path, code, effect }) => `${path} ${code} ${effect}`);

describe("the figures that a society states itself", () => {
  const right: StatedFigures = {
    unit: "yuan",
    total: "133,234.56",
    inWords: "人民币壹拾叁万叁仟贰佰叁拾肆元伍角陆分",
    subjects: [
      { subject: "meeting", amount: "132,000" },
      { subject: "travel", amount: "１２３４．５６" },
    ],
  };
  const faultsOf = (change: Partial<StatedFigures>) => found(preset, { ...right, ...change });

  test("must be there, unit and all, where the programme asks for them", () => {
    expect(found(preset)).toEqual(["stated no-stated-total blocks"]);
    expect(found({ ...preset, needsStatedTotal: false })).toEqual([]);
  });

  test("agree in figures, in capital numerals and by subject, in either unit", () => {
    expect(faultsOf({})).toEqual([]);
    const inTenThousands = [
      { subject: "meeting", amount: "13.2" },
      { subject: "travel", amount: "0.123456" },
    ];
    expect(faultsOf({ unit: "ten-thousand-yuan", total: "13.323456", subjects: inTenThousands })).toEqual([]);
  });

  test("are refused when the total is a fen off, rounded, or stated in the other unit", () => {
    expect(faultsOf({ total: "133,234.57" })).toEqual(["stated.total total-disagrees blocks"]);
    expect(faultsOf({ unit: "ten-thousand-yuan", total: "13.32", subjects: undefined })).toEqual([
      "stated.total total-disagrees blocks",
    ]);
    expect(faultsOf({ total: "13.323456万元" })).toEqual(["stated.total unit-differs blocks"]);
    expect(faultsOf({ total: "十三万" })).toEqual(["stated.total not-an-amount blocks"]);
  });

  test("are refused when the capital numerals say something else, or are none; the right ones are given", () => {
    const inWords = "人民币壹拾叁万叁仟贰佰叁拾肆元伍角柒分";
    expect(faultsOf({ inWords })).toEqual(["stated.inWords words-disagree blocks"]);
    expect(faultsOf({ inWords: "十三万三千元" })).toEqual(["stated.inWords not-in-capitals blocks"]);
    const [fault] = budgetFaults(preset, lines, { ...right, inWords });
    expect(fault?.words.zh).toContain(`应写为：${right.inWords}`);
  });

  test("name every subject once, and each is the sum of its lines", () => {
    const [meeting] = right.subjects ?? [];
    if (!meeting) throw new Error("two subjects");
    expect(faultsOf({ subjects: [meeting, meeting, { subject: "labour", amount: "1" }] })).toEqual([
      "stated.subjects[1].subject subject-stated-twice blocks",
      "stated.subjects[2].amount subject-total-disagrees blocks",
      "stated.subjects subject-total-disagrees blocks",
    ]);
  });
});
