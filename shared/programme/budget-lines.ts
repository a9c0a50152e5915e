import type { BudgetFault, BudgetLine } from "../contract/draft.ts";
import { showYuan } from "../kernel/amount.ts";
import { isBlank } from "../kernel/blank.ts";
import type { Words } from "../kernel/text.ts";
import { type BudgetRules, type BudgetSubject, citation, type FeeCeiling } from "./budget.ts";

type Found = { field: keyof BudgetLine; code: BudgetFault["code"]; effect?: "warns"; words: Words };

/** What is wrong with one line; `at` counts from 0. Prices and amounts are whole fen. */
export function lineFaults(rules: BudgetRules, line: BudgetLine, at: number): BudgetFault[] {
  return [...textFaults(rules, line), ...productFaults(line), ...subjectFaults(rules, line)].map(
    ({ field, code, effect, words }): BudgetFault => ({
      path: `lines[${at}].${field}`,
      code,
      effect: effect ?? "blocks",
      words: { zh: `第 ${at + 1} 行：${words.zh}`, en: `Line ${at + 1}: ${words.en}` },
    }),
  );
}

function textFaults({ needsCostingBasis }: BudgetRules, { item, basis }: BudgetLine): Found[] {
  const noItem = { zh: "未写支出内容", en: "it does not say what for" };
  const noBasis = { zh: "未写测算依据", en: "it has no costing basis" };
  return [
    ...(isBlank(item) ? [{ field: "item", code: "no-item", words: noItem } as const] : []),
    ...(needsCostingBasis && isBlank(basis)
      ? [{ field: "basis", code: "no-costing-basis", words: noBasis } as const]
      : []),
  ];
}

function productFaults({ unitPriceFen, quantity, times, amountFen }: BudgetLine): Found[] {
  // As BigInt: the product of the largest values goes beyond 2^53.
  if (BigInt(unitPriceFen) * BigInt(quantity) * BigInt(times) !== BigInt(amountFen)) {
    const factors = `${showYuan(unitPriceFen)} × ${quantity} × ${times}`;
    const words = {
      zh: `${factors} 不等于金额 ${showYuan(amountFen)} 元`,
      en: `${factors} is not the amount of CNY ${showYuan(amountFen)}`,
    };
    return [{ field: "amountFen", code: "amount-disagrees", words }];
  }
  const words = { zh: "金额为零", en: "the amount is zero" };
  return amountFen === 0 ? [{ field: "amountFen", code: "nothing-asked", words }] : [];
}

function subjectFaults(rules: BudgetRules, line: BudgetLine): Found[] {
  const subject = rules.subjects.find(({ code }) => code === line.subject);
  if (!subject) {
    const words = { zh: `没有“${line.subject}”科目`, en: `there is no subject ${line.subject}` };
    return [{ field: "subject", code: "unknown-subject", words }];
  }
  const { name, allowed } = subject;
  const barred = { zh: `不得列支“${name.zh}”`, en: `${name.en} may not be charged` };
  const asksFor = { zh: `“${name.zh}”须经批准`, en: `${name.en} needs an approval` };
  const standing: Record<typeof allowed, Found[]> = {
    yes: [],
    no: [{ field: "subject", code: "subject-barred", words: barred }],
    "with-approval": [{ field: "subject", code: "subject-needs-approval", effect: "warns", words: asksFor }],
  };
  return [...standing[allowed], ...priceFaults(rules, subject, line)];
}

/** The price against the ceiling that the line names; else what is above the highest is above every one. */
function priceFaults(rules: BudgetRules, { name, ceilings }: BudgetSubject, line: BudgetLine): Found[] {
  const { standard } = line;
  const among = standard === undefined ? ceilings : ceilings.filter(({ id }) => id === standard);
  const [first, ...others] = among;
  if (!first) {
    const words = {
      zh: `“${name.zh}”没有标准“${standard}”`,
      en: `${name.en} has no standard ${standard}`,
    };
    return standard === undefined ? [] : [{ field: "standard", code: "unknown-standard", words }];
  }
  const highest = others.reduce((held, one) => (one.maxFen > held.maxFen ? one : held), first);
  const price = showYuan(line.unitPriceFen);
  if (line.unitPriceFen > highest.maxFen) {
    const limit = `${showYuan(highest.maxFen)} `;
    const cited = citation(rules, highest.instrument);
    const words = {
      zh: `单价 ${price} 元超出“${name.zh}”${among.length > 1 ? "最高" : ""}标准 ${limit}${highest.perUnit.zh}（${highest.applies.zh}；${cited.zh}）`,
      en: `the unit price of CNY ${price} is above the ${among.length > 1 ? "highest " : ""}ceiling of ${name.en}, ${limit}${highest.perUnit.en} (${highest.applies.en}; ${cited.en})`,
    };
    return [{ field: "unitPriceFen", code: "over-ceiling", words }];
  }
  const lowest = others.reduce((held, one) => (least(one) < least(held) ? one : held), first);
  if (line.unitPriceFen >= least(lowest)) return [];
  const cited = citation(rules, lowest.instrument);
  const words = {
    zh: `单价 ${price} 元低于“${name.zh}”最低标准 ${showYuan(least(lowest))} 元（${cited.zh}）`,
    en: `the unit price of CNY ${price} is below the lowest standard of ${name.en}, ${showYuan(least(lowest))} (${cited.en})`,
  };
  return [{ field: "unitPriceFen", code: "below-standard", effect: "warns", words }];
}

const least = ({ minFen }: FeeCeiling) => minFen ?? 0;
