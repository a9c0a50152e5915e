import type { DefenceSession } from "../../shared/contract/defence-record.ts";
import { type Instant, plusSeconds } from "../../shared/kernel/time.ts";
import type { Defence } from "../../shared/programme/reviewing.ts";
import type { Panel } from "./panels.ts";

/** Slots of a half day, and hours from the beginning of a day to its afternoon. */
export const slotsOfHalf = 12;
const afternoonAfter = 5;
const hour = 3600;

type Length = Pick<Defence, "presentationMinutes" | "questionMinutes">;

/** The k-th slot of one hall, counted through mornings and afternoons of the days from the first on. */
export function slotAt(
  k: number,
  { fromAt, presentationMinutes, questionMinutes }: Length & { fromAt: Instant },
): Pick<DefenceSession, "fromAt" | "toAt"> {
  const seconds = (presentationMinutes + questionMinutes) * 60;
  const half = Math.floor(k / slotsOfHalf);
  const day = Math.floor(half / 2) * 24 * hour + (half % 2) * afternoonAfter * hour;
  const from = plusSeconds(fromAt, day + (k % slotsOfHalf) * seconds);
  return { fromAt: from, toAt: plusSeconds(from, seconds) };
}

/** A session for each application before its own panel, one hall, in the order of the draw; who can't come in the first `away` slots comes behind them. */
export function sessionsOf(
  panels: readonly Panel[],
  given: Length & { fromAt: Instant; away: { panel: Panel; slots: number } },
): DefenceSession[] {
  const { away } = given;
  const taken = new Set<number>();
  const earliest = (from: number) => {
    let k = from;
    while (taken.has(k)) k += 1;
    taken.add(k);
    return k;
  };
  return panels.map((panel) =>
    sessionOf(panel, earliest(panel.applicationId === away.panel.applicationId ? away.slots : 0), given),
  );
}

/** The session of one application in the k-th slot. */
const sessionOf = (
  { societyCode, experts }: Panel,
  k: number,
  given: Length & { fromAt: Instant },
): DefenceSession => ({
  key: societyCode.toLowerCase(),
  place: { kind: "room", name: "第一会议室（演示）" },
  ...slotAt(k, given),
  breaks: [],
  experts,
  ...(experts[0] && { chair: experts[0] }),
});

/** The morning of the first day, as far as anybody defends in it. */
export const firstMorningOf = (given: Length & { fromAt: Instant }) => ({
  fromAt: given.fromAt,
  toAt: slotAt(slotsOfHalf - 1, given).toAt,
});
