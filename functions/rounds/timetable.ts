import type { Round, RoundState } from "../../shared/contract/rounds.ts";
import type { Instant } from "../../shared/kernel/time.ts";

/** Which date moves a published round on, in the order in which the dates come. */
const datesOf = (round: Round): [Instant, RoundState][] => [
  [round.opensAt, "OPEN"],
  [round.closesAt, "INTAKE_CLOSED"],
  [round.reviewOpensAt, "IN_REVIEW"],
  [round.reviewClosesAt, "SCORES_LOCKED"],
];

/** Phases that a date may move on; a draft waits for its second person, and what follows the lock is people's to do. */
const moving: readonly RoundState[] = ["PUBLISHED", "OPEN", "INTAKE_CLOSED", "IN_REVIEW"];

/**
 * The phases that a round has still to enter by `now`, in order; each is a fact of its own, also when a tick was missed.
 * The last instant of the intake is still open: it closes one millisecond later.
 */
export function phasesDue(round: Round, now: Instant): RoundState[] {
  if (!moving.includes(round.state)) return [];
  const dates = datesOf(round);
  const reached = dates.findIndex(([, state]) => state === round.state);
  return dates
    .slice(reached + 1)
    .filter(([at, state]) => (state === "INTAKE_CLOSED" || state === "SCORES_LOCKED" ? at < now : at <= now))
    .map(([, state]) => state);
}
