import { attendanceConfirmed, attendanceRescheduled } from "../../shared/events/attendance.ts";
import { consume } from "../../shared/runtime/consume.ts";
import { attendances } from "../../shared/store/published/attendances.ts";
import { absenceLetter, absenceNews } from "./letters-absence.ts";
import { applicationOf } from "./step-cause.ts";
import { oweFew, toSocieties } from "./step-owe.ts";

/** Two people said that a society was absent from its defence, excused it, or took that back: its people hear it. */
export const handler = consume({
  service: "notifications",
  name: "on-attendance",
  mode: "each",
  hears: [attendanceConfirmed, attendanceRescheduled],
  handle: async ({ event, now, commit }) => {
    const { id, correlationId, version } = event;
    const { applicationId } = event.payload;
    const held = await attendances.get({ applicationId });
    if (!held) throw new Error(`the attendance of ${applicationId} is unknown`);
    // What was amended since is told when it is confirmed again.
    const news = held.version === version ? absenceNews(held) : undefined;
    if (!news) return commit({ writes: [], facts: [] });
    const { application, definition, about } = await applicationOf(applicationId);
    const { defence } = definition;
    if (defence === null) throw new Error(`the programme of ${applicationId} has no defence`);
    const words = absenceLetter(about, news, { ...held, absence: defence.absence });
    const owed = toSocieties(application, { template: "defence-absence", words });
    await commit(await oweFew({ id, at: now, correlationId }, owed));
  },
});
