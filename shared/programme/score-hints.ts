import * as z from "zod";
import { compare, type Fraction, fractionOf } from "../kernel/exact.ts";
import { Words } from "../kernel/text.ts";
import { weightedFraction } from "./score-sheet.ts";
import type { Recommendation, Scoring } from "./scoring.ts";

/** What an expert may want to look at again before signing. It refuses nothing. */
export const SheetHint = z.object({
  code: z.enum(["all-equal", "recommendation-missing", "recommendation-differs"]),
  words: Words,
});
export type SheetHint = z.infer<typeof SheetHint>;

interface Sheet {
  scores: Readonly<Record<string, string>>;
  recommendation?: string | undefined;
}

/** The recommendation that agrees with a total: the first whose totals begin at it or below. */
const agreeing = (options: readonly Recommendation[], total: Fraction): Recommendation | undefined =>
  options.find(({ from }) => compare(total, fractionOf(from)) >= 0);

/**
 * Where a whole sheet seems not to mean what it says: every criterion scored alike, nothing recommended, or something else
 * than the total stands for. A sheet with gaps has no hints.
 */
export function hintsOf(
  { scores, recommendation }: Sheet,
  { criteria, recommendations }: Pick<Scoring, "criteria" | "recommendations">,
): SheetHint[] {
  if (criteria.some(({ id }) => !Object.hasOwn(scores, id))) return [];
  const [first, ...others] = criteria.map(({ id }) => fractionOf(scores[id] ?? ""));
  const isFlat = first !== undefined && others.length > 0 && others.every((one) => compare(one, first) === 0);
  return [
    ...(isFlat ? [flat] : []),
    ...(recommendations
      ? recommendationHints(recommendations.options, recommendation, weightedFraction(scores, criteria))
      : []),
  ];
}

const flat: SheetHint = {
  code: "all-equal",
  words: {
    zh: "各项评分完全相同，请确认是否逐项评价",
    en: "All criteria have the same score: was each judged by itself?",
  },
};

function recommendationHints(
  options: readonly Recommendation[],
  given: string | undefined,
  total: Fraction,
): SheetHint[] {
  const fitting = agreeing(options, total);
  const chosen = options.find(({ id }) => id === given);
  if (!chosen) {
    const words = { zh: "尚未给出推荐意见", en: "No recommendation is given" };
    return [{ code: "recommendation-missing", words }];
  }
  if (!fitting || fitting.id === chosen.id) return [];
  return [
    {
      code: "recommendation-differs",
      words: {
        zh: `推荐意见为“${chosen.name.zh}”，而总分对应“${fitting.name.zh}”，请核对`,
        en: `The recommendation is “${chosen.name.en}”, while the total stands for “${fitting.name.en}”`,
      },
    },
  ];
}
