import type { Aggregate } from "./scoring.ts";

/** Which totals count, numbered from the lowest: from `from` up to, and without, `until`. */
export interface Counted {
  rule: Aggregate["kind"];
  from: number;
  until: number;
}

/**
 * The totals of `count` sheets that make the score of a stage (`scoring.aggregate`): all of them, or from the definition's
 * count on those that the trimmed mean leaves. Calibration comes later, over all applications; until then it is the mean.
 */
export function countedOf(rule: Aggregate, count: number): Counted {
  if (rule.kind !== "trimmed-mean" || count < rule.fromCount) return { rule: "mean", from: 0, until: count };
  return { rule: rule.kind, from: rule.dropLow, until: count - rule.dropHigh };
}
