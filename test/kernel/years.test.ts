import { expect, test } from "vitest";
import { LocalDate } from "../../shared/kernel/time.ts";
import { plusYears } from "../../shared/kernel/years.ts";

test.each([
  ["2021-11-11", -3, "2018-11-11"],
  ["2024-02-29", -3, "2021-02-28"],
  ["2024-02-29", 4, "2028-02-29"],
  ["2023-02-28", 1, "2024-02-28"],
])("%s and %i years is %s", (from, years, to) => {
  expect(plusYears(LocalDate.parse(from), years)).toBe(to);
});

test("a year that no date can be of is refused", () => {
  expect(() => plusYears(LocalDate.parse("2021-11-11"), 2000)).toThrow();
});
