import type { DefenceTimetable } from "../../shared/contract/defence-record.ts";
import type { Difference } from "../../shared/contract/defence-timetable.ts";
import type { ApplicationId } from "../../shared/kernel/ids.ts";
import { isUnmoved } from "./lay.ts";

type Held = Pick<DefenceTimetable, "sessions" | "slots">;

/** What a timetable changes of the one that it follows; without one everything is added. */
export function differenceOf(
  { sessions, slots }: Held,
  { before, shortNotice }: { before: Held | undefined; shortNotice: readonly ApplicationId[] },
): Difference {
  const was = new Map(before?.slots.map((slot) => [slot.applicationId, slot]));
  const moved = slots.flatMap((to) => {
    const from = was.get(to.applicationId);
    return from && !isUnmoved(from, to) ? [{ from, to }] : [];
  });
  const added = slots.filter(({ applicationId }) => !was.has(applicationId));
  const stays = new Set(slots.map(({ applicationId }) => applicationId));
  const panelOf = (of: Held | undefined) => new Map(of?.sessions.map(({ key, experts }) => [key, experts]));
  const [panels, panelsBefore] = [panelOf({ sessions, slots }), panelOf(before)];
  const keys = [...new Set([...panelsBefore.keys(), ...panels.keys()])];
  const chairs = chairsChanged(sessions, before?.sessions ?? []);
  return {
    kept: slots.length - moved.length - added.length,
    moved,
    added,
    fallen: (before?.slots ?? []).filter(({ applicationId }) => !stays.has(applicationId)),
    panels: keys.flatMap((sessionKey) => {
      const now = panels.get(sessionKey) ?? [];
      const then = panelsBefore.get(sessionKey) ?? [];
      const joined = now.filter((id) => !then.includes(id));
      const left = then.filter((id) => !now.includes(id));
      return joined.length + left.length > 0 ? [{ sessionKey, joined, left }] : [];
    }),
    ...(chairs.length > 0 && { chairs }),
    shortNotice: [...shortNotice],
  };
}

/** Sessions that another chairs than before, or nobody. */
function chairsChanged(
  sessions: Held["sessions"],
  before: Held["sessions"],
): NonNullable<Difference["chairs"]> {
  const chairOf = (of: Held["sessions"]) => new Map(of.map(({ key, chair }) => [key, chair ?? null]));
  const [now, then] = [chairOf(sessions), chairOf(before)];
  return [...new Set([...then.keys(), ...now.keys()])].flatMap((sessionKey) => {
    const [from, to] = [then.get(sessionKey) ?? null, now.get(sessionKey) ?? null];
    return from === to ? [] : [{ sessionKey, from, to }];
  });
}
