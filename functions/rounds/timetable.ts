import type { Round } from "../../shared/contract/rounds.ts";
import { transitionOf } from "../../shared/kernel/lifecycle.ts";
import type { Instant } from "../../shared/kernel/time.ts";
import { type RoundAct, roundLifecycle } from "./lifecycle.ts";

interface Dated {
  act: RoundAct;
  at: Instant;
  /** The last instant of a span still belongs to it: what ends it comes one millisecond later. */
  isEnd: boolean;
}

/** What dates do to a round, in the order in which they come. */
const datesOf = (round: Round, locksAt: Instant): Dated[] => [
  { act: "open", at: round.opensAt, isEnd: false },
  { act: "close-intake", at: round.closesAt, isEnd: true },
  { act: "begin-review", at: round.reviewOpensAt, isEnd: false },
  { act: "lock-scores", at: locksAt, isEnd: true },
];

/**
 * What has still to happen to a round by `now`, in order; each is a fact of its own, also when ticks were missed. A
 * draft waits for its second person, and what follows the lock is people's to do.
 * @param locksAt the end of the last stage of scoring
 */
export function actsDue(round: Round, locksAt: Instant, now: Instant): RoundAct[] {
  const dates = datesOf(round, locksAt);
  const next = dates.findIndex(({ act }) => transitionOf(roundLifecycle, act, round.state));
  if (next < 0) return [];
  const waits = dates.slice(next).findIndex(({ at, isEnd }) => (isEnd ? at >= now : at > now));
  const due = waits < 0 ? dates.slice(next) : dates.slice(next, next + waits);
  return due.map(({ act }) => act);
}
