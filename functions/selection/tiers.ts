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
 * there are, and fewer where too few reach the minimum; the next of those who reach it are the reserves.
 */
export function fillTiers(
  order: readonly Contender[],
  { tiers, selection }: Pick<Snapshot, "tiers" | "selection">,
): Filled {
  const { minimumComposite, reserves: most } = selection;
  const reaches = ({ composite }: Contender) =>
    minimumComposite === null || compare(fractionOf(composite), fractionOf(minimumComposite)) >= 0;
  const able = order.filter(reaches).map(({ applicationId }) => applicationId);
  const places = new Map<ApplicationId, Place>();
  let taken = 0;
  const filled = tiers.map(({ id, name, places: count }) => {
    const applications = able.slice(taken, taken + count);
    taken += applications.length;
    for (const one of applications) places.set(one, { kind: "tier", tier: id });
    return { id, name, places: count, vacant: count - applications.length, applications };
  });
  const reserves = able.slice(taken, taken + most);
  for (const [at, one] of reserves.entries()) places.set(one, { kind: "reserve", number: at + 1 });
  const placeOf = (contender: Contender): Place =>
    places.get(contender.applicationId) ?? {
      kind: "none",
      because: reaches(contender) ? "no-place-left" : "below-minimum",
    };
  return { tiers: filled, reserves, placeOf };
}
