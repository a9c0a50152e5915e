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

const encoder = new TextEncoder();
const longestLine = 75;

/** RFC 5545, 3.1: lines of at most 75 octets of UTF-8, no character torn, each further one begun with a space. */
export function folded(line: string): string {
  const lines: string[] = [];
  let current = "";
  let octets = 0;
  for (const character of line) {
    const more = encoder.encode(character).length;
    if (octets + more > longestLine) {
      lines.push(current);
      current = " ";
      octets = 1;
    }
    current += character;
    octets += more;
  }
  return [...lines, current].join("\r\n");
}

/** RFC 5545, 3.3.11: backslash, semicolon, comma and line breaks of a text; other control characters are dropped. */
export const escaped = (text: string): string =>
  text
    .replace(/\r\n?/g, "\n")
    .replace(/(?!\n)\p{Cc}/gu, " ")
    .replace(/[\\;,]/g, (character) => `\\${character}`)
    .replace(/\n/g, "\\n");

/** RFC 5545, 3.2: the value of a parameter in quotes, which holds none itself. */
const quoted = (text: string): string => `"${text.replace(/["\p{Cc}]/gu, " ")}"`;

/** `20211206T010000Z`, to the second. */
const inUtc = (at: Instant): string => `${at.slice(0, 19).replace(/[-:]/g, "")}Z`;

function linesOf(entry: Entry, { method, madeAt, organizer }: Making): string[] {
  const { uid, sequence, fromAt, toAt, summary, location, url, description } = entry;
  return [
    "BEGIN:VEVENT",
    `UID:${uid}`,
    `SEQUENCE:${sequence}`,
    `DTSTAMP:${inUtc(madeAt)}`,
    `DTSTART:${inUtc(fromAt)}`,
    `DTEND:${inUtc(toAt)}`,
    `SUMMARY:${escaped(summary)}`,
    `LOCATION:${escaped(location)}`,
    ...(url === null ? [] : [`URL:${url}`]),
    `DESCRIPTION:${escaped(description)}`,
    `ORGANIZER;CN=${quoted(organizer.name)}:${organizer.mail === null ? "invalid:nomail" : `mailto:${organizer.mail}`}`,
    `STATUS:${method === "CANCEL" ? "CANCELLED" : "CONFIRMED"}`,
    "TRANSP:OPAQUE",
    "END:VEVENT",
  ];
}

/** A calendar as RFC 5545 and 5546 want it: lines end in CRLF, times are UTC. */
export const calendarOf = (making: Making): string =>
  [
    "BEGIN:VCALENDAR",
    "VERSION:2.0",
    "PRODID:-//Linxuan//Defence//ZH",
    "CALSCALE:GREGORIAN",
    `METHOD:${making.method}`,
    ...making.entries.flatMap((entry) => linesOf(entry, making)),
    "END:VCALENDAR",
  ]
    .map((line) => `${folded(line)}\r\n`)
    .join("");
