import { beforeAll, beforeEach, describe, expect, it } from "vitest";
import { handler } from "../../functions/experts/api.ts";
import { handler as onApproved } from "../../functions/experts/on-plan-approved.ts";
import { handler as onAsked } from "../../functions/experts/on-plan-asked.ts";
import { plans } from "../../functions/experts/records.ts";
import { experts as routes } from "../../shared/contract/experts.ts";
import type { Round } from "../../shared/contract/rounds.ts";
import { assignmentPlanApproved, assignmentPlanAsked } from "../../shared/events/experts.ts";
import { cast2021 } from "../../shared/programme/cast-2021.ts";
import { assignments } from "../../shared/store/published/assignments.ts";
import { experts } from "../../shared/store/published/experts.ts";
import { matchDecisions } from "../../shared/store/published/match-decisions.ts";
import { openRound } from "../applications/given.ts";
import { answerTo } from "../asked.ts";
import { onceKey, signedIn } from "../given.ts";
import { ownTable } from "../own-table.ts";
import { lastFact, tell } from "../told.ts";
import {
  assigning,
  beforeReview,
  deciding,
  givenCleared,
  givenExpert,
  importingLinks,
  matchesIn,
  officerLine,
} from "./given.ts";

// The pool is everybody's: a plan takes whom it finds.
beforeAll(ownTable);

const definition = { ...cast2021, reviewing: { ...cast2021.reviewing, expertsPerApplication: 3 } };
let round: Round;
let one: Awaited<ReturnType<typeof givenCleared>>;
let code: string;
let number = 0;
let who: { name: string; institution: string };
beforeEach(async () => {
  round = await openRound(definition);
  one = await givenCleared(round);
  code = one.application.societyCode;
  number += 1;
  who = { name: `专家第${number}人`, institution: `独立研究机构第${number}号` };
});

/** An expert who bears the name of an officer at another institution, and the proposed match. */
async function namesake() {
  const expert = await givenExpert([], who);
  await importingLinks([officerLine(code, who.name, "另一单位")]);
  const { body } = await matchesIn(round);
  return { expert, match: body.items[0] };
}

describe("an expert is not assigned", () => {
  it("who is on record of the society: the refusal says by which ground and source", async () => {
    const expert = await givenExpert([], who);
    await importingLinks([officerLine(code, who.name, who.institution)]);
    const { status, body } = await assigning(one.application, expert);
    expect([status, body.code]).toEqual([409, "conflict-on-record"]);
    expect(body.grounds).toEqual([
      { ground: "officer", societyCode: code, source: "第九届理事会名单", on: "2021-06-01" },
    ]);
    expect(await assignments.list(one.application.id)).toEqual([]);
    await importingLinks([
      officerLine(code, who.name, who.institution, { withdrawn: "是", on: "2021-11-01" }),
    ]);
    expect((await assigning(one.application, expert)).status).toBe(201);
  });

  it("of whom it is not known before a person says so: dismissed with a reason he or she is", async () => {
    const { expert, match } = await namesake();
    const { status, body } = await assigning(one.application, expert);
    expect([status, body.code]).toEqual([409, "conflict-undecided"]);
    expect(body.matches).toMatchObject([{ ground: "officer", linkId: match.linkId }]);
    expect((await deciding(round, match, { reason: " " })).body.code).toBe("invalid-request");
    expect((await deciding(round, match, { reason: "证件11010519491231002X" })).body.code).toBe(
      "identity-data-not-taken",
    );
    expect((await assigning(one.application, expert)).body.code).toBe("conflict-undecided");
    const decided = await deciding(round, match);
    expect(decided.body).toMatchObject({ decision: "dismissed", decidedAt: beforeReview, version: 1 });
    expect((await assigning(one.application, expert)).status).toBe(201);
  });

  it("of whom somebody confirmed it; whoever finds out better decides again, and both are kept", async () => {
    const { expert, match } = await namesake();
    await deciding(round, match, { decision: "confirmed", reason: "兼职单位，本人确认" });
    expect((await assigning(one.application, expert)).body).toMatchObject({ code: "conflict-on-record" });
    expect((await deciding(round, match)).body).toMatchObject({ code: "version-conflict", version: 1 });
    await deciding(round, match, { version: 1, reason: "再次核实，同名不同人" });
    const [held] = await matchDecisions.list(code);
    expect(held).toMatchObject({ decision: "dismissed", version: 2, earlier: [{ decision: "confirmed" }] });
    expect((await assigning(one.application, expert)).status).toBe(201);
  });
});

describe("a dismissal", () => {
  it("is not undone by another import of the same, and says nothing of what has changed", async () => {
    const { expert, match } = await namesake();
    await deciding(round, match);
    await importingLinks([
      officerLine(code, who.name, "另一单位", { source: "第十届名单", on: "2021-10-01" }),
    ]);
    expect((await matchesIn(round)).body.items).toEqual([]);
    await importingLinks([officerLine(code, who.name, "第三单位", { on: "2021-11-01" })]);
    const { items } = (await matchesIn(round)).body;
    expect(items).toMatchObject([
      { verdict: "proposed", linkId: match.linkId, decision: { decision: "dismissed", version: 1 } },
    ]);
    expect((await assigning(one.application, expert)).body.code).toBe("conflict-undecided");
    expect((await deciding(round, match, { version: 1 })).status).toBe(200);
  });

  it("is not for who is the same beyond doubt, nor for a match that there is not", async () => {
    const expert = await givenExpert([], who);
    await importingLinks([officerLine(code, who.name, who.institution)]);
    const [barred] = (await matchesIn(round, { only: "barred" })).body.items;
    expect((await deciding(round, barred)).body.code).toBe("conflict-on-record");
    const stranger = { ...barred, expertId: (await givenExpert()).id };
    expect((await deciding(round, stranger)).body.code).toBe("not-found");
    expect((await assigning(one.application, expert)).body.code).toBe("conflict-on-record");
  });
});

describe("the matches of a round", () => {
  it("are listed by what became of them, page by page, with whether the expert was assigned before", async () => {
    const expert = await givenExpert([], who);
    await assigning(one.application, expert);
    await importingLinks([officerLine(code, who.name, "另一单位"), officerLine(code, "无人相识", "某地")]);
    const { body } = await matchesIn(round, { limit: "1" });
    expect(body.items).toMatchObject([
      { applicationId: one.application.id, expertId: expert.id, isAssigned: true, verdict: "proposed" },
    ]);
    const { items } = (await matchesIn(round, { only: "all" })).body;
    expect(items).toHaveLength(1);
    expect((await matchesIn(round, { only: "dismissed" })).body.items).toEqual([]);
    expect((await matchesIn(round, { expertId: expert.id })).body.items).toHaveLength(1);
    const stranger = await givenExpert();
    expect((await matchesIn(round, { expertId: stranger.id })).body.items).toEqual([]);
  });

  it("are seen and decided by officers alone", async () => {
    const { match } = await namesake();
    for (const role of ["supervisor", "expert", "approver"] as const) {
      const { token } = await signedIn(role);
      const of = { at: beforeReview, token, headers: onceKey(), params: { id: round.id } };
      expect((await answerTo(handler, routes.listConflictMatches, { ...of, query: {} })).status).toBe(403);
      const body = { ...match, decision: "dismissed", reason: "x", version: 0 };
      expect((await answerTo(handler, routes.decideConflictMatch, { ...of, body })).status).toBe(403);
    }
  });
});

describe("a plan", () => {
  it("leaves out who is on record and who may be, says how many and why, and skips who came on record since", async () => {
    const barred = await givenExpert([], who);
    const alike = await givenExpert([], { ...who, institution: "另一研究机构" });
    await Promise.all([1, 2, 3, 4].map(() => givenExpert()));
    await importingLinks([officerLine(code, who.name, who.institution)]);
    const by = async () => ({ at: beforeReview, ...(await signedIn("officer")), headers: onceKey() });
    const asked = await answerTo(handler, routes.askAssignmentPlan, {
      ...{ ...(await by()), params: { id: round.id }, body: {} },
    });
    await tell(onAsked, await lastFact(assignmentPlanAsked, asked.body.id));
    const params = { id: asked.body.id };
    const { body } = await answerTo(handler, routes.getAssignmentPlan, { ...(await by()), params });
    expect(body.plan.leftOut).toEqual([
      {
        ...{ because: "conflict-undecided", ground: "officer", pairs: 1 },
        words: expect.objectContaining({ zh: expect.stringContaining("待核实") }),
      },
      {
        ...{ because: "conflict-on-record", ground: "officer", pairs: 1 },
        words: expect.objectContaining({ zh: expect.stringContaining("负责人") }),
      },
    ]);
    const { record } = body;
    const panels = await answerTo(handler, routes.listPlannedPanels, { ...(await by()), params, query: {} });
    const chosen: string[] = panels.body.items[0].experts.map(
      ({ expertId }: { expertId: string }) => expertId,
    );
    expect(chosen).not.toContain(barred.id);
    expect(chosen).not.toContain(alike.id);
    // The lot chooses among everybody in the pool: whoever it is comes on record now.
    const late = (await experts.all("all")).find(({ id }) => id === chosen[0]);
    if (!late) throw new Error("the plan has chosen nobody");
    await importingLinks([officerLine(code, late.name, "又一单位")]);
    await answerTo(handler, routes.approveAssignmentPlan, {
      ...{ ...(await by()), params, body: { version: record.version, planHash: record.frozen.planHash } },
    });
    await tell(onApproved, await lastFact(assignmentPlanApproved, params.id));
    const skipped = (await plans.get(record))?.outcome?.skippedPairs ?? [];
    expect(skipped.map(({ because }) => because)).toContain("conflict-undecided");
    const standing = (await assignments.list(one.application.id)).map(({ expertId }) => expertId as string);
    expect(standing).not.toContain(late.id);
  });
});
