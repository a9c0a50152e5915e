import { createHash } from "node:crypto";
import { beforeAll, describe, expect, it } from "vitest";
import { handler } from "../../functions/reviews/api.ts";
import { reviews as routes } from "../../shared/contract/reviews.ts";
import type { Round } from "../../shared/contract/rounds.ts";
import { reviewSubmitted } from "../../shared/events/reviews.ts";
import { canonicalJson } from "../../shared/kernel/canonical.ts";
import { cast2021 } from "../../shared/programme/cast-2021.ts";
import { openRound } from "../applications/given.ts";
import { answerTo } from "../asked.ts";
import { assigning, declaring, givenCleared, givenExpert, givenStanding } from "../experts/given.ts";
import { onceKey, signedIn } from "../given.ts";
import { factsOf } from "../told.ts";
import { duringReview, listing, saving, scoresOf, submitting } from "./given.ts";

let round: Round;
let application: Awaited<ReturnType<typeof givenCleared>>["application"];
beforeAll(async () => {
  // Room for the expert of every test, and a defence at which nobody records who is there.
  round = await openRound({
    ...cast2021,
    reviewing: { ...cast2021.reviewing, expertsPerApplication: 50 },
    defence: cast2021.defence && { ...cast2021.defence, attendance: null },
  });
  ({ application } = await givenCleared(round));
});

const lock = "2021-12-03T10:00:00.000Z";
const afterLock = "2021-12-03T10:00:00.001Z";

/** An application of its own for a test that needs to know who has scored it. */
const own = async () => (await givenCleared(round)).application;

describe("a sheet", () => {
  it("is drafted with gaps, submitted without, and its hash is of what the expert signed", async () => {
    const expert = await givenStanding(application);
    const partly = await saving(application, expert, { scores: { budget: "70" }, opinion: "" });
    expect(partly.body).toMatchObject({ state: "DRAFT", version: 1, submitted: null });
    const gaps = await submitting(application, expert, { version: 1, scores: { budget: "70" } });
    expect(gaps.body.code).toBe("score-out-of-bounds");
    expect(gaps.body.faults).toHaveLength(5);
    const { body } = await submitting(application, expert, { version: 1 });
    expect(body).toMatchObject({ state: "SUBMITTED", version: 2, submitted: { submittedAt: duringReview } });
    const signed = {
      applicationId: application.id,
      expertId: expert.id,
      stage: "written",
      scores: scoresOf("80"),
      opinion: "同意",
    };
    expect(body.submitted.sha256).toBe(createHash("sha256").update(canonicalJson(signed)).digest("hex"));
    expect(await factsOf(reviewSubmitted, `${application.id}#written#${expert.id}`)).toMatchObject([
      { version: 2, payload: { isAmendment: false, sha256: body.submitted.sha256 } },
    ]);
  });

  it.each([
    ["below the least", "-1"],
    ["above the most", "101"],
    ["between the steps", "80.5"],
    ["in words", "良好"],
  ])("with a score %s is kept neither as a draft nor as a submission", async (_, score) => {
    const expert = await givenStanding(application);
    const scores = { ...scoresOf("80"), budget: score };
    for (const answer of [
      await saving(application, expert, { scores }),
      await submitting(application, expert, { scores }),
    ]) {
      expect(answer.status === 409 || answer.status === 400).toBe(true);
      expect(JSON.stringify(answer.body.faults)).toContain("budget");
    }
    expect((await listing(application, expert)).body.items).toEqual([]);
  });

  it("is amended with a reason, and what was signed before is kept with its hash", async () => {
    const expert = await givenStanding(application);
    const first = (await submitting(application, expert)).body;
    const changed = { version: 1, scores: scoresOf("90") };
    for (const reason of [undefined, "  "]) {
      const refused = await submitting(application, expert, { ...changed, ...(reason && { reason }) });
      expect(refused.body.code).toBe("invalid-request");
    }
    const { body } = await submitting(application, expert, { ...changed, reason: "重新核对材料" });
    expect(body.history).toEqual([{ ...first.submitted, reason: "重新核对材料" }]);
    expect(body.submitted.scores).toEqual(scoresOf("90"));
    expect((await factsOf(reviewSubmitted, `${application.id}#written#${expert.id}`)).at(-1)).toMatchObject({
      payload: { isAmendment: true },
    });
  });

  it("that is drafted on after its submission leaves what was submitted as it is", async () => {
    const expert = await givenStanding(application);
    await submitting(application, expert);
    const { body } = await saving(application, expert, { version: 1, scores: scoresOf("10") });
    expect(body).toMatchObject({
      state: "SUBMITTED",
      draft: { scores: scoresOf("10") },
      submitted: { scores: scoresOf("80") },
    });
  });

  it("of two windows of one expert is never overwritten unseen", async () => {
    const expert = await givenStanding(application);
    const answers = await Promise.all([saving(application, expert), saving(application, expert)]);
    expect(answers.map(({ status }) => status).toSorted()).toEqual([200, 409]);
    expect((await saving(application, expert)).body).toMatchObject({ code: "version-conflict", version: 1 });
  });

  it("is not written before the review opens", async () => {
    const expert = await givenStanding(application);
    const early = await saving(application, expert, { at: "2021-11-22T00:59:59.999Z" });
    expect(early.body).toMatchObject({ code: "not-open-yet", opensAt: round.reviewOpensAt });
  });

  it("arrives in time in the very instant of the lock, and late one millisecond after it", async () => {
    const [inTime, late] = [await givenStanding(application), await givenStanding(application)];
    expect((await submitting(application, inTime, { at: lock })).status).toBe(200);
    for (const write of [saving, submitting]) {
      const refused = await write(application, late, { at: afterLock });
      expect(refused.body).toMatchObject({ code: "reviews-locked", locksAt: lock });
    }
    const amended = await submitting(application, inTime, { version: 1, at: afterLock, reason: "迟到" });
    expect(amended.body.code).toBe("reviews-locked");
  });

  it("submitted with its key again after the lock gives the first answer", async () => {
    const mine = await own();
    const expert = await givenStanding(mine);
    const headers = onceKey();
    const first = await submitting(mine, expert, { headers });
    const again = await submitting(mine, expert, { headers, at: afterLock });
    expect(again.body).toEqual(first.body);
  });

  it("of the defence is written in the defence's own window, apart from the written one", async () => {
    const mine = await own();
    const expert = await givenStanding(mine);
    await submitting(mine, expert);
    const early = await submitting(mine, expert, { stage: "defence", at: duringReview });
    expect(early.body.code).toBe("not-open-yet");
    const { body } = await submitting(mine, expert, { stage: "defence", scores: scoresOf("60") });
    expect(body).toMatchObject({ stage: "defence", version: 1, locksAt: "2021-12-10T10:00:00.000Z" });
  });
});

describe("independence", () => {
  it("nobody sees another's sheet before submitting the own, and then only what was submitted", async () => {
    const mine = await own();
    const [one, other, drafting] = [
      await givenStanding(mine),
      await givenStanding(mine),
      await givenStanding(mine),
    ];
    await submitting(mine, one);
    await saving(mine, drafting, { scores: scoresOf("1") });
    const before = await listing(mine, other);
    expect(before.body.items).toEqual([]);
    await saving(mine, other, { scores: scoresOf("55") });
    expect((await listing(mine, other)).body.items).toHaveLength(1);
    await submitting(mine, other, { version: 1, scores: scoresOf("55") });
    await saving(mine, one, { version: 1, scores: scoresOf("99") });
    const { body } = await listing(mine, other);
    const shown = Object.fromEntries(
      body.items.map((sheet: { expertId: string; draft: { scores: object } }) => [
        sheet.expertId,
        sheet.draft.scores,
      ]),
    );
    expect(shown).toEqual({ [one.id]: scoresOf("80"), [other.id]: scoresOf("55") });
  });

  it("is kept in each stage by itself: a written sheet opens no sheet of the defence", async () => {
    const mine = await own();
    const [one, other] = [await givenStanding(mine), await givenStanding(mine)];
    for (const expert of [one, other]) await submitting(mine, expert);
    await submitting(mine, one, { stage: "defence", scores: scoresOf("66") });
    const { body } = await listing(mine, other, "2021-12-08T02:00:00.000Z");
    expect(body.items.map(({ stage }: { stage: string }) => stage)).toEqual(["written", "written"]);
  });

  it("holds towards the officers as well, until the scores are locked", async () => {
    const mine = await own();
    const [one, drafting] = [await givenStanding(mine), await givenStanding(mine)];
    await submitting(mine, one);
    await saving(mine, drafting);
    for (const role of ["officer", "supervisor"] as const) {
      const reader = await signedIn(role);
      expect((await listing(mine, reader, lock)).body.code).toBe("reviews-open");
      const { body } = await listing(mine, reader, afterLock);
      expect(body.items.map(({ expertId }: { expertId: string }) => expertId)).toEqual([one.id]);
    }
  });
});

describe("who is not assigned", () => {
  it("reads, writes and lists nothing", async () => {
    const stranger = await givenExpert();
    const read = await answerTo(handler, routes.getReviewed, {
      at: duringReview,
      token: stranger.token,
      params: { id: application.id },
    });
    const answers = [
      read,
      await saving(application, stranger),
      await submitting(application, stranger),
      await listing(application, stranger),
    ];
    expect(answers.map(({ body }) => body.code)).toEqual(Array(4).fill("not-assigned"));
  });

  it("or has not declared yet, writes nothing", async () => {
    const expert = await givenExpert();
    await assigning(application, expert);
    expect((await submitting(application, expert)).body).toMatchObject({
      code: "wrong-state",
      state: "ASSIGNED",
    });
  });

  it("or stands aside after scoring, cannot amend any more", async () => {
    const mine = await own();
    const expert = await givenStanding(mine);
    await submitting(mine, expert);
    await declaring(mine, expert, "relative", duringReview);
    const amended = await submitting(mine, expert, { version: 1, reason: "更正" });
    expect(amended.body.code).toBe("not-assigned");
  });
});

describe("what an expert reads", () => {
  it("is the application as frozen: its sections and files under their hashes, and the own sheet", async () => {
    const mine = await givenCleared(round);
    const expert = await givenStanding(mine.application);
    await saving(mine.application, expert);
    const { body } = await answerTo(handler, routes.getReviewed, {
      at: duringReview,
      token: expert.token,
      params: { id: mine.application.id },
    });
    const written = Object.fromEntries(
      body.sections.map(({ key, content }: { key: string; content: object }) => [key, content]),
    );
    expect(written).toEqual(mine.content);
    expect(body.files.map(({ kind }: { kind: string }) => kind)).toEqual(["form", "stamped"]);
    expect(body.sheet).toMatchObject({ state: "DRAFT", version: 1 });
    expect(JSON.stringify(body)).not.toContain(mine.approver.personId);
  });
});
