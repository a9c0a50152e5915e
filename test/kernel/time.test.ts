import { describe, expect, test } from "vitest";
import {
  Instant,
  instantOf,
  inZone,
  LocalDate,
  LocalTime,
  lastInstantOf,
  plusDays,
  plusSeconds,
  showBoth,
  showDate,
  weekdayOf,
  Zone,
} from "../../shared/kernel/time.ts";

const shanghai = "Asia/Shanghai";
const date = (text: string) => LocalDate.parse(text);
const instant = (text: string) => Instant.parse(text);

describe("what is not a time", () => {
  test.each([
    "2021-11-11T15:59:59Z",
    "2021-11-11T23:59:59.999+08:00",
    "2021-02-29T00:00:00.000Z",
    "2021-11-11",
  ])("%s is no instant: only UTC with milliseconds is", (text) =>
    expect(Instant.safeParse(text).success).toBe(false),
  );

  test.each(["0000-01-01", "2021-02-29", "2021-13-01", "21-11-11", "2021/11/11"])("%s is no date", (text) => {
    expect(LocalDate.safeParse(text).success).toBe(false);
  });

  test.each(["24:00", "9:00", "23:60"])("%s is no hour of the day", (text) => {
    expect(LocalTime.safeParse(text).success).toBe(false);
  });

  test.each(["+08:00", "CST", "Asia/Atlantis", ""])(
    "%s names no place, so it is no zone for a deadline",
    (text) => {
      expect(Zone.safeParse(text).success).toBe(false);
    },
  );
});

describe("a wall clock in a zone", () => {
  test("the last millisecond of a day in Beijing is still that day, the next one is not", () => {
    expect(inZone(instant("2021-11-11T15:59:59.999Z"), shanghai)).toEqual({
      date: "2021-11-11",
      time: "23:59",
      seconds: 59,
      weekday: 4,
    });
    expect(inZone(instant("2021-11-11T16:00:00.000Z"), shanghai)).toMatchObject({
      date: "2021-11-12",
      time: "00:00",
      weekday: 5,
    });
  });

  test("Beijing's summer time of 1991 is known", () => {
    expect(inZone(instant("1991-07-01T00:00:00.000Z"), shanghai).time).toBe("09:00");
  });
});

describe("the instant of a date and an hour", () => {
  test("nine in the morning in Beijing is one in UTC", () => {
    expect(instantOf(date("2021-11-04"), "09:00", shanghai)).toBe("2021-11-04T01:00:00.000Z");
  });

  test("of an hour that occurs twice the earlier counts", () => {
    expect(instantOf(date("2021-11-07"), "01:30", "America/New_York")).toBe("2021-11-07T05:30:00.000Z");
  });

  test("an hour that summer time skips still gives an instant", () => {
    expect(instantOf(date("2021-03-14"), "02:30", "America/New_York")).toBe("2021-03-14T06:30:00.000Z");
  });

  test.each(["Asia/Shanghai", "America/New_York", "Asia/Kathmandu", "Pacific/Auckland"])(
    "what the clock of %s shows leads back to the instant",
    (zone) => {
      const shown = inZone(instant("2021-07-01T11:45:00.000Z"), zone);
      expect(instantOf(shown.date, shown.time, zone)).toBe("2021-07-01T11:45:00.000Z");
    },
  );
});

describe("the last instant that counts", () => {
  test("a day ends with its last millisecond", () => {
    expect(lastInstantOf(date("2021-11-11"), "end-of-day", shanghai)).toBe("2021-11-11T15:59:59.999Z");
  });

  test("a named hour is itself in time", () => {
    expect(lastInstantOf(date("2024-03-29"), "17:00", shanghai)).toBe("2024-03-29T09:00:00.000Z");
  });

  test("a day of 25 hours ends after its last one", () => {
    expect(lastInstantOf(date("2021-11-07"), "end-of-day", "America/New_York")).toBe(
      "2021-11-08T04:59:59.999Z",
    );
  });
});

describe("reckoning", () => {
  test("days cross leap days and year borders", () => {
    expect(plusDays(date("2020-02-28"), 1)).toBe("2020-02-29");
    expect(plusDays(date("2021-12-31"), 1)).toBe("2022-01-01");
    expect(plusDays(date("2022-01-01"), -1)).toBe("2021-12-31");
  });

  test("seconds may go back", () => {
    expect(plusSeconds(instant("2021-11-11T15:59:59.999Z"), -259_200)).toBe("2021-11-08T15:59:59.999Z");
  });
});

describe("what a reader sees", () => {
  test("an instant is shown in its zone and in UTC, in either language", () => {
    const closes = instant("2021-11-11T15:59:59.999Z");
    expect(showBoth(closes, shanghai, "zh-CN")).toBe(
      "2021年11月11日（星期四）23:59:59 Asia/Shanghai（UTC 2021-11-11 15:59:59）",
    );
    expect(showBoth(closes, shanghai, "en")).toBe(
      "Thursday, 2021-11-11 23:59:59 Asia/Shanghai (UTC 2021-11-11 15:59:59)",
    );
  });

  // A defence notice of Yinchuan called this day a Thursday: http://www.yckpw.gov.cn/tzgg/202004/t20200421_2040690.htm
  test("24 April 2020 is called the Friday that it was", () => {
    expect(weekdayOf(date("2020-04-24"))).toBe(5);
    expect(showDate(date("2020-04-24"), "zh-CN")).toBe("2020年4月24日（星期五）");
  });
});
