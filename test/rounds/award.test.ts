import { beforeAll, describe, expect, it } from "vitest";
import { handler as onAwardLetter } from "../../functions/notifications/on-award.ts";
import { letters } from "../../functions/notifications/records.ts";
import { handler } from "../../functions/rounds/api.ts";
import { handler as onAward } from "../../functions/rounds/on-award.ts";
import { awardConditions } from "../../functions/rounds/records.ts";
import { rounds as routes } from "../../shared/contract/rounds.ts";
import { awardUnconditional } from "../../shared/events/awards.ts";
import { resultAnnounced } from "../../shared/events/notices.ts";
import { societyRecorded } from "../../shared/events/rounds.ts";
import { DecisionId, NoticeId, newId } from "../../shared/kernel/ids.ts";
import { Instant, LocalDate } from "../../shared/kernel/time.ts";
import { cast2021 } from "../../shared/programme/cast-2021.ts";
import type { SupplierRegistration } from "../../shared/programme/eligibility.ts";
import { transact } from "../../shared/store/commit.ts";
import { applications } from "../../shared/store/published/applications.ts";
import { notices } from "../../shared/store/published/notices.ts";
import { rounds } from "../../shared/store/published/rounds.ts";
import { societies } from "../../shared/store/published/societies.ts";
import { givenSociety, openRound } from "../applications/given.ts";
import { answerTo } from "../asked.ts";
import { onceKey, signedIn } from "../given.ts";
import { givenApplication } from "../notifications/given.ts";
import { ownTable } from "../own-table.ts";
import { factOf, factsOf, lastFact, tell } from "../told.ts";

beforeAll(() => ownTable());

const announcedAt = Instant.parse("2021-12-20T01:00:00.000Z");
const later = "2021-12-21T01:00:00.000Z";

type Given = Awaited<ReturnType<typeof givenSociety>>;

/** The register learns that a society is a supplier, at an instant. */
async function registers({ society: { code } }: Given, importedAt: string) {
  const held = await societies.get({ code });
  if (!held) throw new Error("the register has the society");
  const supplier = {
    ...{ isRegistered: true, source: "智慧计财服务平台", on: LocalDate.parse("2021-12-19") },
    recorded: { ...held.nameRecorded, importedAt: Instant.parse(importedAt) },
  };
  await transact([
    societies.replace({ ...held, facts: { ...held.facts, supplier }, version: held.version + 1 }),
  ]);
}

/** The applications of a society in a round. */
const claimable = async (roundId: string, { society }: Given) =>
  (await applications.all(`round#${roundId}`))
    .filter(({ societyCode }) => societyCode === society.code)
    .map(({ id }) => id);

const isRecorded = ({ society: { code, importHash } }: Given, at = later) =>
  tell(
    onAward,
    factOf(societyRecorded, {
      ...{ aggregateId: code, version: 2, at },
      payload: { societyCode: code, importHash },
    }),
  );

/** A round of three applicants whose result selected the first two; the second was a supplier before. */
async function givenResult(blocks: SupplierRegistration["blocks"] = "award") {
  const { supplierRegistration } = cast2021;
  const round = await openRound({
    ...cast2021,
    supplierRegistration: supplierRegistration && { ...supplierRegistration, blocks },
  });
  const [conditional, registered, passedOver] = [
    await givenSociety(),
    await givenSociety(),
    await givenSociety(),
  ];
  await registers(registered, "2021-12-01T00:00:00.000Z");
  for (const { society } of [conditional, registered, passedOver])
    await givenApplication(round, {
      ...{ state: "SUBMITTED", societyCode: society.code, societyNames: society.names },
    });
  const noticeId = NoticeId.parse(newId("notice", Date.parse(announcedAt), Math.random));
  const decisionId = DecisionId.parse(newId("decision", Date.parse(announcedAt), Math.random));
  const sha256 = round.definitionHash;
  await transact([
    notices.create({
      ...{ id: noticeId, roundId: round.id, decisionId, decisionHash: sha256, sha256, pageVersionId: "1" },
      title: { zh: "公示", en: "Notice" },
      tiers: [
        {
          ...{ id: "tier-1", name: { zh: "第一档", en: "Tier 1" } },
          societies: [conditional, registered].map(({ society: { code, names } }) => ({
            ...{ societyCode: code, names },
          })),
        },
      ],
      ...{ zone: round.zone, workingDays: 5, publishedBy: "per", state: "ANNOUNCED", version: 3 },
      ...{ firstOn: LocalDate.parse("2021-12-13"), lastOn: LocalDate.parse("2021-12-17") },
      endsAt: Instant.parse("2021-12-17T15:59:59.999Z"),
      publishedAt: Instant.parse("2021-12-13T01:00:00.000Z"),
      ...{ announcedAt, supplement: null, pending: [] },
      awards: [conditional, registered].map(({ society: { code } }) => ({
        ...{ societyCode: code, tier: "tier-1", at: announcedAt, noticeVersion: 3 },
      })),
    }),
  ]);
  const result = factOf(resultAnnounced, {
    ...{ aggregateId: noticeId, version: 3, at: announcedAt },
    payload: { noticeId, roundId: round.id, decisionId, sha256 },
  });
  const listed = async (query: Record<string, string> = {}) => {
    const { token } = await signedIn("supervisor");
    const asked = { at: later, token, params: { id: round.id }, query: { limit: "100", ...query } };
    const { body } = await answerTo(handler, routes.listUnregistered, asked);
    return body.items.map((one: Record<string, unknown>) => [
      one.societyCode,
      one.state,
      one.blocks,
      one.award,
    ]);
  };
  const conditions = () => awardConditions.all(`round#${round.id}`);
  const awarded = () => transact([rounds.replace({ ...round, state: "AWARDED", version: 2 })]);
  return { round, conditional, registered, passedOver, result, listed, conditions, awarded };
}

describe("an award to a society that is no registered supplier", () => {
  it("is conditional, and one to a registered supplier is not", async () => {
    const { conditional, result, conditions } = await givenResult();
    await tell(onAward, result);
    expect(await conditions()).toMatchObject([
      { societyCode: conditional.society.code, state: "CONDITIONAL", announcedAt, metAt: null },
    ]);
  });

  it.each(["never", "defence"] as const)(
    "is conditional only where the programme says so: %s",
    async (blocks) => {
      const { result, conditions } = await givenResult(blocks);
      await tell(onAward, result);
      expect(await conditions()).toEqual([]);
    },
  );

  it("becomes unconditional once the register knows it, with one event and a letter to both people", async () => {
    const { round, conditional, result, conditions } = await givenResult();
    await tell(onAward, result);
    await isRecorded(conditional);
    expect(await conditions()).toMatchObject([{ state: "CONDITIONAL" }]);
    await registers(conditional, later);
    await isRecorded(conditional);
    await isRecorded(conditional);
    await tell(onAward, result, later);
    expect(await conditions()).toMatchObject([{ state: "UNCONDITIONAL", metAt: later, version: 2 }]);
    const aggregate = `${round.id}#${conditional.society.code}`;
    expect(await factsOf(awardUnconditional, aggregate)).toHaveLength(1);
    await tell(onAwardLetter, await lastFact(awardUnconditional, aggregate));
    const told = (await letters.all(`round#${round.id}`)).map(({ template, personId }) => [
      template,
      personId,
    ]);
    expect(new Set(told.map(([, personId]) => personId)).size).toBe(told.length);
    for (const { personId } of [conditional.filler, conditional.approver])
      expect(told).toContainEqual(["award-unconditional", personId]);
  });

  it("of one that registered between the announcement and its hearing is conditional, and met at once", async () => {
    const { round, conditional, result, conditions } = await givenResult();
    await registers(conditional, "2021-12-20T01:00:00.001Z");
    await tell(onAward, result, later);
    expect(await conditions()).toMatchObject([{ state: "UNCONDITIONAL" }]);
    expect(await factsOf(awardUnconditional, `${round.id}#${conditional.society.code}`)).toHaveLength(1);
  });

  it("hears of its condition once, though the result is told twice and a condition was met meanwhile", async () => {
    const { conditional, result, conditions } = await givenResult();
    await tell(onAward, result);
    await registers(conditional, later);
    await isRecorded(conditional);
    await tell(onAward, { ...result, id: `${result.id.slice(0, -1)}Z` as typeof result.id });
    expect(await conditions()).toMatchObject([{ state: "UNCONDITIONAL", version: 2 }]);
  });
});

describe("the officers' list of applicants that are no registered suppliers", () => {
  it("shows before the result all of them, with what it stops, and the confirmed only when asked for", async () => {
    const { conditional, registered, passedOver, listed } = await givenResult("defence");
    expect((await listed()).toSorted()).toEqual(
      [conditional, passedOver]
        .map(({ society }) => [society.code, "unregistered", "defence", null])
        .toSorted(),
    );
    expect(await listed({ state: "confirmed" })).toEqual([
      [registered.society.code, "confirmed", "nothing", null],
    ]);
    expect(await listed({ state: "claimed" })).toEqual([]);
  });

  it("shows after the result only who was selected on condition, and how far it has come", async () => {
    const { conditional, result, listed, awarded, round } = await givenResult();
    await tell(onAward, result);
    await awarded();
    const { code } = conditional.society;
    expect(await listed()).toEqual([[code, "unregistered", "award", "CONDITIONAL"]]);
    const own = await answerTo(handler, routes.listUnregistered, {
      ...{ at: later, token: conditional.filler.token, params: { id: round.id }, query: { limit: "10" } },
    });
    expect(own.status).toBe(403);
    await registers(conditional, later);
    await isRecorded(conditional);
    expect(await listed()).toEqual([]);
    expect(await listed({ state: "confirmed" })).toEqual([[code, "confirmed", "nothing", "UNCONDITIONAL"]]);
  });

  it("knows a claim that waits to be checked", async () => {
    const { conditional, listed, round } = await givenResult();
    const [application = ""] = await claimable(round.id, conditional);
    const claimed = await answerTo(handler, routes.claimSupplier, {
      ...{ at: later, token: conditional.filler.token, headers: onceKey(), params: { id: application } },
      body: { version: 0, account: "zgcsxh", confirmation: "注册成功", registeredOn: "2021-12-19" },
    });
    expect(claimed.status).toBe(200);
    expect(await listed({ state: "claimed" })).toEqual([
      [conditional.society.code, "claimed", "award", null],
    ]);
  });
});
