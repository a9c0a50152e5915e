import type { Delegation } from "../../shared/contract/delegations.ts";
import type { Person } from "../../shared/contract/identity.ts";
import { type Instant, plusSeconds } from "../../shared/kernel/time.ts";

/** Longer than any leave that does not end somebody's part in the round; whoever stays away longer is replaced. */
const mostSeconds = 30 * 86_400;

interface Span {
  from: Instant;
  until: Instant;
}

/** Does a delegation end after it begins and after now, and within thirty days of when it can first be used? */
export function isBounded({ from, until }: Span, now: Instant): boolean {
  const begins = from > now ? from : now;
  return until > begins && until <= plusSeconds(begins, mostSeconds) && from <= plusSeconds(now, mostSeconds);
}

/** Is a delegation neither over nor taken back? One that has not begun stands. */
export const stands = ({ until, ended }: Pick<Delegation, "until" | "ended">, now: Instant): boolean =>
  ended === null && until > now;

type Acting = Pick<Person, "roles" | "delegated">;

/** May somebody sign in: has a role, and when it is lent, at an instant for which it is. The end is no longer within. */
export const isActing = ({ roles, delegated }: Acting, now: Instant): boolean =>
  roles.length > 0 && (!delegated || (delegated.from <= now && now < delegated.until));

/** Is somebody's account in use, so that it can't be another group's? What was lent and is over leaves it free. */
export const isTaken = ({ roles, delegated }: Acting, now: Instant): boolean =>
  roles.length > 0 && (!delegated || now < delegated.until);
