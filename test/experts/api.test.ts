import { beforeAll, describe, expect, it } from "vitest";
import { handler } from "../../functions/experts/api.ts";
import { panels } from "../../functions/experts/records.ts";
import { handler as reviewsApi } from "../../functions/reviews/api.ts";
import { handler as uploadsApi } from "../../functions/uploads/api.ts";
import { type Assignment, experts as routes } from "../../shared/contract/experts.ts";
import { reviews as reviewRoutes } from "../../shared/contract/reviews.ts";
import type { Round } from "../../shared/contract/rounds.ts";
import { uploads as uploadRoutes } from "../../shared/contract/uploads.ts";
import { expertAssigned, expertRecorded, expertRecused } from "../../shared/events/experts.ts";
import { cast2021 } from "../../shared/programme/cast-2021.ts";
import { experts } from "../../shared/store/published/experts.ts";
import { openRound } from "../applications/given.ts";
import { answerTo } from "../asked.ts";
import { givenExamined } from "../eligibility/given.ts";
import { onceKey, signedIn } from "../given.ts";
import { factsOf } from "../told.ts";
import { assigning, beforeReview, declaring, givenCleared, givenExpert } from "./given.ts";

const duringReview = "2021-11-25T02:00:00.000Z";

let round: Round;
beforeAll(async () => {
  round = await openRound();
});

const listOf = async (expert: { token: string }): Promise<Assignment[]> => {
  const { body } = await answerTo(handler, routes.listOwnAssignments, {
    at: duringReview,
    token: expert.token,
    query: {},
  });
  return body.items;
};

describe("importing experts", () => {
  const importing = async (mails: string[]) =>
    answerTo(handler, routes.importExperts, {
      at: beforeReview,
      token: (await signedIn("officer")).token,
      headers: onceKey(),
      body: {
        experts: mails.map((mail) => ({ name: "专家", mail, institution: "某大学", fields: [], ties: [] })),
      },
    });
  const fresh = () => `expert-${Math.random().toString(36).slice(2)}@expert.example`;

  it("puts each into the pool under the address in small letters, and tells of it", async () => {
    const mail = fresh();
    const { status, body } = await importing([` ${mail.toUpperCase()}`]);
    expect([status, body.items[0].mail]).toEqual([201, mail]);
    expect(await factsOf(expertRecorded, body.items[0].id)).toHaveLength(1);
  });

  it("with an address that the pool has, or twice the same, takes nobody over", async () => {
    const [held, other] = [fresh(), fresh()];
    await importing([held]);
    expect((await importing([other, held])).body).toMatchObject({ code: "already-exists", mail: held });
    expect((await importing([other, fresh(), other.toUpperCase()])).body).toMatchObject({
      code: "invalid-request",
      faults: [{ path: "experts.2.mail", code: "duplicate" }],
    });
    const pool = (await experts.all("all")).map(({ mail }) => mail);
    expect(pool).toContain(held);
    expect(pool).not.toContain(other);
  });
});

describe("an identity number or a bank card of an expert", () => {
  const sound = { name: "专家", institution: "某大学", fields: ["数学"], ties: [] };
  const noted = (note: string) => [{ kind: "member", societyCode: "A-01", until: null, note }];

  it.each([
    ["a name", { name: "李明 11010519491231002X" }],
    ["an institution", { institution: "某大学（卡号6222020200012345670）" }],
    ["a field", { fields: ["物理", "11010519491231002X"] }],
    ["the note of a tie", { ties: noted("身份证11010519491231002X") }],
  ])("is refused in %s, and nobody is imported", async (_, wrong) => {
    const mails = [1, 2].map(() => `expert-${Math.random().toString(36).slice(2)}@expert.example`);
    const refused = await answerTo(handler, routes.importExperts, {
      at: beforeReview,
      token: (await signedIn("officer")).token,
      headers: onceKey(),
      body: { experts: mails.map((mail, at) => ({ ...sound, mail, ...(at === 1 && wrong) })) },
    });
    expect([refused.status, refused.body.code]).toEqual([400, "identity-data-not-taken"]);
    const pool = (await experts.all("all")).map(({ mail }) => mail as string);
    expect(pool.filter((mail) => mails.includes(mail))).toEqual([]);
  });

  it("is refused in a declaration, which then is still to be made", async () => {
    const { application } = await givenCleared(round);
    const expert = await givenExpert();
    await assigning(application, expert);
    const refused = await answerTo(handler, routes.declareInterests, {
      at: beforeReview,
      token: expert.token,
      headers: onceKey(),
      params: { id: application.id },
      body: { conflict: "tie", kind: "joint-work", note: "合作者身份证11010519491231002X" },
    });
    expect(refused.body.code).toBe("identity-data-not-taken");
    expect((await listOf(expert)).map(({ state }) => state)).toEqual(["ASSIGNED"]);
  });
});

describe("an officer assigns", () => {
  it("an expert to a cleared application, once, and it is told", async () => {
    const { application } = await givenCleared(round);
    const expert = await givenExpert();
    const { token } = await signedIn("officer");
    const headers = onceKey();
    const first = await assigning(application, expert, { token, headers });
    expect(first.body).toMatchObject({ state: "ASSIGNED", locksAt: round.reviewClosesAt, declared: [] });
    expect((await assigning(application, expert, { token, headers })).body).toEqual(first.body);
    expect((await assigning(application, expert)).body.code).toBe("already-exists");
    expect(await factsOf(expertAssigned, `${application.id}#${expert.id}`)).toHaveLength(1);
  });

  it("nobody to an application that is not cleared, nor after the lock", async () => {
    const { application } = await givenExamined(round);
    const expert = await givenExpert();
    expect((await assigning(application, expert)).body).toMatchObject({
      code: "wrong-state",
      eligibility: "FOUND",
    });
    const cleared = await givenCleared(round);
    const late = await assigning(cleared.application, expert, { at: "2021-12-03T10:00:00.001Z" });
    expect(late.body.code).toBe("reviews-locked");
  });

  it("no office holder of the society; a plain member with the membership written down", async () => {
    const { application, society } = await givenCleared(round);
    const holder = await givenExpert([{ kind: "office-holder", societyCode: society.code }]);
    expect((await assigning(application, holder)).body).toMatchObject({
      code: "conflict-of-interest",
      kinds: ["office-holder"],
    });
    const member = await givenExpert([{ kind: "member", societyCode: society.code }]);
    expect((await assigning(application, member)).body).toMatchObject({
      state: "ASSIGNED",
      declared: [{ kind: "member", societyCode: society.code }],
    });
  });

  it("no more experts than an application takes, also when several officers do it at once", async () => {
    const { application } = await givenCleared(round);
    const many = await Promise.all(Array.from({ length: 7 }, () => givenExpert()));
    const answers = await Promise.all(many.map((expert) => assigning(application, expert)));
    const made = answers.filter(({ status }) => status === 201).length;
    const panel = await panels.get({ applicationId: application.id });
    expect(panel?.count).toBe(made);
    expect(made).toBeLessThanOrEqual(5);
    for (const expert of many) await assigning(application, expert);
    expect((await panels.get({ applicationId: application.id }))?.count).toBe(5);
  });

  it("no more applications to an expert than the cap", async () => {
    const capped = await openRound({ ...cast2021, reviewing: { ...cast2021.reviewing, loadCap: 1 } });
    const expert = await givenExpert();
    const [one, other] = [await givenCleared(capped), await givenCleared(capped)];
    expect((await assigning(one.application, expert)).status).toBe(201);
    expect((await assigning(other.application, expert)).body.code).toBe("load-exceeded");
    await declaring(one.application, expert, "relative");
    expect((await assigning(other.application, expert)).status).toBe(201);
  });
});

describe("an expert with a cap of his or her own", () => {
  it("gets no more than that, however many the programme allows", async () => {
    const expert = await givenExpert([], { loadCap: 1 });
    const [one, other] = [await givenCleared(round), await givenCleared(round)];
    expect((await assigning(one.application, expert)).status).toBe(201);
    expect((await assigning(other.application, expert)).body.code).toBe("load-exceeded");
  });
});

describe("an expert who declares a tie that bars", () => {
  it("loses sight of the application everywhere, and gives the place to another", async () => {
    const { application, named } = await givenCleared(round);
    const expert = await givenExpert();
    await assigning(application, expert);
    await declaring(application, expert);
    const { body } = await declaring(application, expert, "office-holder");
    expect(body).toEqual({ state: "RECUSED" });
    expect(await listOf(expert)).toEqual([]);
    expect((await panels.get({ applicationId: application.id }))?.count).toBe(0);
    const asked = { at: duringReview, token: expert.token, params: { id: application.id } };
    const answers = [
      await answerTo(reviewsApi, reviewRoutes.getReviewed, asked),
      await answerTo(reviewsApi, reviewRoutes.listSheets, asked),
      await answerTo(reviewsApi, reviewRoutes.saveSheet, {
        ...asked,
        query: {},
        body: { version: 0, content: { scores: {}, opinion: "" } },
      }),
      await answerTo(uploadsApi, uploadRoutes.signDownload, {
        ...asked,
        params: { id: application.id, uploadId: named[0]?.uploadId ?? "" },
      }),
      await declaring(application, expert),
    ];
    expect(answers.map(({ body: { code } }) => code)).toEqual([
      "not-assigned",
      "not-assigned",
      "not-assigned",
      "not-found",
      "not-found",
    ]);
    expect(await factsOf(expertRecused, `${application.id}#${expert.id}`)).toHaveLength(1);
  });

  it("is not assigned to that application again", async () => {
    const { application } = await givenCleared(round);
    const expert = await givenExpert();
    await assigning(application, expert);
    await declaring(application, expert, "own-request");
    expect((await assigning(application, expert)).body.code).toBe("already-exists");
  });
});

describe("an expert who declares", () => {
  it("plain membership, which this programme wants written down, stays and may judge", async () => {
    const { application, society } = await givenCleared(round);
    const expert = await givenExpert();
    await assigning(application, expert);
    expect((await declaring(application, expert, "member")).body).toEqual({ state: "DECLARED" });
    const { body } = await answerTo(handler, routes.listAssignments, {
      at: duringReview,
      token: (await signedIn("supervisor")).token,
      params: { id: application.id },
    });
    expect(body.items[0].declared).toMatchObject([
      { kind: "member", societyCode: society.code, note: "本人说明" },
    ]);
    expect(await factsOf(expertRecused, `${application.id}#${expert.id}`)).toEqual([]);
  });

  it("sees title and society before, the content only after", async () => {
    const { application, society } = await givenCleared(round);
    const expert = await givenExpert();
    await assigning(application, expert);
    expect(await listOf(expert)).toMatchObject([
      { applicationId: application.id, societyCode: society.code, state: "ASSIGNED" },
    ]);
    const read = () =>
      answerTo(reviewsApi, reviewRoutes.getReviewed, {
        at: duringReview,
        token: expert.token,
        params: { id: application.id },
      });
    expect((await read()).body).toMatchObject({ code: "wrong-state", state: "ASSIGNED" });
    await declaring(application, expert);
    expect((await read()).body.sections.length).toBeGreaterThan(0);
  });

  it("until the last stage is locked and not afterwards, nor for an application of others", async () => {
    const { application } = await givenCleared(round);
    const expert = await givenExpert();
    expect((await declaring(application, expert)).body.code).toBe("not-found");
    await assigning(application, expert);
    const late = await declaring(application, expert, "relative", "2021-12-10T10:00:00.001Z");
    expect(late.body.code).toBe("reviews-locked");
    const last = await declaring(application, expert, "relative", "2021-12-10T10:00:00.000Z");
    expect(last.body.state).toBe("RECUSED");
  });
});
