import { LocalDate } from "./time.ts";

/**
 * The same day of another year, `years` later; earlier when negative. The 29th of February becomes the 28th where the
 * year has none, so that a period of whole years never grows by a day.
 */
export function plusYears(date: LocalDate, years: number): LocalDate {
  const year = String(Number(date.slice(0, 4)) + years).padStart(4, "0");
  const moved = LocalDate.safeParse(`${year}${date.slice(4)}`);
  return moved.success ? moved.data : LocalDate.parse(`${year}-02-28`);
}
