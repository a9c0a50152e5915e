import type { Instant } from "../../shared/kernel/time.ts";
import type { ProgrammeDefinition } from "../../shared/programme/schema.ts";

/** When a stage is scored; null when the programme has no such stage. */
export function windowOf(
  { scoring, timetable }: Pick<ProgrammeDefinition, "scoring" | "timetable">,
  stage: string,
): { opensAt: Instant; locksAt: Instant } | null {
  if (!scoring.stages.some(({ id }) => id === stage)) return null;
  const window = stage === "defence" ? timetable.defence : timetable.review;
  return window && { opensAt: window.fromAt, locksAt: window.toAt };
}
