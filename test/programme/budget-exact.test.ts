import { describe, expect, test } from "vitest";
import type { BudgetLine, StatedFigures } from "../../shared/contract/draft.ts";
import { type AmountUnit, amountUnits, chineseAmount, showAmount } from "../../shared/kernel/amount.ts";
import { type BudgetRules, BudgetRules as Rules } from "../../shared/programme/budget.ts";
import { budgetFaults } from "../../shared/programme/budget-check.ts";
import { budgetTotalFen, subjectTotalFen } from "../../shared/programme/budget-totals.ts";
import { cast2021 } from "../../shared/programme/cast-2021.ts";
import fc from "../chance.ts";

const rules: BudgetRules = Rules.parse(cast2021.budget);
const free = rules.subjects.filter(
  ({ allowed, ceilings, limits }) => allowed === "yes" && ceilings.length === 0 && limits.length === 0,
);

/** Factors up to the largest of a form; amounts above what a line can hold are left out. */
const factors = fc
  .record({
    subject: fc.constantFrom(...free.map(({ code }) => code)),
    unitPriceFen: fc.oneof(
      fc.integer({ min: 1, max: 300_000 }),
      fc.integer({ min: 1, max: 1_000_000_000_000 }),
    ),
    quantity: fc.oneof(fc.integer({ min: 1, max: 500 }), fc.integer({ min: 1, max: 1_000_000 })),
    times: fc.integer({ min: 1, max: 10_000 }),
  })
  .filter(
    ({ unitPriceFen, quantity, times }) =>
      BigInt(unitPriceFen) * BigInt(quantity) * BigInt(times) <= 1_000_000_000_000n,
  );
type Factors = { subject: string; unitPriceFen: number; quantity: number; times: number };

const exactOf = ({ unitPriceFen, quantity, times }: Factors) =>
  BigInt(unitPriceFen) * BigInt(quantity) * BigInt(times);
const exactSum = (all: readonly Factors[]) => all.reduce((sum, one) => sum + exactOf(one), 0n);

const lineOf = (one: Factors): BudgetLine => ({
  ...one,
  item: "调研",
  basis: "单价×数量×次数",
  amountFen: Number(exactOf(one)),
});

/** A whole number of fen in a unit, by bigint alone: no code of the product. */
function writtenIn(fen: bigint, unit: AmountUnit): string {
  const places = unit === "yuan" ? 2 : 6;
  const text = String(fen).padStart(places + 1, "0");
  return `${text.slice(0, -places)}.${text.slice(-places)}`;
}

const statedBy = (all: readonly Factors[], unit: AmountUnit): StatedFigures => ({
  unit,
  total: writtenIn(exactSum(all), unit),
  inWords: chineseAmount(Number(exactSum(all))),
  subjects: [...new Set(all.map(({ subject }) => subject))].map((subject) => ({
    subject,
    amount: writtenIn(exactSum(all.filter((one) => one.subject === subject)), unit),
  })),
});

const budgets = fc.array(factors, { minLength: 1, maxLength: 200 });
const options = { seed: 20_211_111, numRuns: 300 };

describe("any budget of up to 200 lines", () => {
  test("adds up as whole numbers of unlimited size do, overall and by subject", () => {
    fc.assert(
      fc.property(budgets, (all) => {
        const lines = all.map(lineOf);
        expect(BigInt(budgetTotalFen(lines))).toBe(exactSum(all));
        for (const { code } of free) {
          const own = exactSum(all.filter(({ subject }) => subject === code));
          expect(BigInt(subjectTotalFen(lines, code))).toBe(own);
        }
      }),
      options,
    );
  });

  test("is sound when its products, subtotals, total and capital numerals are exact, in either unit", () => {
    fc.assert(
      fc.property(budgets, fc.constantFrom(...amountUnits), (all, unit) => {
        expect(budgetFaults(rules, all.map(lineOf), statedBy(all, unit))).toEqual([]);
      }),
      options,
    );
  });

  test("is refused for one fen more or less, in any line and in any figure that is stated", () => {
    fc.assert(
      fc.property(
        budgets,
        fc.constantFrom(...amountUnits),
        fc.nat(),
        fc.constantFrom(1n, -1n),
        (all, unit, chosen, off) => {
          const lines = all.map(lineOf);
          const stated = statedBy(all, unit);
          const total = exactSum(all) + off;
          const codesOf = (given: BudgetLine[], figures: StatedFigures) =>
            budgetFaults(rules, given, figures).map(({ code }) => code);

          expect(codesOf(lines, { ...stated, total: writtenIn(total, unit) })).toEqual(["total-disagrees"]);
          if (total > 0n)
            expect(codesOf(lines, { ...stated, inWords: chineseAmount(Number(total)) })).toEqual([
              "words-disagree",
            ]);
          const at = chosen % lines.length;
          const wrong = lines.map((line, index) =>
            index === at ? { ...line, amountFen: line.amountFen + Number(off) } : line,
          );
          expect(codesOf(wrong, stated)).toEqual([
            "amount-disagrees",
            "total-disagrees",
            "words-disagree",
            "subject-total-disagrees",
          ]);
        },
      ),
      options,
    );
  });

  test("is shown in figures that say the same number of fen in either unit", () => {
    fc.assert(
      fc.property(budgets, fc.constantFrom(...amountUnits), (all, unit) => {
        const shown = showAmount(Number(exactSum(all)), unit).replaceAll(",", "");
        const [whole = "", decimals = ""] = shown.split(".");
        const places = unit === "yuan" ? 2 : 6;
        expect(BigInt(whole + decimals.padEnd(places, "0"))).toBe(exactSum(all));
      }),
      options,
    );
  });
});
