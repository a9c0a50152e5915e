import * as z from "zod";
import { Words } from "../kernel/text.ts";

/** A name inside a definition: lower-case words and digits joined by hyphens. Shown to nobody, kept for ever. */
export const Key = z
  .string()
  .regex(/^[a-z0-9]+(-[a-z0-9]+)*$/)
  .max(60);
export type Key = z.infer<typeof Key>;

/**
 * Where a rule comes from: the clause of the notice with the words that say it, or, where the notice is silent, the
 * choice that this definition makes in its place. Nothing is left without one of the two.
 */
export const Basis = z.union([
  z.strictObject({ clause: z.string().min(1), quote: z.string().min(1) }),
  z.strictObject({ assumption: Words }),
]);
export type Basis = z.infer<typeof Basis>;

/** Is this rule the definition's own choice rather than the notice's? */
export function isAssumed(basis: Basis): basis is { assumption: Words } {
  return "assumption" in basis;
}
