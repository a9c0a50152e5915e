import { beforeAll, describe, expect, it } from "vitest";
import { handler } from "../../functions/applications/api.ts";
import { handler as onDispensation } from "../../functions/applications/on-dispensation.ts";
import { handler as onRound } from "../../functions/applications/on-round.ts";
import { handler as onExtended } from "../../functions/rounds/on-extended.ts";
import { type Application, applications as routes } from "../../shared/contract/applications.ts";
import type { Round } from "../../shared/contract/rounds.ts";
import { deadlineMoved, dispensationGranted } from "../../shared/events/applications.ts";
import { roundAdvanced, roundExtended } from "../../shared/events/rounds.ts";
import { cast2021 } from "../../shared/programme/cast-2021.ts";
import { applications } from "../../shared/store/published/applications.ts";
import { rounds } from "../../shared/store/published/rounds.ts";
import { answerTo } from "../asked.ts";
import { onceKey, signedIn } from "../given.ts";
import { factOf, factsOf, lastFact, tell } from "../told.ts";
import { closesAt, duringIntake, givenDraft, givenReady, givenSociety, openRound } from "./given.ts";

const morningAfter = "2021-11-12T01:00:00.000Z";
const dayAfter = "2021-11-12T15:59:59.999Z";
const duringReview = "2021-11-22T01:00:00.000Z";
const evidence = "值班记录：11月11日23时起无法登录。";

let round: Round;
let first: { token: string };
let second: { token: string };
beforeAll(async () => {
  round = await openRound();
  first = await signedIn("officer");
  second = await signedIn("officer");
});

const passing = (
  application: Pick<Application, "id" | "version">,
  more: { body?: object; at?: string } = {},
) =>
  answerTo(handler, routes.proposeLatePass, {
    at: more.at ?? morningAfter,
    token: first.token,
    headers: onceKey(),
    params: { id: application.id },
    body: {
      ...{ version: application.version, category: "platform-failure", evidence, until: dayAfter },
      ...more.body,
    },
  });

const extending = (id: string, more: { body?: object; at?: string } = {}) =>
  answerTo(handler, routes.proposeExtension, {
    at: more.at ?? morningAfter,
    token: first.token,
    headers: onceKey(),
    params: { id },
    body: { category: "platform-failure", evidence, workingDays: 2, ...more.body },
  });

const deciding = (
  { id, version }: { id: string; version: number },
  more: { isGranted?: boolean; token?: string; at?: string } = {},
) =>
  answerTo(handler, routes.decideDispensation, {
    at: more.at ?? morningAfter,
    token: more.token ?? second.token,
    headers: onceKey(),
    params: { id },
    body: { version, isGranted: more.isGranted ?? true, reason: "情况属实" },
  });

/** Everybody hears that it was granted, and of a round that it was extended. */
async function heard({ id, roundId }: { id: string; roundId: string }, times = 1) {
  const granted = await lastFact(dispensationGranted, id);
  for (let n = 0; n < times; n += 1) {
    await tell(onDispensation, granted);
    await tell(onExtended, granted);
    for (const fact of await factsOf(roundExtended, roundId)) await tell(onDispensation, fact);
  }
}

/** A draft that its deadline found unsubmitted. */
async function givenExpired(of = round) {
  const ready = await givenReady(of);
  const payload = {
    roundId: of.id,
    state: "INTAKE_CLOSED" as const,
    definitionHash: of.definitionHash,
  };
  const closed = { aggregateId: of.id, version: 9, at: "2021-11-11T16:00:00.000Z", payload };
  await tell(onRound, factOf(roundAdvanced, closed));
  const application = await applications.get({ id: ready.application.id });
  if (application?.state !== "EXPIRED") throw new Error("it did not expire");
  return { ...ready, application };
}

describe("a late pass for one application", () => {
  it("is refused by its own proposer, and to who is no officer", async () => {
    const { application, filler } = await givenExpired();
    const { body } = await passing(application);
    expect((await deciding(body, { token: first.token })).body.code).toBe("second-person-required");
    expect((await deciding(body, { token: filler.token })).status).toBe(403);
  });

  it("that was not granted leaves everything as it was", async () => {
    const { application, submit } = await givenExpired();
    const { body } = await passing(application);
    expect((await deciding(body, { isGranted: false })).body.state).toBe("REFUSED");
    expect(await applications.get({ id: application.id })).toEqual(application);
    expect((await submit(morningAfter)).body.code).toBe("deadline-passed");
    expect((await deciding(body)).body.code).toBe("wrong-state");
  });

  it("opens the expired draft again until its instant and not one millisecond longer, however often it is told", async () => {
    const { application, submit, named } = await givenExpired();
    const { body } = await passing(application);
    expect((await deciding(body)).body).toMatchObject({ state: "GRANTED", until: dayAfter });
    await heard(body, 2);
    const opened = await applications.get({ id: application.id });
    expect(opened).toMatchObject({ state: "DRAFT", closesAt: dayAfter, version: application.version + 1 });
    expect(await factsOf(deadlineMoved, application.id)).toHaveLength(1);
    const asked = { body: { version: opened?.version, uploads: named } };
    expect((await submit("2021-11-12T16:00:00.000Z", asked)).body.code).toBe("deadline-passed");
    expect((await submit(dayAfter, asked)).body).toMatchObject({ state: "SUBMITTED" });
  });

  it.each([
    ["not later than its own", { until: closesAt }, morningAfter, "not-later"],
    ["over already", { until: "2021-11-12T00:59:59.999Z" }, morningAfter, "passed"],
    ["when the review has begun", { until: duringReview }, morningAfter, "after-review-begins"],
  ])("to an instant that is %s is not taken", async (_, body, at, until) => {
    const { application } = await givenExpired();
    expect((await passing(application, { body, at })).body).toMatchObject({ code: "wrong-state", until });
  });

  it("is not granted once the review has begun: no deadline moves after a score may exist", async () => {
    const { application } = await givenExpired();
    const { body } = await passing(application, { body: { until: "2021-11-21T15:59:59.999Z" } });
    expect((await deciding(body, { at: duringReview })).body.code).toBe("wrong-state");
  });

  it("is for who has not submitted; and not offered where the programme gives none", async () => {
    const ready = await givenReady(round);
    const { body } = await ready.submit(duringIntake);
    expect((await passing(body)).body).toMatchObject({ code: "wrong-state", state: "SUBMITTED" });
    const { timetable } = cast2021;
    const strict = await openRound({
      ...cast2021,
      timetable: { ...timetable, dispensations: { ...timetable.dispensations, latePass: false } },
    });
    const { application } = await givenDraft(strict);
    expect((await passing(application)).body.code).toBe("not-offered");
  });
});

describe("an extension for all", () => {
  it("reaches those who had begun, whatever they are doing, and nobody else by this programme", async () => {
    const own = await openRound();
    const [expired, submitted] = [await givenExpired(own), await givenReady(own)];
    await submitted.submit(duringIntake);
    const { body } = await extending(own.id);
    // Friday the 12th is the day of the proposal: the 15th and the 16th are the two working days after it.
    expect(body.until).toBe("2021-11-16T15:59:59.999Z");
    await deciding(body);
    await heard(body, 2);
    const both = await applications.getMany([expired.application, submitted.application]);
    expect(both.map(({ state, closesAt: at }) => [state, at])).toEqual([
      ["DRAFT", body.until],
      ["SUBMITTED", body.until],
    ]);
    const { filler } = await givenSociety();
    const late = await answerTo(handler, routes.openDraft, {
      at: morningAfter,
      token: filler.token,
      headers: onceKey(),
      body: { roundId: own.id },
    });
    expect(late.body.code).toBe("deadline-passed");
  });

  it("granted before the deadline also reaches a draft that is begun after it, and a second one goes on from there", async () => {
    const own = await openRound();
    const { body } = await extending(own.id, { at: duringIntake });
    expect(body.until).toBe("2021-11-15T15:59:59.999Z");
    await deciding(body, { at: duringIntake });
    await heard(body);
    const { filler } = await givenSociety();
    const begun = await answerTo(handler, routes.openDraft, {
      at: duringIntake,
      token: filler.token,
      headers: onceKey(),
      body: { roundId: own.id },
    });
    expect(begun.body.closesAt).toBe(body.until);
    expect((await extending(own.id, { at: duringIntake })).body.until).toBe("2021-11-17T15:59:59.999Z");
  });

  it("moves the round itself where the programme extends for everybody", async () => {
    const { timetable } = cast2021;
    const extension = { cohort: "all" as const, maxWorkingDays: 3 };
    const open = await openRound({
      ...cast2021,
      timetable: { ...timetable, dispensations: { ...timetable.dispensations, extension } },
    });
    const { body } = await extending(open.id);
    await deciding(body);
    await heard(body, 2);
    expect(await rounds.get({ id: open.id })).toMatchObject({
      state: "OPEN",
      closesAt: body.until,
      version: open.version + 1,
    });
    const { filler } = await givenSociety();
    const late = await answerTo(handler, routes.openDraft, {
      at: "2021-11-16T15:59:59.999Z",
      token: filler.token,
      headers: onceKey(),
      body: { roundId: open.id },
    });
    expect(late.body).toMatchObject({ state: "DRAFT", closesAt: body.until });
  });

  it("gives no more working days than the definition, and none that end in the review", async () => {
    expect((await extending(round.id, { body: { workingDays: 6 } })).body).toMatchObject({
      code: "not-offered",
      maxWorkingDays: 5,
    });
    const late = await extending(round.id, { at: "2021-11-19T01:00:00.000Z" });
    expect(late.body).toMatchObject({ code: "wrong-state", until: "after-review-begins" });
  });
});

describe("one more return than the programme allows", () => {
  it("needs a second officer, and is a return like the first", async () => {
    const ready = await givenReady(round);
    const { body: submitted } = await ready.submit(duringIntake);
    const place = { section: "budget", part: null, document: null, page: null };
    const items = [{ item: "预算", reason: "合计仍不一致", place }];
    const asked = { at: morningAfter, token: first.token, params: { id: submitted.id } };
    const proposing = (version: number) =>
      answerTo(handler, routes.proposeFurtherReturn, {
        ...asked,
        headers: onceKey(),
        body: { version, evidence, items },
      });
    // The programme's own return comes first.
    expect((await proposing(submitted.version)).body).toMatchObject({ code: "wrong-state", returns: 0 });
    const body = { version: submitted.version, items };
    const once = await answerTo(handler, routes.returnApplication, { ...asked, headers: onceKey(), body });
    const again = await ready.submit(morningAfter, { body: { version: once.body.version } });
    const third = await answerTo(handler, routes.returnApplication, {
      ...asked,
      headers: onceKey(),
      body: { version: again.body.version, items },
    });
    expect(third.body.code).toBe("returns-used-up");
    const { body: proposal } = await proposing(again.body.version);
    await deciding(proposal);
    await heard(proposal, 2);
    expect(await applications.get({ id: submitted.id })).toMatchObject({
      state: "RETURNED",
      returns: 2,
      returnReasons: items,
    });
  });
});

describe("what changed since it was proposed", () => {
  it("leaves nothing to grant: who has submitted meanwhile needs no later deadline", async () => {
    const ready = await givenReady(round);
    const later = { body: { until: dayAfter }, at: duringIntake };
    const { body } = await passing(ready.application, later);
    await ready.submit(duringIntake);
    expect((await deciding(body, { at: duringIntake })).body).toMatchObject({
      code: "wrong-state",
      state: "SUBMITTED",
    });
  });
});

describe("what the public is told", () => {
  it("is the category and the instant of what was granted; who it was for, evidence and proposals are the office's", async () => {
    const own = await openRound();
    const [passed, refused] = [await givenExpired(own), await givenExpired(own)];
    const granted = (await passing(passed.application)).body;
    await deciding(granted);
    await deciding((await passing(refused.application)).body, { isGranted: false });
    await extending(own.id);
    const asked = { at: morningAfter, params: { id: own.id } };
    const shown = await answerTo(handler, routes.listMovedDeadlines, asked);
    expect(shown.body.items).toEqual([
      {
        kind: "late-pass",
        category: "platform-failure",
        words: { zh: "平台故障", en: "failure of the platform" },
        until: dayAfter,
        decidedAt: morningAfter,
      },
    ]);
    expect((await answerTo(handler, routes.listDispensations, asked)).status).toBe(401);
    const { token } = await signedIn("supervisor");
    const all = await answerTo(handler, routes.listDispensations, { ...asked, token });
    // Proposed at one instant, they stand in the order of their ids.
    expect(all.body.items.map(({ state }: { state: string }) => state).toSorted()).toEqual([
      "GRANTED",
      "PROPOSED",
      "REFUSED",
    ]);
    expect(all.body.items[0].evidence).toBe(evidence);
  });
});
