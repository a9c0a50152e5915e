import { beforeAll, describe, expect, it } from "vitest";
import { handler } from "../../functions/reviews/api.ts";
import { reviews as routes } from "../../shared/contract/reviews.ts";
import type { Round } from "../../shared/contract/rounds.ts";
import { reviewSubmitted } from "../../shared/events/reviews.ts";
import { openRound } from "../applications/given.ts";
import { answerTo } from "../asked.ts";
import { assigning, declaring, givenCleared, givenExpert, givenStanding } from "../experts/given.ts";
import { onceKey, signedIn } from "../given.ts";
import { afterLock, givenScored, proposing, reading, smallProgramme } from "../selection/given.ts";
import { factsOf } from "../told.ts";
import { duringReview, listing, saving, scoresOf, submitting } from "./given.ts";

type Signed = { id: string; token: string };
const lock = "2021-12-03T10:00:00.000Z";

const signing = (
  application: { id: string },
  expert: { token: string },
  more: { version?: number; score?: string; reason?: string; at?: string; scores?: object } = {},
) =>
  answerTo(handler, routes.signCorrection, {
    at: more.at ?? afterLock,
    token: expert.token,
    headers: onceKey(),
    params: { id: application.id },
    query: {},
    body: {
      version: more.version ?? 1,
      content: { scores: more.scores ?? scoresOf(more.score ?? "90"), opinion: "更正后" },
      reason: more.reason ?? "誊写时错行",
    },
  });

const concluding = async (
  application: { id: string },
  { id, version }: { id: string; version: number },
  more: { conclusion?: string; token?: string; at?: string } = {},
) =>
  answerTo(handler, routes.concludeCorrection, {
    at: more.at ?? afterLock,
    token: more.token ?? (await signedIn("officer")).token,
    headers: onceKey(),
    params: { id: application.id, correctionId: id },
    body: { version, conclusion: more.conclusion ?? "countersigned", remark: "与纸质评分表核对" },
  });

const listed = async (round: { id: string }, token?: string) =>
  answerTo(handler, routes.listCorrections, {
    at: afterLock,
    token: token ?? (await signedIn("supervisor")).token,
    params: { id: round.id },
    query: {},
  });

const sheetsOf = async (application: { id: string }) =>
  (await listing(application, await signedIn("supervisor"), afterLock)).body.items;

let round: Round;
let application: Awaited<ReturnType<typeof givenScored>>["application"];
let first: Signed;
let second: Signed;
beforeAll(async () => {
  round = await openRound(smallProgramme);
  const scored = await givenScored(round, "80");
  application = scored.application;
  [first, second] = scored.experts as unknown as [Signed, Signed];
});

describe("a correction of a score sheet", () => {
  it("is not signed before the lock, nor by anybody but the sheet's expert", async () => {
    expect((await signing(application, first, { at: lock })).body).toMatchObject({
      code: "reviews-open",
      locksAt: lock,
    });
    const stranger = await givenExpert();
    expect((await signing(application, stranger)).body.code).toBe("not-assigned");
    for (const role of ["officer", "supervisor", "approver"] as const) {
      expect((await signing(application, await signedIn(role))).status).toBe(403);
    }
  });

  it("needs a reason, whole scores within their bounds, and the sheet as it stands", async () => {
    expect((await signing(application, first, { reason: " " })).body.code).toBe("invalid-request");
    expect((await signing(application, first, { scores: { budget: "80" } })).body.code).toBe(
      "score-out-of-bounds",
    );
    expect((await signing(application, first, { score: "101" })).body.code).toBe("score-out-of-bounds");
    expect((await signing(application, first, { version: 2 })).body).toMatchObject({
      code: "version-conflict",
      version: 1,
    });
    const { items } = (await listed(round)).body;
    expect(items).toEqual([]);
  });

  it("changes nothing by the expert's signature alone, nor when an officer refuses it", async () => {
    const before = await sheetsOf(application);
    const signed = (await signing(application, first)).body;
    expect(signed).toMatchObject({ state: "SIGNED", version: 1, concludedBy: null });
    expect(await sheetsOf(application)).toEqual(before);
    for (const role of ["supervisor", "expert", "administrator"] as const) {
      const { token } = await signedIn(role);
      expect((await concluding(application, signed, { token })).status).toBe(403);
    }
    const refused = await concluding(application, signed, { conclusion: "refused" });
    expect(refused.body).toMatchObject({ state: "REFUSED", version: 2 });
    expect(await sheetsOf(application)).toEqual(before);
    expect((await concluding(application, refused.body)).body.code).toBe("wrong-state");
  });

  it("signed by both replaces the sheet, keeps what stood there, and is told once by its hash", async () => {
    const [was] = (await sheetsOf(application)).filter(
      ({ expertId }: { expertId: string }) => expertId === first.id,
    );
    const signed = (await signing(application, first, { score: "90" })).body;
    expect(signed.replaces).toBe(was.submitted.sha256);
    const officer = await signedIn("officer");
    const { body } = await concluding(application, signed, { token: officer.token });
    expect(body).toMatchObject({ state: "COUNTERSIGNED", concludedBy: officer.personId });
    const [now] = (await sheetsOf(application)).filter(
      ({ expertId }: { expertId: string }) => expertId === first.id,
    );
    expect(now).toMatchObject({
      state: "SUBMITTED",
      version: 2,
      submitted: { scores: scoresOf("90"), sha256: signed.sha256, submittedAt: afterLock },
      history: [{ ...was.submitted, reason: "誊写时错行", correctionId: signed.id }],
    });
    const facts = await factsOf(reviewSubmitted, `${application.id}#written#${first.id}`);
    expect(facts.at(-1)).toMatchObject({ version: 2, payload: { isAmendment: true, sha256: signed.sha256 } });
    expect(JSON.stringify(facts)).not.toContain('"90"');
  });

  it("of two that were signed on one sheet, the second is told that it moved", async () => {
    const [one, other] = [
      (await signing(application, second, { score: "70" })).body,
      (await signing(application, second, { score: "60" })).body,
    ];
    const answers = await Promise.all([concluding(application, one), concluding(application, other)]);
    expect(answers.map(({ body }) => body.state ?? body.code).toSorted()).toEqual([
      "COUNTERSIGNED",
      "version-conflict",
    ]);
  });

  it("is shown to its own expert with what came of it, and to staff in a list", async () => {
    const seen = await answerTo(handler, routes.getReviewed, {
      at: afterLock,
      token: first.token,
      params: { id: application.id },
    });
    const states = seen.body.corrections.map(({ state }: { state: string }) => state);
    expect(states.toSorted()).toEqual(["COUNTERSIGNED", "REFUSED"]);
    expect((await listed(round)).body.items).toHaveLength(4);
    expect((await listed(round, first.token)).status).toBe(403);
  });
});

describe("what an expert has written", () => {
  it("is not lost with the lock: a draft is signed and countersigned like a correction", async () => {
    const own = (await givenCleared(round)).application;
    const expert = await givenStanding(own);
    await saving(own, expert, { scores: scoresOf("77") });
    expect((await submitting(own, expert, { version: 1, at: afterLock })).body.code).toBe("reviews-locked");
    const signed = (await signing(own, expert, { score: "77" })).body;
    expect(signed.replaces).toBeNull();
    await concluding(own, signed);
    expect(await sheetsOf(own)).toMatchObject([{ state: "SUBMITTED", history: [] }]);
  });

  it("is signed by nobody who has stood aside since", async () => {
    const own = (await givenCleared(round)).application;
    const expert = await givenExpert();
    await assigning(own, expert);
    await declaring(own, expert);
    await submitting(own, expert);
    const signed = (await signing(own, expert)).body;
    await declaring(own, expert, "relative", duringReview);
    expect((await concluding(own, signed)).body.code).toBe("not-assigned");
    expect((await signing(own, expert)).body.code).toBe("not-assigned");
  });
});

describe("corrections and the proposal of a decision", () => {
  it("never pass each other: what is countersigned counts, and later nothing moves", async () => {
    const own = await openRound(smallProgramme);
    const { application: judged, experts } = await givenScored(own, "80");
    const [expert, other] = experts as unknown as [Signed, Signed];
    const signed = (await signing(judged, expert, { score: "90" })).body;
    const late = (await signing(judged, other, { score: "10" })).body;
    const [countersigned, proposed] = await Promise.all([concluding(judged, signed), proposing(own)]);
    const decided = proposed.status === 201 ? proposed : await proposing(own);
    expect(decided.status).toBe(201);
    const { snapshot } = (await reading(decided.body)).body;
    expect(snapshot.includes(signed.sha256)).toBe(countersigned.status === 200);
    const code = "decision-proposed";
    expect((await concluding(judged, late)).body.code).toBe(code);
    expect((await signing(judged, other, { score: "20" })).body.code).toBe(code);
    expect((await concluding(judged, late, { conclusion: "refused" })).body.state).toBe("REFUSED");
  });
});
