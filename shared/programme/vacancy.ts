import type { Vacancy } from "./scoring.ts";
import type { ChosenTier } from "./tier-choice.ts";

/** What the decision gave an application, in the order of rank. */
interface Placed<Id extends string> {
  applicationId: Id;
  place: { kind: "tier"; tier: string } | { kind: "reserve" } | { kind: "none" };
}

export interface Decided<Id extends string> {
  ranking: readonly Placed<Id>[];
  /** The tiers from the best down. */
  tiers: readonly { id: string }[];
  /** Only where societies apply for a tier. */
  chosen?: ReadonlyMap<Id, ChosenTier>;
}

/** A place that is another than the decision's. `from`: null of a reserve. */
interface ChangedPlace<Id extends string> {
  applicationId: Id;
  from: string | null;
  to: string;
}

export interface ListAsItStands<Id extends string> {
  /** By rank within each tier. */
  tiers: { id: string; applications: Id[] }[];
  reserves: Id[];
  /** From the best tier down, by rank. */
  changed: ChangedPlace<Id>[];
}

/**
 * 公示结果的变动: the list after removals, one after the other in their order, by the vacancy rule that was frozen with the
 * definition. Who applied for a tier gets no higher one. Nobody moves down, and nobody else moves.
 * @param removals applications that lost their place, or might have got one, in the order in which that was decided
 */
export function listAfter<Id extends string>(
  { ranking, tiers, chosen = new Map() }: Decided<Id>,
  rule: Vacancy,
  removals: readonly Id[],
): ListAsItStands<Id> {
  const order = ranking
    .filter(({ place }) => place.kind !== "none")
    .map(({ applicationId }) => applicationId);
  const decided = new Map(
    ranking.flatMap(({ applicationId, place }) =>
      place.kind === "tier" ? [[applicationId, place.tier] as const] : [],
    ),
  );
  const held = new Map<Id, string>(decided);
  const gone = new Set<Id>();
  const depth = new Map(tiers.map(({ id }, at) => [id, at]));
  const isBelow = (one: Id, tier: string) => {
    const own = held.get(one);
    return own === undefined || (depth.get(own) ?? 0) > (depth.get(tier) ?? 0);
  };
  const mayTake = (one: Id, tier: string) => {
    const wish = chosen.get(one);
    if (gone.has(one) || wish === undefined) return !gone.has(one);
    return tier === wish.tier || (wish.acceptsLower && (depth.get(tier) ?? 0) > (depth.get(wish.tier) ?? 0));
  };
  /** Of "cascade" the best of those below, of whom the reserves are the last; of "next-reserve" a reserve. */
  const successor = (tier: string) =>
    rule === "stays-empty"
      ? undefined
      : order.find((one) => mayTake(one, tier) && (rule === "cascade" ? isBelow(one, tier) : !held.has(one)));
  for (const removed of removals) {
    gone.add(removed);
    let vacant = held.get(removed);
    held.delete(removed);
    while (vacant !== undefined) {
      const next = successor(vacant);
      const left = next && held.get(next);
      if (next) held.set(next, vacant);
      vacant = left;
    }
  }
  const placed = tiers.map(({ id }) => ({ id, applications: order.filter((one) => held.get(one) === id) }));
  return {
    tiers: placed,
    reserves: order.filter((one) => !held.has(one) && !gone.has(one)),
    changed: placed.flatMap(({ id: to, applications }) =>
      applications
        .filter((one) => decided.get(one) !== to)
        .map((applicationId) => ({ applicationId, from: decided.get(applicationId) ?? null, to })),
    ),
  };
}
