import { describe, expect, it } from "vitest";
import { latenessOf } from "../../functions/paper/lateness.ts";
import { Instant, LocalDate, LocalTime } from "../../shared/kernel/time.ts";
import { rule } from "./given.ts";

const day = (text: string) => LocalDate.parse(text);
const came = (arrivedOn: string, sentOn: string | null = null, time: string | null = null) => ({
  arrivedOn: day(arrivedOn),
  sentOn: sentOn === null ? null : day(sentOn),
  arrivedTime: time === null ? null : LocalTime.parse(time),
});

describe("where the day of dispatch counts", () => {
  const dispatch = { ...rule, countsBy: "dispatch" as const };

  it("a set sent on the last day is in time whenever it arrives; one sent a day later is late", () => {
    expect(latenessOf(dispatch, came("2021-11-20", "2021-11-11"))).toEqual({ isLate: false });
    expect(latenessOf(dispatch, came("2021-11-20", "2021-11-12"))).toEqual({ isLate: true });
  });

  it("a set that arrived by the last day needs no postmark; one that arrived later does", () => {
    expect(latenessOf(dispatch, came("2021-11-11"))).toEqual({ isLate: false });
    expect(latenessOf(dispatch, came("2021-11-12"))).toEqual({ needs: "sentOn" });
  });
});

describe("where the day of arrival counts", () => {
  const receipt = { ...rule, countsBy: "receipt" as const };

  it("the last day is in time and the day after it is not, whenever it was sent", () => {
    expect(latenessOf(receipt, came("2021-11-11", "2021-11-10"))).toEqual({ isLate: false });
    expect(latenessOf(receipt, came("2021-11-12", "2021-11-10"))).toEqual({ isLate: true });
  });

  it("a deadline with an hour asks for the hour on its last day alone, and its minute is in time", () => {
    const at = Instant.parse("2021-11-11T09:00:00.000Z");
    const withHour = {
      ...receipt,
      deadline: { ...rule.deadline, at, lastMoment: LocalTime.parse("17:00") },
    };
    expect(latenessOf(withHour, came("2021-11-10"))).toEqual({ isLate: false });
    expect(latenessOf(withHour, came("2021-11-11"))).toEqual({ needs: "arrivedTime" });
    expect(latenessOf(withHour, came("2021-11-11", null, "17:00"))).toEqual({ isLate: false });
    expect(latenessOf(withHour, came("2021-11-11", null, "17:01"))).toEqual({ isLate: true });
  });
});
