import type { Recommendation } from "../../shared/contract/recommended-list.ts";
import { compare, exactText, fractionOf, over, sumOf, times, whole } from "../../shared/kernel/exact.ts";
import type { RecommendedListRule } from "../../shared/programme/recommended.ts";

type Valued = { code: Recommendation["societyCode"]; values: Readonly<Record<string, string>> };

/**
 * 三、申报资格, the recommended list: every society's weighted sum of its indicators, exactly, best first; whom the rule
 * takes is listed. A society with a value missing has no score and is not listed: missing is never zero.
 * @param societies each once; their values by indicator, decimals from 0 to 100
 * @returns in order of rank, those without a score behind by code
 */
export function recommend(rule: RecommendedListRule, societies: readonly Valued[]): Recommendation[] {
  const all = societies.map((society) => ({ ...judged(rule, society), society }));
  const scored = all
    .flatMap((one) => (one.score ? [{ ...one, score: one.score }] : []))
    .toSorted((a, b) => compare(b.score, a.score) || (a.society.code < b.society.code ? -1 : 1));
  const limit =
    rule.takes.by === "minimum"
      ? fractionOf(rule.takes.minimum)
      : (scored[Math.min(rule.takes.size, scored.length) - 1]?.score ?? whole(0));
  const ranked = scored.map(({ score, parts, sources, society }) => ({
    societyCode: society.code,
    isListed: compare(score, limit) >= 0,
    score: exactText(score),
    rank: scored.findIndex((other) => compare(other.score, score) === 0) + 1,
    sources,
    parts,
    missing: [],
  }));
  const unranked = all
    .filter(({ score }) => score === null)
    .toSorted((a, b) => (a.society.code < b.society.code ? -1 : 1))
    .map(({ parts, sources, missing, society }) => ({
      ...{ societyCode: society.code, isListed: false, score: null, rank: null },
      ...{ sources, parts, missing },
    }));
  return [...ranked, ...unranked];
}

function judged({ indicators }: RecommendedListRule, { values }: Valued) {
  const given = indicators.flatMap(({ id, source, weight }) => {
    const value = values[id];
    if (value === undefined) return [];
    const points = over(times(fractionOf(value), whole(weight)), whole(100));
    return [{ indicator: id, source, value, points }];
  });
  const missing = indicators.map(({ id }) => id).filter((id) => values[id] === undefined);
  return {
    score: missing.length > 0 ? null : sumOf(given.map(({ points }) => points)),
    parts: given.map(({ indicator, value, points }) => ({ indicator, value, points: exactText(points) })),
    // What gave it nothing did not put it there.
    sources: [...new Set(given.filter(({ points }) => points.numerator > 0n).map(({ source }) => source))],
    missing,
  };
}
