import * as z from "zod";
import { ApplicationId, AssignmentPlanId, ExpertId, RoundId, Sha256, SocietyCode } from "../kernel/ids.ts";
import { Words } from "../kernel/text.ts";
import { Instant } from "../kernel/time.ts";
import { AnchorRules } from "../programme/assignment-rules.ts";
import { AnchorRole } from "./anchors.ts";
import { ConflictGround } from "./conflict-matches.ts";
import { UnknownOfApplication } from "./unknown-facts.ts";

/** How well an expert fits an application. */
export const Fit = z.int().min(0).max(100);

/** Why a fit is what it is: where fields of the expert's were found, and what that is worth by the definition. */
export const FitReason = z.object({
  of: z.enum(["category", "name", "section"]),
  section: z.string().nullable(),
  indicator: z.string().nullable(),
  /** As the expert declared them. */
  fields: z.array(z.string()),
  points: z.int(),
});
export type FitReason = z.infer<typeof FitReason>;

/** An officer's word on how well an expert fits an application, in place of what was computed. */
export const FitCorrection = z.object({
  roundId: RoundId,
  applicationId: ApplicationId,
  expertId: ExpertId,
  fit: Fit,
  reason: z.string(),
  correctedBy: z.string(),
  correctedAt: Instant,
  version: z.int().positive(),
});
export type FitCorrection = z.infer<typeof FitCorrection>;

/** One pair of a plan. `computed` is what the definition gives, `fit` what counts. */
const PlannedExpert = z.object({
  expertId: ExpertId,
  name: z.string(),
  change: z.enum(["kept", "added"]),
  /** Only of an anchor: the expert's part in it, and what it was before where the plan changes that. */
  as: AnchorRole.optional(),
  was: AnchorRole.optional(),
  fit: Fit,
  computed: Fit,
  because: z.array(FitReason),
  corrected: FitCorrection.pick({ fit: true, reason: true, correctedBy: true }).nullable(),
});

/** An expert who loses an application by a plan: a tie bars since or may, or the fewest changes that were needed. */
const Released = z.object({
  expertId: ExpertId,
  name: z.string(),
  because: z.enum(["barred", "undecided", "moved"]),
});

/** Pairs of experts and applications that a plan could not use, and why, with what was on record. */
export const LeftOut = z.object({
  because: z.enum([
    "identity-unknown",
    "expert-not-accepted",
    "expert-not-kept",
    "conflict-of-interest",
    "conflict-on-record",
    "conflict-undecided",
  ]),
  ground: ConflictGround.nullable(),
  pairs: z.int().positive(),
  words: Words,
});
export type LeftOut = z.infer<typeof LeftOut>;

/** Why an application is an anchor, and how many of the pool score it. */
const Anchored = z.object({
  because: z.enum(["stays", "widest", "lot"]),
  mayJudge: z.int(),
  pool: z.int(),
  words: Words,
});

/** What a plan wants for one application, and the best that was possible for it, whoever else needs its experts. */
export const PlannedPanel = z.object({
  applicationId: ApplicationId,
  societyCode: SocietyCode,
  societyNames: Words,
  /** Of the fits of its panel; who judges an anchor beside it is not in it. */
  sum: z.int(),
  ownBest: z.int(),
  /** Only of an anchor. */
  anchor: Anchored.optional(),
  experts: z.array(PlannedExpert),
  released: z.array(Released),
  /** Institutions that two of its experts belong to; only where the rule is soft or off. */
  institutionsTwice: z.array(z.string()),
});
export type PlannedPanel = z.infer<typeof PlannedPanel>;

/** Why there is no plan: who is short of whom, and the smallest relaxation that is enough. */
export const PlanShortage = z.object({
  short: z.int(),
  applications: z.array(
    z.object({ applicationId: ApplicationId, societyCode: SocietyCode, societyNames: Words }),
  ),
  experts: z.array(z.object({ expertId: ExpertId, name: z.string() })),
  relaxation: z.object({
    /** Further places of experts. */
    places: z.array(z.object({ expertId: ExpertId, name: z.string(), more: z.int() })),
    /** Experts too few who may judge the application at all. */
    eligible: z.array(z.object({ applicationId: ApplicationId, societyNames: Words, more: z.int() })),
  }),
  words: Words,
});
export type PlanShortage = z.infer<typeof PlanShortage>;

const Load = z.object({
  expertId: ExpertId,
  name: z.string(),
  institution: z.string(),
  /** Applications that take a place of the cap. */
  count: z.int(),
  cap: z.int(),
  /** Anchors among what the expert scores; only where there are any. */
  anchors: z.int().optional(),
});

/** A plan as it is frozen: the same round, standing and seed give the same bytes. */
export const FrozenPlan = z.object({
  schemaVersion: z.literal(1),
  roundId: RoundId,
  definitionHash: Sha256,
  seed: z.int(),
  expertsPerApplication: z.int(),
  objectives: z.array(z.string()),
  /** Applications that every expert scores who may; only where the definition wants any. */
  anchors: z
    .object({
      choice: AnchorRules.shape.choice,
      countAgainstCap: z.boolean(),
      applicationIds: z.array(ApplicationId),
    })
    .optional(),
  /** What became of "at most one expert of an institution". */
  perInstitution: z.enum(["held", "given-up", "off"]),
  worst: z.int(),
  total: z.int(),
  /** Every objective is proven to be the best possible after those before it. */
  isOptimal: z.boolean(),
  loads: z.array(Load),
  /** Of a plan from before it was said: empty. */
  leftOut: z.array(LeftOut).default([]),
  /** What was not on record when it was made; null where that was not asked, or of a plan from before it was. */
  unknownFacts: z.array(UnknownOfApplication).nullable().default(null),
  panels: z.array(PlannedPanel),
  infeasible: PlanShortage.nullable(),
});
export type FrozenPlan = z.infer<typeof FrozenPlan>;

export const AssignmentPlanState = z.enum([
  "ASKED",
  "PROPOSED",
  "INFEASIBLE",
  "APPROVED",
  "CARRIED_OUT",
  "SUPERSEDED",
]);
export type AssignmentPlanState = z.infer<typeof AssignmentPlanState>;

const Counts = z.object({
  applications: z.int(),
  pairs: z.int(),
  kept: z.int(),
  added: z.int(),
  released: z.int(),
  /** Only where there are anchors: pairs beside a panel, and pairs whose part in an anchor changes. */
  beside: z.int().optional(),
  reseated: z.int().optional(),
  /** Societies of which something needed is not on record; null where that was not asked. */
  societiesUnknown: z.int().nullable().default(null),
});

export const SkippedPair = z.object({
  applicationId: ApplicationId,
  expertId: ExpertId,
  because: z.string(),
});
export type SkippedPair = z.infer<typeof SkippedPair>;

/** The record of a plan; what it says lies in the store of documents under its hash. */
export const AssignmentPlan = z.object({
  id: AssignmentPlanId,
  roundId: RoundId,
  definitionHash: Sha256,
  seed: z.int(),
  state: AssignmentPlanState,
  askedBy: z.string(),
  askedAt: Instant,
  /** Null until it is computed. */
  frozen: z.object({ planHash: Sha256, key: z.string(), versionId: z.string(), counts: Counts }).nullable(),
  approvedBy: z.string().nullable(),
  approvedAt: Instant.nullable(),
  /** What followed from it: pairs that stand, and those that had become impossible meanwhile, two hundred at most by name. */
  outcome: z.object({ made: z.int(), skipped: z.int(), skippedPairs: z.array(SkippedPair) }).nullable(),
  version: z.int().positive(),
});
export type AssignmentPlan = z.infer<typeof AssignmentPlan>;
