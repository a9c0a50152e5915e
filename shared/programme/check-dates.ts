import { epochOf, type Instant, inZone, type LocalDate, lastInstantOf, plusDays } from "../kernel/time.ts";
import { isUnloaded, noticePeriod } from "../kernel/working-days.ts";
import { dueBeforeDefence } from "./defence-due.ts";
import { type Fault, fault, type SoundParts } from "./fault.ts";
import type { Deadline } from "./timetable.ts";

/** Order of the dates, deadlines against their own words, zones, reminders. */
export function dateFaults(sound: SoundParts): Fault[] {
  return [
    ...orderFaults(sound),
    ...deadlineFaults(sound),
    ...zoneFaults(sound),
    ...preparationFaults(sound),
    ...reminderFaults(sound),
  ];
}

/** What a notice of the defence asks for is due after the last day on which it may still be given. */
function preparationFaults({ defence }: SoundParts): Fault[] {
  const { preparation, noticeWorkingDays } = defence ?? {};
  if (!preparation || noticeWorkingDays === undefined) return [];
  const asked = { receipt: preparation.receipt, material: preparation.material };
  return Object.entries(asked).flatMap(([name, due]) =>
    due && due.dueWorkingDays > noticeWorkingDays
      ? [fault(`defence.preparation.${name}.dueWorkingDays`, "due-before-notice", String(noticeWorkingDays))]
      : [],
  );
}

type Milestone = { path: string; on: string; at?: Instant };

/** The dates of a round in the order in which they must come; those that are missing or of a wrong shape are left out. */
function milestones({ source, timetable, zone }: SoundParts): Milestone[] {
  const day = (path: string, on: LocalDate | undefined): Milestone[] => (on ? [{ path, on }] : []);
  const instant = (path: string, at: Instant | undefined): Milestone[] =>
    at ? [{ path, at, on: zone ? inZone(at, zone).date : at.slice(0, 10) }] : [];
  return [
    ...day("source.issuedOn", source?.issuedOn),
    ...day("timetable.publishedOn", timetable?.publishedOn),
    ...instant("timetable.opens.at", timetable?.opens?.at),
    ...instant("timetable.closes.at", timetable?.closes?.at),
    ...instant("timetable.examination.fromAt", timetable?.examination?.fromAt),
    ...instant("timetable.examination.toAt", timetable?.examination?.toAt),
    ...instant("timetable.review.fromAt", timetable?.review?.fromAt),
    ...instant("timetable.review.toAt", timetable?.review?.toAt),
    ...instant("timetable.defence.fromAt", timetable?.defence?.fromAt),
    ...instant("timetable.defence.toAt", timetable?.defence?.toAt),
    ...day("timetable.proposedOn.date", timetable?.proposedOn?.date),
  ];
}

function orderFaults(sound: SoundParts): Fault[] {
  const dated = milestones(sound);
  return dated.flatMap(({ path, on, at }, index) => {
    const before = dated[index - 1];
    if (!before) return [];
    // A date of the notice has no hour: only two instants can follow each other within one day.
    const isReversed = at && before.at ? before.at >= at : before.on > on;
    return isReversed
      ? [fault(path, "dates-out-of-order", `${at ?? on}, ${before.path} ${before.at ?? before.on}`)]
      : [];
  });
}

function deadlineFaults({ timetable, documents }: SoundParts): Fault[] {
  const deadlines: [string, Deadline | undefined][] = [
    ["timetable.closes.at", timetable?.closes],
    ["documents.paper.deadline.at", documents?.paper?.deadline],
  ];
  return deadlines.flatMap(([path, deadline]) => {
    if (!deadline) return [];
    const lastOn = deadline.includesNamedDay ? deadline.namedOn : plusDays(deadline.namedOn, -1);
    const due = lastInstantOf(lastOn, deadline.lastMoment, deadline.zone);
    return due === deadline.at ? [] : [fault(path, "deadline-disagrees", due)];
  });
}

function zoneFaults({ zone, timetable, documents }: SoundParts): Fault[] {
  const zones: [string, string | undefined][] = [
    ["timetable.opens.zone", timetable?.opens?.zone],
    ["timetable.closes.zone", timetable?.closes?.zone],
    ["timetable.examination.zone", timetable?.examination?.zone],
    ["timetable.review.zone", timetable?.review?.zone],
    ["timetable.defence.zone", timetable?.defence?.zone],
    ["documents.paper.deadline.zone", documents?.paper?.deadline.zone],
  ];
  if (zone === undefined) return [];
  return zones.flatMap(([path, own]) =>
    own === undefined || own === zone ? [] : [fault(path, "zone-differs", own)],
  );
}

/** The receipt of the defence is answered between the end of the intake and its own deadline. */
function receiptSpan({ defence, timetable, zone }: SoundParts) {
  const days = defence?.preparation?.receipt.dueWorkingDays;
  const fromAt = timetable?.defence?.fromAt;
  const due = days && fromAt && zone ? dueBeforeDefence(fromAt, days, zone) : undefined;
  return { fromAt: timetable?.closes?.at, toAt: isUnloaded(due) ? undefined : due };
}

function reminderFaults(sound: SoundParts): Fault[] {
  const { reminders, timetable, supplierRegistration } = sound;
  const spans = {
    closes: { fromAt: timetable?.opens?.at, toAt: timetable?.closes?.at },
    "review-ends": { fromAt: timetable?.review?.fromAt, toAt: timetable?.review?.toAt },
    "supplier-due": { fromAt: timetable?.opens?.at, toAt: supplierRegistration?.due?.at },
    "defence-receipt-due": receiptSpan(sound),
  };
  const { statementWorkingDays = 0, conclusionWorkingDays: days = 0 } =
    sound.publicNotice?.objection?.handling ?? {};
  return (reminders ?? []).flatMap((reminder, index) => {
    const isBeforeAcceptance = days > statementWorkingDays && reminder.hoursBefore >= days * 24;
    if (reminder.of === "objection-due")
      return isBeforeAcceptance
        ? [fault(`reminders[${index}].hoursBefore`, "dates-out-of-order", String(reminder.hoursBefore))]
        : [];
    const { fromAt, toAt } = spans[reminder.of];
    if (fromAt === undefined || toAt === undefined || fromAt >= toAt) return [];
    const sentAt = epochOf(toAt) - reminder.hoursBefore * 3_600_000;
    return sentAt > epochOf(fromAt)
      ? []
      : [fault(`reminders[${index}].hoursBefore`, "dates-out-of-order", String(reminder.hoursBefore))];
  });
}

/** Years that a round reaches into and whose holidays are not published: it may be drafted so, and not be published. */
export function calendarFaults(sound: SoundParts, calendarYears: readonly number[]): Fault[] {
  const dated = milestones(sound).map(({ path, on }) => ({ path, year: Number(on.slice(0, 4)) }));
  const { publicNotice, timetable, zone } = sound;
  const proposedOn = timetable?.proposedOn?.date;
  if (publicNotice?.workingDays && publicNotice.counting && publicNotice.endsAt && zone && proposedOn) {
    const period = noticePeriod({
      publishedAt: lastInstantOf(proposedOn, "end-of-day", zone),
      workingDays: publicNotice.workingDays,
      counting: publicNotice.counting,
      lastMoment: publicNotice.endsAt,
      zone,
    });
    const year = isUnloaded(period) ? period.unloaded : Number(period.lastOn.slice(0, 4));
    dated.push({ path: "publicNotice.workingDays", year });
  }
  const missing = new Map<number, string>();
  for (const { path, year } of dated) {
    if (!calendarYears.includes(year) && !missing.has(year)) missing.set(year, path);
  }
  return [...missing].map(([year, path]) => fault(path, "calendar-not-loaded", String(year)));
}
