import * as z from "zod";
import { ApplicationId, AssignmentPlanId, ExpertId, RoundId, Sha256 } from "../kernel/ids.ts";
import { Seed } from "../kernel/lots.ts";
import { AssignmentRules } from "../programme/assignment-rules.ts";
import { DrawRules, PanelRules, PanelStratum } from "../programme/draw-rules.ts";
import { DrawPool, DrawResult, Lot, ReserveCall } from "./assignment-draw-record.ts";

/** An expert or a stratum by its place in the pool's lists. */
const Place = z.int().nonnegative();

/** Who can be drawn into a round's panel, as it is frozen: ids only, in their order. */
export const PanelPool = z.strictObject({
  schemaVersion: z.literal(1),
  of: z.literal("round"),
  planId: AssignmentPlanId,
  roundId: RoundId,
  definitionHash: Sha256,
  seedHash: Sha256,
  expertsPerApplication: z.int().positive(),
  perInstitution: AssignmentRules.shape.panel.shape.perInstitution,
  whenShort: PanelRules.shape.whenShort,
  /** Of each stratum. */
  reserves: DrawRules.shape.reserves,
  strata: z.array(z.strictObject({ stratum: PanelStratum.shape.id, seats: PanelStratum.shape.seats })),
  experts: z.array(
    z.strictObject({
      expertId: ExpertId,
      /** Experts of one institution have one number. */
      institution: z.int().nonnegative(),
      /** Applications that he or she can take. */
      places: z.int().positive(),
      /** Null: of none. */
      stratum: Place.nullable(),
    }),
  ),
  /** Who passes every hard rule for each. */
  applications: z.array(z.strictObject({ applicationId: ApplicationId, eligible: z.array(Place) })),
});
export type PanelPool = z.infer<typeof PanelPool>;

/** Of one stratum, in the order of their lots; of `null` those who fill seats that other strata could not. */
const Group = z.strictObject({
  stratum: PanelStratum.shape.id.nullable(),
  drawn: z.array(Lot),
  /** Whose lot was low enough, and with whom the applications could not all have had their experts. */
  passedOver: z.array(Lot),
  reserves: z.array(Lot),
});

/** What the seed gives; the lot of an expert is HMAC-SHA256 of his or her id under it. */
export const PanelResult = z.strictObject({
  schemaVersion: z.literal(1),
  of: z.literal("round"),
  planId: AssignmentPlanId,
  poolHash: Sha256,
  seed: Seed,
  /** What became of "at most one expert of an institution", as far as the draw has to leave room for it. */
  perInstitution: z.enum(["held", "given-up", "off"]),
  groups: z.array(Group),
});
export type PanelResult = z.infer<typeof PanelResult>;

/** What a draw was from and what it gave, of whichever kind. */
export const AnyPool = z.union([DrawPool, PanelPool]);
export type AnyPool = z.infer<typeof AnyPool>;
export const AnyResult = z.union([DrawResult, PanelResult]);
export type AnyResult = z.infer<typeof AnyResult>;

/** A reserve of the panel was called for an application that lacked experts. */
export const PanelCall = ReserveCall.extend({
  applicationId: ApplicationId,
  /** Who dropped out; null: nobody did, and no plan could cover the applications with the panel. */
  inPlaceOf: ExpertId.nullable(),
});
export type PanelCall = z.infer<typeof PanelCall>;

/** The panel of a round: who was drawn, who comes next, and who was called since. */
export const RoundPanel = z.object({
  roundId: RoundId,
  planId: AssignmentPlanId,
  groups: z.array(Group.pick({ stratum: true, drawn: true, reserves: true })),
  calls: z.array(PanelCall),
  version: z.int().positive(),
});
export type RoundPanel = z.infer<typeof RoundPanel>;
