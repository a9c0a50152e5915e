import type { BudgetFault, BudgetLine, StatedFigures } from "../contract/draft.ts";
import { type AmountUnit, chineseAmount, showAmount, unitName } from "../kernel/amount.ts";
import { readChineseAmount } from "../kernel/amount-capitals.ts";
import { type AmountFault, readAmount } from "../kernel/amount-figures.ts";
import type { Words } from "../kernel/text.ts";
import type { BudgetRules } from "./budget.ts";
import { budgetTotalFen, subjectTotalFen } from "./budget-totals.ts";

const unreadable: Record<AmountFault, Words> = {
  "not-an-amount": {
    zh: "不是金额，请写阿拉伯数字，如 1,234.56",
    en: "is no amount; write figures such as 1,234.56",
  },
  negative: { zh: "不能为负数", en: "may not be negative" },
  "too-many-decimals": {
    zh: "小数位数过多：以元为单位最多两位，以万元为单位最多六位",
    en: "has too many decimals: two in yuan, six in ten thousands of yuan",
  },
  "too-large": { zh: "数额过大", en: "is too large" },
  "unit-differs": { zh: "与所选单位不一致", en: "names another unit than the one stated" },
};

const blocks = (path: string, code: BudgetFault["code"], words: Words): BudgetFault => ({
  path,
  code,
  effect: "blocks",
  words,
});

/** What the society states itself, unit, totals and capital numerals, against its own lines; equal to the fen. */
export function statedFaults(
  { needsStatedTotal, subjects }: Pick<BudgetRules, "needsStatedTotal" | "subjects">,
  lines: readonly BudgetLine[],
  stated: StatedFigures | undefined,
): BudgetFault[] {
  if (!stated) {
    const words = {
      zh: "未填写金额单位（元或万元）和预算合计",
      en: "The unit of the amounts (yuan or ten thousands) and the total are not stated",
    };
    return needsStatedTotal ? [blocks("stated", "no-stated-total", words)] : [];
  }
  const { unit, total } = stated;
  const totalFen = budgetTotalFen(lines);
  const names = new Map<string, Words>(subjects.map(({ code, name }) => [code, name]));
  const used = lines.map(({ subject }) => subject);
  const named = (subject: string) => names.get(subject) ?? { zh: subject, en: subject };
  return [
    ...figureFaults(
      { path: "stated.total", code: "total-disagrees", name: { zh: "预算合计", en: "The total" } },
      { written: total, unit, fen: totalFen },
    ),
    ...wordsFaults(stated.inWords, totalFen),
    ...(stated.subjects ?? []).flatMap(({ subject, amount }, at, all) => {
      const name = named(subject);
      const path = `stated.subjects[${at}]`;
      if (all.findIndex((one) => one.subject === subject) < at) {
        const words = { zh: `“${name.zh}”重复填写`, en: `${name.en} is stated twice` };
        return [blocks(`${path}.subject`, "subject-stated-twice", words)];
      }
      return figureFaults(
        {
          path: `${path}.amount`,
          code: "subject-total-disagrees",
          name: { zh: `“${name.zh}”`, en: name.en },
        },
        { written: amount, unit, fen: subjectTotalFen(lines, subject) },
      );
    }),
    ...[...new Set(stated.subjects ? used : [])]
      .filter((subject) => !stated.subjects?.some((one) => one.subject === subject))
      .map((subject) => {
        const { zh, en } = named(subject);
        const words = { zh: `未填写“${zh}”小计`, en: `${en} has lines and no subtotal` };
        return blocks("stated.subjects", "subject-total-disagrees", words);
      }),
  ];
}

/** A figure as written, against what the lines come to. Both are shown in the unit stated. */
function figureFaults(
  place: { path: string; code: "total-disagrees" | "subject-total-disagrees"; name: Words },
  { written, unit, fen }: { written: string; unit: AmountUnit; fen: number },
): BudgetFault[] {
  const { path, code, name } = place;
  const read = readAmount(written, unit);
  if ("fault" in read) {
    const { zh, en } = unreadable[read.fault];
    const words = { zh: `${name.zh}“${written}”${zh}`, en: `${name.en}: “${written}” ${en}` };
    return [blocks(path, read.fault, words)];
  }
  if (read.fen === fen) return [];
  const [is, sum] = [showAmount(read.fen, unit), showAmount(fen, unit)];
  const words = {
    zh: `${name.zh}填写为 ${is} ${unitName(unit, "zh-CN")}，明细之和为 ${sum} ${unitName(unit, "zh-CN")}`,
    en: `${name.en}: ${is} is stated, the lines come to ${sum} (${unitName(unit, "en")})`,
  };
  return [blocks(path, code, words)];
}

function wordsFaults(inWords: string | undefined, totalFen: number): BudgetFault[] {
  if (inWords === undefined) return [];
  const path = "stated.inWords";
  const right = chineseAmount(totalFen);
  const fen = readChineseAmount(inWords);
  if (fen === null) {
    const words = {
      zh: `“${inWords}”不是规范的大写金额，应写为：${right}`,
      en: `“${inWords}” is no amount in capital numerals; it should read ${right}`,
    };
    return [blocks(path, "not-in-capitals", words)];
  }
  const words = {
    zh: `合计大写“${inWords}”与明细之和不一致，应写为：${right}`,
    en: `“${inWords}” is not what the lines come to; it should read ${right}`,
  };
  return fen === totalFen ? [] : [blocks(path, "words-disagree", words)];
}
