import type { LineReader } from "../../shared/files/table-cells.ts";
import { faultsOf, said, tableFaultWords } from "../../shared/files/table-faults.ts";
import type { Words } from "../../shared/kernel/text.ts";

/** What may be wrong with a register beside what may be with any table. A code is never renamed. */
const faultWords = {
  ...tableFaultWords,
  "society-unknown": said(
    "名册中没有统一社会信用代码为 {} 的学会；按代码匹配，不按名称匹配",
    "the register has no society with the USCC {}: rows are matched by it, never by name",
  ),
  "branch-body": said(
    "名称以“{}”结尾：分支机构、代表机构不具有法人资格，不列入名册，请填写其所属学会",
    "the name ends in {}: a branch or representative office is no legal person and has no line; name its society",
  ),
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
  "bad-phone": said("不是有效的电话号码：{}", "not a telephone number: {}"),
  "filler-is-approver": said(
    "填报人与审核人须为两人（邮箱不能相同）",
    "filler and approver are two people with two addresses",
  ),
  "unknown-conclusion": said("不认识的年检结论：{}", "not a conclusion of an inspection: {}"),
  "bad-value": said(
    "指标值应为 0 到 100，至多两位小数：{}",
    "a value is from 0 to 100 with at most two decimals: {}",
  ),
  "future-year": said("年度尚未到来：{}", "a year that has not come yet: {}"),
  "before-year": said("日期早于所检年度：{}", "a day before the inspected year: {}"),
  "older-than-held": said(
    "早于名册中已登记的 {}；如已登记的有误，请先填“撤销”再导入",
    "older than what the register holds of {}: if that is wrong, take it back with `withdrawn` first",
  ),
  "revoked-for-falsity": said(
    "名册记载“{}”：如该记载有误，请先填“撤销”再导入",
    "the register records “{}”: if that is wrong, take it back with `withdrawn` first",
  ),
  "bad-penalty": said("处罚应写为“日期|机关|事由”：{}", "write a penalty as date|authority|grounds: {}"),
  "source-missing": said("该事实须注明来源", "this fact needs its source"),
  "date-missing": said("该事实须注明日期", "this fact needs its date"),
} as const satisfies Record<string, Words>;

export type RegisterFaultCode = keyof typeof faultWords;

/** A fault with its words; `about` is what the words quote. */
export const registerFault = faultsOf(faultWords);

/** Reads a line of the register. */
export type RegisterReader = LineReader<RegisterFaultCode>;
