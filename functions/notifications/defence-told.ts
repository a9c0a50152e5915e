import type { DefenceTimetable } from "../../shared/contract/defence-record.ts";
import type { ApplicationId, ExpertId } from "../../shared/kernel/ids.ts";
import type { OwnSession, SlotTold } from "./letters-defence.ts";

type Held = Pick<DefenceTimetable, "sessions" | "slots" | "fallen" | "left">;

/**
 * Slots of which a timetable has news, as they stand now; of what a newer one has moved again that one tells.
 * @param number of the timetable whose news it is
 * @param before the timetable that it followed
 */
export function slotNews(
  standing: Held,
  { number, before }: { number: number; before: Held | undefined },
): Omit<SlotTold, "society">[] {
  const had = new Set<ApplicationId>(before?.slots.map(({ applicationId }) => applicationId));
  return [
    ...standing.slots
      .filter(({ changedIn }) => changedIn === number)
      .map((slot) => ({
        slot,
        became: had.has(slot.applicationId) ? ("moved" as const) : ("set" as const),
      })),
    ...standing.fallen
      .filter(({ changedIn }) => changedIn === number)
      .map((slot) => ({ slot, became: "cancelled" as const })),
  ];
}

const sessionsBy = ({ sessions }: Held, expertId: ExpertId): OwnSession[] =>
  sessions
    .filter(({ experts }) => experts.includes(expertId))
    .toSorted((a, b) => (a.fromAt < b.fromAt ? -1 : 1))
    .map((session) => ({ ...session, isChair: session.chair === expertId }));

const asSeen = (sessions: readonly OwnSession[]): string =>
  JSON.stringify(
    sessions.map(({ key, fromAt, toAt, place, isChair }) => [key, fromAt, toAt, place, isChair]),
  );

/** Experts for whom a timetable changes where they sit, when, or whether they chair, with all the sessions that they sit in by `standing`. */
export function sessionNews(
  of: Held,
  { before, standing }: { before: Held | undefined; standing: Held },
): { expertId: ExpertId; sessions: OwnSession[]; hasLeft: boolean }[] {
  const nothing: Held = { sessions: [], slots: [], fallen: [], left: [] };
  const everybody = new Set(
    [of, before ?? nothing].flatMap(({ sessions }) => sessions.flatMap((one) => one.experts)),
  );
  return [...everybody]
    .filter(
      (expertId) => asSeen(sessionsBy(of, expertId)) !== asSeen(sessionsBy(before ?? nothing, expertId)),
    )
    .map((expertId) => ({
      expertId,
      sessions: sessionsBy(standing, expertId),
      hasLeft: standing.left.some((one) => one.expertId === expertId),
    }));
}
