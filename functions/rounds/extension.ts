import type { Round } from "../../shared/contract/rounds.ts";
import type { Instant } from "../../shared/kernel/time.ts";
import type { Cohort } from "../../shared/programme/timetable.ts";

const later = (one: Instant | null, other: Instant): Instant => (one !== null && one > other ? one : other);

/** A round with more time: for everybody its deadline moves, for those who had begun only theirs. Never an earlier one. */
export function extended(round: Round, { cohort, until }: { cohort: Cohort; until: Instant }): Round {
  return cohort === "all"
    ? { ...round, closesAt: later(round.closesAt, until) }
    : { ...round, extendedTo: later(round.extendedTo, until) };
}
