import type { Language, Words } from "../../shared/kernel/text.ts";

const said = (zh: string, en: string): Words => ({ zh, en });

/** The fixed words of the form; everything else comes from the definition or the society. */
export const formWords = {
  form: said("申报书", "Application form"),
  applicant: said("申报单位", "Applicant"),
  code: said("学会编码", "Code"),
  uscc: said("统一社会信用代码", "USCC"),
  route: said("申报方式", "Route"),
  number: said("申报编号", "Application"),
  version: said("申报版本", "Version"),
  partner: said("联合申报单位（含牵头单位）", "Applicants together, the lead first"),
  role: said("承担任务", "Contribution"),
  share: said("经费份额（元）", "Share (CNY)"),
  lead: said("牵头", "Leads"),
  indicators: said("建设内容要点", "Indicators"),
  empty: said("（未填写）", "(not filled in)"),
  line: said("序号", "No."),
  subject: said("预算科目", "Subject"),
  item: said("支出内容", "Item"),
  unitPrice: said("单价（元）", "Unit price (CNY)"),
  quantity: said("数量", "Quantity"),
  times: said("次数", "Times"),
  amount: said("金额", "Amount"),
  costing: said("测算依据", "Costing basis"),
  total: said("合计", "Total"),
  inWords: said("合计大写", "Total in words"),
  undertaking: said("承诺书", "Undertaking"),
  consequence: said("违反承诺的后果", "Consequence"),
  representative: said("法定代表人（签字）：", "Legal representative (signature):"),
  seal: said("申报单位（公章）：", "Applicant (official seal):"),
  date: said("年    月    日", "Date:"),
  template: said("模板", "Template"),
  definition: said("定义", "Definition"),
  check: said("校验码", "Check code"),
} as const satisfies Record<string, Words>;

/** What stands between a name and its text. */
export const colon = (language: Language): string => (language === "zh-CN" ? "：" : ": ");

const numerals = "零一二三四五六七八九";

/** The number of a chapter as people write it: 一, 十, 十二, 二十 (up to 99), or 1 in English. */
export function chapterNumber(at: number, isChinese: boolean): string {
  if (!isChinese) return `${at}. `;
  const tens = Math.floor(at / 10);
  const ones = at % 10;
  const high = tens === 0 ? "" : `${tens === 1 ? "" : numerals[tens]}十`;
  return `${high}${ones === 0 && tens > 0 ? "" : numerals[ones]}、`;
}
