import * as z from "zod";
import type { Language } from "./text.ts";

const anyInstant = z.iso.datetime({ precision: 3 }).brand<"Instant">();
const anyDate = z.iso.date().brand<"LocalDate">();

// Far from the ends of what a date can hold, so that reckoning with what people send never falls off them.
const isOfOurTime = (text: string) => text >= "1800" && text < "3000";
const outOfRange = { error: "年份须在 1800 至 2999 之间 / the year must lie between 1800 and 2999" };

/** A point in time: UTC with milliseconds, always 24 characters, so that order as text is order in time. */
export const Instant = anyInstant.refine(isOfOurTime, outOfRange);
export type Instant = z.infer<typeof Instant>;

/** A day of the calendar, `YYYY-MM-DD`, without any zone. */
export const LocalDate = anyDate.refine(isOfOurTime, outOfRange);
export type LocalDate = z.infer<typeof LocalDate>;

/** An hour of the day, `HH:mm`, 00:00 to 23:59. */
export const LocalTime = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/);
export type LocalTime = z.infer<typeof LocalTime>;

/** A named zone of the IANA database, such as Asia/Shanghai. An offset is refused: a deadline names its place. */
export const Zone = z.string().refine(isZone, { error: "不是以地名命名的时区 / not a named time zone" });
export type Zone = z.infer<typeof Zone>;

/** The last moment of a day that still counts: its last millisecond, or an hour named. */
export const LastMoment = z.union([z.literal("end-of-day"), LocalTime]);
export type LastMoment = z.infer<typeof LastMoment>;

/**
 * Does the day on which a period is announced belong to it? "yes" and "no" say so; "before" says yes when the
 * announcement came before that hour. A day that is no working day never counts.
 */
export const Counting = z.discriminatedUnion("kind", [
  z.strictObject({ kind: z.literal("yes") }),
  z.strictObject({ kind: z.literal("no") }),
  z.strictObject({ kind: z.literal("before"), localTime: LocalTime }),
]);
export type Counting = z.infer<typeof Counting>;

function isZone(name: string): boolean {
  if (!name.includes("/")) return false;
  try {
    formatterOf(name);
    return true;
  } catch {
    return false;
  }
}

// Making a formatter costs about a hundred times what using one does.
const formatters = new Map<string, Intl.DateTimeFormat>();

function formatterOf(zone: string): Intl.DateTimeFormat {
  const held = formatters.get(zone);
  if (held) return held;
  const made = new Intl.DateTimeFormat("en-US", {
    timeZone: zone,
    calendar: "gregory",
    hourCycle: "h23",
    year: "numeric",
    month: "2-digit",
    day: "2-digit",
    hour: "2-digit",
    minute: "2-digit",
    second: "2-digit",
  });
  formatters.set(zone, made);
  return made;
}

/** Monday is 1 and Sunday is 7, as in ISO 8601. */
export type Weekday = 1 | 2 | 3 | 4 | 5 | 6 | 7;

/** What the clock on the wall of a zone shows. */
export type WallClock = { date: LocalDate; time: LocalTime; seconds: number; weekday: Weekday };

/** Milliseconds since 1970 as an instant; throws a RangeError outside of what a date can hold. */
export function instantFrom(epochMilliseconds: number): Instant {
  return anyInstant.parse(new Date(epochMilliseconds).toISOString());
}

/** An instant as milliseconds since 1970. */
export function epochOf(instant: Instant): number {
  return Date.parse(instant);
}

/** The instant `seconds` later; earlier when negative. */
export function plusSeconds(instant: Instant, seconds: number): Instant {
  return instantFrom(epochOf(instant) + seconds * 1000);
}

/** The calendar day `days` later; earlier when negative. Pure calendar arithmetic, no zone takes part. */
export function plusDays(date: LocalDate, days: number): LocalDate {
  return anyDate.parse(new Date(Date.parse(date) + days * 86_400_000).toISOString().slice(0, 10));
}

/** Which day of the week a date is, computed and never copied from a notice (official ones have printed it wrong). */
export function weekdayOf(date: LocalDate): Weekday {
  return (((new Date(date).getUTCDay() + 6) % 7) + 1) as Weekday;
}

/** What the wall clock of `zone` shows at `instant`. */
export function inZone(instant: Instant, zone: Zone): WallClock {
  const shown = new Map(
    formatterOf(zone)
      .formatToParts(epochOf(instant))
      .map((part) => [part.type, part.value]),
  );
  const part = (type: Intl.DateTimeFormatPartTypes) => (shown.get(type) ?? "").padStart(2, "0");
  const date = anyDate.parse(`${part("year").padStart(4, "0")}-${part("month")}-${part("day")}`);
  return {
    date,
    time: LocalTime.parse(`${part("hour")}:${part("minute")}`),
    seconds: Number(part("second")),
    weekday: weekdayOf(date),
  };
}

/**
 * The instant at which the wall clock of `zone` shows `date` and `time`.
 * Of an hour that occurs twice the earlier is taken; an hour that summer time skips gives the moment it was skipped.
 */
export function instantOf(date: LocalDate, time: LocalTime, zone: Zone): Instant {
  const wanted = Date.parse(`${date}T${time}:00.000Z`);
  const offsets = [wanted - 86_400_000, wanted + 86_400_000].map((near) => offsetAt(near, zone));
  const candidates = offsets.map((offset) => wanted - offset);
  const exact = candidates.filter((at) => at + offsetAt(at, zone) === wanted);
  return instantFrom(Math.min(...(exact.length > 0 ? exact : candidates)));
}

function offsetAt(epochMilliseconds: number, zone: Zone): number {
  const clock = inZone(instantFrom(epochMilliseconds), zone);
  const seconds = String(clock.seconds).padStart(2, "0");
  return (
    Date.parse(`${clock.date}T${clock.time}:${seconds}.000Z`) - Math.floor(epochMilliseconds / 1000) * 1000
  );
}

/** The last instant of `date` that still counts: arrival at it is in time, one millisecond later is late. */
export function lastInstantOf(date: LocalDate, last: LastMoment, zone: Zone): Instant {
  if (last !== "end-of-day") return instantOf(date, last, zone);
  return instantFrom(epochOf(instantOf(plusDays(date, 1), "00:00", zone)) - 1);
}

const weekdays: Record<Language, readonly string[]> = {
  "zh-CN": ["星期一", "星期二", "星期三", "星期四", "星期五", "星期六", "星期日"],
  en: ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"],
};

/** The name of a weekday in the reader's language. */
export function weekdayName(weekday: Weekday, language: Language): string {
  return weekdays[language][weekday - 1] ?? "";
}

/** A date with its computed weekday: `2021年11月11日（星期四）` or `Thursday, 2021-11-11`. */
export function showDate(date: LocalDate, language: Language): string {
  const [year, month, day] = date.split("-").map(Number);
  const name = weekdayName(weekdayOf(date), language);
  return language === "zh-CN" ? `${year}年${month}月${day}日（${name}）` : `${name}, ${date}`;
}

/** In the named zone and in UTC, with as much of `2021-11-11T15:59:59.999Z` after its second as is asked for. */
function both(
  instant: Instant,
  zone: Zone,
  { language, after }: { language: Language; after: string },
): string {
  const clock = inZone(instant, zone);
  const time = `${clock.time}:${String(clock.seconds).padStart(2, "0")}${after}`;
  const utc = `UTC ${instant.slice(0, 10)} ${instant.slice(11, 19)}${after}`;
  const date = showDate(clock.date, language);
  return language === "zh-CN" ? `${date}${time} ${zone}（${utc}）` : `${date} ${time} ${zone} (${utc})`;
}

/**
 * An instant for a reader, in the named zone and in UTC, to the second:
 * `2021年11月11日（星期四）23:59:59 Asia/Shanghai（UTC 2021-11-11 15:59:59）`.
 */
export function showBoth(instant: Instant, zone: Zone, language: Language): string {
  return both(instant, zone, { language, after: "" });
}

/** The same to the millisecond: for an arrival, which is judged so. */
export function showExactly(instant: Instant, zone: Zone, language: Language): string {
  return both(instant, zone, { language, after: instant.slice(19, 23) });
}
