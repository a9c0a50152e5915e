import type { BudgetFault, BudgetLine } from "../contract/draft.ts";
import { showYuan } from "../kernel/amount.ts";
import { type BudgetRules, type BudgetSubject, citation, type SubjectLimit } from "./budget.ts";

type Amounts = readonly Pick<BudgetLine, "subject" | "amountFen">[];

/** Whole fen; exact, as even 200 lines of the largest amount stay below 2^53. */
export const budgetTotalFen = (lines: readonly Pick<BudgetLine, "amountFen">[]): number =>
  lines.reduce((sum, { amountFen }) => sum + amountFen, 0);

/** What the lines of one subject come to, in whole fen. */
export const subjectTotalFen = (lines: Amounts, subject: string): number =>
  budgetTotalFen(lines.filter((line) => line.subject === subject));

/** The whole against the programme's cap, and each subject against its limits. */
export function totalFaults(rules: BudgetRules, lines: Amounts): BudgetFault[] {
  const totalFen = budgetTotalFen(lines);
  const limited = rules.subjects.flatMap((subject) =>
    subject.limits
      .filter((limit) => isOver(limit, subjectTotalFen(lines, subject.code), totalFen))
      .map((limit) => overLimit(rules, subject, limit, subjectTotalFen(lines, subject.code))),
  );
  if (rules.totalCapFen === null || totalFen <= rules.totalCapFen) return limited;
  const words = {
    zh: `预算合计 ${showYuan(totalFen)} 元，超出上限 ${showYuan(rules.totalCapFen)} 元`,
    en: `The budget comes to CNY ${showYuan(totalFen)}, at most ${showYuan(rules.totalCapFen)} is allowed`,
  };
  return [...limited, { path: "lines", code: "over-cap", effect: "blocks", words }];
}

/** A share is compared by cross-multiplication: 1/3 of a total is never rounded. */
function isOver({ most }: SubjectLimit, subjectFen: number, totalFen: number): boolean {
  if ("fen" in most) return subjectFen > most.fen;
  return BigInt(subjectFen) * 100n > BigInt(totalFen) * BigInt(most.percentOfTotal);
}

function overLimit(
  rules: BudgetRules,
  { code, name }: BudgetSubject,
  { most, effect, instrument }: SubjectLimit,
  subjectFen: number,
): BudgetFault {
  const cited = citation(rules, instrument);
  const allowed =
    "fen" in most
      ? { zh: `${showYuan(most.fen)} 元`, en: `CNY ${showYuan(most.fen)}` }
      : { zh: `预算合计的 ${most.percentOfTotal}%`, en: `${most.percentOfTotal} per cent of the budget` };
  return {
    path: `subjects.${code}`,
    code: "over-limit",
    effect,
    words: {
      zh: `“${name.zh}”共 ${showYuan(subjectFen)} 元，超出${allowed.zh}（${cited.zh}）`,
      en: `${name.en}: CNY ${showYuan(subjectFen)} in all, more than ${allowed.en} (${cited.en})`,
    },
  };
}
