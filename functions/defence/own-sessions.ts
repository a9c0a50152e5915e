import type { DefenceSlot, DefenceTimetable, HeldSession } from "../../shared/contract/defence-record.ts";
import type { ApplicationId, ExpertId } from "../../shared/kernel/ids.ts";

type Held = Pick<DefenceTimetable, "sessions" | "slots">;

const satBy = (expertId: ExpertId, { sessions }: Held) =>
  sessions.filter(({ experts }) => experts.includes(expertId));

/** Applications that are defended before an expert. */
export function beforeWhom(expertId: ExpertId, timetable: Held): ApplicationId[] {
  const keys = new Set(satBy(expertId, timetable).map(({ key }) => key));
  return timetable.slots
    .filter(({ sessionKey }) => keys.has(sessionKey))
    .map(({ applicationId }) => applicationId);
}

/**
 * The sessions that an expert sits in, each with its slots but for applications that he or she stands aside from. A session of
 * nothing else is left out: its name and time would tell of them.
 * @param mayMeet applications of those sessions that nothing keeps the expert from
 */
export function sessionsOf(
  expertId: ExpertId,
  timetable: Held,
  mayMeet: (applicationId: ApplicationId) => boolean,
): (HeldSession & { isChair: boolean; slots: DefenceSlot[] })[] {
  return satBy(expertId, timetable)
    .toSorted((a, b) => (a.fromAt < b.fromAt ? -1 : 1))
    .flatMap((session) => {
      const all = timetable.slots.filter(({ sessionKey }) => sessionKey === session.key);
      const slots = all.filter(({ applicationId }) => mayMeet(applicationId));
      const isHidden = all.length > 0 && slots.length === 0;
      return isHidden ? [] : [{ ...session, isChair: session.chair === expertId, slots }];
    });
}
