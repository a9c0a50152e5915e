import type { RegisterFault } from "../../shared/contract/register.ts";
import type { Words } from "../../shared/kernel/text.ts";

const said = (zh: string, en: string): Words => ({ zh, en });

/** What may be wrong with a register. A code is never renamed; `{}` takes the cell or name at fault. */
const faultWords = {
  "not-utf8": said(
    "文件不是 UTF-8 编码（可能是 GBK），请另存为“CSV UTF-8”后重新导入",
    "the file is not UTF-8 (perhaps GBK): save it as “CSV UTF-8” and import again",
  ),
  "xlsx-locked": said(
    "文件设有密码，或是旧版 .xls；请去除密码，另存为 .xlsx 后重新导入",
    "the file has a password, or is an old .xls: remove the password, save it as .xlsx and import again",
  ),
  "xlsx-damaged": said(
    "无法读取该 Excel 文件（{}），请另存为 .xlsx 或“CSV UTF-8”后重新导入",
    "the workbook can't be read ({}): save it as .xlsx or as “CSV UTF-8” and import again",
  ),
  "no-rows": said("文件中没有任何学会", "the file holds no society"),
  "too-many-rows": said(
    "行数过多（上限与实际：{}），请分批导入",
    "too many rows (allowed and found: {}): import in parts",
  ),
  "more-faults": said(
    "另有 {} 处错误未列出，请先更正以上各处",
    "{} more faults are not listed: correct these first",
  ),
  "csv-damaged": said("CSV 格式有误：{}", "the CSV is damaged: {}"),
  "column-missing": said("缺少“{}”列", "the column {} is missing"),
  "column-unknown": said("不认识“{}”列", "the column {} is not known"),
  "column-repeated": said("“{}”列重复", "the column {} occurs twice"),
  "cells-differ": said("单元格数与表头不符：{}", "not as many cells as the heading: {}"),
  required: said("必填", "must be filled in"),
  "too-long": said("内容过长或含有不允许的内容", "too long, or not what this column may hold"),
  "society-unknown": said(
    "名册中没有统一社会信用代码为 {} 的学会；按代码匹配，不按名称匹配",
    "the register has no society with the USCC {}: rows are matched by it, never by name",
  ),
  "bad-code": said("学会编码有误：{}", "not a society code: {}"),
  "branch-body": said(
    "名称以“{}”结尾：分支机构、代表机构不具有法人资格，不列入名册，请填写其所属学会",
    "the name ends in {}: a branch or representative office is no legal person and has no line; name its society",
  ),
  "repeated-row": said("与第 {} 行完全相同，请删去其一", "the same as line {}: remove one of them"),
  "duplicate-code": said("学会编码与第 {} 行重复", "the code occurs on line {} already"),
  "duplicate-name": said("学会名称与第 {} 行重复", "the name occurs on line {} already"),
  "duplicate-uscc": said("统一社会信用代码与第 {} 行重复", "the USCC occurs on line {} already"),
  "duplicate-mail": said(
    "邮箱与第 {} 行另一学会重复",
    "the mail address occurs on line {} for another society",
  ),
  "not-registered": said("名册中没有该学会：{}", "the register has no such society: {}"),
  "taken-name": said("名册中 {} 已登记此名称", "the register holds this name for {}"),
  "taken-uscc": said("名册中 {} 已登记此统一社会信用代码", "the register holds this USCC for {}"),
  "taken-mail": said("名册中 {} 已登记此邮箱", "the register holds this mail address for {}"),
  "uscc-differs": said(
    "名册中该编码的统一社会信用代码为 {}，请核对本行是否属于该学会",
    "the register holds the USCC {} for this code: check whether the row is this society's",
  ),
  "name-changed": said(
    "名册中该学会名称为“{}”：已更名的请填写名称启用日期，原登记有误的请在该列填“更正”",
    "the register holds the name {}: fill in name_since, with `correction` if that name was wrong",
  ),
  "bad-former-name": said(
    "曾用名应写为“名称|起|止”，起须早于止：{}",
    "write a former name as name|from|until, from before until: {}",
  ),
  "uscc-shape": said(
    "统一社会信用代码应为 18 位数字和大写字母（不含 I、O、S、V、Z）：{}",
    "a USCC has 18 digits and capitals without I, O, S, V, Z: {}",
  ),
  "uscc-check-digit": said(
    "统一社会信用代码的校验码不符，请核对：{}",
    "the check digit of the USCC is wrong: {}",
  ),
  "bad-mail": said("不是有效的邮箱：{}", "not a mail address: {}"),
  "bad-phone": said("不是有效的电话号码：{}", "not a telephone number: {}"),
  // Never quotes the cell: the number would come back in the answer.
  "identity-data": said(
    "请勿填写身份证号或银行卡号，本平台不收集此类信息；请删去",
    "no identity number or bank card is taken here: remove it",
  ),
  "filler-is-approver": said(
    "填报人与审核人须为两人（邮箱不能相同）",
    "filler and approver are two people with two addresses",
  ),
  "unknown-conclusion": said("不认识的年检结论：{}", "not a conclusion of an inspection: {}"),
  "unknown-word": said("不认识的取值：{}", "not a value of this column: {}"),
  "bad-value": said(
    "指标值应为 0 到 100，至多两位小数：{}",
    "a value is from 0 to 100 with at most two decimals: {}",
  ),
  "bad-date": said("日期应为 YYYY-MM-DD：{}", "not a date YYYY-MM-DD: {}"),
  "future-date": said("日期尚未到来：{}", "a day that has not come yet: {}"),
  "future-year": said("年度尚未到来：{}", "a year that has not come yet: {}"),
  "before-year": said("日期早于所检年度：{}", "a day before the inspected year: {}"),
  "older-than-held": said(
    "早于名册中已登记的 {}；如已登记的有误，请先填“撤销”再导入",
    "older than what the register holds of {}: if that is wrong, take it back with `withdrawn` first",
  ),
  "bad-penalty": said("处罚应写为“日期|机关|事由”：{}", "write a penalty as date|authority|grounds: {}"),
  "source-missing": said("该事实须注明来源", "this fact needs its source"),
  "date-missing": said("该事实须注明日期", "this fact needs its date"),
} as const satisfies Record<string, Words>;

export type RegisterFaultCode = keyof typeof faultWords;

/** A fault with its words; `about` is what the words quote. */
export function registerFault(
  line: number,
  column: string | null,
  [code, about]: [RegisterFaultCode, string?],
): RegisterFault {
  const { zh, en } = faultWords[code];
  const quoted = (about ?? "").slice(0, 80);
  return { line, column, code, zh: zh.replace("{}", () => quoted), en: en.replace("{}", () => quoted) };
}
