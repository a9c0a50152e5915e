import type * as z from "zod";
import type { Basis } from "../basis.ts";

export const zone = "Asia/Shanghai";

/** The foundation does not exist: its rules are invented, so each quotes rules that only stand here. */
export function rule(clause: string, quote: string): z.input<typeof Basis> {
  return { clause: `Prize rules, ${clause}`, quote };
}
