import type { Application } from "../../shared/contract/applications.ts";
import type { Round } from "../../shared/contract/rounds.ts";
import { type Instant, inZone, lastInstantOf, type Zone } from "../../shared/kernel/time.ts";
import { addWorkingDays, isUnloaded, noticePeriod, type Unloaded } from "../../shared/kernel/working-days.ts";
import type { ProgrammeDefinition } from "../../shared/programme/schema.ts";
import type { Cohort } from "../../shared/programme/timetable.ts";

/** What keeps a new deadline from being given. */
export type UntilFault = "not-later" | "passed" | "after-review-begins";

/**
 * A deadline moves before any score exists only: sheets are written from the review's opening instant on (domain 5.1).
 * @returns what is wrong with the new deadline, or null
 */
export function untilFault(
  until: Instant,
  { closesAt, now, reviewFromAt }: { closesAt: Instant; now: Instant; reviewFromAt: Instant },
): UntilFault | null {
  if (until <= closesAt) return "not-later";
  if (until <= now) return "passed";
  return until >= reviewFromAt ? "after-review-begins" : null;
}

/**
 * The end of an extension: so many working days after the deadline's day, or after today where that is later, until the end
 * of the last one.
 */
export function extendedUntil(
  workingDays: number,
  { closesAt, now, zone }: { closesAt: Instant; now: Instant; zone: Zone },
): Instant | Unloaded {
  const from = inZone(now > closesAt ? now : closesAt, zone).date;
  const lastOn = addWorkingDays(from, workingDays, { countsFirstDay: false });
  return isUnloaded(lastOn) ? lastOn : lastInstantOf(lastOn, "end-of-day", zone);
}

/** The deadline of a draft that is begun now: the round's, or a later one that those who begin by it were given. */
export const deadlineOfNew = ({ closesAt, extendedTo }: Pick<Round, "closesAt" | "extendedTo">): Instant =>
  extendedTo !== null && extendedTo > closesAt ? extendedTo : closesAt;

/** Whether an extension for all reaches this application. */
export const isReached = (
  { createdAt }: Pick<Application, "createdAt">,
  { cohort, cutOffAt }: { cohort: Cohort; cutOffAt: Instant },
): boolean => cohort === "all" || createdAt <= cutOffAt;

/** The last moment of a correction: working days, counted as the definition says, never less than what every society has anyway. */
export function returnedUntil(
  { timetable, zone }: Pick<ProgrammeDefinition, "timetable" | "zone">,
  { closesAt, now }: { closesAt: Instant; now: Instant },
): Instant | Unloaded {
  const { workingDays, counting } = timetable.returns;
  const asked = { publishedAt: now, workingDays, counting, lastMoment: "end-of-day" as const, zone };
  const period = noticePeriod(asked);
  if (isUnloaded(period)) return period;
  return period.endsAt > closesAt ? period.endsAt : closesAt;
}

/** Was it submitted when it was withdrawn? What the society did last before says so; a return in between ends it. */
export function wasSubmitted({ stamps, receipt }: Pick<Application, "stamps" | "receipt">): boolean {
  const acts = stamps.map(({ act }) => act).filter((act) => act !== "refuse-file" && act !== "extend");
  const before = acts.at(-1) === "withdraw" ? acts.at(-2) : undefined;
  return receipt !== null && before !== undefined && ["submit", "correct", "restore"].includes(before);
}
