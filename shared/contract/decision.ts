import * as z from "zod";
import { ApplicationId, ExpertId, RoundId, Sha256, SocietyCode } from "../kernel/ids.ts";
import { Words } from "../kernel/text.ts";
import { Tier } from "../programme/capabilities.ts";
import { Defence } from "../programme/reviewing.ts";
import { Decimal, Rounding, Scoring, SelectionRules, Stage, TieRule } from "../programme/scoring.ts";

/** An application as the ranking knows it: the society, and the hash of what was judged. */
export const Ranked = z.strictObject({
  applicationId: ApplicationId,
  societyCode: SocietyCode,
  names: Words,
  /** Of the frozen application. */
  sha256: Sha256,
});
export type Ranked = z.infer<typeof Ranked>;

/** A submitted sheet: scores as exact decimals by criterion, and the hash under which it was submitted. */
export const ScoredSheet = z.strictObject({
  applicationId: ApplicationId,
  expertId: ExpertId,
  stage: Stage.shape.id,
  scores: z.record(z.string().max(60), Decimal),
  sha256: Sha256,
});
export type ScoredSheet = z.infer<typeof ScoredSheet>;

/**
 * Everything that a decision follows from and nothing else: rules, applications and scores as they were locked. Its hash
 * is of its canonical JSON; lists are in the order of their ids, so that the same content is the same bytes.
 */
export const Snapshot = z.strictObject({
  schemaVersion: z.literal(1),
  roundId: RoundId,
  programme: z.string(),
  definitionHash: Sha256,
  scoring: Scoring,
  selection: SelectionRules,
  tiers: z.array(Tier).min(1),
  /** What absence from the defence means; null in a programme without one. */
  absence: Defence.shape.absence.nullable(),
  applications: z.array(Ranked),
  /** Applications that are not ranked, and why: not eligible, withdrawn. */
  excluded: z.array(Ranked.extend({ reason: Words })),
  /** Who did not come to a stage. */
  absent: z.array(z.strictObject({ applicationId: ApplicationId, stage: Stage.shape.id })),
  sheets: z.array(ScoredSheet),
});
export type Snapshot = z.infer<typeof Snapshot>;

/** An exact value: a decimal that ends, or a fraction such as `467/6` where it never does. */
export const Exact = z.string().regex(/^\d+(\.\d+|\/\d+)?$/);

/** One stage of one application: every total, what was dropped, what counts. */
export const StageScore = z.strictObject({
  stage: Stage.shape.id,
  totals: z.array(z.strictObject({ expertId: ExpertId, total: Exact, isDropped: z.boolean() })),
  rule: z.enum(["mean", "trimmed-mean", "minimum-for-absence"]),
  score: Exact,
});
export type StageScore = z.infer<typeof StageScore>;

/** The link of the tie chain that put a row below the one before it, with the values compared (a hash for the lot). */
export const TieBreak = z.strictObject({
  link: z.int().positive(),
  rule: TieRule,
  against: ApplicationId,
  own: z.string(),
  other: z.string(),
});
export type TieBreak = z.infer<typeof TieBreak>;

/** What a row gets: a place in a tier, a place among the reserves, or nothing and why. */
export const Place = z.discriminatedUnion("kind", [
  z.strictObject({ kind: z.literal("tier"), tier: z.string() }),
  z.strictObject({ kind: z.literal("reserve"), number: z.int().positive() }),
  z.strictObject({ kind: z.literal("none"), reason: z.enum(["below-minimum", "no-place-left"]) }),
]);
export type Place = z.infer<typeof Place>;

export const RankedRow = Ranked.extend({
  rank: z.int().positive(),
  stages: z.array(StageScore),
  /** Rounded as the programme says: this figure is ranked by. */
  composite: z.string(),
  compositeExact: Exact,
  /** Null when the composite alone put it below the row before it. */
  tie: TieBreak.nullable(),
  place: Place,
});
export type RankedRow = z.infer<typeof RankedRow>;

/** An application without a rank: too few sheets in a stage, or absent where absence leaves the ranking. */
export const Unranked = Ranked.extend({
  stages: z.array(StageScore),
  reason: z.enum(["too-few-scores", "absent"]),
  stage: Stage.shape.id,
  scores: z.int().nonnegative(),
  needed: z.int().positive(),
});
export type Unranked = z.infer<typeof Unranked>;

/** The decision that follows from a snapshot: the same bytes on every machine. */
export const Decision = z.strictObject({
  schemaVersion: z.literal(1),
  roundId: RoundId,
  programme: z.string(),
  definitionHash: Sha256,
  snapshotHash: Sha256,
  /** The rules that were used, in words, those included that the programme leaves to this product. */
  rules: z.array(z.strictObject({ id: z.string(), words: Words })),
  rounding: Rounding,
  ranking: z.array(RankedRow),
  unranked: z.array(Unranked),
  excluded: z.array(Ranked.extend({ reason: Words })),
  tiers: z.array(
    z.strictObject({
      id: z.string(),
      name: Words,
      places: z.int().positive(),
      vacant: z.int().nonnegative(),
      applications: z.array(ApplicationId),
    }),
  ),
  reserves: z.array(ApplicationId),
});
export type Decision = z.infer<typeof Decision>;
