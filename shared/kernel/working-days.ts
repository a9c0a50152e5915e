import calendar from "chinese-days/dist/chinese-days.json" with { type: "json" };
import {
  type Counting,
  type Instant,
  inZone,
  type LastMoment,
  type LocalDate,
  lastInstantOf,
  plusDays,
  weekdayOf,
  type Zone,
} from "./time.ts";

/**
 * The years whose holidays the State Council has published and the calendar library holds. Of any other year its table
 * is empty, which would read as plain weekdays: so a date outside of this list gets no answer at all.
 */
export const calendarYears: readonly number[] = [
  2015, 2016, 2017, 2018, 2019, 2020, 2021, 2022, 2023, 2024, 2025, 2026,
];

/** The year whose calendar would be needed and is not loaded. */
export type Unloaded = { unloaded: number };

/** Did the reckoning meet a year without a published calendar? */
export function isUnloaded(result: unknown): result is Unloaded {
  return typeof result === "object" && result !== null && "unloaded" in result;
}

// The library's table, not its functions: those reckon in the zone of the process, and west of UTC they are a day off.
const holidays: ReadonlySet<string> = new Set(Object.keys(calendar.holidays));
const madeUp: ReadonlySet<string> = new Set(Object.keys(calendar.workdays));

/** Is work done on this day in China, make-up days counted and holidays not? */
export function isWorkingDay(date: LocalDate): boolean | Unloaded {
  const year = Number(date.slice(0, 4));
  if (!calendarYears.includes(year)) return { unloaded: year };
  if (madeUp.has(date)) return true;
  return weekdayOf(date) <= 5 && !holidays.has(date);
}

/**
 * The n-th working day of a period (n >= 1). With `countsFirstDay` the start is day one when it is a working day;
 * without, counting begins on the day after it. Throws a RangeError when n is not a positive whole number.
 */
export function addWorkingDays(
  startOn: LocalDate,
  n: number,
  options: { countsFirstDay: boolean },
): LocalDate | Unloaded {
  if (!Number.isInteger(n) || n < 1) throw new RangeError("working days are counted in whole numbers from 1");
  let day = options.countsFirstDay ? startOn : plusDays(startOn, 1);
  for (let counted = 0; ; day = plusDays(day, 1)) {
    const works = isWorkingDay(day);
    if (typeof works !== "boolean") return works;
    if (works) counted += 1;
    if (counted === n) return day;
  }
}

/** The working days from `fromOn` to `toOn`, both included; 0 when `toOn` is earlier. */
export function workingDaysBetween(fromOn: LocalDate, toOn: LocalDate): number | Unloaded {
  let counted = 0;
  for (let day = fromOn; day <= toOn; day = plusDays(day, 1)) {
    const works = isWorkingDay(day);
    if (typeof works !== "boolean") return works;
    if (works) counted += 1;
  }
  return counted;
}

/** A period of public notice: its first and last working day, and the last instant that belongs to it. */
export type NoticePeriod = { firstOn: LocalDate; lastOn: LocalDate; endsAt: Instant };

/**
 * The period of a notice shown at `publishedAt`. CAST's own notices of 5 working days count the day of publication when
 * it is a working day; an extension by 5 working days counts from the day after. Both are settings here.
 */
export function noticePeriod(asked: {
  publishedAt: Instant;
  workingDays: number;
  counting: Counting;
  lastMoment: LastMoment;
  zone: Zone;
}): NoticePeriod | Unloaded {
  const shown = inZone(asked.publishedAt, asked.zone);
  const { counting } = asked;
  const countsFirstDay =
    counting.kind === "before" ? shown.time < counting.localTime : counting.kind === "yes";
  const firstOn = addWorkingDays(shown.date, 1, { countsFirstDay });
  if (isUnloaded(firstOn)) return firstOn;
  const lastOn = addWorkingDays(shown.date, asked.workingDays, { countsFirstDay });
  if (isUnloaded(lastOn)) return lastOn;
  return { firstOn, lastOn, endsAt: lastInstantOf(lastOn, asked.lastMoment, asked.zone) };
}
