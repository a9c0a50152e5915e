import type { defenceOwnRoutes } from "../../shared/contract/defence-own.ts";
import { namesOf, societyCodesOf } from "../../shared/contract/partnership-record.ts";
import { inZone } from "../../shared/kernel/time.ts";
import type { Call } from "../../shared/runtime/call.ts";
import { applicationsOf } from "../../shared/store/published/applications.ts";
import { assignments } from "../../shared/store/published/assignments.ts";
import { approvedTimetable } from "../../shared/store/published/defence-timetables.ts";
import { experts } from "../../shared/store/published/experts.ts";
import { definitionOf } from "../../shared/store/published/rounds.ts";
import { calendarOf } from "./calendar.ts";
import { sessionEntry } from "./entries.ts";
import { barredFrom } from "./obstacles.ts";
import { sessionsOf } from "./own-sessions.ts";

type Routes = typeof defenceOwnRoutes;

/** What the expert has since declared, or stood aside from, is out of sight at once; the timetable follows by officers. */
export async function listOwnDefenceSessions(call: Call<Routes["listOwnDefenceSessions"]>) {
  const { expertId } = call.actor;
  const timetable = expertId && (await approvedTimetable(call.params.id));
  const expert = expertId && (await experts.get({ id: expertId }));
  if (!timetable || !expert) throw call.refuse("not-found");
  const { roundId, definitionHash } = timetable;
  const { reviewing, zone } = await definitionOf({ id: roundId, definitionHash });
  const ids = sessionsOf(expert.id, timetable, () => true).flatMap(({ slots }) =>
    slots.map(({ applicationId }) => applicationId),
  );
  const [held, pairs] = await Promise.all([
    applicationsOf(ids),
    assignments.getMany(ids.map((applicationId) => ({ applicationId, expertId: expert.id }))),
  ]);
  const onDate = inZone(call.now, zone).date;
  const rules = reviewing.conflicts;
  const sessions = sessionsOf(expert.id, timetable, (id) => {
    const application = held.get(id);
    if (!application) return false;
    const of = { societyCodes: societyCodesOf(application) };
    const own = pairs.filter(({ applicationId }) => applicationId === id);
    return barredFrom(of, { experts: [expert], pairs: own, rules, onDate }).size === 0;
  });
  return {
    zone,
    sessions: sessions.map(({ slots, ...session }) => ({
      ...session,
      slots: slots.flatMap((slot) => {
        const one = held.get(slot.applicationId);
        return one ? [{ ...slot, societyNames: namesOf(one) }] : [];
      }),
    })),
  };
}

export async function getOwnSessionsCalendar(call: Call<Routes["getOwnSessionsCalendar"]>) {
  const { expertId } = call.actor;
  const timetable = expertId && (await approvedTimetable(call.params.id));
  if (!timetable) throw call.refuse("not-found");
  const { roundId, definitionHash } = timetable;
  const { names: round, zone, contacts } = await definitionOf({ id: roundId, definitionHash });
  const isStanding = call.query.of === "standing";
  const sessions = isStanding
    ? sessionsOf(expertId, timetable, () => false)
    : timetable.left.filter((one) => one.expertId === expertId);
  if (sessions.length === 0) throw call.refuse("not-found");
  const { language } = call;
  call.nameFile("defence-sessions.ics");
  return calendarOf({
    method: isStanding ? "PUBLISH" : "CANCEL",
    madeAt: timetable.approvedAt ?? timetable.proposedAt,
    organizer: { name: contacts[0]?.office.zh ?? round.zh, mail: contacts[0]?.mail ?? null },
    entries: sessions.map((one) => sessionEntry(one, { round, zone, language, roundId, expertId })),
  });
}
