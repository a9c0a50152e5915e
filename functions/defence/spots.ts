import type { DefenceSession, Place, Span } from "../../shared/contract/defence-record.ts";
import { epochOf, type Instant, instantFrom, plusSeconds } from "../../shared/kernel/time.ts";
import type { Defence } from "../../shared/programme/reviewing.ts";

/** A place in the timetable that one application may take. */
export interface Spot extends Span {
  sessionKey: string;
  place: Place;
}

type Length = Pick<Defence, "presentationMinutes" | "questionMinutes">;

/** How long one application has: its presentation and the questions. */
export const slotSeconds = ({ presentationMinutes, questionMinutes }: Length): number =>
  (presentationMinutes + questionMinutes) * 60;

/** What is left of a session between its breaks. */
function partsOf({ fromAt, toAt, breaks }: DefenceSession): Span[] {
  const parts: Span[] = [];
  let from = fromAt;
  for (const one of breaks.toSorted((a, b) => (a.fromAt < b.fromAt ? -1 : 1))) {
    if (one.fromAt > from) parts.push({ fromAt: from, toAt: one.fromAt });
    if (one.toAt > from) from = one.toAt;
  }
  if (from < toAt) parts.push({ fromAt: from, toAt });
  return parts;
}

/**
 * The spots of a session, one after the other from its start and after each break. Starts that stand keep theirs where they
 * still fit, and the rest is filled around them: so a session that grows, shrinks or gets a break moves nobody needlessly.
 */
export function spotsOf(
  session: DefenceSession,
  { length, standing = [] }: { length: Length; standing?: readonly Instant[] },
): Spot[] {
  const seconds = slotSeconds(length);
  const starts = partsOf(session).flatMap(({ fromAt, toAt }) => {
    const found: number[] = [];
    let free = epochOf(fromAt);
    const fill = (until: number) => {
      for (; free + seconds * 1000 <= until; free += seconds * 1000) found.push(free);
    };
    for (const start of standing.map(epochOf).toSorted((a, b) => a - b)) {
      if (start < free || start + seconds * 1000 > epochOf(toAt)) continue;
      fill(start);
      found.push(start);
      free = start + seconds * 1000;
    }
    fill(epochOf(toAt));
    return found.map(instantFrom);
  });
  const { key: sessionKey, place } = session;
  return starts.map((fromAt) => ({ sessionKey, place, fromAt, toAt: plusSeconds(fromAt, seconds) }));
}

const keyOf = ({ fromAt, sessionKey }: Spot) => `${fromAt} ${sessionKey}`;

/** Spots in the order in which the defence goes through them: by time, of those at once by their session. */
export const inOrder = <T extends Spot>(spots: readonly T[]): T[] =>
  spots.toSorted((a, b) => (keyOf(a) < keyOf(b) ? -1 : 1));
