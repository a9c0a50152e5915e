import type {
  DefenceSession,
  DefenceSlot,
  DefenceTimetable,
  HeldSession,
  LeftSession,
} from "../../shared/contract/defence-record.ts";
import { isUnmoved, type LaidSlot } from "./lay.ts";

type Content = Pick<DefenceTimetable, "sessions" | "slots" | "fallen" | "left">;

const sameSession = (one: DefenceSession, other: DefenceSession): boolean =>
  one.fromAt === other.fromAt &&
  one.toAt === other.toAt &&
  one.chair === other.chair &&
  JSON.stringify(one.place) === JSON.stringify(other.place) &&
  one.experts.toSorted().join() === other.experts.toSorted().join();

/**
 * What a timetable holds: each slot and session with the number of the timetable that last changed it, and what fell away,
 * so that calendars hear of it once and of nothing else.
 * @param before the approved timetable that it follows
 */
export function contentOf(
  laid: { sessions: readonly DefenceSession[]; slots: readonly LaidSlot[] },
  { before, number }: { before: Content | undefined; number: number },
): Content {
  const slotBefore = new Map(before?.slots.map((slot) => [slot.applicationId, slot]));
  const sessionBefore = new Map(before?.sessions.map((session) => [session.key, session]));
  const slots = laid.slots.map((slot): DefenceSlot => {
    const was = slotBefore.get(slot.applicationId);
    return { ...slot, changedIn: was && isUnmoved(was, slot) ? was.changedIn : number };
  });
  const sessions = laid.sessions.map((session): HeldSession => {
    const was = sessionBefore.get(session.key);
    return { ...session, changedIn: was && sameSession(was, session) ? was.changedIn : number };
  });
  const stays = new Set(slots.map(({ applicationId }) => applicationId));
  const fallen = [
    ...(before?.fallen ?? []),
    ...(before?.slots ?? []).map((slot) => ({ ...slot, changedIn: number })),
  ].filter(({ applicationId }) => !stays.has(applicationId));
  return { sessions, slots, fallen, left: leftOf(sessions, before, number) };
}

/** Sessions that experts sit in no more. */
function leftOf(
  sessions: readonly HeldSession[],
  before: Content | undefined,
  number: number,
): LeftSession[] {
  const sits = new Set(sessions.flatMap(({ key, experts }) => experts.map((id) => `${id} ${key}`)));
  const lost = (before?.sessions ?? []).flatMap(({ key, place, fromAt, toAt, experts }) =>
    experts.map((expertId) => ({ expertId, key, place, fromAt, toAt, changedIn: number })),
  );
  return [...(before?.left ?? []), ...lost].filter(({ expertId, key }) => !sits.has(`${expertId} ${key}`));
}

/** Slots that a timetable moved or brought, beside those it took over as they were. */
export const changedSlots = ({ slots, number }: Pick<DefenceTimetable, "slots" | "number">): DefenceSlot[] =>
  slots.filter(({ changedIn }) => changedIn === number);
