import * as z from "zod";

const fen = z.int().nonnegative().max(1_000_000_000_000);

/** One line of a budget: amount = unit price x quantity x times, exact to the fen, with the basis in words. */
export const BudgetLine = z.object({
  subject: z.string().max(60),
  item: z.string().max(200),
  unitPriceFen: fen,
  quantity: z.int().positive().max(1_000_000),
  times: z.int().positive().max(10_000),
  basis: z.string().max(2000),
  amountFen: fen,
});
export type BudgetLine = z.infer<typeof BudgetLine>;

/** What a society wrote in one section: text by part key; a budget carries its lines beside. */
export const SectionContent = z.object({
  parts: z.record(z.string().max(60), z.string().max(20_000)),
  lines: z.array(BudgetLine).max(200).optional(),
});
export type SectionContent = z.infer<typeof SectionContent>;
