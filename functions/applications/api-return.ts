import type { Application, applications as routes } from "../../shared/contract/applications.ts";
import { partnersOf } from "../../shared/contract/partnership-record.ts";
import { applicationWithdrawn } from "../../shared/events/applications.ts";
import { transitionOf } from "../../shared/kernel/lifecycle.ts";
import { isUnloaded } from "../../shared/kernel/working-days.ts";
import { placeFaults } from "../../shared/programme/listed-items.ts";
import type { Call } from "../../shared/runtime/call.ts";
import { fact } from "../../shared/runtime/facts.ts";
import { applications } from "../../shared/store/published/applications.ts";
import { definitionOf } from "../../shared/store/published/rounds.ts";
import { usccCorrections } from "../../shared/store/published/uscc-corrections.ts";
import { applicationLifecycle } from "./lifecycle.ts";
import { returnedUntil, wasSubmitted } from "./moving.ts";
import { changedInTime } from "./records.ts";
import { released } from "./step-joint.ts";
import { withdrawal } from "./step-mail.ts";
import { returnedPart } from "./step-moved.ts";
import { leadFree } from "./step-partner-claims.ts";
import { submittedFact } from "./step-submitted.ts";

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
  const mailed = await withdrawal(application);
  const next: Application = {
    ...application,
    ...mailed?.becomes,
    state: transition.to,
    stamps: [
      ...application.stamps,
      { act: "withdraw", who: call.actor.id, when: call.now, reason: call.body.reason },
    ],
    version: application.version + 1,
  };
  const { id: applicationId, roundId, societyCode } = next;
  const partners = await released(application);
  return call.commit({
    writes: [changedInTime(next, transition, call.now), ...(mailed?.writes ?? []), ...partners.writes],
    facts: [
      ...partners.facts,
      fact(applicationWithdrawn, {
        aggregateId: next.id,
        version: next.version,
        payload: { applicationId, roundId, societyCode },
      }),
    ],
    answer: next,
  });
}

export async function returnApplication(call: Call<Routes["returnApplication"]>) {
  const application = await applications.get({ id: call.params.id });
  if (!application) throw call.refuse("not-found");
  const transition = transitionOf(applicationLifecycle, "return", application.state);
  if (!transition) throw call.refuse("wrong-state", { state: application.state });
  if (application.version !== call.body.version)
    throw call.refuse("version-conflict", { version: application.version });
  const definition = await definitionOf({
    id: application.roundId,
    definitionHash: application.definitionHash,
  });
  const { timetable, zone } = definition;
  const { items } = call.body;
  const faults = placeFaults(definition, items);
  if (faults.length > 0) throw call.refuse("invalid-request", { part: "body", faults });
  // Scores are of one text: once experts read, nothing is sent back to be written anew.
  if (call.now >= timetable.review.fromAt)
    throw call.refuse("wrong-state", { reviewOpensAt: timetable.review.fromAt });
  if (application.returns >= timetable.returns.max)
    throw call.refuse("returns-used-up", { max: timetable.returns.max });
  const until = returnedUntil({ timetable, zone }, { closesAt: application.closesAt, now: call.now });
  if (isUnloaded(until)) throw call.refuse("calendar-unloaded", { year: until.unloaded });
  const part = returnedPart(application, transition, { items, until, who: call.actor.id, now: call.now });
  return call.commit({ writes: part.writes, facts: part.facts, answer: part.next });
}

/** A withdrawal undone before the deadline: what was submitted stands again, as it was received. */
export async function restoreApplication(call: Call<Routes["restoreApplication"]>) {
  const application = await applications.get({ id: call.params.id });
  if (!application || application.societyCode !== call.actor.societyCode) throw call.refuse("not-found");
  const transition = transitionOf(applicationLifecycle, "restore", application.state);
  const { state, version, closesAt } = application;
  if (!transition || !wasSubmitted(application)) throw call.refuse("wrong-state", { state });
  if (version !== call.body.version) throw call.refuse("version-conflict", { version });
  if (call.now > closesAt) throw call.refuse("deadline-passed", { closesAt, arrivedAt: call.now });
  // They were told that they are free: only they themselves bind themselves again.
  if (partnersOf(application).length > 0) throw call.refuse("partners-released");
  const { roundId, definitionHash, societyCode, uscc } = application;
  const [definition, correction] = await Promise.all([
    definitionOf({ id: roundId, definitionHash }),
    usccCorrections.get({ societyCode }),
  ]);
  const free = await leadFree(definition, { code: societyCode, uscc }, { roundId, correction });
  const next: Application = {
    ...application,
    state: transition.to,
    stamps: [...application.stamps, { act: "restore", who: call.actor.id, when: call.now, reason: null }],
    version: version + 1,
  };
  return call.commit({
    writes: [changedInTime(next, transition, call.now), ...free],
    facts: submittedFact(next),
    answer: next,
  });
}
