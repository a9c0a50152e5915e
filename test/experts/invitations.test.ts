import { beforeAll, describe, expect, it } from "vitest";
import { handler } from "../../functions/experts/api.ts";
import { keepings } from "../../functions/experts/records.ts";
import { handler as onInvited } from "../../functions/notifications/on-expert-invited.ts";
import { letters } from "../../functions/notifications/records.ts";
import { experts as routes } from "../../shared/contract/experts.ts";
import type { Round } from "../../shared/contract/rounds.ts";
import { expertInvited } from "../../shared/events/experts.ts";
import { cast2021 } from "../../shared/programme/cast-2021.ts";
import { openRound } from "../applications/given.ts";
import { answerTo } from "../asked.ts";
import { onceKey, signedIn } from "../given.ts";
import { factsOf, lastFact, tell } from "../told.ts";
import { assigning, beforeReview, givenCleared, givenExpert } from "./given.ts";

const afterLock = "2022-06-01T00:00:00.000Z";
const definition = { ...cast2021, reviewing: { ...cast2021.reviewing, invitation: "required" as const } };

let round: Round;
let officer: { token: string };
beforeAll(async () => {
  officer = await signedIn("officer");
  round = await openRound(definition);
});

type Expert = Awaited<ReturnType<typeof givenExpert>>;

const inviting = (invited: readonly { id: string }[], to = round, at = beforeReview) =>
  answerTo(handler, routes.inviteExperts, {
    at,
    token: officer.token,
    headers: onceKey(),
    params: { id: to.id },
    body: { experts: invited.map(({ id }) => id) },
  });

const answering = (expert: Expert, body: Record<string, unknown>, to = round, at = beforeReview) =>
  answerTo(handler, routes.answerExpertInvitation, {
    at,
    token: expert.token,
    headers: onceKey(),
    params: { id: to.id },
    body: { mayKeep: false, ...body },
  });

const withdrawing = ({ token }: { token: string }) =>
  answerTo(handler, routes.withdrawExpertKeeping, { at: beforeReview, token, headers: onceKey() });

const accept = { answer: "accept" };
const decline = { answer: "decline", reason: "评审期间出国访问" };

describe("where the programme wants the invitation accepted, an expert is not assigned", () => {
  it("who was not invited, has not answered or has declined; who accepts after all is", async () => {
    const { application } = await givenCleared(round);
    const expert = await givenExpert();
    const refused = async () => {
      const { body } = await assigning(application, expert);
      return [body.code, body.state];
    };
    expect(await refused()).toEqual(["expert-not-accepted", "not-invited"]);
    await inviting([expert]);
    expect(await refused()).toEqual(["expert-not-accepted", "invited"]);
    expect((await answering(expert, decline)).body.state).toBe("DECLINED");
    expect(await refused()).toEqual(["expert-not-accepted", "declined"]);
    await answering(expert, accept);
    expect((await assigning(application, expert)).status).toBe(201);
  });

  it("to more applications than he or she said for this round", async () => {
    const [one, other] = [await givenCleared(round), await givenCleared(round)];
    const expert = await givenExpert();
    await inviting([expert]);
    await answering(expert, { ...accept, loadCap: 1 });
    expect((await assigning(one.application, expert)).status).toBe(201);
    expect((await assigning(other.application, expert)).body.code).toBe("load-exceeded");
  });
});

describe("an answer is refused", () => {
  it("to who was not invited, without a reason for declining, twice, and after the scores are locked", async () => {
    const expert = await givenExpert();
    expect((await answering(expert, accept)).body.code).toBe("not-found");
    await inviting([expert]);
    expect((await answering(expert, { answer: "decline", reason: " " })).body.code).toBe("invalid-request");
    const number = { answer: "decline", reason: "证件11010519491231002X" };
    expect((await answering(expert, number)).body.code).toBe("identity-data-not-taken");
    expect((await answering(expert, accept, round, afterLock)).body.code).toBe("reviews-locked");
    expect((await answering(expert, accept)).status).toBe(200);
    expect((await answering(expert, decline)).body.code).toBe("wrong-state");
  });
});

describe("experts are invited", () => {
  it("a whole list in one act, each once, and each is told in one letter", async () => {
    const list = await Promise.all(Array.from({ length: 34 }, () => givenExpert()));
    expect((await inviting(list)).body).toEqual({ invited: 34, before: 0, withoutConsent: [] });
    expect((await inviting(list)).body).toEqual({ invited: 0, before: 34, withoutConsent: [] });
    const aggregateId = `${round.id}#${list[33]?.id}`;
    expect(await factsOf(expertInvited, aggregateId)).toHaveLength(1);
    const told = await lastFact(expertInvited, aggregateId);
    await tell(onInvited, told);
    await tell(onInvited, told);
    const written = (await letters.all(`round#${round.id}`)).filter(
      ({ group }) => group === `expert#${list[33]?.id}`,
    );
    expect(written.map(({ template }) => template)).toEqual(["expert-invitation"]);
    expect(written[0]?.text.zh).toContain("说明理由");
  });

  it("not after the scores are locked, nor somebody whom the pool does not have", async () => {
    const expert = await givenExpert();
    expect((await inviting([expert], round, afterLock)).body.code).toBe("reviews-locked");
    const unknown = expert.id.replace(/.{4}$/, "0000");
    expect((await inviting([{ id: unknown }])).body).toMatchObject({ code: "not-found", unknown: [unknown] });
  });

  it("to another round than their first only with their consent, which is kept with its instant", async () => {
    const next = await openRound(definition);
    const [willing, unwilling, silent] = await Promise.all([givenExpert(), givenExpert(), givenExpert()]);
    await inviting([willing, unwilling, silent]);
    await answering(willing, { ...decline, mayKeep: true });
    await answering(unwilling, { ...accept, mayKeep: false });
    const { body } = await inviting([willing, unwilling, silent], next);
    expect(body.invited).toBe(1);
    expect(body.withoutConsent.toSorted()).toEqual([unwilling.id, silent.id].toSorted());
    expect(await keepings.get({ expertId: willing.id })).toMatchObject({
      ...{ firstRoundId: round.id, mayKeep: true, saidAt: beforeReview },
    });
  });

  it("to no other round once they withdraw the consent; what stands in this one goes on", async () => {
    const [next, later] = [await openRound(definition), await openRound(definition)];
    const expert = await givenExpert();
    await inviting([expert]);
    await answering(expert, { ...accept, mayKeep: true });
    expect((await inviting([expert], next)).body.invited).toBe(1);
    const { status, body } = await withdrawing(expert);
    expect([status, body]).toEqual([200, { mayKeep: false, saidAt: beforeReview }]);
    expect((await inviting([expert], later)).body).toMatchObject({ invited: 0, withoutConsent: [expert.id] });
    const { application } = await givenCleared(round);
    expect((await assigning(application, expert)).status).toBe(201);
    expect((await answering(expert, { ...accept, mayKeep: false }, next)).body.state).toBe("ACCEPTED");
  });

  it("nor assigned in another round where nobody is asked first, unless they have something in it already", async () => {
    const unasked = await openRound();
    const [one, other] = [await givenCleared(unasked), await givenCleared(unasked)];
    const [gone, judging] = await Promise.all([givenExpert(), givenExpert()]);
    expect((await assigning(one.application, judging)).status).toBe(201);
    for (const expert of [gone, judging]) await withdrawing(expert);
    const { status, body } = await assigning(one.application, gone);
    expect([status, body.code]).toEqual([409, "expert-not-kept"]);
    expect((await assigning(other.application, judging)).status).toBe(201);
  });

  it("to none at all who withdraw it before anybody invited them; it is the expert's own to withdraw", async () => {
    const expert = await givenExpert();
    await withdrawing(expert);
    expect((await inviting([expert])).body).toMatchObject({ invited: 0, withoutConsent: [expert.id] });
    expect((await withdrawing(officer)).status).toBe(403);
  });

  it("and see their own invitations, as the office sees the answers of all", async () => {
    const expert = await givenExpert();
    await inviting([expert]);
    await answering(expert, decline);
    const own = await answerTo(handler, routes.listOwnExpertInvitations, {
      ...{ at: beforeReview, token: expert.token, query: {} },
    });
    expect(own.body.items).toMatchObject([{ roundId: round.id, state: "DECLINED" }]);
    expect(JSON.stringify(own.body)).not.toContain("invitedBy");
    const all = await answerTo(handler, routes.listExpertInvitations, {
      ...{ at: beforeReview, token: officer.token, params: { id: round.id } },
    });
    expect(all.body.items).toContainEqual(
      expect.objectContaining({ expertId: expert.id, reason: decline.reason, answeredAt: beforeReview }),
    );
  });
});
