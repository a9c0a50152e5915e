import { type Instant, inZone, lastInstantOf, type Zone } from "../kernel/time.ts";
import { addWorkingDays, isUnloaded, type Unloaded } from "../kernel/working-days.ts";

/**
 * The last instant of a span of working days that begins with the day after something happened: until when a society may
 * appeal, and by when it is answered (`timetable.appeals`).
 */
export function appealDeadline(from: Instant, workingDays: number, zone: Zone): Instant | Unloaded {
  const lastOn = addWorkingDays(inZone(from, zone).date, workingDays, { countsFirstDay: false });
  return isUnloaded(lastOn) ? lastOn : lastInstantOf(lastOn, "end-of-day", zone);
}

/** No document of a definition has a kind with a colon: the slot of an appeal never meets one of an application. */
const evidencePrefix = "appeal:";

/** The kind of the files that are sent in for the appeal on one ground. */
export const evidenceKind = (disqualifier: string) => `${evidencePrefix}${disqualifier}`;

/** The ground for whose appeal a file of this kind is; undefined of a file of the application. */
export const groundOfEvidence = (kind: string): string | undefined =>
  kind.startsWith(evidencePrefix) ? kind.slice(evidencePrefix.length) : undefined;
