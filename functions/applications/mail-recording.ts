import type { Mail, MailRead } from "../../shared/contract/mail-record.ts";
import { epochOf, type Instant, instantFrom, inZone, lastInstantOf } from "../../shared/kernel/time.ts";
import { addWorkingDays, isUnloaded, type Unloaded } from "../../shared/kernel/working-days.ts";
import type { MailChannel } from "../../shared/programme/channels.ts";
import type { ProgrammeDefinition } from "../../shared/programme/schema.ts";

/** Why a stated instant of arrival does not stand. */
export type ArrivalFault = "in-future" | "differs-without-reason";

/**
 * The arrival is what the topmost Received header says; an officer who states another one, or finds none, says why.
 * @returns what is wrong with the statement, or null
 */
export function arrivalFault(
  stated: { arrivedAt: Instant; reason: string | null },
  { received }: Pick<MailRead, "received">,
  now: Instant,
): ArrivalFault | null {
  if (stated.arrivedAt > now) return "in-future";
  return stated.arrivedAt !== received?.at && stated.reason === null ? "differs-without-reason" : null;
}

/**
 * Until when a society confirms: the end of the last of its working days after the day of the recording, and before the
 * review begins; never before the intake ends.
 */
export function confirmUntil(
  { confirmWorkingDays }: Pick<MailChannel, "confirmWorkingDays">,
  { zone, timetable }: Pick<ProgrammeDefinition, "zone" | "timetable">,
  { now, dueAt }: { now: Instant; dueAt: Instant },
): Instant | Unloaded {
  const lastOn = addWorkingDays(inZone(now, zone).date, confirmWorkingDays, { countsFirstDay: false });
  if (isUnloaded(lastOn)) return lastOn;
  const given = lastInstantOf(lastOn, "end-of-day", zone);
  const beforeReview = instantFrom(epochOf(timetable.review.fromAt) - 1);
  const least = given > dueAt ? given : dueAt;
  return least < beforeReview ? least : beforeReview;
}

/** Recorded as an application, and its time to be confirmed is over. */
export const isLapsed = ({ state, recording }: Pick<Mail, "state" | "recording">, now: Instant): boolean =>
  state === "JOINED" && recording !== null && recording.confirmBy < now;
