import * as z from "zod";
import { Words } from "../kernel/text.ts";
import { Basis, Key } from "./basis.ts";

/** A limit on the unit price of a line. Amounts are whole fen; "net" is after tax, "gross" before. */
export const FeeCeiling = z.strictObject({
  id: Key,
  /** The class and the form that the limit is for, as the instrument words them. */
  applies: Words,
  perUnit: Words,
  minFen: z.int().nonnegative().nullable(),
  maxFen: z.int().positive(),
  tax: z.enum(["net", "gross", "not-taxed"]),
  instrument: Key,
  basis: Basis,
});
export type FeeCeiling = z.infer<typeof FeeCeiling>;

export const BudgetSubject = z.strictObject({
  code: Key,
  name: Words,
  allowed: z.enum(["yes", "with-approval", "no"]),
  ceilings: z.array(FeeCeiling),
});
export type BudgetSubject = z.infer<typeof BudgetSubject>;

/** The paper that a limit comes from; `confirmed`: has the payer's finance office said that it applies? */
export const Instrument = z.strictObject({
  id: Key,
  title: z.string().min(1),
  number: z.string().min(1).nullable(),
  textHeld: z.boolean(),
  url: z.url().nullable(),
});
export type Instrument = z.infer<typeof Instrument>;

export const BudgetRules = z.strictObject({
  /** The unit in which people write and read amounts; records hold fen. */
  shownUnit: z.enum(["yuan", "ten-thousand-yuan"]),
  needsCostingBasis: z.boolean(),
  /** Fen; null where no cap is known. */
  totalCapFen: z.int().positive().nullable(),
  governedBy: Key,
  confirmedByFinance: z.boolean(),
  instruments: z.array(Instrument).min(1),
  subjects: z.array(BudgetSubject).min(1),
  basis: Basis,
});
export type BudgetRules = z.infer<typeof BudgetRules>;
