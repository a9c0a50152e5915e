import type { BookedSet, Copies, paper as routes } from "../../shared/contract/paper.ts";
import { paperBooked, paperCorrected, paperDecided } from "../../shared/events/paper.ts";
import { transitionOf } from "../../shared/kernel/lifecycle.ts";
import { type Instant, inZone } from "../../shared/kernel/time.ts";
import type { PaperCopies } from "../../shared/programme/documents.ts";
import { tallyOf } from "../../shared/programme/paper.ts";
import type { Call } from "../../shared/runtime/call.ts";
import { fact } from "../../shared/runtime/facts.ts";
import { again } from "../../shared/store/again.ts";
import { applications } from "../../shared/store/published/applications.ts";
import { copies } from "../../shared/store/published/copies.ts";
import { together } from "../../shared/store/together.ts";
import { bookedBefore, namedSets, otherVersions } from "./booking.ts";
import { type Came, latenessOf } from "./lateness.ts";
import { copiesLifecycle } from "./lifecycle.ts";
import { changed, corrections, parcels, payloadOf } from "./records.ts";
import { ruleOf } from "./step-copies.ts";

type Routes = typeof routes;

const shown = (held: Copies) => ({ copies: held, tally: tallyOf(held) });

/** When a set came, judged by the rule; or what of it can't be, or can't be judged. */
function judged(
  rule: PaperCopies,
  { came, now, path }: { came: Came; now: Instant; path: string },
): { isLate: boolean } | { faults: { path: string; code: string }[] } {
  const today = inZone(now, rule.deadline.zone).date;
  if (came.arrivedOn > today) return { faults: [{ path: `${path}arrivedOn`, code: "not-there-yet" }] };
  if (came.sentOn !== null && came.sentOn > came.arrivedOn)
    return { faults: [{ path: `${path}sentOn`, code: "after-arrival" }] };
  const late = latenessOf(rule, came);
  return "needs" in late ? { faults: [{ path: `${path}${late.needs}`, code: "needed-by-rule" }] } : late;
}

/** Two officers with two parcels of one society don't hinder each other; with one parcel the second hears what is booked. */
export const bookSets = (call: Call<Routes["bookSets"]>) => again(() => book(call));

async function book(call: Call<Routes["bookSets"]>) {
  const { arrivedOn, arrivedTime, sentOn, parcelId, courier, courierNumber } = call.body;
  const applicationId = call.params.id;
  const [held, application, parcel] = await together(
    copies.ask({ applicationId }),
    applications.ask({ id: applicationId }),
    ...(parcelId === null ? [] : [parcels.ask({ applicationId, id: parcelId })]),
  );
  if (!held || !application?.receipt || (parcelId !== null && !parcel)) throw call.refuse("not-found");
  const transition = transitionOf(copiesLifecycle, "book", held.state);
  if (!transition) throw call.refuse("wrong-state", { state: held.state });
  // A submission of this very moment: which version stands is known here a little later.
  if (held.printings.at(-1)?.sha256 !== application.receipt.sha256) throw call.refuse("unavailable");
  const rule = await ruleOf(held);
  const named = namedSets(call.body.sets, held);
  const late = judged(rule, { came: call.body, now: call.now, path: "" });
  if ("faults" in named) throw call.refuse("invalid-request", { part: "body", faults: named.faults });
  if ("faults" in late) throw call.refuse("invalid-request", { part: "body", faults: late.faults });
  const { number: receiptNumber, sha256 } = application.receipt;
  const others = otherVersions(held, named.sets);
  if (others.length > 0)
    throw call.refuse("paper-other-version", { sets: others, standing: { receiptNumber, sha256 } });
  const { outdated } = tallyOf(held);
  const before = bookedBefore(held.sets, { sets: named.sets, outdated });
  if (before.length > 0) throw call.refuse("set-already-booked", { sets: before });
  const booked = named.sets.map(
    ({ number, checkCode }): BookedSet => ({
      number,
      checkCode,
      receiptNumber,
      parcelId,
      courier: courier ?? parcel?.courier ?? null,
      courierNumber: courierNumber ?? parcel?.courierNumber ?? null,
      arrivedOn,
      arrivedTime,
      sentOn,
      isLate: late.isLate,
      bookedBy: call.actor.id,
      bookedAt: call.now,
    }),
  );
  const numbers = booked.map(({ number }) => number).toSorted((a, b) => a - b);
  const next: Copies = {
    ...held,
    state: transition.to,
    sets: [...held.sets.filter(({ number }) => !numbers.includes(number)), ...booked].toSorted(
      (a, b) => a.number - b.number,
    ),
    version: held.version + 1,
  };
  return call.commit({
    writes: [
      changed(next, transition),
      ...(parcel ? [parcels.replace({ ...parcel, arrivedOn, version: parcel.version + 1 })] : []),
    ],
    facts: [
      fact(paperBooked, {
        aggregateId: applicationId,
        version: next.version,
        payload: { ...payloadOf(next), booked: numbers },
      }),
    ],
    answer: shown(next),
  });
}

export async function correctSet(call: Call<Routes["correctSet"]>) {
  const { number, becomes, reason, version } = call.body;
  const held = await copies.get({ applicationId: call.params.id });
  const was = held?.sets.find((one) => one.number === number);
  if (!held || !was) throw call.refuse("not-found");
  const transition = transitionOf(copiesLifecycle, "correct", held.state);
  if (!transition) throw call.refuse("wrong-state", { state: held.state });
  if (held.version !== version) throw call.refuse("version-conflict", { version: held.version });
  const late = becomes && judged(await ruleOf(held), { came: becomes, now: call.now, path: "becomes." });
  if (late && "faults" in late) throw call.refuse("invalid-request", { part: "body", faults: late.faults });
  const right: BookedSet | null = becomes && late && { ...was, ...becomes, isLate: late.isLate };
  const next: Copies = {
    ...held,
    state: transition.to,
    sets: held.sets.flatMap((one) => (one === was ? (right ?? []) : one)),
    version: held.version + 1,
  };
  const { applicationId } = held;
  const correction = {
    applicationId,
    number,
    was,
    becomes: right,
    reason,
    by: call.actor.id,
    at: call.now,
    version: next.version,
  };
  return call.commit({
    writes: [changed(next, transition), corrections.create(correction)],
    facts: [
      fact(paperCorrected, {
        aggregateId: applicationId,
        version: next.version,
        payload: { ...payloadOf(next), corrected: [number] },
      }),
    ],
    answer: shown(next),
  });
}

export async function decideShortage(call: Call<Routes["decideShortage"]>) {
  const { version, outcome, reason } = call.body;
  const held = await copies.get({ applicationId: call.params.id });
  if (!held) throw call.refuse("not-found");
  const { blocks } = await ruleOf(held);
  const transition = transitionOf(copiesLifecycle, "decide", held.state);
  if (!transition || blocks !== "officer-decides" || !tallyOf(held).isShort)
    throw call.refuse("wrong-state", { state: held.state, blocks, isShort: tallyOf(held).isShort });
  if (held.version !== version) throw call.refuse("version-conflict", { version: held.version });
  const next: Copies = {
    ...held,
    state: transition.to,
    decision: { outcome, reason, by: call.actor.id, at: call.now },
    version: held.version + 1,
  };
  return call.commit({
    writes: [changed(next, transition)],
    facts: [
      fact(paperDecided, {
        aggregateId: held.applicationId,
        version: next.version,
        payload: { ...payloadOf(next), outcome },
      }),
    ],
    answer: shown(next),
  });
}
