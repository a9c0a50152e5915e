import type { Snapshot } from "./snapshot.ts";

/** The lines of a ranking: after the places of each tier, those of the tiers before it included. */
export const cutsOf = (tiers: Snapshot["tiers"]): { tier: string; places: number }[] =>
  tiers.map(({ id }, at) => ({
    tier: id,
    places: tiers.slice(0, at + 1).reduce((sum, { places }) => sum + places, 0),
  }));
