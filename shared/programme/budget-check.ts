import type { BudgetFault, BudgetLine, StatedFigures } from "../contract/draft.ts";
import type { BudgetRules } from "./budget.ts";
import { lineFaults } from "./budget-lines.ts";
import { statedFaults } from "./budget-stated.ts";
import { totalFaults } from "./budget-totals.ts";

/**
 * 五、申报要求（三）: a budget keeps to the rules and itemises its costing basis. Every fault at once: line by line, of the
 * whole, and of what the society states itself. Arithmetic that agrees is no approval.
 */
export function budgetFaults(
  rules: BudgetRules,
  lines: readonly BudgetLine[],
  stated?: StatedFigures,
): BudgetFault[] {
  if (lines.length === 0) {
    const words = { zh: "预算没有明细", en: "The budget has no lines" };
    return [{ path: "lines", code: "no-lines", effect: "blocks", words }];
  }
  return [
    ...lines.flatMap((line, at) => lineFaults(rules, line, at)),
    ...totalFaults(rules, lines),
    ...statedFaults(rules, lines, stated),
  ];
}
