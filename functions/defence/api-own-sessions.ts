import type { defenceOwnRoutes } from "../../shared/contract/defence-own.ts";
import type { DefenceTimetable } from "../../shared/contract/defence-record.ts";
import { namesOf } from "../../shared/contract/partnership-record.ts";
import type { ExpertId } from "../../shared/kernel/ids.ts";
import type { Instant } from "../../shared/kernel/time.ts";
import type { Call } from "../../shared/runtime/call.ts";
import { applicationsOf } from "../../shared/store/published/applications.ts";
import { assignments } from "../../shared/store/published/assignments.ts";
import { approvedTimetable } from "../../shared/store/published/defence-timetables.ts";
import { judgeable } from "../../shared/store/published/judging.ts";
import { definitionOf } from "../../shared/store/published/rounds.ts";
import { calendarOf } from "./calendar.ts";
import { sessionEntry } from "./entries.ts";
import { beforeWhom, sessionsOf } from "./own-sessions.ts";

type Routes = typeof defenceOwnRoutes;

/**
 * An expert's sessions, with the applications that are defended in them. What the expert has since declared, or stood aside from, or
 * what has become known of the society, is out of sight at once; the timetable follows by officers.
 */
async function seenBy(expertId: ExpertId, timetable: DefenceTimetable, now: Instant) {
  const ids = beforeWhom(expertId, timetable);
  const [held, pairs] = await Promise.all([
    applicationsOf(ids),
    assignments.getMany(ids.map((applicationId) => ({ applicationId, expertId }))),
  ]);
  const may = await judgeable([...held.values()], expertId, now);
  const recused = new Set(
    pairs.filter(({ state }) => state === "RECUSED").map(({ applicationId }) => applicationId),
  );
  return { held, sessions: sessionsOf(expertId, timetable, (id) => may.has(id) && !recused.has(id)) };
}

export async function listOwnDefenceSessions(call: Call<Routes["listOwnDefenceSessions"]>) {
  const { expertId } = call.actor;
  const timetable = expertId && (await approvedTimetable(call.params.id));
  if (!timetable) throw call.refuse("not-found");
  const { held, sessions } = await seenBy(expertId, timetable, call.now);
  return {
    zone: timetable.zone,
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
    ? (await seenBy(expertId, timetable, call.now)).sessions
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
