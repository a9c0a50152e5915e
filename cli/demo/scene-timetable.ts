import type { DefenceSession, DefenceTimetable } from "../../shared/contract/defence-record.ts";
import type { ExpertId } from "../../shared/kernel/ids.ts";
import type { Instant } from "../../shared/kernel/time.ts";
import { type Caller, newKey, refusalOf } from "./caller.ts";
import type { Panel } from "./panels.ts";
import { fillerMail, type OpenRound, officersOf, type Play } from "./play.ts";
import type { Defending } from "./scene-material.ts";
import { firstMorningOf, sessionsOf, slotAt, slotsOfHalf } from "./sessions.ts";

interface Drawn {
  /** In the order of the draw. */
  panels: readonly Panel[];
  own: Defending;
  other: Defending;
}

/** What a calendar needs to know of a file: which entry it is, how new, and when. */
const seenIn = (calendar: Uint8Array) => {
  const text = Buffer.from(calendar).toString("utf8");
  const of = (field: string) => new RegExp(`^${field}[^:]*:(.*?)\\r?$`, "m").exec(text)?.[1];
  return { method: of("METHOD"), uid: of("UID"), sequence: of("SEQUENCE"), start: of("DTSTART") };
};

/** One officer proposes, another approves the very timetable; everybody whom it concerns hears of it. */
async function hold(
  { local, checks }: Play,
  { roundId: id }: OpenRound,
  [by, other]: readonly [Caller, Caller],
  sessions: readonly DefenceSession[],
): Promise<DefenceTimetable> {
  const body = { sessions: [...sessions], shortNoticeBecause: null };
  const proposed = await by.defence.proposeDefenceTimetable({ key: newKey(), params: { id }, body });
  const { version, timetableHash } = proposed;
  const approval = { params: { id: proposed.id }, body: { version, timetableHash } };
  checks.equal(
    `who proposes timetable ${proposed.number} of the defence does not approve it`,
    await refusalOf(by.defence.approveDefenceTimetable({ key: newKey(), ...approval })),
    "second-person-required",
  );
  const held = await other.defence.approveDefenceTimetable({ key: newKey(), ...approval });
  await local.idle();
  return held;
}

/** Five experts of whom no application has enough to be scored by them. */
function strangersTo(panels: readonly Panel[], size: number): ExpertId[] {
  const everybody = [...new Set(panels.flatMap(({ experts }) => experts))].toSorted();
  const isStrange = (some: readonly ExpertId[]) =>
    panels.every(({ experts }) => experts.filter((one) => some.includes(one)).length <= 2);
  const found = everybody.map((_, at) => everybody.slice(at, at + size)).find(isStrange);
  if (found?.length !== size) throw new Error("every five experts judge something together");
  return found;
}

/** A panel that is not assigned to an application can't score it: no timetable puts it there, and the trial says so. */
async function tryStrangers(
  { local, checks, definition }: Play,
  { roundId: id }: OpenRound,
  { sessions, panels }: { sessions: DefenceSession[]; panels: readonly Panel[] },
) {
  const { first } = await officersOf({ local });
  const experts = strangersTo(panels, definition.defence?.panelSize ?? 0);
  const [session, ...others] = sessions;
  if (!session) throw new Error("nobody defends");
  const body = {
    sessions: [{ ...session, experts, ...(experts[0] && { chair: experts[0] }) }, ...others],
    shortNoticeBecause: null,
  };
  const { shortage, slots } = await first.defence.tryDefenceTimetable({ params: { id }, body });
  const named = shortage?.applications.map(({ obstacles }) =>
    obstacles.some(({ because, sessionKey }) => because === "not-assigned" && sessionKey === session.key),
  );
  checks.equal(
    "a defence is not laid before experts who could not score it, and the trial names them",
    [slots.length, shortage?.short, [...new Set(named)]],
    [0, 1, [true]],
  );
}

/**
 * 答辩日程: a slot for everybody who was drawn, before the own panel and outside of the blackouts; then one society can't come,
 * and nobody else moves.
 */
export async function playTimetable(
  play: Play,
  round: OpenRound,
  { panels, own, other }: Drawn,
): Promise<void> {
  const { local, checks, definition } = play;
  const { defence, timetable } = definition;
  const fromAt = timetable.defence?.fromAt;
  if (!defence || !fromAt) return;
  const { first, second } = await officersOf(play);
  const given = { ...defence, fromAt };
  const away = { panel: own.panel, slots: slotsOfHalf };
  const sessions = sessionsOf(panels, { ...given, away });
  await tryStrangers(play, round, { sessions, panels });
  const before = await hold(play, round, [first, second], sessions);
  const slotOf = ({ slots }: DefenceTimetable, { panel }: Defending) =>
    slots.find(({ applicationId }) => applicationId === panel.applicationId);
  const [ownSlot, otherSlot] = [slotOf(before, own), slotOf(before, other)];
  checks.equal(
    "everybody has a slot before the own panel, in the order of the draw, outside of the times stated as impossible",
    [
      before.slots.length,
      before.notScoring ?? [],
      (ownSlot?.fromAt ?? fromAt) >= firstMorningOf(given).toAt,
      order(before, own),
    ],
    [panels.length, [], true, panels.filter((one) => one !== own.panel).map((one) => one.applicationId)],
  );
  const calendar = () =>
    other.caller.defence.getOwnDefenceCalendar({ params: { id: other.panel.applicationId } });
  const [wasIn, wasAt] = [seenIn(await calendar()), otherSlot];
  if (!wasAt) throw new Error("the other one has a slot");
  await first.defence.stateDefenceBlackouts({
    ...{ key: newKey(), params: { id: other.panel.applicationId } },
    body: { version: 0, spans: [{ fromAt: wasAt.fromAt, toAt: wasAt.toAt, reason: "主办国际会议（演示）" }] },
  });
  const free = Math.max(panels.length, away.slots + 1);
  const changed = sessions.map((one) =>
    one.key === wasAt.sessionKey ? { ...one, ...slotAt(free, given) } : one,
  );
  const after = await hold(play, round, [second, first], changed);
  const { difference } = await first.defence.getDefenceTimetable({ params: { id: after.id }, query: {} });
  checks.equal(
    "who can't come any more is moved, and nobody else is",
    [difference.kept, difference.moved.map(({ to }) => to.societyCode), difference.added, difference.fallen],
    [panels.length - 1, [other.panel.societyCode], [], []],
  );
  const { items } = await first.defence.listDefenceTimetables({ params: { id: round.roundId }, query: {} });
  checks.equal(
    "one timetable holds, and the one before is kept",
    items.map(({ number, state }) => `${number} ${state}`).toSorted(),
    ["1 SUPERSEDED", "2 APPROVED"],
  );
  const isIn = seenIn(await calendar());
  checks.equal(
    "the calendar takes the new time in place of the old one: the same entry, a higher number",
    [isIn.method, isIn.uid === wasIn.uid, wasIn.sequence, isIn.sequence, isIn.start],
    ["PUBLISH", true, "1", "2", utcOf(slotOf(after, other)?.fromAt)],
  );
  const letters = async ({ panel }: Defending) =>
    (await local.subjectsTo(fillerMail(panel.societyCode))).filter((one) => one.includes("】答辩安排"))
      .length;
  checks.equal(
    "only who is moved hears of a timetable that changed",
    [await letters(own), await letters(other)],
    [1, 2],
  );
}

/** Who defends when, but for one. */
const order = ({ slots }: DefenceTimetable, { panel }: Defending) =>
  slots.map(({ applicationId }) => applicationId).filter((id) => id !== panel.applicationId);

/** An instant as a calendar writes it in UTC. */
const utcOf = (at: Instant | undefined) => at?.replace(/[-:]/g, "").replace(/\.\d+/, "");
