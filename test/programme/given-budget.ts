import type { BudgetLine } from "../../shared/contract/draft.ts";
import { type BudgetRules, BudgetRules as Rules } from "../../shared/programme/budget.ts";
import { cast2021 } from "../../shared/programme/cast-2021.ts";

export const preset: BudgetRules = Rules.parse(cast2021.budget);

/** A sound line: 550 yuan, 120 people, two days. */
export const line = (change: Partial<BudgetLine> = {}): BudgetLine => ({
  subject: "meeting",
  item: "学术年会",
  unitPriceFen: 55_000,
  quantity: 120,
  times: 2,
  basis: "550元/人天×120人×2天",
  amountFen: 13_200_000,
  ...change,
});
