import type { Parcel, paper as routes } from "../../shared/contract/paper.ts";
import { ParcelId } from "../../shared/kernel/ids.ts";
import { inZone } from "../../shared/kernel/time.ts";
import type { Call } from "../../shared/runtime/call.ts";
import { parcels } from "./records.ts";
import { copiesFor } from "./step-copies.ts";

type Routes = typeof routes;

/** Parcels of one application that may be announced: more is a mistake, or mischief. */
const most = 50;

export async function announceParcel(call: Call<Routes["announceParcel"]>) {
  const { held, rule } = await copiesFor(call.params.id, call.actor);
  if (held.state === "DROPPED") throw call.refuse("wrong-state", { state: held.state });
  const { sets, sentOn, courier, courierNumber } = call.body;
  const faults = [
    ...(sets.some((number) => number > held.due) ? [{ path: "sets", code: "no-such-set" }] : []),
    ...(sentOn > inZone(call.now, rule.deadline.zone).date
      ? [{ path: "sentOn", code: "not-there-yet" }]
      : []),
  ];
  if (faults.length > 0) throw call.refuse("invalid-request", { part: "body", faults });
  const before = await parcels.list(held.applicationId);
  if (before.length >= most) throw call.refuse("wrong-state", { parcels: before.length });
  const parcel: Parcel = {
    id: ParcelId.parse(call.newId("parcel")),
    applicationId: held.applicationId,
    societyCode: held.societyCode,
    courier,
    courierNumber,
    sets: sets.toSorted((a, b) => a - b),
    sentOn,
    announcedBy: call.actor.id,
    announcedAt: call.now,
    arrivedOn: null,
    version: 1,
  };
  return call.commit({ writes: [parcels.create(parcel)], answer: parcel });
}

export async function cancelParcel(call: Call<Routes["cancelParcel"]>) {
  const { held } = await copiesFor(call.params.id, call.actor);
  const parcel = await parcels.get({ applicationId: held.applicationId, id: call.params.parcelId });
  if (!parcel) throw call.refuse("not-found");
  if (parcel.arrivedOn !== null) throw call.refuse("wrong-state", { arrivedOn: parcel.arrivedOn });
  return call.commit({ writes: [parcels.remove(parcel)], answer: {} });
}
