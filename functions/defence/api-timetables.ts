import type { DefenceStanding, DefenceTimetable } from "../../shared/contract/defence-record.ts";
import type { defenceTimetableRoutes } from "../../shared/contract/defence-timetable.ts";
import type { Route } from "../../shared/contract/kit.ts";
import { defenceTimetableApproved } from "../../shared/events/defence.ts";
import { canonicalJson } from "../../shared/kernel/canonical.ts";
import { DefenceTimetableId, type RoundId } from "../../shared/kernel/ids.ts";
import { transitionOf } from "../../shared/kernel/lifecycle.ts";
import { holdsIdentityData } from "../../shared/kernel/personal-numbers.ts";
import type { Call } from "../../shared/runtime/call.ts";
import { fact } from "../../shared/runtime/facts.ts";
import { sha256Of } from "../../shared/runtime/sha256.ts";
import { stillIn, type Write } from "../../shared/store/entity.ts";
import { defenceDraws } from "../../shared/store/published/defence-draws.ts";
import { defenceStandings, defenceTimetables } from "../../shared/store/published/defence-timetables.ts";
import { definitionOf } from "../../shared/store/published/rounds.ts";
import { differenceOf } from "./difference.ts";
import { defenceTimetableLifecycle } from "./lifecycle.ts";
import { attempt, lateIn } from "./step-lay.ts";
import { obstaclesSince } from "./step-since.ts";
import { standingOf } from "./step-standing.ts";

type Routes = typeof defenceTimetableRoutes;
type Refuses = Pick<Call<Route & { problems: ["not-found", "wrong-state"] }>, "refuse">;

/** What a timetable of the round begins from. */
async function grounds(roundId: RoundId, call: Refuses) {
  const draw = await defenceDraws.get({ roundId });
  if (!draw) throw call.refuse("not-found");
  if (draw.state !== "DRAWN") throw call.refuse("wrong-state", { state: draw.state });
  const definition = await definitionOf({ id: roundId, definitionHash: draw.definitionHash });
  const { defence, timetable } = definition;
  if (defence === null || timetable.defence === null) throw call.refuse("not-found");
  return { draw, definition, defence, window: timetable.defence };
}

const idsOf = (slots: readonly DefenceTimetable["slots"][number][]) =>
  slots.map(({ applicationId }) => applicationId);

/** What officers look at before they propose: nothing is kept. */
export async function tryDefenceTimetable(call: Call<Routes["tryDefenceTimetable"]>) {
  const given = await grounds(call.params.id, call);
  const { standing, approved: before } = await standingOf(call.params.id);
  const { sessions } = call.body;
  const number = (standing?.number ?? 0) + 1;
  const tried = await attempt({ ...given, sessions, before, number, now: call.now });
  const { keptOut } = tried;
  if ("shortage" in tried)
    return { slots: [], notScoring: [], keptOut, difference: null, shortage: tried.shortage };
  return {
    slots: tried.slots,
    notScoring: tried.notScoring ?? [],
    keptOut,
    difference: differenceOf(tried, { before, shortNotice: idsOf(tried.late) }),
    shortage: null,
  };
}

/** The earlier timetable that another takes the place of: one that was proposed, or the one that stood. */
function superseded(one: DefenceTimetable | undefined, act: "supersede" | "give-way"): Write[] {
  const transition = one && transitionOf(defenceTimetableLifecycle, act, one.state);
  return one && transition
    ? [
        defenceTimetables.replace({ ...one, state: transition.to, version: one.version + 1 }, [
          stillIn(transition.from),
        ]),
      ]
    : [];
}

/** One officer proposes; it changes as little of the standing timetable as can be. */
export async function proposeDefenceTimetable(call: Call<Routes["proposeDefenceTimetable"]>) {
  const given = await grounds(call.params.id, call);
  const { standing, approved: before, proposed } = await standingOf(call.params.id);
  const { sessions, shortNoticeBecause } = call.body;
  if (holdsIdentityData(shortNoticeBecause ?? "")) throw call.refuse("identity-data-not-taken");
  const number = (standing?.number ?? 0) + 1;
  const tried = await attempt({ ...given, sessions, before, number, now: call.now });
  if ("shortage" in tried) throw call.refuse("defence-not-laid", { shortage: tried.shortage });
  const { late, keptOut: _, ...content } = tried;
  if (late.length > 0 && shortNoticeBecause === null)
    throw call.refuse("defence-notice-short", { applications: idsOf(late) });
  const timetable: DefenceTimetable = {
    id: DefenceTimetableId.parse(call.newId("defenceTimetable")),
    roundId: call.params.id,
    definitionHash: given.draw.definitionHash,
    zone: given.definition.zone,
    number,
    follows: before?.id ?? null,
    timetableHash: sha256Of(canonicalJson(content)),
    ...content,
    shortNoticeBecause,
    state: defenceTimetableLifecycle.initial,
    proposedBy: call.actor.id,
    proposedAt: call.now,
    approvedBy: null,
    approvedAt: null,
    version: 1,
  };
  const next: DefenceStanding = {
    roundId: call.params.id,
    number,
    proposedId: timetable.id,
    approvedId: before?.id ?? null,
    version: (standing?.version ?? 0) + 1,
  };
  return call.commit({
    writes: [
      defenceTimetables.create(timetable),
      standing ? defenceStandings.replace(next) : defenceStandings.create(next),
      ...superseded(proposed, "supersede"),
    ],
    answer: timetable,
  });
}

export const listDefenceTimetables = (call: Call<Routes["listDefenceTimetables"]>) =>
  defenceTimetables.page(`round#${call.params.id}`, call.query);

export async function getDefenceTimetable(call: Call<Routes["getDefenceTimetable"]>) {
  const timetable = await defenceTimetables.get({ id: call.params.id });
  if (!timetable) throw call.refuse("not-found");
  const definition = await definitionOf({ id: timetable.roundId, definitionHash: timetable.definitionHash });
  const { follows, slots, number, approvedAt } = timetable;
  const before = follows === null ? undefined : await defenceTimetables.get({ id: follows });
  const { defence } = definition;
  const now = approvedAt ?? call.now;
  const late = defence === null ? [] : lateIn(slots, { number, now, definition, defence });
  return {
    timetable,
    difference: differenceOf(timetable, { before, shortNotice: idsOf(late) }),
    obstacles: call.query.obstacles === "none" ? null : await obstaclesSince(timetable, definition, call.now),
  };
}

/** A second officer approves the very timetable; the standing one gives way in the same write. */
export async function approveDefenceTimetable(call: Call<Routes["approveDefenceTimetable"]>) {
  const held = await defenceTimetables.get({ id: call.params.id });
  if (!held) throw call.refuse("not-found");
  const { roundId, timetableHash, version } = held;
  const transition = transitionOf(defenceTimetableLifecycle, "approve", held.state);
  if (!transition) throw call.refuse("wrong-state", { state: held.state });
  if (version !== call.body.version || timetableHash !== call.body.timetableHash)
    throw call.refuse("version-conflict", { version, timetableHash });
  if (held.proposedBy === call.actor.id) throw call.refuse("second-person-required");
  const { definition, defence } = await grounds(roundId, call);
  const applications = await obstaclesSince(held, definition, call.now);
  if (applications.length > 0)
    throw call.refuse("defence-not-laid", { shortage: { short: applications.length, applications } });
  const late = lateIn(held.slots, { number: held.number, now: call.now, definition, defence });
  if (late.length > 0 && held.shortNoticeBecause === null)
    throw call.refuse("defence-notice-short", { applications: idsOf(late) });
  const { standing, approved } = await standingOf(roundId);
  if (!standing) throw call.refuse("wrong-state", { state: held.state });
  const next: DefenceTimetable = {
    ...held,
    state: transition.to,
    approvedBy: call.actor.id,
    approvedAt: call.now,
    version: version + 1,
  };
  const { id: timetableId, number: timetableNumber } = next;
  return call.commit({
    writes: [
      defenceTimetables.replace(next, [stillIn(transition.from)]),
      defenceStandings.replace({
        ...standing,
        ...{ proposedId: null, approvedId: timetableId, version: standing.version + 1 },
      }),
      ...superseded(approved, "give-way"),
    ],
    facts: [
      fact(defenceTimetableApproved, {
        aggregateId: timetableId,
        version: next.version,
        payload: { timetableId, roundId, timetableHash, timetableNumber },
      }),
    ],
    answer: next,
  });
}
