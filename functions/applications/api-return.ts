import type { Application, applications as routes } from "../../shared/contract/applications.ts";
import { applicationReturned, applicationWithdrawn } from "../../shared/events/applications.ts";
import { transitionOf } from "../../shared/kernel/lifecycle.ts";
import { type Instant, inZone, lastInstantOf } from "../../shared/kernel/time.ts";
import { addWorkingDays, isUnloaded } from "../../shared/kernel/working-days.ts";
import type { Call } from "../../shared/runtime/call.ts";
import { fact } from "../../shared/runtime/facts.ts";
import { applications } from "../../shared/store/published/applications.ts";
import { definitionOf } from "../../shared/store/published/rounds.ts";
import { applicationLifecycle } from "./lifecycle.ts";
import { changed, changedInTime } from "./records.ts";

type Routes = typeof routes;

export async function withdrawApplication(call: Call<Routes["withdrawApplication"]>) {
  const application = await applications.get({ id: call.params.id });
  if (!application || application.societyCode !== call.actor.societyCode) throw call.refuse("not-found");
  const transition = transitionOf(applicationLifecycle, "withdraw", application.state);
  if (!transition) throw call.refuse("wrong-state", { state: application.state });
  if (application.version !== call.body.version)
    throw call.refuse("version-conflict", { version: application.version });
  if (call.now > application.closesAt) {
    throw call.refuse("deadline-passed", { closesAt: application.closesAt, arrivedAt: call.now });
  }
  const next: Application = {
    ...application,
    state: transition.to,
    stamps: [
      ...application.stamps,
      { act: "withdraw", who: call.actor.id, when: call.now, reason: call.body.reason },
    ],
    version: application.version + 1,
  };
  const { id: applicationId, roundId, societyCode } = next;
  return call.commit({
    writes: [changedInTime(next, transition, call.now)],
    facts: [
      fact(applicationWithdrawn, {
        aggregateId: next.id,
        version: next.version,
        payload: { applicationId, roundId, societyCode },
      }),
    ],
    answer: next,
  });
}

const laterOf = (one: Instant, other: Instant) => (one > other ? one : other);

export async function returnApplication(call: Call<Routes["returnApplication"]>) {
  const application = await applications.get({ id: call.params.id });
  if (!application) throw call.refuse("not-found");
  const transition = transitionOf(applicationLifecycle, "return", application.state);
  if (!transition) throw call.refuse("wrong-state", { state: application.state });
  if (application.version !== call.body.version)
    throw call.refuse("version-conflict", { version: application.version });
  const { timetable, zone } = await definitionOf({
    id: application.roundId,
    definitionHash: application.definitionHash,
  });
  // Scores are of one text: once experts read, nothing is sent back to be written anew.
  if (call.now >= timetable.review.fromAt)
    throw call.refuse("wrong-state", { reviewOpensAt: timetable.review.fromAt });
  if (application.returns >= timetable.returns.max)
    throw call.refuse("returns-used-up", { max: timetable.returns.max });
  const lastOn = addWorkingDays(inZone(call.now, zone).date, timetable.returns.workingDays, {
    countsFirstDay: false,
  });
  if (isUnloaded(lastOn)) throw call.refuse("calendar-unloaded", { year: lastOn.unloaded });
  const next: Application = {
    ...application,
    state: transition.to,
    // A return during the intake never takes away days that every society has.
    closesAt: laterOf(application.closesAt, lastInstantOf(lastOn, "end-of-day", zone)),
    returns: application.returns + 1,
    returnReasons: call.body.items,
    stamps: [...application.stamps, { act: "return", who: call.actor.id, when: call.now, reason: null }],
    version: application.version + 1,
  };
  const { id: applicationId, roundId, societyCode } = next;
  return call.commit({
    writes: [changed(next, transition)],
    facts: [
      fact(applicationReturned, {
        aggregateId: next.id,
        version: next.version,
        payload: { applicationId, roundId, societyCode, until: next.closesAt, items: call.body.items.length },
      }),
    ],
    answer: next,
  });
}
