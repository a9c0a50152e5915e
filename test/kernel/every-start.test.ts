import { describe, expect, test } from "vitest";
import { LocalDate } from "../../shared/kernel/time.ts";
import { addWorkingDays, isWorkingDay, workingDaysBetween } from "../../shared/kernel/working-days.ts";
import { calendar } from "./calendar-2018-2026.ts";

const years = Object.keys(calendar).map(Number);
const day = 86_400_000;

/** Every day of those years with what the State Council's own lists make of it. */
const days = Object.entries(calendar).flatMap(([year, { off, worked }]) => {
  const [isOff, isWorked] = [off, worked].map(
    (list) => new Set(list.split(" ").map((on) => `${year}-${on}`)),
  );
  const count = (Date.UTC(Number(year) + 1, 0, 1) - Date.UTC(Number(year), 0, 1)) / day;
  return Array.from({ length: count }, (_, at) => {
    const then = new Date(Date.UTC(Number(year), 0, 1) + at * day);
    const on = LocalDate.parse(then.toISOString().slice(0, 10));
    const isWeekend = then.getUTCDay() % 6 === 0;
    return { on, works: isWorked?.has(on) || (!isWeekend && !isOff?.has(on)) };
  });
});
const working = days.flatMap(({ on, works }) => (works ? [on] : []));

describe("from every day of 2018 to 2026", () => {
  test("a day works when the lists say so", () => {
    expect(days).toHaveLength(3287);
    expect(days.filter(({ on, works }) => isWorkingDay(on) !== works)).toEqual([]);
  });

  test.each([true, false])(
    "one to thirty working days end where the lists say, or in a year without one; first day counted: %s",
    (counts) => {
      const wrong: string[] = [];
      let next = 0;
      for (const { on } of days) {
        while (next < working.length && !isReached(on, counts, working[next])) next += 1;
        for (let n = 1; n <= 30; n += 1) {
          const expected = working[next + n - 1] ?? { unloaded: 2027 };
          const got = addWorkingDays(on, n, { countsFirstDay: counts });
          if (JSON.stringify(got) !== JSON.stringify(expected))
            wrong.push(`${on} ${n} ${JSON.stringify(got)}`);
        }
      }
      expect(wrong).toEqual([]);
    },
  );

  test("as many working days lie in each year as its lists leave", () => {
    for (const year of years) {
      const own = working.filter((on) => on.startsWith(String(year)));
      const [from, to] = [LocalDate.parse(`${year}-01-01`), LocalDate.parse(`${year}-12-31`)];
      expect([year, workingDaysBetween(from, to)]).toEqual([year, own.length]);
    }
  });
});

/** Is a working day the first of a period that starts on `startOn`, or a later one? */
const isReached = (startOn: string, countsFirstDay: boolean, on = "") =>
  countsFirstDay ? on >= startOn : on > startOn;
