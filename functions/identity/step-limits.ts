import type { Instant } from "../../shared/kernel/time.ts";
import { countOneMore, forgottenAt, limitKey, windowOf } from "../../shared/store/counter.ts";
import { limitWindowSeconds } from "./codes.ts";

const prefix = "identity#limit";

/** Where a subject's count of the present window is kept. */
export const countOf = (subject: string, now: Instant) =>
  limitKey(prefix, subject, windowOf(now, limitWindowSeconds));

/** Counts this time; gives how often it was in the present window. */
export const counted = (subject: string, now: Instant): Promise<number> =>
  countOneMore(countOf(subject, now), forgottenAt(now, limitWindowSeconds));

/** Counts this time; gives how often it was for one thing that soon ends, whatever the window. */
export const countedFor = (subject: string, thing: string, now: Instant): Promise<number> =>
  countOneMore(limitKey(prefix, subject, thing), forgottenAt(now, limitWindowSeconds));
