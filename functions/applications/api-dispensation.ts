import type { Application, applications as routes } from "../../shared/contract/applications.ts";
import {
  categoryWords,
  type Dispensation,
  MovedDeadline,
} from "../../shared/contract/dispensation-record.ts";
import { namedPartners } from "../../shared/contract/partnership-record.ts";
import { Problem } from "../../shared/contract/problems.ts";
import { dispensationGranted, dispensationRefused } from "../../shared/events/applications.ts";
import { DispensationId, PersonId } from "../../shared/kernel/ids.ts";
import { statesFor, transitionOf } from "../../shared/kernel/lifecycle.ts";
import type { Instant } from "../../shared/kernel/time.ts";
import { isUnloaded } from "../../shared/kernel/working-days.ts";
import { placeFaults } from "../../shared/programme/listed-items.ts";
import type { ProgrammeDefinition } from "../../shared/programme/schema.ts";
import type { Actor } from "../../shared/runtime/actor.ts";
import type { Call } from "../../shared/runtime/call.ts";
import { fact } from "../../shared/runtime/facts.ts";
import { stillIn } from "../../shared/store/entity.ts";
import { applications, applicationsOf } from "../../shared/store/published/applications.ts";
import { definitionOf, rounds } from "../../shared/store/published/rounds.ts";
import { applicationLifecycle, dispensationLifecycle } from "./lifecycle.ts";
import { deadlineOfNew, extendedUntil, untilFault } from "./moving.ts";
import { dispensations } from "./records.ts";

type Routes = typeof routes;
/** Of any call: what a new record takes from it. */
interface Proposing {
  newId: (kind: "dispensation") => string;
  actor: Pick<Actor, "id">;
  now: Instant;
}

const proposed = (
  call: Proposing,
  given: Pick<Dispensation, "roundId" | "kind" | "category" | "evidence"> & Partial<Dispensation>,
): Dispensation => ({
  id: DispensationId.parse(call.newId("dispensation")),
  applicationId: null,
  societyCode: null,
  until: null,
  items: [],
  state: dispensationLifecycle.initial,
  proposedBy: PersonId.parse(call.actor.id),
  proposedAt: call.now,
  decidedBy: null,
  decidedAt: null,
  reason: null,
  version: 1,
  ...given,
});

/** Who has submitted needs no later deadline. */
const admissible: readonly Application["state"][] = ["DRAFT", "RETURNED", "EXPIRED"];

/** The application as the officer saw it, and its programme. */
async function seen(
  id: Application["id"],
  version: number,
): Promise<{ application: Application; definition: ProgrammeDefinition }> {
  const application = await applications.get({ id });
  if (!application) throw new Problem("not-found");
  if (application.version !== version)
    throw new Problem("version-conflict", { version: application.version });
  const { roundId, definitionHash } = application;
  return { application, definition: await definitionOf({ id: roundId, definitionHash }) };
}

export async function proposeLatePass(call: Call<Routes["proposeLatePass"]>) {
  const { application, definition } = await seen(call.params.id, call.body.version);
  const { timetable } = definition;
  if (!timetable.dispensations.latePass) throw call.refuse("not-offered");
  const { state, closesAt, id: applicationId, roundId, societyCode } = application;
  if (!admissible.includes(state)) throw call.refuse("wrong-state", { state });
  const { until, category, evidence } = call.body;
  const fault = untilFault(until, { closesAt, now: call.now, reviewFromAt: timetable.review.fromAt });
  if (fault !== null) throw call.refuse("wrong-state", { until: fault, closesAt });
  const made = proposed(call, {
    ...{ roundId, kind: "late-pass", category, evidence },
    ...{ applicationId, societyCode, until },
  });
  return call.commit({ writes: [dispensations.create(made)], answer: made });
}

export async function proposeExtension(call: Call<Routes["proposeExtension"]>) {
  const round = await rounds.get({ id: call.params.id });
  if (!round || round.state === "DRAFT") throw call.refuse("not-found");
  const { timetable, zone } = await definitionOf(round);
  const { extension } = timetable.dispensations;
  const { workingDays, category, evidence } = call.body;
  if (extension === null || workingDays > extension.maxWorkingDays)
    throw call.refuse("not-offered", { maxWorkingDays: extension?.maxWorkingDays ?? 0 });
  const closesAt = deadlineOfNew(round);
  const until = extendedUntil(workingDays, { closesAt, now: call.now, zone });
  if (isUnloaded(until)) throw call.refuse("calendar-unloaded", { year: until.unloaded });
  const fault = untilFault(until, { closesAt, now: call.now, reviewFromAt: timetable.review.fromAt });
  if (fault !== null) throw call.refuse("wrong-state", { until: fault, closesAt });
  const made = proposed(call, { roundId: round.id, kind: "extension", category, evidence, until });
  return call.commit({ writes: [dispensations.create(made)], answer: made });
}

export async function proposeFurtherReturn(call: Call<Routes["proposeFurtherReturn"]>) {
  const { application, definition } = await seen(call.params.id, call.body.version);
  const { id: applicationId, roundId, societyCode, state, returns } = application;
  if (!transitionOf(applicationLifecycle, "return", state)) throw call.refuse("wrong-state", { state });
  // While the programme itself allows a return, one officer is enough.
  const { max } = definition.timetable.returns;
  if (returns < max) throw call.refuse("wrong-state", { returns, max });
  if (call.now >= definition.timetable.review.fromAt)
    throw call.refuse("wrong-state", { reviewOpensAt: definition.timetable.review.fromAt });
  const { items, evidence } = call.body;
  const faults = placeFaults(definition, items);
  if (faults.length > 0) throw call.refuse("invalid-request", { part: "body", faults });
  const made = proposed(call, {
    ...{ roundId, kind: "further-return", category: "further-defects", evidence },
    ...{ applicationId, societyCode, items },
  });
  return call.commit({ writes: [dispensations.create(made)], answer: made });
}

/** Who may have submitted, withdrawn or been returned since it was proposed: then there is nothing to grant. */
async function stillFits({ kind, applicationId }: Dispensation): Promise<void> {
  if (applicationId === null) return;
  const application = await applications.get({ id: applicationId });
  const open: readonly Application["state"][] =
    kind === "further-return" ? statesFor(applicationLifecycle, "return-again") : admissible;
  if (!application || !open.includes(application.state))
    throw new Problem("wrong-state", { state: application?.state });
}

export async function decideDispensation(call: Call<Routes["decideDispensation"]>) {
  const held = await dispensations.get({ id: call.params.id });
  if (!held) throw call.refuse("not-found");
  const { isGranted, reason, version } = call.body;
  const transition = transitionOf(dispensationLifecycle, isGranted ? "grant" : "refuse", held.state);
  if (!transition) throw call.refuse("wrong-state", { state: held.state });
  if (held.version !== version) throw call.refuse("version-conflict", { version: held.version });
  if (held.proposedBy === call.actor.id) throw call.refuse("second-person-required");
  const round = await rounds.get({ id: held.roundId });
  if (!round) throw call.refuse("not-found");
  const { timetable } = await definitionOf(round);
  if (isGranted && call.now >= timetable.review.fromAt)
    throw call.refuse("wrong-state", { reviewOpensAt: timetable.review.fromAt });
  if (isGranted) await stillFits(held);
  if (isGranted && held.until !== null && held.until <= call.now)
    throw call.refuse("wrong-state", { until: "passed" });
  const next: Dispensation = {
    ...held,
    state: transition.to,
    decidedBy: PersonId.parse(call.actor.id),
    decidedAt: call.now,
    reason,
    version: held.version + 1,
  };
  const { id: dispensationId, roundId, kind, category, applicationId, until } = next;
  const about = { dispensationId, roundId, kind, category, applicationId };
  const payload = {
    ...about,
    until,
    cohort: kind === "extension" ? (timetable.dispensations.extension?.cohort ?? null) : null,
  };
  const told = { aggregateId: dispensationId, version: next.version };
  return call.commit({
    writes: [
      dispensations.replace(next, [stillIn(transition.from)], (stored) =>
        call.refuse("version-conflict", { version: stored?.version }),
      ),
    ],
    facts: [
      isGranted
        ? fact(dispensationGranted, { ...told, payload })
        : fact(dispensationRefused, { ...told, payload: about }),
    ],
    answer: next,
  });
}

export async function listDispensations(call: Call<Routes["listDispensations"]>) {
  const { items, cursor } = await dispensations.page(`round#${call.params.id}`, call.query);
  const of = await applicationsOf(items.flatMap(({ applicationId: id }) => (id === null ? [] : [id])));
  return {
    items: items.map((one) => {
      const application = one.applicationId === null ? undefined : of.get(one.applicationId);
      return {
        ...one,
        channel: application?.channel ?? null,
        ...(application && namedPartners(application)),
      };
    }),
    cursor,
  };
}

/** What was granted and moved a deadline: until when, and why by category. Who applies and the evidence are nobody else's. */
export async function listMovedDeadlines(call: Call<Routes["listMovedDeadlines"]>) {
  const all = await dispensations.all(`round#${call.params.id}`);
  return {
    items: all.flatMap((one) => {
      if (one.state !== "GRANTED") return [];
      const moved = MovedDeadline.safeParse({ ...one, words: categoryWords[one.category] });
      return moved.success ? [moved.data] : [];
    }),
  };
}
