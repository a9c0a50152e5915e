import * as z from "zod";
import { Words } from "../kernel/text.ts";
import { Instant, LocalDate, Zone } from "../kernel/time.ts";
import { Basis, Key } from "./basis.ts";

/** How an annual inspection ended; a society without any record of a year has none of these for it. */
export const InspectionConclusion = z.enum([
  "QUALIFIED",
  "BASICALLY_QUALIFIED",
  "UNQUALIFIED",
  "NOT_INSPECTED",
  "NOT_APPLICABLE",
  "PENDING",
]);
export type InspectionConclusion = z.infer<typeof InspectionConclusion>;

/** The conclusions on which an inspection rule may fail a society; the others need a person. */
export const FailingConclusion = InspectionConclusion.extract(["BASICALLY_QUALIFIED", "UNQUALIFIED"]);
export type FailingConclusion = z.infer<typeof FailingConclusion>;

/** Fails a society whose Party organisation is recorded as incomplete on the reference date. */
export const PartyOrganisationRule = z.strictObject({
  kind: z.literal("party-organisation"),
  referenceOn: LocalDate,
});
export type PartyOrganisationRule = z.infer<typeof PartyOrganisationRule>;

/**
 * Fails on the latest conclusion known by `referenceOn`, on a run of conclusions of the latest years without a gap, or
 * on any of the last years. A latest conclusion older than `stalenessYears` before the reference year needs a person.
 */
export const AnnualInspectionRule = z.strictObject({
  kind: z.literal("annual-inspection"),
  latestFails: z.array(FailingConclusion),
  consecutive: z.strictObject({ conclusion: FailingConclusion, years: z.int().min(2).max(30) }).nullable(),
  anyOfLast: z
    .strictObject({ conclusions: z.array(FailingConclusion).min(1), years: z.int().positive().max(30) })
    .nullable(),
  referenceOn: LocalDate,
  stalenessYears: z.int().positive().max(30),
});
export type AnnualInspectionRule = z.infer<typeof AnnualInspectionRule>;

/** Fails on a violation, criticism or penalty decided in the `years` up to and including `referenceOn`. */
export const PenaltiesRule = z.strictObject({
  kind: z.literal("penalties"),
  years: z.int().positive().max(30),
  referenceOn: LocalDate,
});
export type PenaltiesRule = z.infer<typeof PenaltiesRule>;

/** Fails a society that did not complete an earlier project of the issuer as required. */
export const EarlierProjectsRule = z.strictObject({
  kind: z.literal("earlier-projects"),
  referenceOn: LocalDate,
});
export type EarlierProjectsRule = z.infer<typeof EarlierProjectsRule>;

export const DisqualifierRule = z.discriminatedUnion("kind", [
  PartyOrganisationRule,
  AnnualInspectionRule,
  PenaltiesRule,
  EarlierProjectsRule,
]);
export type DisqualifierRule = z.infer<typeof DisqualifierRule>;

/** One disqualifier: the rule, the version of its wording, and what people call it. */
export const Disqualifier = z.strictObject({
  id: Key,
  version: z.int().positive(),
  names: Words,
  rule: DisqualifierRule,
  basis: Basis,
});
export type Disqualifier = z.infer<typeof Disqualifier>;

/** A way into the round. "recommended" asks that the applicant is on the round's list. */
export const EntryRoute = z.strictObject({
  id: z.enum(["recommended", "self-nominated", "open"]),
  name: Words,
  needsReasons: z.boolean(),
  basis: Basis,
});
export type EntryRoute = z.infer<typeof EntryRoute>;

/** Registration as a supplier in the payer's own system, a fact beside the application. */
export const SupplierRegistration = z.strictObject({
  platform: Words,
  url: z.url(),
  guide: Key.nullable(),
  /** How to register, step by step, for who has never done it. */
  steps: z.array(Words).min(1),
  /** By when it must be done for the award; reminders count back from here. */
  due: z.strictObject({ at: Instant, zone: Zone }),
  blocks: z.enum(["submission", "defence", "award", "never"]),
  /** The file that may prove it, a picture or a PDF; null: none is taken. */
  proof: z
    .strictObject({
      formats: z.array(z.enum(["pdf", "png", "jpeg"])).min(1),
      maxBytes: z.int().positive(),
    })
    .nullable()
    .default(null),
  basis: Basis,
});
export type SupplierRegistration = z.infer<typeof SupplierRegistration>;
