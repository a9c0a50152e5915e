import type { Society } from "../../shared/contract/rounds.ts";
import { type Instant, LocalDate, plusSeconds } from "../../shared/kernel/time.ts";

/** What of a society that the register holds an import is judged against. */
export type Registered = Pick<
  Society,
  "code" | "names" | "nameSince" | "uscc" | "filler" | "approver" | "facts"
>;

/** What a file is judged against. */
export interface Ground {
  registered: readonly Registered[];
  /** No day of a fact may be later. */
  today: LocalDate;
}

/** An empty register on the last day of all: a file is judged by itself. */
export const noGround: Ground = { registered: [], today: LocalDate.parse("2100-12-31") };

const furthestEastSeconds = 14 * 3600;

/** The latest day that it is anywhere at an instant: the register has no zone, and nobody's today is in the future. */
export const latestDayAt = (now: Instant): LocalDate =>
  LocalDate.parse(plusSeconds(now, furthestEastSeconds).slice(0, 10));
