import * as z from "zod";
import { BarredBecause } from "../../shared/contract/barred.ts";
import { NamedPartners } from "../../shared/contract/partnership-record.ts";
import { ScoreGroups } from "../../shared/contract/score-groups.ts";
import { ApplicationId, ExpertId, RoundId, Sha256, SocietyCode } from "../../shared/kernel/ids.ts";
import { Words } from "../../shared/kernel/text.ts";
import { RankingRules, Rounding, Stage, TieRule } from "../../shared/programme/scoring.ts";

const society = {
  applicationId: ApplicationId,
  societyCode: SocietyCode,
  names: Words,
  /** Only of a joint application. */
  partners: NamedPartners,
};

/** A value that is not rounded: a decimal where it ends, a fraction such as `467/6` where it never does. */
export const Exact = z.string().regex(/^\d+(\.\d+|\/\d+)?$/);

/** One stage of one application: every expert's total, what was dropped, what counts. */
export const StageScore = z.strictObject({
  id: Stage.shape.id,
  /** Did the trimmed mean drop anything here, or were there too few sheets for it? "minimum": the society was absent. */
  rule: z.enum(["mean", "trimmed-mean", "calibrated", "minimum"]),
  score: Exact,
  sheets: z.array(
    z.strictObject({
      expertId: ExpertId,
      total: Exact,
      isDropped: z.boolean(),
      /** Two officers left it out, with a reason: it is shown, and counts for nothing. */
      isLeftOut: z.literal(true).optional(),
      /** By an expert beside the panel of an anchor: it counts for the calibrated figure alone. */
      isBeside: z.literal(true).optional(),
    }),
  ),
});
export type StageScore = z.infer<typeof StageScore>;

/** The link of the tie chain that put a row behind the one before it, and the values that it compared. */
export const TieBreak = z.strictObject({
  /** Place of the link in the chain, from 1. */
  link: z.int().positive(),
  rule: TieRule,
  own: z.string(),
  previous: z.string(),
});
export type TieBreak = z.infer<typeof TieBreak>;

/** What an application gets: a place in a tier, a place among the reserves, or none and why. */
export const Place = z.discriminatedUnion("kind", [
  z.strictObject({ kind: z.literal("tier"), tier: z.string() }),
  z.strictObject({ kind: z.literal("reserve"), number: z.int().positive() }),
  z.strictObject({
    kind: z.literal("none"),
    because: z.enum(["below-minimum", "chosen-tier-full", "no-place-left"]),
  }),
]);
export type Place = z.infer<typeof Place>;

/** A figure of the model: rounded decimal text, which may be negative. */
const Figure = z.string().regex(/^-?\d+\.\d+$/);

/** What stands beside the figure that ranks, all stages by their shares, points; as `linxuan rank` explains them. */
export const Figures = z.strictObject({
  raw: Figure,
  trimmed: Figure,
  calibrated: Figure,
  shrunk: Figure,
  se: Figure,
  calibratedRank: z.int().positive(),
  /** In nine of ten cases its true rank lies here. */
  interval: z.strictObject({ from: z.int().positive(), to: z.int().positive() }),
  /** The chance to be truly among the first so many. */
  chances: z.array(z.strictObject({ places: z.int().positive(), chance: Figure })),
});
export type Figures = z.infer<typeof Figures>;

/** What the model says of a round: whether calibration can be relied on in each stage, and whom scores can't tell apart. */
export const Calibration = z.strictObject({
  seed: RankingRules.shape.seed,
  draws: RankingRules.shape.draws,
  decimals: z.int().positive(),
  /** The programme's own figure. */
  decidesBy: z.enum(["mean", "trimmed-mean", "calibrated"]),
  deliberation: RankingRules.shape.deliberation,
  stages: z.array(
    z.strictObject({
      id: Stage.shape.id,
      figure: z.enum(["calibrated", "raw"]),
      because: z.enum(["sound", "not-connected", "alike", "thin"]),
      components: z.int().positive(),
      likelihoodRatio: Figure,
      strictnessLearnt: Figure,
      /** Only where there are anchors: the groups that they join, and how well. */
      groups: ScoreGroups.optional(),
      variances: z.strictObject({ application: Figure, expert: Figure, residual: Figure }),
      /** In points above (+) or below (−) the others on the same applications. */
      experts: z.array(
        z.strictObject({ expertId: ExpertId, strictness: Figure, se: Figure, sheets: z.int().positive() }),
      ),
    }),
  ),
  /** The line after each tier, and the pairs across it within noise, by their ranks. */
  lines: z.array(
    z.strictObject({
      tier: z.string(),
      places: z.int().positive(),
      pairs: z.array(
        z.strictObject({ above: z.int().positive(), below: z.int().positive(), chance: Figure }),
      ),
    }),
  ),
});
export type Calibration = z.infer<typeof Calibration>;

/** One row of the ranking, which explains itself. */
export const RankedRow = z.strictObject({
  ...society,
  rank: z.int().positive(),
  /** Rounded as the programme says; this figure is ranked by. */
  composite: z.string(),
  compositeExact: Exact,
  stages: z.array(StageScore),
  /** Null when the composite alone put it behind the one before. */
  tie: TieBreak.nullable(),
  place: Place,
  /** Only where the programme asks for them. */
  figures: Figures.optional(),
});
export type RankedRow = z.infer<typeof RankedRow>;

/** An application that can't be ranked: these stages have fewer sheets than the programme needs. */
export const UnrankedRow = z.strictObject({
  ...society,
  missing: z.array(
    z.strictObject({
      stage: Stage.shape.id,
      sheets: z.int().nonnegative(),
      needed: z.int().positive(),
    }),
  ),
});
export type UnrankedRow = z.infer<typeof UnrankedRow>;

/** An application that the programme keeps out of the decision, and why. */
export const BarredRow = z.strictObject({ ...society, because: z.array(BarredBecause).min(1) });

/** The decision that follows from a snapshot: the same bytes on every machine. */
export const Decision = z.strictObject({
  schemaVersion: z.literal(1),
  roundId: RoundId,
  definitionHash: Sha256,
  snapshotHash: Sha256,
  /** The rules used, in words; those that the programme leaves open and this product settles are among them. */
  rules: z.array(z.strictObject({ id: z.string(), words: Words })),
  rounding: Rounding,
  ranking: z.array(RankedRow),
  unranked: z.array(UnrankedRow),
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
  /** Only where any were kept out. */
  barred: z.array(BarredRow).optional(),
  /** Only where the programme asks for it, and any application was ranked. */
  calibration: Calibration.optional(),
});
export type Decision = z.infer<typeof Decision>;
