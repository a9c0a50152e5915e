import { createHash } from "node:crypto";
import { beforeAll, describe, expect, it } from "vitest";
import { handler } from "../../functions/reviews/api.ts";
import { attendanceFaults } from "../../functions/reviews/attendance.ts";
import { AttendanceContent } from "../../shared/contract/attendance-record.ts";
import { reviews as routes } from "../../shared/contract/reviews.ts";
import type { Round } from "../../shared/contract/rounds.ts";
import { canonicalJson } from "../../shared/kernel/canonical.ts";
import { Instant } from "../../shared/kernel/time.ts";
import { cast2021 } from "../../shared/programme/cast-2021.ts";
import { openRound } from "../applications/given.ts";
import { answerTo } from "../asked.ts";
import { declaring, givenCleared, givenExpert, givenStanding } from "../experts/given.ts";
import { onceKey, signedIn } from "../given.ts";
import { attended, confirming, duringDefence, recording, scoresOf, submitting } from "./given.ts";

const lock = "2021-12-10T10:00:00.000Z";
const afterLock = "2021-12-10T10:00:00.001Z";

let round: Round;
beforeAll(async () => {
  round = await openRound(cast2021);
});

/** A cleared application with its panel of five. */
async function givenPanel() {
  const { application } = await givenCleared(round);
  const experts = [];
  for (let at = 0; at < 5; at++) experts.push(await givenStanding(application));
  return { application, experts };
}

const defending = { stage: "defence" as const };

describe("who was at a defence", () => {
  it("is recorded by one person and confirmed by another, and every version is kept", async () => {
    const { application, experts } = await givenPanel();
    const officer = await signedIn("officer");
    const first = await recording(application, { present: experts.slice(0, 4), token: officer.token });
    expect(first.body.items).toMatchObject([{ state: "RECORDED", version: 1, confirmedBy: null }]);
    const own = await confirming(application, 1, { token: officer.token });
    expect(own.body).toMatchObject({ code: "second-person-required", applicationId: application.id });
    expect((await confirming(application, 2)).body.code).toBe("version-conflict");
    const { body } = await confirming(application, 1);
    expect(body.items).toMatchObject([{ state: "CONFIRMED", version: 2, recordedBy: officer.personId }]);
    expect((await confirming(application, 2)).body).toMatchObject({
      code: "wrong-state",
      state: "CONFIRMED",
    });

    const unreasoned = await recording(application, { version: 2, present: experts });
    expect(unreasoned.body.faults).toEqual([{ path: "body.items.0.reason", code: "required" }]);
    const amended = await recording(application, { version: 2, present: experts, reason: "一位专家迟到" });
    expect(amended.body.items).toMatchObject([
      {
        state: "RECORDED",
        version: 3,
        history: [{ version: 2, present: experts.slice(0, 4).map(({ id }) => id) }],
      },
    ]);
  });

  it("is of the application's own panel, of a round that asks for it, and once in a call", async () => {
    const { application, experts } = await givenPanel();
    const stranger = await givenExpert();
    const strange = await recording(application, { present: [...experts, stranger] });
    expect(strange.body.code).toBe("not-assigned");
    const twice = await recording(application, { present: [...experts, ...experts.slice(0, 1)] });
    expect(twice.body.faults).toEqual([{ path: "body.items.0.present", code: "twice" }]);
    const item = { applicationId: application.id, version: 1 };
    const both = await answerTo(handler, routes.confirmAttendance, {
      at: duringDefence,
      token: (await signedIn("supervisor")).token,
      headers: onceKey(),
      params: { id: round.id },
      body: { items: [item, item] },
    });
    expect(both.body.faults).toEqual([{ path: "body.items.1.applicationId", code: "twice" }]);
    const other = await openRound({
      ...cast2021,
      defence: cast2021.defence && { ...cast2021.defence, attendance: null },
    });
    expect((await recording({ ...application, roundId: other.id })).body.code).toBe("not-found");
    const foreign = await openRound(cast2021);
    expect((await recording({ ...application, roundId: foreign.id })).body.code).toBe("not-found");
  });

  it("is not confirmed below the quorum, nor by a judge, nor with an expert who has stood aside since", async () => {
    const { application, experts } = await givenPanel();
    await recording(application, { present: experts.slice(0, 3) });
    expect((await confirming(application, 1)).body).toMatchObject({
      code: "quorum-missing",
      present: 3,
      quorum: 4,
    });
    await recording(application, { version: 1, present: experts });
    const judge = await signedIn("supervisor", { expertId: (experts[0] as (typeof experts)[number]).id });
    expect((await confirming(application, 2, judge)).body.code).toBe("second-person-required");
    await declaring(application, experts[4] as (typeof experts)[number], "relative", duringDefence);
    expect((await confirming(application, 2)).body.code).toBe("not-assigned");
  });

  it("moves until the lock once it is confirmed, and in the very instant of it", async () => {
    const { application, experts } = await givenPanel();
    expect((await recording(application, { at: "2021-12-06T00:59:59.999Z" })).body.code).toBe("not-open-yet");
    await attended(application, { present: experts });
    const told = { present: experts.slice(0, 4), reason: "核对签到表" };
    const late = await recording(application, { ...told, version: 2, at: afterLock });
    expect(late.body).toMatchObject({ code: "reviews-locked", locksAt: lock });
    expect((await recording(application, { ...told, version: 2, at: lock })).status).toBe(200);
    // What nobody has confirmed is still finished, or the round could never be decided.
    expect((await confirming(application, 3, { at: afterLock })).body.items[0].state).toBe("CONFIRMED");
  });

  it("is listed for staff with what was said before", async () => {
    const { application, experts } = await givenPanel();
    await attended(application, { present: experts });
    const { body } = await answerTo(handler, routes.listAttendance, {
      at: duringDefence,
      token: (await signedIn("supervisor")).token,
      params: { id: round.id },
      query: { limit: "1000" },
    });
    const own = body.items.find((one: { applicationId: string }) => one.applicationId === application.id);
    expect(own).toMatchObject({ state: "CONFIRMED", version: 2, societyCode: application.societyCode });
  });
});

describe("a sheet of a defence", () => {
  it("is taken only of an expert who was there, as two people say, and signs which record it is bound to", async () => {
    const { application, experts } = await givenPanel();
    const [one, , , , away] = experts as [(typeof experts)[number], ...typeof experts];
    expect((await submitting(application, one, defending)).body).toMatchObject({
      code: "attendance-missing",
      state: null,
    });
    await recording(application, { present: experts.slice(0, 4) });
    expect((await submitting(application, one, defending)).body.code).toBe("attendance-missing");
    await confirming(application, 1);
    expect((await submitting(application, away as typeof one, defending)).body.code).toBe(
      "attendance-missing",
    );
    const { body } = await submitting(application, one, defending);
    const signed = {
      applicationId: application.id,
      expertId: one.id,
      stage: "defence",
      scores: scoresOf("80"),
      opinion: "同意",
      attendanceVersion: 2,
    };
    expect(body.submitted).toMatchObject({
      attendanceVersion: 2,
      sha256: createHash("sha256").update(canonicalJson(signed)).digest("hex"),
    });
    // The written review hangs on nobody's presence.
    const written = await submitting(application, away as typeof one);
    expect(written.body.submitted.attendanceVersion).toBeUndefined();
  });

  it("waits while the record is amended, and of an absent society none is taken", async () => {
    const { application, experts } = await givenPanel();
    const [one] = experts as [(typeof experts)[number]];
    await attended(application, { present: experts });
    const { body } = await submitting(application, one, defending);
    await recording(application, { version: 2, present: experts, society: "absent", reason: "未到会" });
    const again = { ...defending, version: body.version, reason: "更正" };
    expect((await submitting(application, one, again)).body).toMatchObject({
      code: "attendance-missing",
      state: "RECORDED",
    });
    await confirming(application, 3);
    expect((await submitting(application, one, again)).body.code).toBe("attendance-missing");
  });

  it("signed after the lock needs the presence, too", async () => {
    const { application, experts } = await givenPanel();
    const [one, , , , away] = experts as [(typeof experts)[number], ...typeof experts];
    await attended(application, { present: experts.slice(0, 4) });
    const first = (await submitting(application, one, defending)).body;
    const draft = { version: 0, content: { scores: scoresOf("70"), opinion: "" } };
    await answerTo(handler, routes.saveSheet, {
      at: duringDefence,
      token: (away as typeof one).token,
      params: { id: application.id },
      query: defending,
      body: draft,
    });
    const correcting = (expert: { token: string }) =>
      answerTo(handler, routes.signCorrection, {
        at: afterLock,
        token: expert.token,
        headers: onceKey(),
        params: { id: application.id },
        query: defending,
        body: { version: 1, content: { scores: scoresOf("75"), opinion: "更正" }, reason: "笔误" },
      });
    expect((await correcting(away as typeof one)).body.code).toBe("attendance-missing");
    const { body } = await correcting(one);
    expect(body).toMatchObject({ attendanceVersion: 2, replaces: first.submitted.sha256 });
  });
});

describe("a society that stays away", () => {
  it("is absent with a reason, whatever the size of the panel", async () => {
    const { application } = await givenPanel();
    const unreasoned = await recording(application, { society: "absent" });
    expect(unreasoned.body.faults).toEqual([{ path: "body.items.0.reason", code: "required" }]);
    const held = await attended(application, { society: "absent", reason: "未到会，电话无人接听" });
    expect(held).toMatchObject({ state: "CONFIRMED", society: "absent", reschedulings: 0 });
  });

  it("is excused by two people and gets one other date, not two", async () => {
    const { application, experts } = await givenPanel();
    const excused = { society: "excused" as const, reason: "航班因暴雪取消" };
    const held = await attended(application, excused);
    expect(held).toMatchObject({ state: "RESCHEDULED", reschedulings: 1, version: 2 });
    const again = await recording(application, { ...excused, version: 2 });
    expect(again.body).toMatchObject({ code: "rescheduling-used", applicationId: application.id });
    const after = "2021-12-09T02:00:00.000Z";
    const come = await attended(application, { version: 2, present: experts, at: after, heldAt: after });
    expect(come).toMatchObject({
      state: "CONFIRMED",
      society: "presented",
      history: [{ society: "excused" }],
    });
  });
});

describe("an instant", () => {
  const window = { opensAt: Instant.parse("2021-12-06T01:00:00.000Z"), locksAt: Instant.parse(lock) };
  const faultsAt = (heldAt: string, now: string) =>
    attendanceFaults(AttendanceContent.parse({ present: [], society: "presented", heldAt }), {
      held: undefined,
      window,
      now: now as never,
    }).map(({ code }) => code);

  it.each([
    ["of the opening", "2021-12-06T01:00:00.000Z", []],
    ["of the end", lock, []],
    ["before the opening", "2021-12-06T00:59:59.999Z", ["out-of-window"]],
    ["after the end", afterLock, ["out-of-window"]],
    ["to come", "2021-12-31T00:00:00.000Z", ["out-of-window"]],
  ])("%s is one at which a defence was held, or not", (_, heldAt, faults) => {
    expect(faultsAt(heldAt, "2021-12-20T00:00:00.000Z")).toEqual(faults);
  });
});
