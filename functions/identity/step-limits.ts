import { epochOf, type Instant } from "../../shared/kernel/time.ts";
import { countOneMore } from "../../shared/store/counter.ts";
import { limitWindowSeconds, windowOf } from "./codes.ts";
import { limitKey } from "./records.ts";

const forgottenAt = (now: Instant) => Math.floor(epochOf(now) / 1000) + 2 * limitWindowSeconds;

/** Where a subject's count of the present window is kept. */
export const countOf = (subject: string, now: Instant) => limitKey(subject, windowOf(epochOf(now)));

/** Counts this time; gives how often it was in the present window. */
export const counted = (subject: string, now: Instant): Promise<number> =>
  countOneMore(countOf(subject, now), forgottenAt(now));

/** Counts this time; gives how often it was for one thing that soon ends, whatever the window. */
export const countedFor = (subject: string, thing: string, now: Instant): Promise<number> =>
  countOneMore(limitKey(subject, thing), forgottenAt(now));
