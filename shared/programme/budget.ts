import * as z from "zod";
import { amountUnits } from "../kernel/amount.ts";
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

/** A limit on what all lines of a subject come to: a share of the whole budget, or an amount in whole fen. */
export const SubjectLimit = z.strictObject({
  most: z.union([
    z.strictObject({ percentOfTotal: z.int().min(1).max(99) }),
    z.strictObject({ fen: z.int().positive() }),
  ]),
  /** "warns": a person looks at it, and it can be submitted. */
  effect: z.enum(["blocks", "warns"]),
  /** Null where no paper sets the limit and the definition does. */
  instrument: Key.nullable(),
  basis: Basis,
});
export type SubjectLimit = z.infer<typeof SubjectLimit>;

export const BudgetSubject = z.strictObject({
  code: Key,
  name: Words,
  allowed: z.enum(["yes", "with-approval", "no"]),
  ceilings: z.array(FeeCeiling),
  /** Left out by definitions that were frozen before it existed. */
  limits: z.array(SubjectLimit).default([]),
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
  shownUnit: z.enum(amountUnits),
  needsCostingBasis: z.boolean(),
  /** Must the society state its unit and total itself? Left out by definitions that were frozen before it existed. */
  needsStatedTotal: z.boolean().default(false),
  /** Fen; null where no cap is known. */
  totalCapFen: z.int().positive().nullable(),
  governedBy: Key,
  confirmedByFinance: z.boolean(),
  instruments: z.array(Instrument).min(1),
  subjects: z.array(BudgetSubject).min(1),
  basis: Basis,
});
export type BudgetRules = z.infer<typeof BudgetRules>;

/** The paper that a limit comes from, as it is cited; what finance has not confirmed says so. */
export function citation(
  { instruments, confirmedByFinance }: Pick<BudgetRules, "instruments" | "confirmedByFinance">,
  instrument: Key | null,
): Words {
  const paper = instruments.find(({ id }) => id === instrument);
  const name = paper ? `《${paper.title}》${paper.number ?? ""}` : null;
  const open = confirmedByFinance ? null : { zh: "待财务部门确认", en: "not yet confirmed by finance" };
  return {
    zh: `依据：${[name ?? "本方案设定", open?.zh].filter(Boolean).join("，")}`,
    en: `by ${[name ?? "the programme's own setting", open?.en].filter(Boolean).join(", ")}`,
  };
}
