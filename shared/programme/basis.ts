import * as z from "zod";
import { Words } from "../kernel/text.ts";

/** A name inside a definition: lower-case words and digits joined by hyphens. Shown to nobody, kept for ever. */
export const Key = z
  .string()
  .regex(/^[a-z0-9]+(-[a-z0-9]+)*$/)
  .max(60);
export type Key = z.infer<typeof Key>;

/**
 * Where a rule comes from: the clause of the notice with the words that say it; where those words leave something open,
 * how they are read; where the notice is silent, the choice made in its place. No rule stands without one of the three.
 */
export const Basis = z.union([
  z.strictObject({ clause: z.string().min(1), quote: z.string().min(1) }),
  z.strictObject({ clause: z.string().min(1), quote: z.string().min(1), reading: Words }),
  z.strictObject({ assumption: Words }),
]);
export type Basis = z.infer<typeof Basis>;

/** What the definition chose by itself, wholly or in reading a clause; null when the notice says all of it. */
export function assumptionOf(basis: Basis): Words | null {
  if ("assumption" in basis) return basis.assumption;
  return "reading" in basis ? basis.reading : null;
}
