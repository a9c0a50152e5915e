import type { attendanceRoutes } from "../../shared/contract/attendance.ts";
import type { Attendance } from "../../shared/contract/attendance-record.ts";
import { Problem } from "../../shared/contract/problems.ts";
import { attendanceConfirmed, attendanceRescheduled } from "../../shared/events/attendance.ts";
import type { ApplicationId, ExpertId, RoundId } from "../../shared/kernel/ids.ts";
import { transitionOf } from "../../shared/kernel/lifecycle.ts";
import type { Instant } from "../../shared/kernel/time.ts";
import { windowOf } from "../../shared/programme/windows.ts";
import type { Call } from "../../shared/runtime/call.ts";
import { fact } from "../../shared/runtime/facts.ts";
import { asRead, type Condition, stillIn, type Write } from "../../shared/store/entity.ts";
import { applications, applicationsOf } from "../../shared/store/published/applications.ts";
import { assignments } from "../../shared/store/published/assignments.ts";
import { attendances } from "../../shared/store/published/attendances.ts";
import { experts } from "../../shared/store/published/experts.ts";
import { barredFrom } from "../../shared/store/published/judging.ts";
import { definitionOf, rounds } from "../../shared/store/published/rounds.ts";
import { sheetTallies } from "../../shared/store/published/sheet-tallies.ts";
import { standings } from "../../shared/store/published/standings.ts";
import { together } from "../../shared/store/together.ts";
import { attendanceFaults, isQuorate, mayReschedule, recorded } from "./attendance.ts";
import { attendanceLifecycle } from "./attendance-lifecycle.ts";
import { scoring } from "./step-pair.ts";

type Routes = typeof attendanceRoutes;
type Writing = Call<Routes["recordAttendance"]> | Call<Routes["confirmAttendance"]>;

/** Nobody's presence moves once a decision was proposed on it. */
const nothingProposed = asRead(undefined);
const stillUnproposed = (call: Writing, roundId: RoundId) =>
  standings.check({ roundId }, [nothingProposed], () => call.refuse("decision-proposed"));

/** The round with its rules of attendance and the window of its defence. */
async function defended(call: Writing) {
  const [round, proposed] = await together(
    rounds.ask({ id: call.params.id }),
    standings.ask({ roundId: call.params.id }),
  );
  if (!round || round.state === "DRAFT") throw call.refuse("not-found");
  const definition = await definitionOf(round);
  const [rules, window] = [definition.defence?.attendance, windowOf(definition, "defence")];
  if (!rules || !window) throw call.refuse("not-found", { stage: "defence" });
  if (proposed) throw call.refuse("decision-proposed", { decisionId: proposed.decisionId });
  return { round, rules, window };
}

/** Each application of the call once: two words on one in one transaction would be none. */
function idsOf(call: Writing): ApplicationId[] {
  const ids = call.body.items.map(({ applicationId }) => applicationId);
  const twice = ids.findIndex((id, at) => ids.indexOf(id) !== at);
  const faults = [{ path: `body.items.${twice}.applicationId`, code: "twice" }];
  if (twice >= 0) throw call.refuse("invalid-request", { faults });
  return ids;
}

/** Whoever is said to be present judges the application, and may. @throws Problem not-assigned, wrong-state */
async function checkPanel(
  told: readonly { applicationId: ApplicationId; present: readonly ExpertId[] }[],
  now: Instant,
) {
  const pairs = told.flatMap(({ applicationId, present }) =>
    present.map((expertId) => ({ applicationId, expertId })),
  );
  if (pairs.length === 0) return;
  for (const pair of await together(...pairs.map(assignments.ask))) scoring(pair, "defence");
  const [held, pool] = await Promise.all([
    applicationsOf(told.map(({ applicationId }) => applicationId)),
    experts.getMany([...new Set(pairs.map(({ expertId }) => expertId))].map((id) => ({ id }))),
  ]);
  const barred = await barredFrom([...held.values()], pool, now);
  const tied = pairs.find(({ applicationId, expertId }) => barred.get(applicationId)?.has(expertId));
  if (tied) throw new Problem("not-assigned", tied);
}

export async function recordAttendance(call: Call<Routes["recordAttendance"]>) {
  const ids = idsOf(call);
  const { round, rules, window } = await defended(call);
  if (call.now < window.opensAt) throw call.refuse("not-open-yet", { opensAt: window.opensAt });
  const [found, told] = await Promise.all([
    together(...ids.map((id) => applications.ask({ id }))),
    together(...ids.map((applicationId) => attendances.ask({ applicationId }))),
  ]);
  const next = call.body.items.map(({ version, applicationId, ...content }, at) => {
    const [application, held] = [found[at], told[at]];
    if (application?.roundId !== round.id || application.state !== "SUBMITTED")
      throw call.refuse("not-found", { applicationId });
    const faults = attendanceFaults(content, { held, window, now: call.now });
    const where = faults.map(({ path, code }) => ({ path: `body.items.${at}.${path}`, code }));
    if (faults.length > 0) throw call.refuse("invalid-request", { faults: where });
    if ((held?.version ?? 0) !== version)
      throw call.refuse("version-conflict", { applicationId, version: held?.version ?? 0 });
    if (held?.state === "CONFIRMED" && call.now > held.locksAt)
      throw call.refuse("reviews-locked", { applicationId, locksAt: held.locksAt });
    if (content.society === "excused" && !mayReschedule(held, rules))
      throw call.refuse("rescheduling-used", { applicationId });
    const { locksAt } = window;
    return recorded(application, content, { held, by: call.actor.id, now: call.now, locksAt });
  });
  await checkPanel(next, call.now);
  return call.commit({
    writes: [
      ...next.map((one, at) => recordedWrite(call, one, told[at])),
      ...(await counted(round.id, told)),
      stillUnproposed(call, round.id),
    ],
    answer: { items: next },
  });
}

/** What was confirmed moves until the lock, judged inside the write; what was not, until a decision is proposed. */
function recordedWrite(call: Writing, next: Attendance, held: Attendance | undefined): Write {
  if (!held) return attendances.create(next);
  const transition = transitionOf(
    attendanceLifecycle,
    held.state === "RESCHEDULED" ? "repeat" : "amend",
    held.state,
  );
  if (!transition) throw call.refuse("wrong-state", { state: held.state });
  const inTime: Condition[] =
    held.state === "CONFIRMED" ? [{ field: "locksAt", is: ">=", to: call.now }] : [];
  return attendances.replace({ ...next, state: transition.to }, [stillIn(transition.from), ...inTime]);
}

/** Where something confirmed is amended, a proposal that has read it already falls. */
async function counted(roundId: RoundId, told: readonly (Attendance | undefined)[]): Promise<Write[]> {
  if (!told.some((held) => held?.state === "CONFIRMED")) return [];
  const tally = await sheetTallies.get({ roundId });
  const next = { roundId, version: (tally?.version ?? 0) + 1 };
  return [tally ? sheetTallies.replace(next) : sheetTallies.create(next)];
}

export async function confirmAttendance(call: Call<Routes["confirmAttendance"]>) {
  const ids = idsOf(call);
  const { round, rules } = await defended(call);
  const told = await together(...ids.map((applicationId) => attendances.ask({ applicationId })));
  const { actor, now } = call;
  const confirmed = call.body.items.map(({ applicationId, version }, at) => {
    const held = told[at];
    if (held?.roundId !== round.id) throw call.refuse("not-found", { applicationId });
    const act = held.society === "excused" ? "reschedule" : "confirm";
    const transition = transitionOf(attendanceLifecycle, act, held.state);
    if (!transition) throw call.refuse("wrong-state", { applicationId, state: held.state });
    if (held.version !== version)
      throw call.refuse("version-conflict", { applicationId, version: held.version });
    const isOwn = held.recordedBy === actor.id || held.present.some((id) => id === actor.expertId);
    if (isOwn) throw call.refuse("second-person-required", { applicationId });
    if (!isQuorate(held, rules))
      throw call.refuse("quorum-missing", {
        applicationId,
        present: held.present.length,
        quorum: rules.quorum,
      });
    const next: Attendance = {
      ...held,
      state: transition.to,
      confirmedBy: actor.id,
      confirmedAt: now,
      reschedulings: held.reschedulings + (act === "reschedule" ? 1 : 0),
      version: held.version + 1,
    };
    return {
      next,
      write: attendances.replace(next, [stillIn(transition.from)]),
      fact: fact(act === "confirm" ? attendanceConfirmed : attendanceRescheduled, {
        ...{ aggregateId: applicationId, version: next.version },
        payload: { applicationId, roundId: round.id, societyCode: next.societyCode },
      }),
    };
  });
  // Who stood aside since, or is barred, is no member of the panel any more.
  await checkPanel(
    confirmed.map(({ next }) => next),
    call.now,
  );
  return call.commit({
    writes: [...confirmed.map(({ write }) => write), stillUnproposed(call, round.id)],
    facts: confirmed.map((one) => one.fact),
    answer: { items: confirmed.map(({ next }) => next) },
  });
}

export const listAttendance = async (call: Call<Routes["listAttendance"]>) =>
  attendances.page(`round#${call.params.id}`, call.query);
