import { type ReasonCode, reasons } from "../../shared/contract/reasons.ts";

const order = Object.keys(reasons);

/** Reasons in their order of precedence, each place once. */
export function inPrecedence<R extends { code: ReasonCode; where: string | null }>(found: readonly R[]): R[] {
  const once = new Map(found.map((one) => [`${one.code} ${one.where}`, one]));
  return [...once.values()].toSorted((a, b) => order.indexOf(a.code) - order.indexOf(b.code));
}
