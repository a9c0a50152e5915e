import { createHash } from "node:crypto";
import { beforeAll, describe, expect, it } from "vitest";
import { handler as applicationsApi } from "../../functions/applications/api.ts";
import { handler } from "../../functions/selection/api.ts";
import { replay } from "../../functions/selection/replay.ts";
import { applications as applicationRoutes } from "../../shared/contract/applications.ts";
import type { Round } from "../../shared/contract/rounds.ts";
import { selection as routes } from "../../shared/contract/selection.ts";
import { decisionApproved, decisionProposed } from "../../shared/events/selection.ts";
import { cast2021 } from "../../shared/programme/cast-2021.ts";
import type { PaperCopies } from "../../shared/programme/documents.ts";
import type { SupplierRegistration } from "../../shared/programme/eligibility.ts";
import { transact } from "../../shared/store/commit.ts";
import { decisions } from "../../shared/store/published/decisions.ts";
import { societies } from "../../shared/store/published/societies.ts";
import { duringIntake, givenReady, openRound } from "../applications/given.ts";
import { answerTo } from "../asked.ts";
import { givenExamined, partyIncomplete } from "../eligibility/given.ts";
import { declaring, givenCleared, givenStanding } from "../experts/given.ts";
import { onceKey, signedIn } from "../given.ts";
import { followSubmission } from "../paper/given.ts";
import { duringReview, submitting } from "../reviews/given.ts";
import { factsOf } from "../told.ts";
import { afterLock, approving, givenScored, proposing, reading, smallProgramme } from "./given.ts";

const sha256 = (text: string) => createHash("sha256").update(text).digest("hex");

describe("a decision is not proposed", () => {
  it("before the last stage is locked, the lock's own instant included", async () => {
    const [small, whole] = [await openRound(smallProgramme), await openRound(cast2021)];
    const early = await proposing(small, { at: "2021-12-03T10:00:00.000Z" });
    expect(early.body).toMatchObject({ code: "reviews-open", locksAt: "2021-12-03T10:00:00.000Z" });
    const beforeDefence = await proposing(whole, { at: afterLock });
    expect(beforeDefence.body).toMatchObject({ code: "reviews-open", locksAt: "2021-12-10T10:00:00.000Z" });
  });

  it("while an examination is open, each that is missing named, whether found or half rejected", async () => {
    const round = await openRound(smallProgramme);
    await givenScored(round, "80");
    const found = await givenExamined(round);
    const half = await givenExamined(round, { facts: partyIncomplete });
    await half.determine("rejected");
    const { body } = await proposing(round);
    expect(body.code).toBe("examination-open");
    expect(body.missing.toSorted()).toEqual([found.application.id, half.application.id].toSorted());
  });

  it("while sheets are missing: drafts and those of experts who stood aside are none", async () => {
    const round = await openRound(smallProgramme);
    const { application } = await givenCleared(round);
    const [one, other] = [await givenStanding(application), await givenStanding(application)];
    await submitting(application, one);
    await submitting(application, other);
    await declaring(application, other, "relative", duringReview);
    const { body } = await proposing(round);
    expect(body).toMatchObject({
      code: "reviews-missing",
      missing: [{ applicationId: application.id, stage: "written", sheets: 1 }],
    });
    expect(await decisions.all(`round#${round.id}`)).toEqual([]);
  });

  it("by a supervisor or a society, nor of a round that nobody published", async () => {
    const round = await openRound(smallProgramme);
    for (const role of ["supervisor", "approver", "expert"] as const) {
      expect((await proposing(round, { token: (await signedIn(role)).token })).status).toBe(403);
    }
    expect((await proposing({ id: "rnd_00000000000000000000000000" })).status).toBe(404);
  });
});

describe("copies on paper that are short", () => {
  const { paper } = smallProgramme.documents;
  const short = (blocks: PaperCopies["blocks"]) =>
    openRound({
      ...smallProgramme,
      documents: { ...smallProgramme.documents, paper: paper && { ...paper, blocks } },
    });

  it.each([
    ["nothing", 1],
    ["defence", 0],
    ["award", 0],
    ["officer-decides", 1],
  ] as const)("stand in the way as the programme sets it: %s", async (blocks, ranked) => {
    const round = await short(blocks);
    const { application } = await givenScored(round, "80");
    await followSubmission(application.id);
    const { body } = await proposing(round);
    const { snapshot } = (await reading(body)).body;
    expect(JSON.parse(snapshot).applications).toHaveLength(ranked);
    expect(JSON.parse(snapshot).barred?.map((one: { because: string[] }) => one.because)).toEqual(
      ranked === 1 ? undefined : [["paper-short"]],
    );
  });
});

describe("a society that is no registered supplier", () => {
  const { supplierRegistration } = smallProgramme;
  const asking = (blocks: SupplierRegistration["blocks"]) =>
    openRound({
      ...smallProgramme,
      supplierRegistration: supplierRegistration && { ...supplierRegistration, blocks },
    });
  /** One registered and one of which the register knows nothing as a supplier. */
  async function givenBoth(blocks: SupplierRegistration["blocks"]) {
    const round = await asking(blocks);
    const [registered, unknown] = [await givenScored(round, "80"), await givenScored(round, "90")];
    const held = await societies.get({ code: unknown.society.code });
    if (!held) throw new Error("the register has the society");
    await transact([
      societies.replace({ ...held, facts: { ...held.facts, supplier: null }, version: held.version + 1 }),
    ]);
    return { round, registered, unknown };
  }

  it.each([
    ["never", 2],
    ["award", 2],
    ["defence", 1],
  ] as const)("stands in the decision as the programme sets it: %s", async (blocks, ranked) => {
    const { round } = await givenBoth(blocks);
    const { snapshot } = (await reading((await proposing(round)).body)).body;
    expect(JSON.parse(snapshot).applications).toHaveLength(ranked);
  });

  it("that is kept out is named in the decision with the rule, and the decision replays", async () => {
    const { round, unknown } = await givenBoth("defence");
    const { snapshot, decision } = (await reading((await proposing(round)).body)).body;
    const { ranking, barred, rules } = JSON.parse(decision);
    expect(ranking).toHaveLength(1);
    expect(barred).toEqual([
      {
        applicationId: unknown.application.id,
        societyCode: unknown.society.code,
        names: unknown.society.names,
        because: ["supplier-unregistered"],
      },
    ]);
    expect(rules.map(({ id }: { id: string }) => id)).toContain("barred-supplier-unregistered");
    expect(replay({ snapshot, decision }, sha256).outcome).toBe("same");
  });

  it("needs no sheets for the others to be decided", async () => {
    const round = await asking("defence");
    await givenScored(round, "80");
    const { society } = await givenCleared(round);
    const held = await societies.get({ code: society.code });
    if (!held) throw new Error("the register has the society");
    await transact([
      societies.replace({ ...held, facts: { ...held.facts, supplier: null }, version: held.version + 1 }),
    ]);
    expect((await proposing(round)).status).toBe(201);
  });
});

describe("a decision", () => {
  let round: Round;
  let names: Record<string, string>;
  let body: Awaited<ReturnType<typeof proposing>>["body"];

  beforeAll(async () => {
    round = await openRound(smallProgramme);
    const [second, first, low] = [
      await givenScored(round, "80"),
      await givenScored(round, "90"),
      await givenScored(round, "59"),
    ];
    const rejected = await givenExamined(round, { facts: partyIncomplete });
    await rejected.determine("rejected");
    await rejected.determine("rejected", { token: (await signedIn("officer")).token });
    const withdrawn = await givenReady(round);
    await withdrawn.submit(duringIntake);
    await answerTo(applicationsApi, applicationRoutes.withdrawApplication, {
      at: duringIntake,
      token: withdrawn.approver.token,
      headers: onceKey(),
      params: { id: withdrawn.application.id },
      body: { version: 2, reason: "另有安排" },
    });
    names = {
      [first.application.id]: "first",
      [second.application.id]: "second",
      [low.application.id]: "low",
      [rejected.application.id]: "rejected",
      [withdrawn.application.id]: "withdrawn",
    };
    ({ body } = await proposing(round));
  });

  it("ranks those who are cleared and nobody who was rejected or withdrew", async () => {
    const { decision } = (await reading(body)).body;
    const { ranking, tiers, reserves } = JSON.parse(decision);
    expect(ranking.map((row: { applicationId: string }) => names[row.applicationId])).toEqual([
      "first",
      "second",
      "low",
    ]);
    expect(ranking.at(-1).place).toEqual({ kind: "none", because: "below-minimum" });
    expect(
      tiers.map((tier: { applications: string[]; vacant: number }) => [
        tier.applications.map((id) => names[id]),
        tier.vacant,
      ]),
    ).toEqual([
      [["first"], 0],
      [["second"], 0],
      [[], 1],
    ]);
    expect(reserves).toEqual([]);
  });

  it("is kept with its snapshot under their hashes, and follows from it again to the same bytes", async () => {
    const { record, snapshot, decision } = (await reading(body)).body;
    expect([sha256(snapshot), sha256(decision)]).toEqual([record.snapshotHash, record.decisionHash]);
    expect([record.snapshotKey, record.decisionKey]).toEqual([
      expect.stringContaining(record.snapshotHash),
      expect.stringContaining(record.decisionHash),
    ]);
    expect(JSON.parse(snapshot).definitionHash).toBe(round.definitionHash);
    expect(replay({ snapshot, decision }, sha256)).toEqual({ outcome: "same", text: decision });
    const forged = snapshot.replace('"budget":"90"', '"budget":"91"');
    expect(replay({ snapshot: forged, decision }, sha256).outcome).toBe("differs");
  });

  it("proposed again from the same scores has the same hashes, and the one before is superseded", async () => {
    const again = (await proposing(round)).body;
    expect([again.snapshotHash, again.decisionHash]).toEqual([body.snapshotHash, body.decisionHash]);
    expect(await decisions.get({ id: body.id })).toMatchObject({ state: "SUPERSEDED" });
    expect((await approving({ ...body, version: 2 })).body).toMatchObject({
      code: "wrong-state",
      state: "SUPERSEDED",
    });
    body = again;
  });

  it("is approved by a second officer who names its very hash, once, and stands then", async () => {
    const proposer = await signedIn("officer");
    const own = (await proposing(round, { token: proposer.token })).body;
    expect((await approving(own, { token: proposer.token })).body.code).toBe("second-person-required");
    expect((await approving({ ...own, decisionHash: sha256("another") })).body).toMatchObject({
      code: "version-conflict",
      decisionHash: own.decisionHash,
    });
    const second = await signedIn("officer");
    const headers = onceKey();
    const approved = await approving(own, { token: second.token, headers });
    expect(approved.body).toMatchObject({ state: "APPROVED", approvedBy: second.personId, version: 2 });
    expect((await approving(own, { token: second.token, headers })).body).toEqual(approved.body);
    expect((await approving({ ...own, version: 2 })).body.code).toBe("wrong-state");
    expect((await proposing(round)).body).toMatchObject({ code: "wrong-state", state: "APPROVED" });
    expect(await factsOf(decisionProposed, own.id)).toHaveLength(1);
    expect(await factsOf(decisionApproved, own.id)).toMatchObject([
      { payload: { decisionHash: own.decisionHash, snapshotHash: own.snapshotHash } },
    ]);
  });

  it("is read by staff and by nobody else", async () => {
    for (const role of ["approver", "expert"] as const) {
      const { token } = await signedIn(role);
      const read = await answerTo(handler, routes.getDecision, {
        at: afterLock,
        token,
        params: { id: body.id },
      });
      expect(read.status).toBe(403);
    }
  });
});

describe("two officers at once", () => {
  it("leave one decision standing, however they meet", async () => {
    const round = await openRound(smallProgramme);
    await givenScored(round, "80");
    const answers = await Promise.all([proposing(round), proposing(round), proposing(round)]);
    expect(answers.map(({ status }) => status).toSorted()).toContain(201);
    for (const { status, body } of answers) {
      if (status !== 201) expect(body.code).toBe("version-conflict");
    }
    const standing = (await decisions.all(`round#${round.id}`)).filter(({ state }) => state === "PROPOSED");
    expect(standing).toHaveLength(1);
  });

  it("one approving and one proposing anew never leave an approved decision and another beside it", async () => {
    const round = await openRound(smallProgramme);
    await givenScored(round, "80");
    const first = (await proposing(round)).body;
    await Promise.all([approving(first), proposing(round)]);
    const states = (await decisions.all(`round#${round.id}`)).map(({ state }) => state).toSorted();
    expect([["APPROVED"], ["PROPOSED", "SUPERSEDED"]]).toContainEqual(states);
  });
});

describe("a round in which nobody is left to rank", () => {
  it("has a decision all the same: every place stays empty", async () => {
    const round = await openRound(smallProgramme);
    const { decision } = (await reading((await proposing(round)).body)).body;
    expect(JSON.parse(decision)).toMatchObject({
      ranking: [],
      tiers: [{ vacant: 1 }, { vacant: 1 }, { vacant: 1 }],
    });
  });
});
