import * as z from "zod";
import { Words } from "../kernel/text.ts";
import { Basis, Key } from "./basis.ts";

/** A number written out exactly, such as "0.5": a definition holds no binary fractions. */
export const Decimal = z.string().regex(/^(0|[1-9]\d{0,8})(\.\d{1,6})?$/);
export type Decimal = z.infer<typeof Decimal>;

/** A criterion of the score sheet. `weight` is whole per cent; all weights come to 100. */
export const Criterion = z.strictObject({
  id: Key,
  name: Words,
  description: Words,
  capability: Key.nullable(),
  weight: z.int().positive().max(100),
  min: z.int().nonnegative(),
  max: z.int().positive().max(10_000),
  step: Decimal,
  basis: Basis,
});
export type Criterion = z.infer<typeof Criterion>;

/**
 * How the totals of several experts become one. From `fromCount` sheets on, the trimmed mean drops; below, it is the mean.
 * "calibrated": the mean less what these experts mark above others on the same applications, where that can be told; else
 * the mean.
 */
export const Aggregate = z.discriminatedUnion("kind", [
  z.strictObject({ kind: z.literal("mean") }),
  z.strictObject({
    kind: z.literal("trimmed-mean"),
    dropHigh: z.int().nonnegative(),
    dropLow: z.int().nonnegative(),
    fromCount: z.int().positive(),
  }),
  z.strictObject({ kind: z.literal("calibrated") }),
]);
export type Aggregate = z.infer<typeof Aggregate>;

export const Rounding = z.strictObject({
  decimals: z.int().min(0).max(6),
  mode: z.enum(["half-up", "half-even"]),
});
export type Rounding = z.infer<typeof Rounding>;

/** One link of the tie chain: the first that differs decides, the higher value ranks first. */
export const TieRule = z.discriminatedUnion("kind", [
  z.strictObject({ kind: z.literal("criterion"), id: Key }),
  z.strictObject({ kind: z.literal("stage"), id: Key }),
  z.strictObject({ kind: z.literal("mean") }),
  z.strictObject({ kind: z.literal("trimmed-mean") }),
  z.strictObject({ kind: z.literal("median") }),
  z.strictObject({ kind: z.literal("highest-minimum") }),
  /** Drawn from the hash of the frozen snapshot and the application's id: nobody can choose it, anybody can repeat it. */
  z.strictObject({ kind: z.literal("lot"), seed: z.literal("snapshot-hash") }),
]);
export type TieRule = z.infer<typeof TieRule>;

/** A stage in which experts score; `weight` is whole per cent of the composite, all weights come to 100. */
export const Stage = z.strictObject({
  id: z.enum(["written", "defence"]),
  name: Words,
  weight: z.int().positive().max(100),
  /** Sheets below which an application of this stage cannot be ranked. */
  minScores: z.int().positive(),
  basis: Basis,
});
export type Stage = z.infer<typeof Stage>;

/**
 * What is worked out beside the figure that ranks: calibrated scores, how sure each place is, and what a panel must talk
 * about before a decision is approved.
 */
export const RankingRules = z.strictObject({
  /** Of the draws behind the chances: fixed with the programme, so that nobody can choose it once scores are known. */
  seed: z.int().nonnegative().max(999_999_999),
  draws: z.int().min(200).max(10_000),
  /** Two applications across a line are within noise when the upper one is the better with a chance between these. */
  withinNoise: z.strictObject({ low: Decimal, high: Decimal }),
  /** Must each of those pairs have a confirmed deliberation before a decision is approved? */
  deliberation: z.enum(["required", "optional"]),
  /** A score farther than so many standard deviations from the others' of the same application is flagged. */
  outlierBeyond: Decimal,
  /** Scores that scatter so many times as far as noise does are flagged. */
  dispersionBeyond: Decimal,
  basis: Basis,
});
export type RankingRules = z.infer<typeof RankingRules>;

/** One thing that an expert may recommend; it agrees with totals from `from` up to the one above it. */
export const Recommendation = z.strictObject({ id: Key, name: Words, from: Decimal });
export type Recommendation = z.infer<typeof Recommendation>;

/** What experts recommend beside their scores, the best first. It ranks nothing: it shows who meant something else than the total says. */
export const Recommendations = z.strictObject({
  options: z.array(Recommendation).min(2).max(10),
  basis: Basis,
});
export type Recommendations = z.infer<typeof Recommendations>;

export const Scoring = z.strictObject({
  criteria: z.array(Criterion).min(1),
  stages: z.array(Stage).min(1),
  aggregate: z.strictObject({ rule: Aggregate, basis: Basis }),
  rounding: z.strictObject({ rule: Rounding, basis: Basis }),
  /** The chain decides and nobody else; it ends in a lot, so that the order is always total. */
  ties: z.strictObject({ chain: z.array(TieRule).min(1), basis: Basis }),
  /** Absent: experts recommend nothing. */
  recommendations: Recommendations.optional(),
  /** Absent: raw figures only, as in the definitions before there was more. */
  ranking: RankingRules.optional(),
});
export type Scoring = z.infer<typeof Scoring>;

/**
 * Whether the rank alone gives the tier, or each society applies for one and says whether a lower one would do (in a section
 * of kind "tier-choice").
 */
export const TierChoice = z.strictObject({ by: z.enum(["rank", "application"]), basis: Basis });
export type TierChoice = z.infer<typeof TierChoice>;

/**
 * What becomes of a place whose holder is removed from the list. "cascade": the next in rank of the tier below moves up, and so
 * on down to the first reserve; "next-reserve": the first reserve takes that very place; "stays-empty": nobody does.
 */
export const Vacancy = z.enum(["cascade", "next-reserve", "stays-empty"]);
export type Vacancy = z.infer<typeof Vacancy>;

/** How places are given once the order stands. */
export const SelectionRules = z.strictObject({
  reserves: z.int().nonnegative(),
  /** Composite score below which no place is given; null: every ranked application may get one. */
  minimumComposite: Decimal.nullable(),
  fewerThanPlaces: z.enum(["under-fill"]),
  vacancy: Vacancy,
  basis: Basis,
});
export type SelectionRules = z.infer<typeof SelectionRules>;
