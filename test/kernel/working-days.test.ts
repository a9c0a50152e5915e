import { afterEach, describe, expect, test } from "vitest";
import { type Counting, Instant, LocalDate } from "../../shared/kernel/time.ts";
import {
  addWorkingDays,
  isWorkingDay,
  noticePeriod,
  workingDaysBetween,
} from "../../shared/kernel/working-days.ts";

const date = (text: string) => LocalDate.parse(text);

function notice(publishedAt: string, workingDays: number, counting: Counting) {
  return noticePeriod({
    publishedAt: Instant.parse(publishedAt),
    workingDays,
    counting,
    lastMoment: "end-of-day",
    zone: "Asia/Shanghai",
  });
}

describe("a year without a published calendar", () => {
  test("gives no answer, neither for a day nor for a period that reaches into it", () => {
    expect(isWorkingDay(date("2027-01-04"))).toEqual({ unloaded: 2027 });
    expect(addWorkingDays(date("2026-12-30"), 5, { countsFirstDay: true })).toEqual({ unloaded: 2027 });
    expect(workingDaysBetween(date("2026-12-30"), date("2027-01-05"))).toEqual({ unloaded: 2027 });
    expect(notice("2026-12-30T02:00:00.000Z", 5, { kind: "yes" })).toEqual({ unloaded: 2027 });
  });

  test("stops nothing that ends on the last day of the year before", () => {
    expect(addWorkingDays(date("2026-12-30"), 2, { countsFirstDay: true })).toBe("2026-12-31");
  });

  test("before 2015 is refused alike", () => {
    expect(isWorkingDay(date("2014-12-31"))).toEqual({ unloaded: 2014 });
  });
});

describe("a number of days that is none", () => {
  test.each([0, -1, 1.5, Number.NaN])("%s working days are refused", (n) => {
    expect(() => addWorkingDays(date("2021-10-12"), n, { countsFirstDay: true })).toThrow(RangeError);
  });
});

// Real notices with the dates they printed; the address is where each was read.
const printed = [
  {
    // Sunday the 26th was a make-up day, so the notice printed one day too few. http://usedcar.dizo.com.cn/keji/2021/0924/4221.html
    what: "the notice of 2021-09-24 had only four working days until the 28th that it printed",
    from: "2021-09-24",
    to: "2021-09-28",
    days: 4,
  },
  {
    // http://usedcar.dizo.com.cn/keji/2021/1011/4370.html
    what: "the notice of 2021-10-12 to 10-18 had its five",
    from: "2021-10-12",
    to: "2021-10-18",
    days: 5,
  },
  {
    // https://news.sciencenet.cn/htmlnews/2020/9/445262.shtm
    what: "the notice of 2020-09-08 to 09-14 had its five",
    from: "2020-09-08",
    to: "2020-09-14",
    days: 5,
  },
  {
    // github.com/topie/zhongkexie_ace_web, src/js/publicity/dissent.js
    what: "the objection window of 2018-08-16 to 08-22 had five",
    from: "2018-08-16",
    to: "2018-08-22",
    days: 5,
  },
  {
    // The call of 中国特色一流学会建设项目.
    what: "the call of 2021-11-04 to 11-11 left six",
    from: "2021-11-04",
    to: "2021-11-11",
    days: 6,
  },
  {
    // http://usedcar.dizo.com.cn/keji/2023/0417/57401.html
    what: "the extension announced on 2023-04-14 has six days with that day counted, five without",
    from: "2023-04-14",
    to: "2023-04-21",
    days: 6,
  },
];

describe("real periods", () => {
  test.each(printed)("$what", ({ from, to, days }) => {
    expect(workingDaysBetween(date(from), date(to))).toBe(days);
  });

  test("the wrong notice of September 2021 should have ended on the 29th", () => {
    expect(addWorkingDays(date("2021-09-24"), 5, { countsFirstDay: true })).toBe("2021-09-29");
  });

  test("an extension by five days counts from the day after its announcement", () => {
    expect(addWorkingDays(date("2023-04-14"), 5, { countsFirstDay: false })).toBe("2023-04-21");
  });

  test("nothing lies between a day and one before it", () => {
    expect(workingDaysBetween(date("2021-10-18"), date("2021-10-12"))).toBe(0);
  });
});

describe("holidays and make-up days", () => {
  test.each([
    ["2021-09-26", true],
    ["2021-09-25", false],
    ["2021-10-01", false],
    ["2021-10-09", true],
    ["2022-01-03", false],
    ["2020-01-31", false],
    ["2019-05-05", true],
  ])("%s works: %s", (day, works) => {
    expect(isWorkingDay(date(day))).toBe(works);
  });

  // Counted from the State Council's notices of each year (github.com/NateScarlet/holiday-cn d4e53bf, MIT).
  test.each([
    [2018, 250],
    [2019, 250],
    [2020, 249],
    [2021, 250],
    [2022, 249],
    [2023, 249],
    [2024, 251],
    [2025, 248],
    [2026, 248],
  ])("%i has %i working days", (year, days) => {
    expect(workingDaysBetween(date(`${year}-01-01`), date(`${year}-12-31`))).toBe(days);
  });

  test("five days from 30 December 2021 pass New Year's day off", () => {
    expect(addWorkingDays(date("2021-12-30"), 5, { countsFirstDay: true })).toBe("2022-01-06");
  });

  test("the National Day week is no part of a period", () => {
    expect(addWorkingDays(date("2021-09-30"), 2, { countsFirstDay: true })).toBe("2021-10-08");
  });
});

describe("the period of a public notice", () => {
  test("counts the working day on which it is shown, and ends with the last millisecond of its last day", () => {
    expect(notice("2021-10-12T02:00:00.000Z", 5, { kind: "yes" })).toEqual({
      firstOn: "2021-10-12",
      lastOn: "2021-10-18",
      endsAt: "2021-10-18T15:59:59.999Z",
    });
  });

  test("shown on a Saturday begins on Monday", () => {
    expect(notice("2021-10-16T02:00:00.000Z", 5, { kind: "yes" })).toMatchObject({
      firstOn: "2021-10-18",
      lastOn: "2021-10-22",
    });
  });

  test("that does not count its first day begins on the next working day", () => {
    expect(notice("2021-10-15T02:00:00.000Z", 5, { kind: "no" })).toMatchObject({
      firstOn: "2021-10-18",
      lastOn: "2021-10-22",
    });
  });

  test("that counts its first day before noon does so at 11:59 in Beijing and no longer at 12:00", () => {
    const beforeNoon: Counting = { kind: "before", localTime: "12:00" };
    expect(notice("2021-10-12T03:59:59.999Z", 5, beforeNoon)).toMatchObject({ firstOn: "2021-10-12" });
    expect(notice("2021-10-12T04:00:00.000Z", 5, beforeNoon)).toMatchObject({ firstOn: "2021-10-13" });
  });

  test("belongs to the day of Beijing, not to that of UTC", () => {
    expect(notice("2021-10-11T16:30:00.000Z", 5, { kind: "yes" })).toMatchObject({ firstOn: "2021-10-12" });
  });
});

describe("the zone of the machine", () => {
  const own = process.env.TZ;
  afterEach(() => {
    if (own === undefined) delete process.env.TZ;
    else process.env.TZ = own;
  });

  test.each([
    ["UTC", 0],
    ["Asia/Shanghai", -480],
    ["America/Los_Angeles", 480],
    ["Pacific/Kiritimati", -840],
  ])("%s changes nothing", (zone, offset) => {
    process.env.TZ = zone;
    expect(new Date("2021-12-01T00:00:00.000Z").getTimezoneOffset()).toBe(offset);
    expect(
      ["2021-09-24", "2021-09-25", "2021-09-26", "2021-10-01"].map((day) => isWorkingDay(date(day))),
    ).toEqual([true, false, true, false]);
    expect(workingDaysBetween(date("2021-01-01"), date("2021-12-31"))).toBe(250);
  });
});
