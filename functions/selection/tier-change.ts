import type { Move, TierChange } from "../../shared/contract/tier-changes.ts";
import { withChanges } from "../../shared/programme/tier-changes.ts";
import type { Decision, RankedRow } from "./decision.ts";

type Target = { exchangeWith: string } | { freePlaceIn: string };

const moved = ({ applicationId, societyCode, rank, place }: RankedRow, to: Move["to"]): Move => ({
  ...{ applicationId, societyCode, rank, to },
  from: place,
});

/**
 * What a change of tier does: two applications exchange their places, or one comes into a place of a tier that is free. No tier
 * ever has more than its places.
 * @returns why not, where an application is not ranked, nothing would change, or the tier is full
 */
export function movesOf(
  { ranking, tiers }: Pick<Decision, "ranking" | "tiers">,
  changes: readonly TierChange[],
  { applicationId, target }: { applicationId: string; target: Target },
): Move[] | "unknown" | "nothing-changes" | "full" {
  const now = withChanges(ranking, changes);
  const one = now.find((row) => row.applicationId === applicationId);
  if (!one) return "unknown";
  if ("exchangeWith" in target) {
    const other = now.find((row) => row.applicationId === target.exchangeWith);
    if (!other) return "unknown";
    const isSame = one.place.kind === other.place.kind && tierOf(one) === tierOf(other);
    return isSame ? "nothing-changes" : [moved(one, other.place), moved(other, one.place)];
  }
  const tier = tiers.find(({ id }) => id === target.freePlaceIn);
  if (!tier) return "unknown";
  if (tierOf(one) === tier.id) return "nothing-changes";
  const taken = now.filter((row) => tierOf(row) === tier.id).length;
  return taken < tier.places ? [moved(one, { kind: "tier", tier: tier.id })] : "full";
}

const tierOf = ({ place }: RankedRow) => (place.kind === "tier" ? place.tier : undefined);
