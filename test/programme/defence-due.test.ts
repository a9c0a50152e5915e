import { describe, expect, it } from "vitest";
import { type Instant as At, Instant } from "../../shared/kernel/time.ts";
import { cast2021 } from "../../shared/programme/cast-2021.ts";
import {
  dueBeforeDefence,
  preparationDue,
  workingDaysBeforeDefence,
} from "../../shared/programme/defence-due.ts";
import { sciencePrize } from "../../shared/programme/science-prize.ts";

const zone = "Asia/Shanghai";
const at = (text: string): At => Instant.parse(text);

describe("what is due before the defence", () => {
  it.each([
    // Monday 6 December 2021: Friday, then Thursday, then Wednesday.
    ["2021-12-06T01:00:00.000Z", 1, "2021-12-03T15:59:59.999Z"],
    ["2021-12-06T01:00:00.000Z", 3, "2021-12-01T15:59:59.999Z"],
    // The Spring Festival of 2022: 31 January to 6 February are free, 29 and 30 January are worked.
    ["2022-02-08T01:00:00.000Z", 1, "2022-02-07T15:59:59.999Z"],
    ["2022-02-08T01:00:00.000Z", 2, "2022-01-30T15:59:59.999Z"],
    ["2022-02-08T01:00:00.000Z", 3, "2022-01-29T15:59:59.999Z"],
    // 16:30 UTC is the next day in Beijing.
    ["2021-12-05T16:30:00.000Z", 1, "2021-12-03T15:59:59.999Z"],
  ])("%s, %i working days before: the end of the day at %s", (fromAt, days, due) => {
    expect(dueBeforeDefence(at(fromAt), days, zone)).toBe(due);
  });

  it("is not reckoned into a year whose calendar is not loaded", () => {
    expect(dueBeforeDefence(at("2030-12-06T01:00:00.000Z"), 1, zone)).toEqual({ unloaded: 2030 });
  });

  it("is what the definition of 2021 says, and nothing where a programme has no defence", () => {
    expect(preparationDue(cast2021)).toEqual({
      receipt: "2021-12-02T15:59:59.999Z",
      material: "2021-12-03T15:59:59.999Z",
    });
    expect(preparationDue(sciencePrize)).toEqual({ receipt: null, material: null });
  });
});

describe("the working days of warning", () => {
  it.each([
    ["2021-11-30T15:59:59.999Z", 3],
    ["2021-11-30T16:00:00.000Z", 2],
    ["2021-12-03T16:00:00.000Z", 0],
  ])("from %s to the defence of 6 December are %i", (from, days) => {
    expect(workingDaysBeforeDefence(at(from), at("2021-12-06T01:00:00.000Z"), zone)).toBe(days);
  });
});
