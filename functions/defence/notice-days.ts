import type { DefenceSlot } from "../../shared/contract/defence-record.ts";
import { type Instant, inZone, plusDays, type Zone } from "../../shared/kernel/time.ts";
import { isUnloaded, type Unloaded, workingDaysBetween } from "../../shared/kernel/working-days.ts";

/**
 * 答辩提前通知: the slots told at `now` that begin before so many working days have passed, counted from the day after;
 * the day of the defence itself is none of them.
 */
export function toldLate(
  slots: readonly DefenceSlot[],
  { now, zone, workingDays }: { now: Instant; zone: Zone; workingDays: number },
): DefenceSlot[] | Unloaded {
  const from = plusDays(inZone(now, zone).date, 1);
  const late: DefenceSlot[] = [];
  for (const slot of slots) {
    const days = workingDaysBetween(from, plusDays(inZone(slot.fromAt, zone).date, -1));
    if (isUnloaded(days)) return days;
    if (days < workingDays) late.push(slot);
  }
  return late;
}
