import type { Finding } from "../../shared/contract/eligibility.ts";
import type { Words } from "../../shared/kernel/text.ts";
import type { LocalDate } from "../../shared/kernel/time.ts";

/** What a rule says of the facts. `source` and `on` are those of the facts that decided; null when nothing is recorded. */
export interface Judgement {
  outcome: Finding["outcome"];
  fact: Words;
  source: string | null;
  on: LocalDate | null;
  notes: Words[];
}

/** Nobody has looked: never a pass. */
export function notRecorded(zh: string, en: string): Judgement {
  const fact = { zh: `没有${zh}的记录`, en: `Nothing is recorded of ${en}` };
  return { outcome: "needs-evidence", fact, source: null, on: null, notes: [] };
}
