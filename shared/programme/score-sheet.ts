import { compare, type Fraction, fractionOf, over, plus, times, whole, zero } from "../kernel/exact.ts";
import { type Criterion, Decimal } from "./scoring.ts";

export type ScoreFaultCode = "not-a-number" | "below-minimum" | "above-maximum" | "off-step";

/** Why a score can't stand: not an exact decimal, outside of the criterion's bounds, or between its steps. Null: it can. */
export function scoreFault(
  { min, max, step }: Pick<Criterion, "min" | "max" | "step">,
  score: string,
): ScoreFaultCode | null {
  if (!Decimal.safeParse(score).success) return "not-a-number";
  const given = fractionOf(score);
  if (compare(given, whole(min)) < 0) return "below-minimum";
  if (compare(given, whole(max)) > 0) return "above-maximum";
  // Steps are counted from the least score: with min 1 and step 2 the scores are 1, 3, 5.
  const steps = over(aboveLeast(given, min), fractionOf(step));
  return steps.denominator === 1n ? null : "off-step";
}

/** given - least, which the bounds have made not negative. */
const aboveLeast = ({ numerator, denominator }: Fraction, least: number): Fraction => ({
  numerator: numerator - BigInt(least) * denominator,
  denominator,
});

/**
 * The total of a sheet: each score times its criterion's weight in per cent, summed, exact. On the scale of the scores
 * themselves: with all criteria from 0 to 100 it lies between 0 and 100.
 * @throws RangeError when a criterion has no score; sheets with faults have no total
 */
export function weightedFraction(
  scores: Readonly<Record<string, string>>,
  criteria: readonly Pick<Criterion, "id" | "weight">[],
): Fraction {
  return criteria.reduce((sum, { id, weight }) => {
    const score = scores[id];
    if (score === undefined) throw new RangeError(`no score for ${id}`);
    return plus(sum, times(fractionOf(score), over(whole(weight), whole(100))));
  }, zero);
}
