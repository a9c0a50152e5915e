import type { DefenceTimetable } from "../../shared/contract/defence-record.ts";
import { namesOf, societyCodesOf } from "../../shared/contract/partnership-record.ts";
import { defenceTimetableApproved } from "../../shared/events/defence.ts";
import type { SocietyCode } from "../../shared/kernel/ids.ts";
import { societyPeople } from "../../shared/kernel/roles.ts";
import { consume } from "../../shared/runtime/consume.ts";
import { applicationsOf } from "../../shared/store/published/applications.ts";
import { approvedTimetable, defenceTimetables } from "../../shared/store/published/defence-timetables.ts";
import { sessionNews, slotNews } from "./defence-told.ts";
import { defenceSessionsLetter, defenceSlotLetter, type SlotTold } from "./letters-defence.ts";
import { aboutRound } from "./step-cause.ts";
import { type Owed, owe } from "./step-owe.ts";

/** Letters to whom a timetable moves, and to nobody else. */
async function lettersOf(timetable: DefenceTimetable): Promise<Owed[]> {
  const { roundId, definitionHash, follows, number } = timetable;
  const [before, approved] = await Promise.all([
    follows === null ? undefined : defenceTimetables.get({ id: follows }),
    approvedTimetable(roundId),
  ]);
  const standing = approved ?? timetable;
  const { definition, about } = await aboutRound({ id: roundId, definitionHash });
  const { defence } = definition;
  if (defence === null) return [];
  const news = slotNews(standing, { number, before });
  const held = await applicationsOf(news.map(({ slot }) => slot.applicationId));
  // A society may have a part in two applications: it gets one letter of both.
  const bySociety = new Map<SocietyCode, SlotTold[]>();
  for (const one of news) {
    const application = held.get(one.slot.applicationId);
    if (!application) throw new Error(`application ${one.slot.applicationId} is unknown`);
    const society = namesOf(application);
    for (const code of societyCodesOf(application))
      bySociety.set(code, [...(bySociety.get(code) ?? []), { ...one, society }]);
  }
  return [
    ...[...bySociety].map(
      ([code, told]): Owed => ({
        template: "defence-slot",
        ...{ roundId, group: `society#${code}`, roles: societyPeople },
        words: defenceSlotLetter(about, told, defence),
      }),
    ),
    ...sessionNews(timetable, { before, standing }).map(
      ({ expertId, sessions, hasLeft }): Owed => ({
        template: "defence-sessions",
        ...{ roundId, group: `expert#${expertId}`, roles: ["expert"] },
        words: defenceSessionsLetter(about, sessions, { roundId, hasLeft }),
      }),
    ),
  ];
}

/** A timetable of the defence holds. */
export const handler = consume({
  service: "notifications",
  name: "on-defence",
  mode: "each",
  hears: [defenceTimetableApproved],
  handle: async ({ event, now, commitAll }) => {
    const timetable = await defenceTimetables.get({ id: event.payload.timetableId });
    if (!timetable) throw new Error(`timetable ${event.payload.timetableId} is unknown`);
    const cause = { id: event.id, at: now, correlationId: event.correlationId };
    await commitAll(await owe(cause, await lettersOf(timetable)));
  },
});
