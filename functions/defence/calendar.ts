import ical, { ICalCalendarMethod, ICalEventStatus, ICalEventTransparency } from "ical-generator";
import type { Instant } from "../../shared/kernel/time.ts";

/** One entry of a calendar. */
export interface Entry {
  /** The same for ever, so that a calendar knows a changed entry for the one that it has. */
  uid: string;
  /** Grows with each change. */
  sequence: number;
  fromAt: Instant;
  toAt: Instant;
  summary: string;
  /** The room or the link. */
  location: string;
  /** The link of a video meeting. */
  url: string | null;
  description: string;
}

/** What a calendar is made with. CANCEL takes entries out again. */
export interface Making {
  method: "PUBLISH" | "CANCEL";
  /** When the timetable was approved. */
  madeAt: Instant;
  organizer: { name: string; mail: string | null };
  entries: readonly Entry[];
}

/** Line breaks of every kind as one; RFC 5545, 3.3.11 bears no other control character. */
const printable = (text: string): string => text.replace(/\r\n?/g, "\n").replace(/(?!\n)\p{Cc}/gu, " ");

/** A calendar as RFC 5545 and 5546 want it; times are UTC. */
export function calendarOf({ method, madeAt, organizer, entries }: Making): string {
  const calendar = ical({
    prodId: { company: "Linxuan", product: "Defence", language: "ZH" },
    method: ICalCalendarMethod[method],
    scale: "gregorian",
  });
  for (const { uid, sequence, fromAt, toAt, summary, location, url, description } of entries) {
    calendar.createEvent({
      ...{ id: uid, sequence, stamp: madeAt, start: fromAt, end: toAt },
      summary: printable(summary),
      location: printable(location),
      description: printable(description),
      // The library escapes a link as if it were text, and no calendar takes that back: so it holds nothing to escape.
      url: url?.replace(/[,;\\]/g, encodeURIComponent) ?? null,
      organizer: organizer.mail === null ? null : { name: printable(organizer.name), email: organizer.mail },
      status: method === "CANCEL" ? ICalEventStatus.CANCELLED : ICalEventStatus.CONFIRMED,
      transparency: ICalEventTransparency.OPAQUE,
    });
  }
  return `${calendar.toString()}\r\n`;
}
