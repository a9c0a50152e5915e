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
