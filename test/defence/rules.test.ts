import { createHmac } from "node:crypto";
import { describe, expect, it } from "vitest";
import { contentOf } from "../../functions/defence/changes.ts";
import { byLot, byRegister, listText } from "../../functions/defence/draw.ts";
import { toldLate } from "../../functions/defence/notice-days.ts";
import { sessionFaults } from "../../functions/defence/sessions.ts";
import { whoDefends, writtenScore } from "../../functions/defence/shortlist.ts";
import { slotNews } from "../../functions/notifications/defence-told.ts";
import type { DefenceSession } from "../../shared/contract/defence-record.ts";
import { exactText, whole } from "../../shared/kernel/exact.ts";
import { SocietyCode } from "../../shared/kernel/ids.ts";
import { Instant } from "../../shared/kernel/time.ts";
import { cast2021 } from "../../shared/programme/cast-2021.ts";
import { applicationId, expertId, quarter, session, span } from "./given-laying.ts";

const { defence, zone } = cast2021;
if (defence === null) throw new Error("the call of 2021 has a defence");
const small = { ...defence, panelSize: 1, chair: null };

const applicants = [1, 2, 3].map((number) => ({
  applicationId: applicationId(number),
  societyCode: SocietyCode.parse(`A-0${4 - number}`),
  societyNames: { zh: "学会", en: "Society" },
}));

describe("the order of the defence", () => {
  it("by lot can be repeated by anybody: HMAC-SHA256 of the id under the seed, lowest first", () => {
    const lotOf = (id: string) =>
      createHmac("sha256", Buffer.from("ab".repeat(32), "hex"))
        .update(id)
        .digest("hex");
    const drawn = byLot(applicants, lotOf);
    const lots = drawn.map((one) => lotOf(one.applicationId));
    expect(lots).toEqual(lots.toSorted());
    expect(drawn.map(({ place }) => place)).toEqual([1, 2, 3]);
    expect(byLot(applicants.toReversed(), lotOf)).toEqual(drawn);
  });

  it("by the register goes by the society's code", () => {
    expect(byRegister(applicants).map(({ societyCode }) => societyCode)).toEqual(["A-01", "A-02", "A-03"]);
  });

  it("does not show in the hash of the list", () => {
    expect(listText(applicants.toReversed())).toBe(listText(applicants));
  });
});

describe("a shortlist", () => {
  const scored = [5, 9, 7, 7, 3].map((score) => ({ score: whole(score) }));
  const numbers = (of: typeof scored) => of.map(({ score }) => Number(score.numerator));

  it("takes the best by written score, and everybody who is equal to the last of them", () => {
    expect(numbers(whoDefends(scored, { shortlist: 2 }))).toEqual([9, 7, 7]);
    expect(numbers(whoDefends(scored, { shortlist: 1 }))).toEqual([9]);
  });

  it("is everybody where there are fewer, or where all defend", () => {
    expect(whoDefends(scored, { shortlist: 9 })).toHaveLength(5);
    expect(whoDefends(scored, { shortlist: null })).toHaveLength(5);
    expect(whoDefends([], { shortlist: 2 })).toEqual([]);
  });

  it("goes by the exact score, trimmed from the definition's count on", () => {
    const sheet = (score: string) => ({
      scores: Object.fromEntries(cast2021.scoring.criteria.map(({ id }) => [id, score])),
      opinion: "",
      submittedAt: quarter(0),
      sha256: "0".repeat(64) as never,
    });
    const rule = { kind: "trimmed-mean" as const, dropHigh: 1, dropLow: 1, fromCount: 3 };
    const scoring = { ...cast2021.scoring, aggregate: { ...cast2021.scoring.aggregate, rule } };
    expect(exactText(writtenScore(["10", "80", "100"].map(sheet), scoring))).toBe("80");
    expect(exactText(writtenScore(["70", "80"].map(sheet), scoring))).toBe("75");
  });
});

describe("sessions that can't be", () => {
  const known = new Set([1, 2, 3].map(expertId));
  const codesOf = (sessions: DefenceSession[], of = small) =>
    sessionFaults(sessions, { defence: of, window: span(0, 40), known }).map(
      ({ path, code }) => `${path} ${code}`,
    );

  it("have an expert in two places at once, or a room twice", () => {
    expect(codesOf([session("a", [0, 4]), session("b", [3, 6])])).toEqual([
      "sessions.1.experts expert-twice",
    ]);
    expect(codesOf([session("a", [0, 4]), session("b", [4, 6])])).toEqual([]);
    const rooms = [
      session("a", [0, 4], { place: "A 1" }),
      session("b", [3, 6], { place: "ａ1", experts: [2] }),
    ];
    expect(codesOf(rooms)).toEqual(["sessions.1.place place-twice"]);
  });

  it("have another number of experts than the programme's, one twice, or one whom nobody knows", () => {
    expect(codesOf([session("a", [0, 4])], { ...defence, chair: null })).toEqual([
      "sessions.0.experts panel-size",
    ]);
    expect(codesOf([session("a", [0, 4], { experts: [7] })])).toEqual([
      "sessions.0.experts.0 unknown-expert",
    ]);
    const twice = [session("a", [0, 4], { experts: [1, 1] })];
    expect(codesOf(twice, { ...small, panelSize: 2 })).toEqual(["sessions.0.experts.1 duplicate"]);
  });

  it("lie outside of the programme's window, end before they begin, or have no time for anybody", () => {
    expect(codesOf([session("a", [38, 41])])).toEqual(["sessions.0.fromAt outside-window"]);
    expect(codesOf([session("a", [4, 4])])).toEqual(["sessions.0.toAt span-reversed"]);
    expect(codesOf([session("a", [0, 1], { breaks: [[0, 1]] })])).toEqual(["sessions.0.toAt no-slot"]);
    expect(codesOf([session("a", [0, 3], { breaks: [[2, 4]] })])).toEqual([
      "sessions.0.breaks.0 outside-session",
    ]);
  });
});

describe("what a timetable holds", () => {
  const slot = (number: number, at: number) => ({
    ...{ applicationId: applicationId(number), societyCode: SocietyCode.parse("A-01"), sessionKey: "a" },
    ...{ place: session("a", [0, 4]).place, ...span(at, at + 1) },
  });
  const sessions = [session("a", [0, 4], { experts: [1, 2] })];
  const one = contentOf({ sessions, slots: [slot(1, 0), slot(2, 1)] }, { before: undefined, number: 1 });

  it("raises the number of what changed, and of nothing else", () => {
    const two = contentOf({ sessions, slots: [slot(1, 0), slot(2, 2)] }, { before: one, number: 3 });
    expect(two.slots.map(({ changedIn }) => changedIn)).toEqual([1, 3]);
    expect(two.sessions.map(({ changedIn }) => changedIn)).toEqual([1]);
  });

  it("remembers what fell away until it is back, with a higher number each time", () => {
    const without = contentOf({ sessions, slots: [slot(1, 0)] }, { before: one, number: 2 });
    expect(without.fallen).toEqual([{ ...slot(2, 1), changedIn: 2 }]);
    const still = contentOf({ sessions, slots: [slot(1, 0)] }, { before: without, number: 3 });
    expect(still.fallen).toEqual(without.fallen);
    const back = contentOf({ sessions, slots: [slot(1, 0), slot(2, 1)] }, { before: still, number: 4 });
    expect(back.fallen).toEqual([]);
    expect(back.slots.map(({ changedIn }) => changedIn)).toEqual([1, 4]);
  });

  it("remembers who left which session", () => {
    const changed = [session("a", [0, 4], { experts: [1, 3] })];
    const two = contentOf({ sessions: changed, slots: one.slots }, { before: one, number: 2 });
    expect(two.left).toMatchObject([{ expertId: expertId(2), key: "a", changedIn: 2 }]);
    expect(two.sessions[0]?.changedIn).toBe(2);
  });

  it("is news to who moved and to nobody else, and a late delivery leaves a newer move to its own", () => {
    const two = contentOf({ sessions, slots: [slot(1, 0), slot(2, 2)] }, { before: one, number: 2 });
    expect(slotNews(two, { number: 2, before: one })).toMatchObject([
      { slot: { applicationId: applicationId(2) }, became: "moved" },
    ]);
    expect(slotNews(two, { number: 1, before: undefined })).toMatchObject([
      { slot: { applicationId: applicationId(1) }, became: "set" },
    ]);
  });
});

describe("who is told too shortly before", () => {
  const slots = [{ ...span(0, 1), applicationId: applicationId(1) } as never];
  const late = (now: string) => toldLate(slots, { now: Instant.parse(now), zone, workingDays: 3 });

  it("is whoever has fewer whole working days between the news and the day of the defence", () => {
    // The defence is on Monday 6 December: Wednesday, Thursday and Friday lie between.
    expect(late("2021-11-30T15:59:59.999Z")).toEqual([]);
    expect(late("2021-11-30T16:00:00.000Z")).toEqual(slots);
  });
});
