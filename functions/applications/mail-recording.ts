import type { Mail } from "../../shared/contract/mail-record.ts";
import { epochOf, type Instant, instantFrom, inZone, lastInstantOf } from "../../shared/kernel/time.ts";
import { addWorkingDays, isUnloaded, type Unloaded } from "../../shared/kernel/working-days.ts";
import type { Channels, MailChannel } from "../../shared/programme/channels.ts";
import type { ProgrammeDefinition } from "../../shared/programme/schema.ts";

/** Why a stated instant of arrival does not stand. */
export type ArrivalFault = "in-future" | "differs-without-reason";

/** The programme's terms for the way that something came; null: it takes nothing that comes so. */
export const termsOf = (
  { mail, handedOver }: Channels,
  { channel }: Pick<Mail, "channel">,
): Pick<MailChannel, "confirmWorkingDays"> | null => (channel === "mail" ? mail : handedOver);

/** When it came by its own word: the topmost Received header of a mail; of a medium, when the officer had it in hand. */
export const cameAt = ({ handOver, read }: Pick<Mail, "handOver" | "read">): Instant | null =>
  handOver?.at ?? read?.received?.at ?? null;

/**
 * The arrival is what the record says of itself; an officer who states another instant, or finds none, says why.
 * @returns what is wrong with the statement, or null
 */
export function arrivalFault(
  stated: { arrivedAt: Instant; reason: string | null },
  receivedAt: Instant | null,
  now: Instant,
): ArrivalFault | null {
  if (stated.arrivedAt > now) return "in-future";
  return stated.arrivedAt !== receivedAt && stated.reason === null ? "differs-without-reason" : null;
}

/** What was handed over at the office only people saw: who took it does not record it alone. */
export const needsSecondPerson = (
  { channel, handedInBy }: Pick<Mail, "channel" | "handedInBy">,
  recordedBy: string,
): boolean => channel === "handed-over" && handedInBy === recordedBy;

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
