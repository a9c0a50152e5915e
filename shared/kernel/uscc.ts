import * as z from "zod";

/** GB 32100-2015, 4: digits and capital letters without I, O, S, V and Z; a character's place is its value. */
const alphabet = "0123456789ABCDEFGHJKLMNPQRTUWXY";

/**
 * GB 32100-2015, 5: the 18th character of a unified social credit code. Weight of place i is 3^(i-1) mod 31, the check
 * value is (31 - sum mod 31) mod 31.
 * @param first17 characters of the code's alphabet
 * @returns the check character, or undefined when `first17` is no such text
 */
export function usccCheckCharacter(first17: string): string | undefined {
  if (first17.length !== 17) return undefined;
  let sum = 0;
  let weight = 1;
  for (const character of first17) {
    const value = alphabet.indexOf(character);
    if (value < 0) return undefined;
    sum += value * weight;
    weight = (weight * 3) % 31;
  }
  return alphabet[(31 - (sum % 31)) % 31];
}

/** What is wrong with a unified social credit code; null when nothing is. Letters must be capitals already. */
export function usccFault(code: string): "shape" | "check-digit" | null {
  if (code.length !== 18 || !alphabet.includes(code.slice(17))) return "shape";
  const expected = usccCheckCharacter(code.slice(0, 17));
  if (expected === undefined) return "shape";
  return code.endsWith(expected) ? null : "check-digit";
}

/** A unified social credit code (统一社会信用代码) with its check character right. */
export const Uscc = z
  .string()
  .refine((code) => usccFault(code) === null, { error: "统一社会信用代码有误 / not a valid USCC" });
export type Uscc = z.infer<typeof Uscc>;
