import { type Instant, inZone, lastInstantOf, plusDays, type Zone } from "../kernel/time.ts";
import { isUnloaded, isWorkingDay, type Unloaded, workingDaysBetween } from "../kernel/working-days.ts";
import type { ProgrammeDefinition } from "./schema.ts";

/**
 * The last instant of the n-th working day before the day on which the defence begins (n >= 1): until when a receipt or the
 * material is taken (`defence.preparation`).
 */
export function dueBeforeDefence(fromAt: Instant, n: number, zone: Zone): Instant | Unloaded {
  let day = inZone(fromAt, zone).date;
  for (let counted = 0; counted < n; ) {
    day = plusDays(day, -1);
    const works = isWorkingDay(day);
    if (typeof works !== "boolean") return works;
    if (works) counted += 1;
  }
  return lastInstantOf(day, "end-of-day", zone);
}

/** Whole working days between the day of an instant and the day on which the defence begins, neither of them counted. */
export function workingDaysBeforeDefence(from: Instant, fromAt: Instant, zone: Zone): number | Unloaded {
  return workingDaysBetween(plusDays(inZone(from, zone).date, 1), plusDays(inZone(fromAt, zone).date, -1));
}

type Dated = Pick<ProgrammeDefinition, "defence" | "timetable" | "zone">;

/** Until when receipt and material are taken; null where the programme takes none. */
export function preparationDue({
  defence,
  timetable,
  zone,
}: Dated): { receipt: Instant | null; material: Instant | null } | Unloaded {
  const preparation = defence?.preparation ?? null;
  if (preparation === null || timetable.defence === null) return { receipt: null, material: null };
  const { fromAt } = timetable.defence;
  const receipt = dueBeforeDefence(fromAt, preparation.receipt.dueWorkingDays, zone);
  if (isUnloaded(receipt)) return receipt;
  if (preparation.material === null) return { receipt, material: null };
  const material = dueBeforeDefence(fromAt, preparation.material.dueWorkingDays, zone);
  return isUnloaded(material) ? material : { receipt, material };
}
