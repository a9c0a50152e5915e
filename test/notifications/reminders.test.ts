import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { reminderDue } from "../../functions/notifications/reminders.ts";
import type { Round } from "../../shared/contract/rounds.ts";
import { applicationReturned } from "../../shared/events/applications.ts";
import { DecisionId, NoticeId, newId } from "../../shared/kernel/ids.ts";
import { Instant, LocalDate } from "../../shared/kernel/time.ts";
import { transact } from "../../shared/store/commit.ts";
import { applications } from "../../shared/store/published/applications.ts";
import { notices } from "../../shared/store/published/notices.ts";
import { definitions, rounds } from "../../shared/store/published/rounds.ts";
import { sheets } from "../../shared/store/published/sheets.ts";
import { societies } from "../../shared/store/published/societies.ts";
import { givenSociety, openRound } from "../applications/given.ts";
import { givenPerson } from "../identity/given.ts";
import { type MailService, startMailService } from "../mail-service.ts";
import { ownTable } from "../own-table.ts";
import { factOf } from "../told.ts";
import { givenApplication, givenPair, hear, ledger, tick } from "./given.ts";

let service: MailService;
beforeAll(async () => {
  await ownTable();
  service = await startMailService();
});
afterAll(() => service.close());

/** The 2021 programme closes on 11 November at 23:59:59 in Beijing and reminds 72, 24 and 3 hours before. */
const closes = Instant.parse("2021-11-11T15:59:59.999Z");
const hoursLeft = (hours: number) => new Date(Date.parse(closes) - hours * 3_600_000).toISOString();

const templatesTo = async (round: Round, personId: string) =>
  (await ledger(round)).filter((letter) => letter.personId === personId).map(({ template }) => template);

describe("which reminder is due", () => {
  const reminders = [
    { id: "late", of: "closes", hoursBefore: 3 },
    { id: "early", of: "closes", hoursBefore: 72 },
    { id: "middle", of: "closes", hoursBefore: 24 },
  ] as const;
  const dueAt = (now: string) => reminderDue(reminders, closes, Instant.parse(now))?.id;

  it.each([
    ["none before the first hour", "2021-11-08T15:59:59.998Z", undefined],
    ["the first from its hour on", "2021-11-08T15:59:59.999Z", "early"],
    ["the first until the second's hour", "2021-11-10T15:59:59.998Z", "early"],
    ["the second", "2021-11-10T15:59:59.999Z", "middle"],
    ["only the last when all hours have passed", "2021-11-11T15:59:59.998Z", "late"],
    ["none at the deadline", "2021-11-11T15:59:59.999Z", undefined],
  ])("is %s", (_, now, due) => expect(dueAt(now)).toBe(due));

  it("is none where the programme has none", () => {
    expect(reminderDue([], closes, Instant.parse(hoursLeft(1)))).toBeUndefined();
  });
});

describe("a deadline that comes near", () => {
  it("is told to both people of a society with a draft, once each time, and to nobody who is done", async () => {
    const round = await openRound();
    const drafting = await givenApplication(round);
    const done = [];
    for (const state of ["SUBMITTED", "WITHDRAWN", "EXPIRED"] as const)
      done.push(await givenApplication(round, { state }));
    await tick(hoursLeft(73));
    expect(await ledger(round)).toEqual([]);
    for (const hours of [72, 71, 48, 24, 23, 3, 2]) await tick(hoursLeft(hours));
    for (const { id } of [drafting.filler, drafting.approver])
      expect(await templatesTo(round, id)).toEqual(["reminder-closes", "reminder-closes", "reminder-closes"]);
    for (const { filler } of done) expect(await templatesTo(round, filler.id)).toEqual([]);
  });

  it("is not told any more to a society that has submitted since the last reminder", async () => {
    const round = await openRound();
    const { application, filler } = await givenApplication(round);
    await tick(hoursLeft(72));
    await transact([applications.replace({ ...application, state: "SUBMITTED", version: 2 })]);
    await tick(hoursLeft(24));
    expect(await templatesTo(round, filler.id)).toHaveLength(1);
  });

  it("is told once when the schedule stood still through several reminders", async () => {
    const round = await openRound();
    const { filler } = await givenApplication(round);
    await tick(hoursLeft(2));
    await tick(hoursLeft(1));
    expect(await templatesTo(round, filler.id)).toEqual(["reminder-closes"]);
  });

  it("is told once when two ticks come at once", async () => {
    const round = await openRound();
    const { filler } = await givenApplication(round);
    await Promise.allSettled([tick(hoursLeft(24)), tick(hoursLeft(24))]);
    await tick(hoursLeft(23));
    expect(await templatesTo(round, filler.id)).toEqual(["reminder-closes"]);
  });

  it("is never told of a round that is a draft, or over", async () => {
    for (const state of ["DRAFT", "AWARDED"] as const) {
      const round = await openRound();
      await transact([rounds.replace({ ...round, state, version: 2 })]);
      const { filler } = await givenApplication(round);
      await tick(hoursLeft(24));
      expect(await templatesTo(round, filler.id)).toEqual([]);
    }
  });

  it("is not told after it has passed", async () => {
    const round = await openRound();
    await givenApplication(round);
    await tick(closes);
    expect(await ledger(round)).toEqual([]);
  });
});

describe("registration as a supplier", () => {
  it("is asked of applicants that are not registered, once each time, and of nobody else", async () => {
    const round = await openRound();
    const registered = await givenSociety();
    const { society } = registered;
    const supplier = {
      ...{ isRegistered: true, source: "智慧计财服务平台", on: LocalDate.parse("2021-10-20") },
      recorded: society.nameRecorded,
    };
    await transact([societies.overwrite({ ...society, facts: { ...society.facts, supplier }, version: 2 })]);
    const known = await givenApplication(round, { state: "SUBMITTED", societyCode: society.code });
    const unknown = await givenApplication(round, { state: "SUBMITTED" });
    const drafting = await givenApplication(round);
    for (const at of ["2021-12-14T15:59:59.998Z", "2021-12-14T15:59:59.999Z", "2021-12-15T00:00:00.000Z"])
      await tick(at);
    for (const { id } of [unknown.filler, unknown.approver])
      expect(await templatesTo(round, id)).toEqual(["reminder-supplier"]);
    for (const { filler } of [known, drafting])
      expect(await templatesTo(round, filler.id)).not.toContain("reminder-supplier");
    await tick("2021-12-21T16:00:00.000Z");
    expect(await templatesTo(round, unknown.filler.id)).toEqual(["reminder-supplier", "reminder-supplier"]);
  });
});

describe("registration as a supplier after the result", () => {
  const announced = "2021-12-20T01:00:00.000Z";

  /** A round with its result: one of the two applicants was selected. */
  async function awarded() {
    const round = await openRound();
    const selected = await givenApplication(round, { state: "SUBMITTED" });
    const passedOver = await givenApplication(round, { state: "SUBMITTED" });
    await transact([
      notices.create({
        ...{ id: NoticeId.parse(newId("notice", Date.parse(announced), Math.random)), roundId: round.id },
        decisionId: DecisionId.parse(newId("decision", Date.parse(announced), Math.random)),
        ...{ decisionHash: round.definitionHash, sha256: round.definitionHash, pageVersionId: "1" },
        title: { zh: "公示", en: "Notice" },
        tiers: [
          {
            ...{ id: "tier-1", name: { zh: "第一档", en: "Tier 1" } },
            societies: [{ societyCode: selected.application.societyCode, names: { zh: "学会", en: "S" } }],
          },
        ],
        ...{ zone: round.zone, workingDays: 5, publishedBy: "per" },
        ...{ firstOn: LocalDate.parse("2021-12-13"), lastOn: LocalDate.parse("2021-12-17") },
        endsAt: Instant.parse("2021-12-17T15:59:59.999Z"),
        publishedAt: Instant.parse("2021-12-13T01:00:00.000Z"),
        ...{ state: "ANNOUNCED", announcedAt: Instant.parse(announced), version: 3 },
        ...{ supplement: null, pending: [] },
        awards: [
          {
            ...{ societyCode: selected.application.societyCode, tier: "tier-1", noticeVersion: 3 },
            at: Instant.parse(announced),
          },
        ],
      }),
      rounds.replace({ ...round, state: "AWARDED", version: 2 }),
    ]);
    return { round, selected, passedOver };
  }
  const lastReminder = "2021-12-21T16:00:00.000Z";

  it("is still asked of the selected, and never of those who were not", async () => {
    const { round, selected, passedOver } = await awarded();
    await tick(lastReminder);
    for (const { id } of [selected.filler, selected.approver])
      expect(await templatesTo(round, id)).toEqual(["reminder-supplier"]);
    for (const { id } of [passedOver.filler, passedOver.approver])
      expect(await templatesTo(round, id)).toEqual([]);
  });

  it("is not asked any more once the register knows it", async () => {
    const { society } = await givenSociety();
    const { round, selected } = await awarded();
    const { societyCode } = selected.application;
    const supplier = {
      ...{ isRegistered: true, source: "智慧计财服务平台", on: LocalDate.parse("2021-12-20") },
      recorded: society.nameRecorded,
    };
    const facts = { ...society.facts, supplier };
    await transact([societies.create({ ...society, code: societyCode, facts, version: 1 })]);
    await tick(lastReminder);
    expect(await templatesTo(round, selected.filler.id)).toEqual([]);
  });

  it("is not asked after its last date, nor are drafts reminded of the intake", async () => {
    const { round, selected } = await awarded();
    const drafting = await givenApplication(round);
    await tick("2021-12-24T15:59:59.999Z");
    expect(await templatesTo(round, selected.filler.id)).toEqual([]);
    await tick(hoursLeft(3));
    expect(await templatesTo(round, drafting.filler.id)).toEqual([]);
  });
});

describe("a returned application", () => {
  const until = Instant.parse("2021-11-17T15:59:59.999Z");

  async function returned(round: Round) {
    const made = await givenApplication(round, { state: "RETURNED", closesAt: until });
    const event = factOf(applicationReturned, {
      ...{ aggregateId: made.application.id, version: 3, at: "2021-11-12T02:00:00.000Z" },
      payload: { ...made.of, until, items: 1 },
    });
    await hear(event);
    return made;
  }

  it("is reminded of its own deadline, with that deadline's instant", async () => {
    const round = await openRound();
    const { filler } = await returned(round);
    await tick("2021-11-16T16:00:00.000Z");
    const [, reminder] = (await ledger(round)).filter(({ personId }) => personId === filler.id);
    expect(reminder?.template).toBe("reminder-closes");
    expect(reminder?.text.zh).toContain("截止时间：北京时间2021年11月17日（星期三）23:59:59");
  });

  it("is not reminded of the round's deadline, and others not of its own", async () => {
    const round = await openRound();
    const { filler } = await returned(round);
    const drafting = await givenApplication(round);
    await tick(hoursLeft(3));
    expect(await templatesTo(round, filler.id)).toEqual(["returned"]);
    await tick("2021-11-17T15:00:00.000Z");
    expect(await templatesTo(round, filler.id)).toEqual(["returned", "reminder-closes"]);
    expect(await templatesTo(round, drafting.filler.id)).toEqual(["reminder-closes"]);
  });
});

describe("scores that are missing as the review ends", () => {
  const dayBefore = "2021-12-02T10:00:00.000Z";

  it("are told to each expert with their number, and to nobody who has submitted or stood aside", async () => {
    const round = await openRound();
    const [one, two] = [
      await givenApplication(round, { state: "SUBMITTED" }),
      await givenApplication(round, { state: "SUBMITTED" }),
    ];
    const slow = await givenPair(round, one.application);
    await givenPair(round, two.application, { expertId: slow.expertId });
    const aside = await givenPair(round, one.application, { state: "RECUSED" });
    const quick = await givenPair(round, one.application);
    const content = { scores: {}, opinion: "" };
    await transact([
      sheets.create({
        ...{ roundId: round.id, applicationId: quick.applicationId, expertId: quick.expertId },
        ...{ stage: "written", state: "SUBMITTED", draft: content, history: [], locksAt: quick.locksAt },
        submitted: {
          ...content,
          submittedAt: Instant.parse(dayBefore),
          sha256: round.definitionHash,
        },
        savedAt: Instant.parse(dayBefore),
        version: 1,
      }),
    ]);
    const people = [];
    for (const { expertId } of [slow, aside, quick])
      people.push(await givenPerson({ roles: ["expert"], expertId }));
    await tick(dayBefore);
    const [reminded, ...others] = people;
    const [letter] = (await ledger(round)).filter(({ personId }) => personId === reminded?.id);
    expect(letter?.subject.zh).toBe("【遴选平台】还有 2 份申报待评分");
    expect(letter?.text.zh).toContain("不晚于北京时间2021年12月3日（星期五）18:00:00");
    for (const { id } of others) expect(await templatesTo(round, id)).toEqual([]);
  });
});

describe("a round whose definition is damaged", () => {
  it("holds up neither the reminders of the others nor the tick's own failure", async () => {
    const broken = await openRound();
    await transact([
      rounds.replace({ ...broken, definitionHash: "f".repeat(64) as Round["definitionHash"], version: 2 }),
    ]);
    await transact([
      definitions.remove({ id: broken.id, hash: broken.definitionHash, text: "", version: 1 }),
    ]);
    const round = await openRound();
    const { filler } = await givenApplication(round);
    await expect(tick(hoursLeft(24))).rejects.toThrow("reminders failed");
    expect(await templatesTo(round, filler.id)).toEqual(["reminder-closes"]);
  });
});
