import * as z from "zod";
import { amountUnits } from "../kernel/amount.ts";
import { Words } from "../kernel/text.ts";

const fen = z.int().nonnegative().max(1_000_000_000_000);

/** One line of a budget: amount = unit price x quantity x times, exact to the fen, with the basis in words. */
export const BudgetLine = z.object({
  subject: z.string().max(60),
  /** The ceiling of the subject that the price is held against; left out, it is held against the highest. */
  standard: z.string().max(60).optional(),
  item: z.string().max(200),
  unitPriceFen: fen,
  quantity: z.int().positive().max(1_000_000),
  times: z.int().positive().max(10_000),
  basis: z.string().max(2000),
  amountFen: fen,
});
export type BudgetLine = z.infer<typeof BudgetLine>;

/** Figures as the society itself writes them on the cover and under the table, in the unit that it states. */
export const StatedFigures = z.object({
  unit: z.enum(amountUnits),
  total: z.string().max(60),
  /** The total in capital numerals. */
  inWords: z.string().max(120).optional(),
  subjects: z
    .array(z.object({ subject: z.string().max(60), amount: z.string().max(60) }))
    .max(60)
    .optional(),
});
export type StatedFigures = z.infer<typeof StatedFigures>;

/** What a society wrote in one section: text by part key; a budget carries its lines and stated figures beside. */
export const SectionContent = z.object({
  parts: z.record(z.string().max(60), z.string().max(20_000)),
  lines: z.array(BudgetLine).max(200).optional(),
  stated: StatedFigures.optional(),
});
export type SectionContent = z.infer<typeof SectionContent>;

const budgetFaultCodes = [
  "no-lines",
  "unknown-subject",
  "subject-barred",
  "subject-needs-approval",
  "no-item",
  "no-costing-basis",
  "amount-disagrees",
  "nothing-asked",
  "unknown-standard",
  "over-ceiling",
  "below-standard",
  "over-cap",
  "over-limit",
  "no-stated-total",
  "not-an-amount",
  "negative",
  "too-many-decimals",
  "too-large",
  "unit-differs",
  "total-disagrees",
  "not-in-capitals",
  "words-disagree",
  "subject-total-disagrees",
  "subject-stated-twice",
] as const;

/** One thing wrong with a budget: where (`lines[2].amountFen`, `stated.total`), which, and what to say about it. */
export const BudgetFault = z.object({
  path: z.string(),
  code: z.enum(budgetFaultCodes),
  /** "blocks": it can't be submitted so. "warns": a person will look at it. */
  effect: z.enum(["blocks", "warns"]),
  words: Words,
});
export type BudgetFault = z.infer<typeof BudgetFault>;

/** One thing that keeps an application from being submitted. `key` says where: `profile.president`, `budget.lines[2].item`. */
export const Missing = z.object({
  kind: z.enum([
    "section",
    "part",
    "document",
    "undertaking",
    "self-nomination",
    "budget",
    "supplier",
    "agreement",
    "partner",
  ]),
  key: z.string(),
  /** Which fault of a budget it is. */
  code: z.enum(budgetFaultCodes).optional(),
  words: Words,
});
export type Missing = z.infer<typeof Missing>;
