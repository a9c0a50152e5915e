import type { Assignment } from "../../shared/contract/experts.ts";
import { type Instant, inZone, lastInstantOf, type Zone } from "../../shared/kernel/time.ts";
import { addWorkingDays, isUnloaded } from "../../shared/kernel/working-days.ts";
import type { Acknowledgement } from "../../shared/programme/acknowledgement.ts";

/**
 * Until when an expert is expected to have declared: the end of the n-th working day after the day of the assignment; null
 * where the calendar of those days is not known.
 */
export function acknowledgeBy(
  { assignedAt }: Pick<Assignment, "assignedAt">,
  { workingDays }: Pick<Acknowledgement, "workingDays">,
  zone: Zone,
): Instant | null {
  const on = addWorkingDays(inZone(assignedAt, zone).date, workingDays, { countsFirstDay: false });
  return isUnloaded(on) ? null : lastInstantOf(on, "end-of-day", zone);
}

/** Has the expert neither declared nor left in time? Where nobody can tell the day, silence is shown from the first. */
export const isSilent = (
  { state }: Pick<Assignment, "state">,
  expectedAt: Instant | null,
  now: Instant,
): boolean => state === "ASSIGNED" && (expectedAt === null || now > expectedAt);
