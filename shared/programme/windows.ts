import type { Instant } from "../kernel/time.ts";
import type { ProgrammeDefinition } from "./schema.ts";

type Dated = Pick<ProgrammeDefinition, "scoring" | "timetable">;

/** When a stage is scored; null when the programme has no such stage. */
export function windowOf(
  { scoring, timetable }: Dated,
  stage: string,
): { opensAt: Instant; locksAt: Instant } | null {
  if (!scoring.stages.some(({ id }) => id === stage)) return null;
  const window = stage === "defence" ? timetable.defence : timetable.review;
  return window && { opensAt: window.fromAt, locksAt: window.toAt };
}

/** When the last stage is locked: from then on no score moves. */
export function scoresLockAt(definition: Dated): Instant {
  return definition.scoring.stages.reduce<Instant>((last, { id }) => {
    const locksAt = windowOf(definition, id)?.locksAt;
    return locksAt && locksAt > last ? locksAt : last;
  }, definition.timetable.review.toAt);
}
