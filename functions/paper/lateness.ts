import { inZone, type LocalDate, type LocalTime } from "../../shared/kernel/time.ts";
import type { PaperCopies } from "../../shared/programme/documents.ts";

/** When a set came, and when it was sent by its postmark. */
export interface Came {
  arrivedOn: LocalDate;
  arrivedTime: LocalTime | null;
  sentOn: LocalDate | null;
}

/**
 * Did a set come too late, by the rule of the programme (arrival or dispatch)? What is dispatched counts by its day
 * alone: a postmark has no hour that anybody relies on. What arrived by the last day was sent by then.
 * @returns whether it is late, or what must be known to say so
 */
export function latenessOf(
  { countsBy, deadline }: Pick<PaperCopies, "countsBy" | "deadline">,
  { arrivedOn, arrivedTime, sentOn }: Came,
): { isLate: boolean } | { needs: "arrivedTime" | "sentOn" } {
  const last = inZone(deadline.at, deadline.zone);
  if (countsBy === "dispatch") {
    if (arrivedOn <= last.date) return { isLate: false };
    return sentOn === null ? { needs: "sentOn" } : { isLate: sentOn > last.date };
  }
  if (arrivedOn !== last.date || deadline.lastMoment === "end-of-day")
    return { isLate: arrivedOn > last.date };
  return arrivedTime === null ? { needs: "arrivedTime" } : { isLate: arrivedTime > last.time };
}
