import { compare, fractionOf } from "../../shared/kernel/exact.ts";
import type { ApplicationId } from "../../shared/kernel/ids.ts";
import type { Decision, Place } from "./decision.ts";
import type { Snapshot } from "./snapshot.ts";

/** One row of the order, best first; `composite` is the rounded score. */
export interface Contender {
  applicationId: ApplicationId;
  composite: string;
}

export interface Filled {
  tiers: Decision["tiers"];
  reserves: ApplicationId[];
  placeOf: (contender: Contender) => Place;
}

/**
 * 二、建设方式: places are given in the order of rank, the tiers in the order in which the programme lists them. Never more than
 * there are, and fewer where too few reach the minimum. Who applied for a tier gets no higher one, and a lower one only if
 * that would do. The next of those who reach the minimum are the reserves.
 */
export function fillTiers(
  order: readonly Contender[],
  { tiers, selection, applications }: Pick<Snapshot, "tiers" | "selection" | "applications">,
): Filled {
  const { minimumComposite, reserves: most } = selection;
  const reaches = ({ composite }: Contender) =>
    minimumComposite === null || compare(fractionOf(composite), fractionOf(minimumComposite)) >= 0;
  const able = order.filter(reaches).map(({ applicationId }) => applicationId);
  const chosen = new Map(applications.map(({ id, chosenTier }) => [id, chosenTier]));
  const filled = tiers.map((tier) => ({ ...tier, applications: [] as ApplicationId[] }));
  const hasRoom = ({ places, applications: given }: (typeof filled)[number]) => given.length < places;
  const places = new Map<ApplicationId, Place>();
  for (const one of able) {
    const place = wouldTake(filled, chosen.get(one)).find(hasRoom);
    place?.applications.push(one);
    if (place) places.set(one, { kind: "tier", tier: place.id });
  }
  const waiting = able.filter((one) => !places.has(one));
  const reserves = waiting.slice(0, most);
  for (const [at, one] of reserves.entries()) places.set(one, { kind: "reserve", number: at + 1 });
  const because = filled.some(hasRoom) ? "chosen-tier-full" : "no-place-left";
  return {
    tiers: filled.map(({ id, name, places: count, applications: given }) => ({
      ...{ id, name, places: count, vacant: count - given.length, applications: given },
    })),
    reserves,
    placeOf: (contender) =>
      places.get(contender.applicationId) ?? {
        kind: "none",
        because: reaches(contender) ? because : "below-minimum",
      },
  };
}

type Chosen = Snapshot["applications"][number]["chosenTier"];

/** The tiers that would do, the best first. */
function wouldTake<T extends { id: string }>(tiers: readonly T[], chosen: Chosen): readonly T[] {
  if (chosen === undefined) return tiers;
  const from = tiers.findIndex(({ id }) => id === chosen.tier);
  return chosen.acceptsLower ? tiers.slice(from) : tiers.slice(from, from + 1);
}
