import { beforeEach, describe, expect, it } from "vitest";
import { handler as onDefence } from "../../functions/notifications/on-defence.ts";
import type { Round } from "../../shared/contract/rounds.ts";
import { defenceTimetableApproved } from "../../shared/events/defence.ts";
import { transact } from "../../shared/store/commit.ts";
import { applications } from "../../shared/store/published/applications.ts";
import { openRound } from "../applications/given.ts";
import { givenExpert } from "../experts/given.ts";
import { signedIn } from "../given.ts";
import { lastFact, tell } from "../told.ts";
import { readCalendar } from "./calendar-reader.ts";
import { asking, assigned, defending, givenDraw, givenField, sitting, standing, toldOf } from "./given.ts";

let round: Round;
let cleared: Awaited<ReturnType<typeof givenField>>["cleared"];
let pool: Awaited<ReturnType<typeof givenField>>["pool"];
beforeEach(async () => {
  round = await openRound(defending());
  ({ cleared, pool } = await givenField(round, 2, 2));
  await givenDraw(round);
});

const [am, pm] = [
  (experts: readonly { id: string }[], place?: string) =>
    sitting("am", [0, 2], experts, place === undefined ? {} : { place }),
  (experts: readonly { id: string }[]) => sitting("pm", [8, 10], experts),
];
const calendarOf = async (of: (typeof cleared)[number], by = of.filler) =>
  asking("getOwnDefenceCalendar", of.application.id, by);
const groupsOf = (told: { group: string }[]) => told.map(({ group }) => group).toSorted();
const ofSociety = ({ society }: (typeof cleared)[number]) => [
  `society#${society.code}`,
  `society#${society.code}`,
];

describe("letters", () => {
  it("go to the two people of each society and to each expert, once, however often it is told", async () => {
    const timetable = await standing(round, [am(pool.slice(0, 1)), pm(pool.slice(1))]);
    await tell(onDefence, await lastFact(defenceTimetableApproved, timetable.id));
    const told = await toldOf(round);
    expect(groupsOf(told)).toEqual(
      [...cleared.flatMap(ofSociety), ...pool.map(({ id }) => `expert#${id}`)].toSorted(),
    );
    const [letter] = told.filter(({ template }) => template === "defence-slot");
    expect(letter?.text.zh).toContain("答辩时间已排定");
    expect(letter?.text.zh).toMatch(/北京时间2021年12月6日（星期一）09:\d\d:00/);
    expect(letter?.text.en).toMatch(/\/applications\/app_\w+\/defence-calendar/);
  });

  it("go to nobody when a timetable changes nothing for them, and to who moves by what holds now", async () => {
    await standing(round, [am(pool.slice(0, 1)), pm(pool.slice(1))]);
    const before = new Set((await toldOf(round)).map(({ id }) => id));
    const news = async () => (await toldOf(round)).filter(({ id }) => !before.has(id));
    await standing(round, [am(pool.slice(0, 1)), pm(pool.slice(1))]);
    expect(await news()).toEqual([]);
    // The tied expert takes the place of the first one in the morning, so one society goes to the afternoon.
    const [mover] = cleared;
    if (!mover) throw new Error("two are cleared");
    const tied = await givenExpert([{ kind: "office-holder", societyCode: mover.society.code }]);
    await assigned(round, cleared.slice(1), [tied]);
    await standing(round, [am([tied]), pm(pool.slice(1))]);
    const told = await news();
    const swapped = [tied, ...pool.slice(0, 1)].map(({ id }) => `expert#${id}`);
    expect(groupsOf(told)).toEqual([...ofSociety(mover), ...swapped].toSorted());
    expect(told.find(({ group }) => group === `expert#${pool[0]?.id}`)?.text.zh).toContain("均已取消");
    expect(told.find(({ template }) => template === "defence-slot")?.text.zh).toContain("有变动，以本次为准");
  });

  it("say that a slot fell away to who withdrew", async () => {
    await standing(round, [am(pool.slice(0, 1))]);
    const [leaver] = cleared;
    const held = leaver && (await applications.get({ id: leaver.application.id }));
    if (!leaver || !held) throw new Error("two are cleared");
    await transact([applications.replace({ ...held, state: "WITHDRAWN", version: held.version + 1 })]);
    await standing(round, [am(pool.slice(0, 1))]);
    const told = (await toldOf(round)).filter(({ subject }) => subject.zh.includes("答辩取消"));
    expect(groupsOf(told)).toEqual(ofSociety(leaver));
    const { method, events } = readCalendar((await calendarOf(leaver)).body);
    expect(method).toBe("CANCEL");
    expect(events).toMatchObject([{ STATUS: "CANCELLED", SEQUENCE: "2" }]);
  });
});

describe("a calendar file", () => {
  it("is of one's own slot alone, keeps its name, and has a higher number when the slot has moved", async () => {
    const [one, other] = cleared;
    if (!one || !other) throw new Error("two are cleared");
    expect((await calendarOf(one)).body.code).toBe("not-found");
    await standing(round, [am(pool.slice(0, 1))]);
    expect((await calendarOf(one, other.filler)).body.code).toBe("not-found");
    const first = await calendarOf(one);
    expect(first.headers["content-type"]).toBe("text/calendar; charset=utf-8");
    const before = readCalendar(first.body).events[0];
    await standing(round, [am(pool.slice(0, 1), "大厅")]);
    const { method, events } = readCalendar((await calendarOf(one)).body);
    expect(method).toBe("PUBLISH");
    expect(events).toMatchObject([
      { UID: before?.UID, SEQUENCE: "2", DTSTART: before?.DTSTART, LOCATION: "大厅", STATUS: "CONFIRMED" },
    ]);
    expect(before?.SEQUENCE).toBe("1");
  });

  it("of an expert has the sessions, and on request those that he or she left", async () => {
    const [one, other] = pool;
    if (!one || !other) throw new Error("there are two experts");
    await standing(round, [am([one]), pm([other])]);
    const read = async (by: { token: string }, of?: string) =>
      asking("getOwnSessionsCalendar", round.id, by, of === undefined ? {} : { query: { of } });
    expect(readCalendar((await read(one)).body).events).toMatchObject([{ DTSTART: "2021-12-06T01:00:00Z" }]);
    expect((await read(one, "left")).body.code).toBe("not-found");
    expect((await read(await signedIn("expert"))).body.code).toBe("not-found");
    const third = await givenExpert();
    await assigned(round, cleared, [third]);
    await standing(round, [am([third]), pm([other])]);
    const { method, events } = readCalendar((await read(one, "left")).body);
    expect(method).toBe("CANCEL");
    expect(events).toMatchObject([{ SEQUENCE: "2", STATUS: "CANCELLED" }]);
    expect((await read(one)).body.code).toBe("not-found");
  });
});
