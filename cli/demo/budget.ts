import type { BudgetLine, StatedFigures } from "../../shared/contract/draft.ts";
import { amountUnits, chineseAmount, showAmount, showYuan } from "../../shared/kernel/amount.ts";
import type { BudgetRules, BudgetSubject, FeeCeiling } from "../../shared/programme/budget.ts";
import { budgetTotalFen, subjectTotalFen, totalFaults } from "../../shared/programme/budget-totals.ts";
import type { Chance } from "./chance.ts";

const items = [
  "重点任务启动会",
  "学术年会",
  "青年论坛",
  "专题调研",
  "成果宣传",
  "专家论证",
  "平台维护",
  "国际交流筹备",
];

/** Ten yuan: people do not budget in smaller steps. */
const priceStepFen = 1_000;

const stepped = (fen: number) => Math.max(priceStepFen, Math.floor(fen / priceStepFen) * priceStepFen);

/** A unit price within the ceiling that the line names, or a usual one where no ceiling stands. */
function priceOf(ceiling: FeeCeiling | undefined, chance: Chance): number {
  if (!ceiling) return stepped(chance.whole(5_000, 300_000));
  const least = ceiling.minFen ?? Math.ceil(ceiling.maxFen * 0.6);
  return Math.max(least, stepped(chance.whole(least, ceiling.maxFen)));
}

function lineOf(subject: BudgetSubject, chance: Chance): BudgetLine {
  const ceiling = subject.ceilings.length > 0 ? chance.pick(subject.ceilings) : undefined;
  const unitPriceFen = priceOf(ceiling, chance);
  const quantity = chance.whole(2, 60);
  const times = chance.whole(1, 4);
  const standard = ceiling ? `${ceiling.applies.zh}，标准上限${showYuan(ceiling.maxFen)}元；` : "";
  return {
    subject: subject.code,
    ...(ceiling && { standard: ceiling.id }),
    item: chance.pick(items),
    unitPriceFen,
    quantity,
    times,
    basis: `${standard}${showYuan(unitPriceFen)}元×${quantity}×${times}次`,
    amountFen: unitPriceFen * quantity * times,
  };
}

/** Invented lines of a budget in fen: subjects that are allowed, prices within their ceilings, sums exact, within the cap. */
export function makeBudget(rules: BudgetRules | null, chance: Chance): BudgetLine[] {
  const allowed = chance.shuffled(rules?.subjects.filter((subject) => subject.allowed === "yes") ?? []);
  const capFen = rules?.totalCapFen ?? Number.MAX_SAFE_INTEGER;
  let totalFen = 0;
  const lines = allowed
    .slice(0, chance.whole(4, 8))
    .map((subject) => lineOf(subject, chance))
    .map((line) => (line.amountFen > capFen / 8 ? { ...line, ...single(line) } : line))
    .filter(({ amountFen }) => {
      const fits = totalFen + amountFen <= capFen;
      if (fits) totalFen += amountFen;
      return fits;
    });
  return rules ? withinShares(rules, lines) : lines;
}

/** A subject with too large a share is cut to its smallest; a budget too small for even that goes without it. */
function withinShares(rules: BudgetRules, lines: BudgetLine[]): BudgetLine[] {
  const over = new Set(
    totalFaults(rules, lines).flatMap(({ code, path }) => (code === "over-limit" ? [path] : [])),
  );
  if (over.size === 0) return lines;
  const isSmallest = ({ quantity, times }: BudgetLine) => quantity * times === 1;
  const isOver = ({ subject }: BudgetLine) => over.has(`subjects.${subject}`);
  return withinShares(
    rules,
    lines
      .filter((line) => !(isOver(line) && isSmallest(line)))
      .map((line) => (isOver(line) ? { ...line, ...single(line) } : line)),
  );
}

/** The totals as a society writes them: in ten thousands or in yuan, in capital numerals, and by subject. */
export function statedOf(lines: readonly BudgetLine[], chance: Chance): StatedFigures {
  const unit = chance.pick(amountUnits);
  const totalFen = budgetTotalFen(lines);
  return {
    unit,
    total: showAmount(totalFen, unit),
    inWords: chineseAmount(totalFen),
    subjects: [...new Set(lines.map(({ subject }) => subject))].map((subject) => ({
      subject,
      amount: showAmount(subjectTotalFen(lines, subject), unit),
    })),
  };
}

/** The same line, once and for one: what still fits a small cap. */
const single = ({ unitPriceFen, basis }: BudgetLine) => ({
  quantity: 1,
  times: 1,
  amountFen: unitPriceFen,
  basis: `${basis.split("；").slice(0, -1).join("；")}${showYuan(unitPriceFen)}元×1×1次`,
});
