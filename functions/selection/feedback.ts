import type { Feedback } from "../../shared/contract/feedback.ts";
import { compare, fractionOf, ofExactText, rounded } from "../../shared/kernel/exact.ts";
import type { ApplicationId } from "../../shared/kernel/ids.ts";
import type { Sha256 as Hash } from "../../shared/programme/freeze.ts";
import type { Decision } from "./decision.ts";
import { barredWords } from "./rules-used.ts";
import type { Snapshot } from "./snapshot.ts";

/** What an expert wrote on a sheet that was counted. */
interface Written {
  stage: string;
  text: string;
}

type Rounding = Decision["rounding"];

/** How far apart two composites are, as a decimal of the programme's own places. */
function apart(own: string, lowest: string, rounding: Rounding): { isReached: boolean; by: string } {
  const [a, b] = [fractionOf(own), fractionOf(lowest)];
  const isReached = compare(a, b) >= 0;
  const [more, less] = isReached ? [a, b] : [b, a];
  const numerator = more.numerator * less.denominator - less.numerator * more.denominator;
  return {
    isReached,
    by: rounded({ numerator, denominator: more.denominator * less.denominator }, rounding),
  };
}

/**
 * The feedback to one society. Opinions stand in the order of their hashes with the snapshot's: anybody can repeat it, and
 * it follows neither the experts' ids nor their scores.
 * An application that took no part in the ranking is told why, and nothing of scores.
 * @returns undefined when the application was neither ranked nor barred
 */
export function feedbackOf(
  applicationId: ApplicationId,
  { decision, snapshot, written }: { decision: Decision; snapshot: Snapshot; written: readonly Written[] },
  sha256: Hash,
): Feedback | undefined {
  const row = decision.ranking.find((one) => one.applicationId === applicationId);
  const { rounding } = decision;
  const { scoring } = snapshot;
  const decidesBy = scoring.aggregate.rule.kind;
  if (!row) {
    const barred = decision.barred?.find((one) => one.applicationId === applicationId);
    if (!barred) return undefined;
    const because = barred.because.map((code) => ({ code, words: barredWords[code] }));
    const nothing = { composite: null, figures: null, stages: [], lines: [], opinions: [] };
    return { applicationId, because, decidesBy, ...nothing };
  }
  const nameOf = new Map<string, Feedback["stages"][number]["name"]>(
    scoring.stages.map(({ id, name }) => [id, name]),
  );
  const lot = ({ stage, text }: Written) => sha256(`${decision.snapshotHash}\n${stage}\n${text}`);
  return {
    applicationId,
    composite: row.composite,
    because: [],
    figures: row.figures
      ? {
          raw: row.figures.raw,
          trimmed: row.figures.trimmed,
          calibrated: row.figures.calibrated,
          se: row.figures.se,
        }
      : null,
    decidesBy,
    stages: row.stages.map(({ id, rule, score, sheets }) => ({
      id,
      name: nameOf.get(id) ?? { zh: id, en: id },
      score: rounded(ofExactText(score), rounding),
      // Those that the score is of: who judged an anchor beside its panel is in the calibrated one alone.
      sheets: sheets.filter((one) => !one.isLeftOut && (rule === "calibrated" || !one.isBeside)).length,
    })),
    lines: decision.tiers.flatMap(({ id, name }) => {
      const last = decision.ranking.findLast(({ place }) => place.kind === "tier" && place.tier === id);
      if (!last) return [];
      return [{ tier: name, lowest: last.composite, ...apart(row.composite, last.composite, rounding) }];
    }),
    opinions: written
      .filter(({ text }) => text.trim() !== "")
      .toSorted((a, b) => (lot(a) < lot(b) ? -1 : 1))
      .map(({ stage, text }) => ({ stage, text })),
  };
}
