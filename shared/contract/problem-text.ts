import type { Words } from "../kernel/text.ts";

/** What a reader is told: what happened, and what to do next. */
export interface ProblemText {
  status: number;
  title: Words;
  next: Words;
}

/** A problem with its HTTP status, and in each language what happened and what to do next. */
export const text = (status: number, zh: [string, string], en: [string, string]): ProblemText => ({
  status,
  title: { zh: zh[0], en: en[0] },
  next: { zh: zh[1], en: en[1] },
});
