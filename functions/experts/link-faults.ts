import { faultsOf, said, tableFaultWords } from "../../shared/files/table-faults.ts";
import type { Words } from "../../shared/kernel/text.ts";

/** What may be wrong with a table of societies' ties beside what may be with any table. A code is never renamed. */
const faultWords = {
  ...tableFaultWords,
  "society-unknown": said("名册中没有该学会：{}", "the register has no such society: {}"),
  "own-partner": said("合作学会不能是该学会自己：{}", "a society is no partner of its own: {}"),
  "not-of-kind": said("“{}”不填写此列", "this column stays empty for {}"),
  "one-partner": said(
    "合作项目填写合作者姓名、合作单位、合作学会三者之一（姓名可附单位）",
    "a joint project names one of a person (with the institution), an institution or a society",
  ),
  "repeated-link": said("与第 {} 行为同一关系", "the same tie as on line {}"),
  "older-than-held": said(
    "早于已登记的 {}；如已登记的有误，请先撤销再导入",
    "older than what is held of {}: if that is wrong, withdraw it first",
  ),
  "nothing-held": said("没有已登记的该项关系可以撤销", "no such tie is held that could be withdrawn"),
} as const satisfies Record<string, Words>;

/** A fault with its words; `about` is what the words quote. */
export const linkFault = faultsOf(faultWords);
