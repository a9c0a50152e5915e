import type { Span } from "../../shared/contract/defence-record.ts";

/** Do two spans share any time? One that begins when the other ends shares none. */
export const overlap = (one: Span, other: Span): boolean =>
  one.fromAt < other.toAt && other.fromAt < one.toAt;

/** Does the first span lie wholly in the second? */
export const isWithin = (one: Span, other: Span): boolean =>
  one.fromAt >= other.fromAt && one.toAt <= other.toAt;
