import { type Instant, plusSeconds } from "../../shared/kernel/time.ts";
import type { Reminder } from "../../shared/programme/notice.ts";

/**
 * The reminder of a deadline that is due at `now`: its hour has come, the deadline has not. Of several, the nearest to
 * the deadline alone, so that a late start reminds once and not once for every hour that has passed.
 */
export function reminderDue(
  reminders: readonly Reminder[],
  deadline: Instant,
  now: Instant,
): Reminder | undefined {
  if (now >= deadline) return undefined;
  return reminders
    .filter(({ hoursBefore }) => plusSeconds(deadline, -hoursBefore * 3600) <= now)
    .toSorted((a, b) => a.hoursBefore - b.hoursBefore)[0];
}
