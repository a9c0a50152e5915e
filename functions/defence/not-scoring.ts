import type { DefenceSession, NotScoring } from "../../shared/contract/defence-record.ts";
import type { LaidSlot } from "./lay.ts";
import type { Presenting } from "./obstacles.ts";

/**
 * Whom a timetable keeps from scoring a defence, where there is anybody: who sits in its session without being assigned to it,
 * and who is assigned and does not sit there. The officer who approves reads it.
 */
export function notScoringIn(
  slots: readonly LaidSlot[],
  given: {
    sessions: readonly DefenceSession[];
    presenting: readonly Pick<Presenting, "applicationId" | "assigned">[];
  },
): NotScoring[] {
  const panelOf = new Map(given.sessions.map(({ key, experts }) => [key, experts]));
  const assignedTo = new Map(
    given.presenting.map(({ applicationId, assigned }) => [applicationId, assigned]),
  );
  return slots.flatMap(({ applicationId, sessionKey }) => {
    const panel = panelOf.get(sessionKey) ?? [];
    const assigned = [...(assignedTo.get(applicationId) ?? [])];
    const notAssigned = panel.filter((expertId) => !assigned.includes(expertId)).toSorted();
    const elsewhere = assigned.filter((expertId) => !panel.includes(expertId)).toSorted();
    return notAssigned.length + elsewhere.length > 0 ? [{ applicationId, notAssigned, elsewhere }] : [];
  });
}
