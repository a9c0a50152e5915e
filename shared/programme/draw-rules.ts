import * as z from "zod";
import { Words } from "../kernel/text.ts";
import { Basis, Key } from "./basis.ts";

/** So many seats of the round's panel for a field. */
export const PanelStratum = z.strictObject({
  id: Key,
  name: Words,
  /**
   * Experts who declare one of these; who declares fields of several strata is of the one that he or she names first. Empty:
   * whoever is of no other stratum.
   */
  fields: z.array(z.string().trim().min(1).max(100)).max(100),
  seats: z.int().positive().max(1000),
});
export type PanelStratum = z.infer<typeof PanelStratum>;

/** A panel that is drawn for the whole round; a plan then assigns its experts. */
export const PanelRules = z.strictObject({
  strata: z.array(PanelStratum).min(1).max(100),
  /** A stratum with fewer experts than seats: "refused": nothing is drawn; "filled": its other seats are drawn from all that are left. */
  whenShort: z.enum(["refused", "filled"]),
});
export type PanelRules = z.infer<typeof PanelRules>;

/** Seats of an application for experts of its stratum; the others are of any. */
export const OwnField = z.strictObject({
  /** So many at least. */
  seats: z.int().positive(),
  /** An application whose stratum has fewer: "refused": nothing is drawn; "filled": others take those seats. */
  whenShort: z.enum(["refused", "filled"]),
});
export type OwnField = z.infer<typeof OwnField>;

/** How experts are drawn by lot from those who pass the hard rules. */
export const DrawRules = z.strictObject({
  /**
   * Who may be drawn for an application. "category": experts who name the register's category of its society as a field;
   * "fit": experts of whom a field is found by `fit`, whatever its points; "none": everybody.
   */
  strata: z.enum(["none", "category", "fit"]),
  /** Null: all experts of an application are of its stratum. */
  ownField: OwnField.nullable().default(null),
  /** Null: experts are drawn for each application. */
  panel: PanelRules.nullable().default(null),
  /** Reserves of each application, or of each stratum of the round's panel, in the order in which they take the place of who drops out. */
  reserves: z.int().nonnegative().max(20),
  /** Nobody draws before a supervisor has confirmed to be there and to have seen the list that is drawn from. */
  supervised: z.boolean(),
  basis: Basis,
});
export type DrawRules = z.infer<typeof DrawRules>;
