import type { DefenceSlot, DefenceTimetable, HeldSession } from "../../shared/contract/defence-record.ts";
import type { ApplicationId, ExpertId } from "../../shared/kernel/ids.ts";

/**
 * The sessions that an expert sits in, each with its slots but for applications that he or she stands aside from.
 * @param mayMeet applications of those sessions that nothing keeps the expert from
 */
export function sessionsOf(
  expertId: ExpertId,
  { sessions, slots }: Pick<DefenceTimetable, "sessions" | "slots">,
  mayMeet: (applicationId: ApplicationId) => boolean,
): (HeldSession & { slots: DefenceSlot[] })[] {
  return sessions
    .filter(({ experts }) => experts.includes(expertId))
    .toSorted((a, b) => (a.fromAt < b.fromAt ? -1 : 1))
    .map((session) => ({
      ...session,
      slots: slots.filter((slot) => slot.sessionKey === session.key && mayMeet(slot.applicationId)),
    }));
}
