import { faultsOf, said, tableFaultWords } from "../../shared/files/table-faults.ts";
import type { Words } from "../../shared/kernel/text.ts";

/** What may be wrong with a file of experts beside what may be with any table. A code is never renamed. */
const faultWords = {
  ...tableFaultWords,
  "duplicate-mail": said("邮箱与第 {} 行重复", "the mail address occurs on line {} already"),
  "taken-mail": said(
    "专家库中该邮箱属于“{}”：姓名有误的请更正，另有其人的请改用本人邮箱",
    "the pool holds this address for {}: correct the name, or give this person's own address",
  ),
  "likely-same": said(
    "与 {} 同名且单位相同或不明，不自动合并：同一人的请用其已登记的邮箱或删去本行；确为两人的请在 apart 中写明理由",
    "same name and institution (or one not known) as {}; nothing is merged: use the address held or remove the row, or say in apart why they are two people",
  ),
  "society-unknown": said("名册中没有该学会：{}", "the register has no such society: {}"),
  "unknown-tie": said("不认识的关系：{}", "not a kind of tie: {}"),
  "bad-tie": said(
    "应写为“学会编码或名称|关系|截止日期|说明”：{}",
    "write a tie as society|kind|until|note: {}",
  ),
  "bad-cap": said("评审上限应为 1 到 1000 的整数：{}", "a load cap is a whole number from 1 to 1000: {}"),
} as const satisfies Record<string, Words>;

/** A fault with its words; `about` is what the words quote. */
export const expertFault = faultsOf(faultWords);
