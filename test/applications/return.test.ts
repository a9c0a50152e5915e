import { beforeAll, describe, expect, it } from "vitest";
import { handler } from "../../functions/applications/api.ts";
import { handler as onRound } from "../../functions/applications/on-round.ts";
import { applications as routes } from "../../shared/contract/applications.ts";
import type { Round } from "../../shared/contract/rounds.ts";
import { applicationExpired, applicationReturned } from "../../shared/events/applications.ts";
import { roundAdvanced } from "../../shared/events/rounds.ts";
import { applications } from "../../shared/store/published/applications.ts";
import { answerTo } from "../asked.ts";
import { onceKey, signedIn } from "../given.ts";
import { factOf, factsOf, tell } from "../told.ts";
import { closesAt, duringIntake, givenDraft, givenReady, openRound } from "./given.ts";

/** A Friday in the examination: three working days end with the Wednesday after it. */
const duringExamination = "2021-11-12T02:00:00.000Z";
const endOfWednesday = "2021-11-17T15:59:59.999Z";
const nowhere = { section: null, part: null, document: null, page: null };
const items = [{ item: "申报单位", reason: "负责人与登记不符", place: { ...nowhere, section: "profile" } }];

let round: Round;
beforeAll(async () => {
  round = await openRound();
});

/** An application that stands submitted, and how an officer returns it. */
async function givenSubmitted(of = round) {
  const ready = await givenReady(of);
  await ready.submit(duringIntake);
  const { token } = await signedIn("officer");
  const returning = (version: number, at = duringExamination) =>
    answerTo(handler, routes.returnApplication, {
      at,
      token,
      headers: onceKey(),
      params: { id: ready.application.id },
      body: { version, items },
    });
  return { ...ready, returning };
}

describe("returning an application", () => {
  it("gives it a deadline of its own, in working days after the day of the return", async () => {
    const { application, returning } = await givenSubmitted();
    const { body } = await returning(2);
    expect(body).toMatchObject({
      state: "RETURNED",
      closesAt: endOfWednesday,
      returns: 1,
      returnReasons: items,
    });
    expect(await factsOf(applicationReturned, application.id)).toMatchObject([
      { version: 3, payload: { until: endOfWednesday, items: 1 } },
    ]);
  });

  it("during the intake never takes away days that every society has", async () => {
    const { returning } = await givenSubmitted();
    const { body } = await returning(2, "2021-11-05T02:00:00.000Z");
    expect(body.closesAt).toBe(closesAt);
  });

  it("is resubmitted until that deadline by the second person, and frozen anew", async () => {
    const { returning, submit } = await givenSubmitted();
    const first = (await returning(2)).body;
    const again = await submit(endOfWednesday, { body: { version: first.version } });
    expect(again.body).toMatchObject({ state: "SUBMITTED", submissions: 2, closesAt: endOfWednesday });
    expect(again.body.receipt.number).toMatch(/\/2$/);
    expect(again.body.receipt.sha256).not.toBe(first.receipt.sha256);
  });

  it("is written by the filler until that deadline, and not one millisecond longer", async () => {
    const { application, returning, filler, content } = await givenSubmitted();
    await returning(2);
    const [key = ""] = Object.keys(content);
    const save = (at: string, version: number) =>
      answerTo(handler, routes.saveDraft, {
        at,
        token: filler.token,
        params: { id: application.id, key },
        body: { version, content: content[key] },
      });
    expect((await save(endOfWednesday, 1)).status).toBe(200);
    expect((await save("2021-11-17T16:00:00.000Z", 2)).body.code).toBe("deadline-passed");
  });

  it("is allowed as often as the definition says", async () => {
    const { returning, submit } = await givenSubmitted();
    await returning(2);
    await submit(duringExamination, { body: { version: 3 } });
    expect((await returning(4)).body).toMatchObject({ code: "returns-used-up", max: 1 });
  });

  it("is over when the experts have begun to read", async () => {
    const { application, returning } = await givenSubmitted();
    const late = await returning(2, round.reviewOpensAt);
    expect(late.body.code).toBe("wrong-state");
    expect(await applications.get({ id: application.id })).toMatchObject({ state: "SUBMITTED", version: 2 });
  });

  it("is refused in a year whose holidays are not loaded, and nothing is changed", async () => {
    const { application, returning } = await givenSubmitted();
    const refused = await returning(2, "2014-06-30T02:00:00.000Z");
    expect(refused.body).toMatchObject({ code: "calendar-unloaded", year: 2014 });
    expect(await applications.get({ id: application.id })).toMatchObject({ state: "SUBMITTED", version: 2 });
  });

  it("of a draft, or under a version that is no more, is refused", async () => {
    const { application } = await givenDraft(round);
    const { token } = await signedIn("officer");
    const draft = await answerTo(handler, routes.returnApplication, {
      at: duringExamination,
      token,
      headers: onceKey(),
      params: { id: application.id },
      body: { version: 1, items },
    });
    expect(draft.body).toMatchObject({ code: "wrong-state", state: "DRAFT" });
    const { returning } = await givenSubmitted();
    expect((await returning(1)).body).toMatchObject({ code: "version-conflict", version: 2 });
  });
});

describe("when the intake has ended", () => {
  const closed = (phase: "INTAKE_CLOSED" | "IN_REVIEW" | "SCORES_LOCKED", of: Round, version: number) =>
    factOf(roundAdvanced, {
      aggregateId: of.id,
      version,
      at: "2021-11-11T16:00:30.000Z",
      payload: { roundId: of.id, state: phase, definitionHash: of.definitionHash },
    });

  it("drafts are expired and told of once, submissions and later deadlines are left alone", async () => {
    const own = await openRound();
    const [draft, submitted, returned] = [
      await givenDraft(own),
      await givenSubmitted(own),
      await givenSubmitted(own),
    ];
    await returned.returning(2, "2021-11-11T02:00:00.000Z");
    const fact = closed("INTAKE_CLOSED", own, 4);
    await tell(onRound, fact);
    await tell(onRound, fact);
    const states = await Promise.all(
      [draft, submitted, returned].map(
        async ({ application: { id } }) => (await applications.get({ id }))?.state,
      ),
    );
    expect(states).toEqual(["EXPIRED", "SUBMITTED", "RETURNED"]);
    expect(await factsOf(applicationExpired, draft.application.id)).toHaveLength(1);
  });

  it("a returned application whose own deadline passes is expired with the next phase", async () => {
    const own = await openRound();
    const returned = await givenSubmitted(own);
    await returned.returning(2);
    const state = async () => (await applications.get({ id: returned.application.id }))?.state;
    await tell(onRound, closed("IN_REVIEW", own, 5), endOfWednesday);
    expect(await state()).toBe("RETURNED");
    await tell(onRound, closed("SCORES_LOCKED", own, 6), "2021-12-10T10:00:30.000Z");
    expect(await state()).toBe("EXPIRED");
  });
});
