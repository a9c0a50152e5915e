import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { BudgetLine } from "../../shared/contract/draft.ts";
import { type BudgetRules, BudgetRules as Rules } from "../../shared/programme/budget.ts";
import { budgetFaults, budgetTotalFen } from "../../shared/programme/budget-check.ts";
import { cast2021 } from "../../shared/programme/cast-2021.ts";

const rules: BudgetRules = Rules.parse(cast2021.budget);

const line = (change: Partial<BudgetLine> = {}): BudgetLine => ({
  subject: "meeting",
  item: "学术年会",
  unitPriceFen: 55_000,
  quantity: 120,
  times: 2,
  basis: "550元/人天×120人×2天",
  amountFen: 13_200_000,
  ...change,
});

/** A line whose amount agrees, whatever its price. */
const priced = (subject: string, unitPriceFen: number) =>
  line({ subject, unitPriceFen, quantity: 1, times: 1, amountFen: unitPriceFen });

const found = (lines: BudgetLine[], given = rules) =>
  budgetFaults(given, lines).map(({ line, field, code, effect }) => `${line} ${field} ${code} ${effect}`);

describe("a budget is not submitted", () => {
  test("without lines", () => {
    expect(found([])).toEqual(["null lines no-lines blocks"]);
  });

  test("when an amount is one fen off its basis, and all that is wrong is said at once", () => {
    expect(found([line({ amountFen: 13_200_001 }), line({ item: " \u3000", basis: "\u200b" })])).toEqual([
      "0 amountFen amount-disagrees blocks",
      "1 item no-item blocks",
      "1 basis no-costing-basis blocks",
    ]);
  });

  test("when the product only agrees in binary fractions", () => {
    const unitPriceFen = 999_999_999_999;
    const off = line({
      subject: "other",
      unitPriceFen,
      quantity: 99_999,
      times: 9_999,
      amountFen: Number(BigInt(unitPriceFen) * 99_999n * 9_999n),
    });
    expect(found([off])).toEqual(["0 amountFen amount-disagrees blocks"]);
  });

  test("for subjects that do not exist or may not be charged", () => {
    expect(found([priced("bonus", 1), priced("hospitality", 1)])).toEqual([
      "0 subject unknown-subject blocks",
      "1 subject subject-barred blocks",
    ]);
  });

  test("when a unit price is above every ceiling of its subject", () => {
    expect(found([priced("meeting", 76_000)])).toEqual([]);
    expect(found([priced("meeting", 76_001)])).toEqual(["0 unitPriceFen over-ceiling blocks"]);
    expect(budgetFaults(rules, [priced("meeting", 76_001)])[0]?.words.zh).toContain("760.01");
  });

  test("when it asks for nothing", () => {
    expect(found([priced("travel", 0)])).toEqual(["0 amountFen nothing-asked blocks"]);
  });

  test("above the cap of the programme, to the fen", () => {
    const capped = { ...rules, totalCapFen: 26_400_000 };
    expect(found([line(), line()], capped)).toEqual([]);
    expect(found([line(), line(), priced("travel", 1)], capped)).toEqual(["null lines over-cap blocks"]);
  });
});

describe("a person looks at", () => {
  test("what needs an approval, and a fee below the lowest standard", () => {
    expect(found([priced("travel-abroad", 1_000_000), priced("expert-consultation", 1)])).toEqual([
      "0 subject subject-needs-approval warns",
      "1 unitPriceFen below-standard warns",
    ]);
  });

  test("no costing basis where the programme asks for none", () => {
    expect(found([line({ basis: "" })], { ...rules, needsCostingBasis: false })).toEqual([]);
  });
});

test("any line whose amount is price by quantity by times is sound, and the total is the sum", () => {
  const factors = fc.tuple(
    fc.integer({ min: 1, max: 1_000_000 }),
    fc.integer({ min: 1, max: 1_000 }),
    fc.integer({ min: 1, max: 100 }),
  );
  fc.assert(
    fc.property(fc.array(factors, { minLength: 1, maxLength: 50 }), (all) => {
      const lines = all.map(([unitPriceFen, quantity, times]) =>
        line({
          subject: "travel",
          unitPriceFen,
          quantity,
          times,
          amountFen: unitPriceFen * quantity * times,
        }),
      );
      const naive = all.reduce((sum, [a, b, c]) => sum + BigInt(a) * BigInt(b) * BigInt(c), 0n);
      expect(BigInt(budgetTotalFen(lines))).toBe(naive);
      expect(found(lines)).toEqual([]);
    }),
  );
});
