import type { BudgetLine } from "../contract/draft.ts";
import { showYuan } from "../kernel/amount.ts";
import { isBlank } from "../kernel/blank.ts";
import type { Words } from "../kernel/text.ts";
import type { BudgetRules, BudgetSubject } from "./budget.ts";

/** One thing wrong with a budget. `line` counts from 0; null when it is the whole that is wrong. */
export interface BudgetFault {
  line: number | null;
  field: "lines" | "subject" | "item" | "unitPriceFen" | "basis" | "amountFen";
  code: BudgetFaultCode;
  /** "blocks": it can't be submitted so. "warns": a person will look at it. */
  effect: "blocks" | "warns";
  words: Words;
}

export type BudgetFaultCode =
  | "no-lines"
  | "unknown-subject"
  | "subject-barred"
  | "subject-needs-approval"
  | "no-item"
  | "no-costing-basis"
  | "amount-disagrees"
  | "nothing-asked"
  | "over-ceiling"
  | "below-standard"
  | "over-cap";

/** Whole fen; exact, as even 200 lines of the largest amount stay below 2^53. */
export const budgetTotalFen = (lines: readonly Pick<BudgetLine, "amountFen">[]): number =>
  lines.reduce((sum, { amountFen }) => sum + amountFen, 0);

/** 五、申报要求（三）: a budget keeps to the rules and itemises its costing basis. Arithmetic that agrees is no approval. */
export function budgetFaults(rules: BudgetRules, lines: readonly BudgetLine[]): BudgetFault[] {
  if (lines.length === 0) {
    const words = { zh: "预算没有明细", en: "The budget has no lines" };
    return [{ line: null, field: "lines", code: "no-lines", effect: "blocks", words }];
  }
  const faults = lines.flatMap((line, at) => lineFaults(rules, line, at));
  const totalFen = budgetTotalFen(lines);
  if (rules.totalCapFen === null || totalFen <= rules.totalCapFen) return faults;
  const words = {
    zh: `预算合计 ${showYuan(totalFen)} 元，超出上限 ${showYuan(rules.totalCapFen)} 元`,
    en: `The budget comes to CNY ${showYuan(totalFen)}, at most ${showYuan(rules.totalCapFen)} is allowed`,
  };
  return [...faults, { line: null, field: "lines", code: "over-cap", effect: "blocks", words }];
}

function lineFaults(rules: BudgetRules, line: BudgetLine, at: number): BudgetFault[] {
  const faults: BudgetFault[] = [];
  const add = (fault: Pick<BudgetFault, "field" | "code"> & Partial<BudgetFault>, zh: string, en: string) =>
    faults.push({
      line: at,
      effect: "blocks",
      ...fault,
      words: { zh: `第 ${at + 1} 行：${zh}`, en: `Line ${at + 1}: ${en}` },
    });
  if (isBlank(line.item)) add({ field: "item", code: "no-item" }, "未写支出内容", "it does not say what for");
  if (rules.needsCostingBasis && isBlank(line.basis)) {
    add({ field: "basis", code: "no-costing-basis" }, "未写测算依据", "it has no costing basis");
  }
  // As BigInt: the product of the largest values goes beyond 2^53.
  const productFen = BigInt(line.unitPriceFen) * BigInt(line.quantity) * BigInt(line.times);
  if (productFen !== BigInt(line.amountFen)) {
    const factors = `${showYuan(line.unitPriceFen)} × ${line.quantity} × ${line.times}`;
    add(
      { field: "amountFen", code: "amount-disagrees" },
      `${factors} 不等于金额 ${showYuan(line.amountFen)} 元`,
      `${factors} is not the amount of CNY ${showYuan(line.amountFen)}`,
    );
  } else if (line.amountFen === 0) {
    add({ field: "amountFen", code: "nothing-asked" }, "金额为零", "the amount is zero");
  }
  const subject = rules.subjects.find(({ code }) => code === line.subject);
  if (!subject) {
    add(
      { field: "subject", code: "unknown-subject" },
      `没有“${line.subject}”科目`,
      `there is no subject ${line.subject}`,
    );
    return faults;
  }
  if (subject.allowed === "no") {
    add(
      { field: "subject", code: "subject-barred" },
      `不得列支“${subject.name.zh}”`,
      `${subject.name.en} may not be charged`,
    );
  } else if (subject.allowed === "with-approval") {
    add(
      { field: "subject", code: "subject-needs-approval", effect: "warns" },
      `“${subject.name.zh}”须经批准`,
      `${subject.name.en} needs an approval`,
    );
  }
  return [...faults, ...ceilingFaults(subject, line, at)];
}

/** A line does not say which class of the subject it is of: what is above the highest ceiling is above every one. */
function ceilingFaults(subject: BudgetSubject, line: BudgetLine, at: number): BudgetFault[] {
  const [first, ...others] = subject.ceilings;
  if (!first) return [];
  const highest = others.reduce((held, one) => (one.maxFen > held.maxFen ? one : held), first);
  const named = { line: at, field: "unitPriceFen" } as const;
  const price = showYuan(line.unitPriceFen);
  if (line.unitPriceFen > highest.maxFen) {
    const words = {
      zh: `第 ${at + 1} 行：单价 ${price} 元超出“${subject.name.zh}”最高标准 ${showYuan(highest.maxFen)} ${highest.perUnit.zh}（${highest.applies.zh}）`,
      en: `Line ${at + 1}: the unit price of CNY ${price} is above the highest ceiling of ${subject.name.en}, ${showYuan(highest.maxFen)} ${highest.perUnit.en} (${highest.applies.en})`,
    };
    return [{ ...named, code: "over-ceiling", effect: "blocks", words }];
  }
  const lowest = Math.min(...subject.ceilings.map(({ minFen }) => minFen ?? 0));
  if (line.unitPriceFen >= lowest) return [];
  const words = {
    zh: `第 ${at + 1} 行：单价 ${price} 元低于“${subject.name.zh}”最低标准 ${showYuan(lowest)} 元`,
    en: `Line ${at + 1}: the unit price of CNY ${price} is below the lowest standard of ${subject.name.en}, ${showYuan(lowest)}`,
  };
  return [{ ...named, code: "below-standard", effect: "warns", words }];
}
