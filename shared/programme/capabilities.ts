import * as z from "zod";
import { Words } from "../kernel/text.ts";
import { Basis, Key } from "./basis.ts";

export const Indicator = z.strictObject({ id: Key, name: Words, description: Words, basis: Basis });
export type Indicator = z.infer<typeof Indicator>;

/** A capability that the programme builds, with the indicators that describe it: the skeleton of form and rubric. */
export const Capability = z.strictObject({
  id: Key,
  name: Words,
  description: Words,
  indicators: z.array(Indicator).min(1),
  basis: Basis,
});
export type Capability = z.infer<typeof Capability>;

/** A tier of the award. Tiers are filled in the order in which they are listed, the best first. */
export const Tier = z.strictObject({
  id: Key,
  name: Words,
  places: z.int().positive(),
  selects: Words,
  expects: Words,
  basis: Basis,
});
export type Tier = z.infer<typeof Tier>;
