import type { TableFault } from "../contract/table-file.ts";
import type { Words } from "../kernel/text.ts";

/** Both languages of a fault; `{}` takes the cell or name at fault. */
export const said = (zh: string, en: string): Words => ({ zh, en });

/** What may be wrong with any table that an officer imports. A code is never renamed. */
export const tableFaultWords = {
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
  "no-rows": said("文件中没有任何数据行", "the file holds no row beside its heading"),
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
  "repeated-row": said("与第 {} 行完全相同，请删去其一", "the same as line {}: remove one of them"),
  "bad-code": said("学会编码有误：{}", "not a society code: {}"),
  "bad-mail": said("不是有效的邮箱：{}", "not a mail address: {}"),
  // Never quotes the cell: the number would come back in the answer.
  "identity-data": said(
    "请勿填写身份证号或银行卡号，本平台不收集此类信息；请删去",
    "no identity number or bank card is taken here: remove it",
  ),
  "unknown-word": said("不认识的取值：{}", "not a value of this column: {}"),
  "bad-date": said("日期应为 YYYY-MM-DD：{}", "not a date YYYY-MM-DD: {}"),
  "stands-aside": said(
    "您须回避 {}：请删去涉及该学会的此行，由另一位经办人导入",
    "you stand aside from {}: remove this row, which concerns it; another officer imports it",
  ),
  "future-date": said("日期尚未到来：{}", "a day that has not come yet: {}"),
} as const satisfies Record<string, Words>;

export type TableFaultCode = keyof typeof tableFaultWords;

/** A fault by line and column, with its code and what its words quote. */
export type FaultOf<C extends string> = (
  line: number,
  column: string | null,
  fault: [C, string?],
) => TableFault;

/** Makes faults of a table whose own words stand beside the general ones. */
export function faultsOf<C extends string>(words: Readonly<Record<C, Words>>): FaultOf<C> {
  return (line, column, [code, about]) => {
    const { zh, en } = words[code];
    const quoted = (about ?? "").slice(0, 80);
    return { line, column, code, zh: zh.replace("{}", () => quoted), en: en.replace("{}", () => quoted) };
  };
}

/** A fault of the file itself, whatever it is a table of. */
export const tableFault = faultsOf(tableFaultWords);
