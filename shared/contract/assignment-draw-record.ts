import * as z from "zod";
import { ApplicationId, AssignmentPlanId, ExpertId, RoundId, Sha256 } from "../kernel/ids.ts";
import { Seed } from "../kernel/lots.ts";
import { Instant } from "../kernel/time.ts";
import { AssignmentRules } from "../programme/assignment-rules.ts";
import { DrawRules, OwnField } from "../programme/draw-rules.ts";
import { PlanShortage, SkippedPair } from "./assignment-plan-record.ts";

/**
 * COMMITTED: the seed exists, and all know its hash. FREEZING: who can be drawn is gathered. FROZEN: and stands under its hash.
 * INFEASIBLE: with these experts there is nothing to draw. APPROVED: the seed is open. DRAWN: so is what it gives.
 */
export const AssignmentDrawState = z.enum([
  "COMMITTED",
  "FREEZING",
  "FROZEN",
  "INFEASIBLE",
  "APPROVED",
  "DRAWN",
  "CARRIED_OUT",
]);
export type AssignmentDrawState = z.infer<typeof AssignmentDrawState>;

/** An expert by its place in the pool's list. */
const Place = z.int().nonnegative();

/** Who can be drawn for what, as it is frozen: ids only, in their order, so that it can be shown to whoever repeats the draw. */
export const DrawPool = z.strictObject({
  schemaVersion: z.literal(1),
  planId: AssignmentPlanId,
  roundId: RoundId,
  definitionHash: Sha256,
  seedHash: Sha256,
  expertsPerApplication: z.int().positive(),
  perInstitution: AssignmentRules.shape.panel.shape.perInstitution,
  strata: DrawRules.shape.strata,
  reserves: DrawRules.shape.reserves,
  /** What happens to seats for the own field that can't be filled; only where there are such seats. */
  whenFieldShort: OwnField.shape.whenShort.optional(),
  experts: z.array(
    z.strictObject({
      expertId: ExpertId,
      /** Experts of one institution have one number. */
      institution: z.int().nonnegative(),
      /** Applications that he or she can take beside those that stand. */
      places: z.int().nonnegative(),
    }),
  ),
  applications: z.array(
    z.strictObject({
      applicationId: ApplicationId,
      /** The category that its experts are of; null where the strata are not by category. */
      stratum: z.string().nullable(),
      /** Who judges it already. */
      standing: z.array(Place),
      /** Who passes every hard rule for it. */
      eligible: z.array(Place),
      /** Who of all these is of its field, and how many of its experts at least have to be; only where it has seats for them. */
      own: z.strictObject({ seats: z.int().nonnegative(), places: z.array(Place) }).optional(),
    }),
  ),
});
export type DrawPool = z.infer<typeof DrawPool>;

/** An expert with the lot of the pair: HMAC-SHA256 of `<application>#<expert>` under the seed. */
export const Lot = z.strictObject({ expertId: ExpertId, lot: Sha256 });
export type Lot = z.infer<typeof Lot>;

/** How many of an application's experts at least are of its field, and who of the drawn and the reserves is. */
const OwnSeats = z.strictObject({ seats: z.int().nonnegative(), experts: z.array(ExpertId) });

/** What the seed gives: the same pool and seed give the same bytes, on every machine. */
export const DrawResult = z.strictObject({
  schemaVersion: z.literal(1),
  planId: AssignmentPlanId,
  poolHash: Sha256,
  seed: Seed,
  /** What became of "at most one expert of an institution". */
  perInstitution: z.enum(["held", "given-up", "off"]),
  /** What became of the seats for the own field; only where there are such seats. */
  fieldSeats: z.enum(["held", "given-up"]).optional(),
  panels: z.array(
    z.strictObject({
      applicationId: ApplicationId,
      standing: z.array(ExpertId),
      /** In the order of their lots, as the reserves are. */
      drawn: z.array(Lot),
      reserves: z.array(Lot),
      own: OwnSeats.optional(),
    }),
  ),
});
export type DrawResult = z.infer<typeof DrawResult>;

const Kept = z.object({ key: z.string(), versionId: z.string() });

/** The record of a draw. Its pairs name it as the plan that they follow from. */
export const AssignmentDraw = z.object({
  id: AssignmentPlanId,
  roundId: RoundId,
  definitionHash: Sha256,
  state: AssignmentDrawState,
  /** SHA-256 of the seed's 64 hex digits as text. */
  seedHash: Sha256,
  committedBy: z.string(),
  committedAt: Instant,
  /** Who had the pool frozen last, and the instant that it is of. */
  askedBy: z.string().nullable(),
  askedAt: Instant.nullable(),
  frozen: Kept.extend({
    poolHash: Sha256,
    counts: z.object({ applications: z.int(), experts: z.int(), pairs: z.int() }),
  }).nullable(),
  frozenAt: Instant.nullable(),
  /** Societies of which something needed was not on record when the pool was frozen; null where that was not asked. */
  societiesUnknown: z.int().nullable().default(null),
  /** Why nothing can be drawn; with the strata of a round's panel that have fewer experts than seats. */
  infeasible: PlanShortage.extend({
    strata: z.array(z.object({ stratum: z.string(), seats: z.int(), experts: z.int() })).default([]),
  }).nullable(),
  /** The supervisors who were there and saw the hashes of seed and pool. */
  witnesses: z.array(z.object({ witnessedBy: z.string(), witnessedAt: Instant })),
  approvedBy: z.string().nullable(),
  approvedAt: Instant.nullable(),
  /** Null until it was used. */
  seed: Seed.nullable(),
  result: Kept.extend({ resultHash: Sha256 }).nullable(),
  /** What followed: pairs that stand, and those that had become impossible meanwhile, two hundred at most by name. */
  outcome: z.object({ made: z.int(), skipped: z.int(), skippedPairs: z.array(SkippedPair) }).nullable(),
  version: z.int().positive(),
});
export type AssignmentDraw = z.infer<typeof AssignmentDraw>;

/** A reserve was called for a place that became free; null: there was nobody left. */
export const ReserveCall = z.object({
  expertId: ExpertId.nullable(),
  /** Those before, whom a hard rule kept out, and which. */
  skipped: z.array(SkippedPair.omit({ applicationId: true })),
  calledBy: z.string(),
  calledAt: Instant,
});
export type ReserveCall = z.infer<typeof ReserveCall>;

/** What the newest draw gave an application: whom, who comes after them, and who was called since. */
export const DrawnPanel = z.object({
  roundId: RoundId,
  applicationId: ApplicationId,
  planId: AssignmentPlanId,
  drawn: z.array(ExpertId),
  reserves: z.array(ExpertId),
  /** Seats for the own field, and who of the drawn and the reserves is of it; only where there are such seats. */
  own: OwnSeats.optional(),
  calls: z.array(ReserveCall),
  version: z.int().positive(),
});
export type DrawnPanel = z.infer<typeof DrawnPanel>;
