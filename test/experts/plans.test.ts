import { beforeAll, beforeEach, describe, expect, it } from "vitest";
import { handler } from "../../functions/experts/api.ts";
import { handler as onApproved } from "../../functions/experts/on-plan-approved.ts";
import { handler as onAsked } from "../../functions/experts/on-plan-asked.ts";
import { loads, panels, plans } from "../../functions/experts/records.ts";
import type { AssignmentPlan, PlannedPanel } from "../../shared/contract/assignment-plan-record.ts";
import { experts as routes } from "../../shared/contract/experts.ts";
import type { Round } from "../../shared/contract/rounds.ts";
import {
  assignmentPlanApproved,
  assignmentPlanAsked,
  expertAssigned,
  expertReleased,
} from "../../shared/events/experts.ts";
import { cast2021 } from "../../shared/programme/cast-2021.ts";
import { transact } from "../../shared/store/commit.ts";
import { assignments } from "../../shared/store/published/assignments.ts";
import { experts } from "../../shared/store/published/experts.ts";
import { openRound } from "../applications/given.ts";
import { answerTo } from "../asked.ts";
import { onceKey, signedIn } from "../given.ts";
import { ownTable } from "../own-table.ts";
import { factsOf, lastFact, tell } from "../told.ts";
import { assigning, beforeReview, declaring, givenCleared, givenExpert, releasing } from "./given.ts";

// The pool is everybody's: a plan takes whom it finds.
beforeAll(ownTable);

/** Three experts for each application, so that a few make a round. */
const definition = { ...cast2021, reviewing: { ...cast2021.reviewing, expertsPerApplication: 3 } };

type Given = Awaited<ReturnType<typeof givenCleared>>;
type Pool = Awaited<ReturnType<typeof givenExpert>>[];
let officer: { token: string };
let second: { token: string };
let pool: Pool;
beforeAll(async () => {
  officer = await signedIn("officer");
  second = await signedIn("officer");
  pool = await Promise.all([1, 2, 3, 4].map(() => givenExpert()));
});

let round: Round;
let one: Given;
let other: Given;
beforeEach(async () => {
  round = await openRound(definition);
  one = await givenCleared(round);
  other = await givenCleared(round);
});

const by = ({ token }: { token: string }, at = beforeReview) => ({ at, token, headers: onceKey() });

/** An officer asks for a plan and it is computed. */
async function planned({ seed = 1 } = {}): Promise<AssignmentPlan> {
  const { body } = await answerTo(handler, routes.askAssignmentPlan, {
    ...by(officer),
    params: { id: round.id },
    body: { seed },
  });
  await tell(onAsked, await lastFact(assignmentPlanAsked, body.id));
  const plan = await plans.get({ id: body.id });
  if (!plan) throw new Error("there is no plan");
  return plan;
}

const approving = ({ id, version, frozen }: AssignmentPlan, who = second, at = beforeReview) =>
  answerTo(handler, routes.approveAssignmentPlan, {
    ...by(who, at),
    params: { id },
    body: { version, planHash: frozen?.planHash },
  });

/** A second officer approves, and everything follows. */
async function carriedOut(plan: AssignmentPlan): Promise<AssignmentPlan | undefined> {
  await approving(plan);
  await tell(onApproved, await lastFact(assignmentPlanApproved, plan.id));
  return plans.get({ id: plan.id });
}

async function panelsOf({ id }: AssignmentPlan, only = "all"): Promise<PlannedPanel[]> {
  const asked = { ...by(officer), params: { id }, query: { only } };
  return (await answerTo(handler, routes.listPlannedPanels, asked)).body.items;
}

const standingOf = async ({ application: { id } }: Given) =>
  (await assignments.list(id)).filter(({ state }) => state !== "RELEASED" && state !== "RECUSED");

describe("an officer who asks for a plan", () => {
  it("changes nothing: experts, loads and what each application could have had are shown, frozen under a hash", async () => {
    const plan = await planned();
    expect(plan).toMatchObject({
      state: "PROPOSED",
      frozen: { counts: { pairs: 6, added: 6, released: 0 } },
    });
    const { body } = await answerTo(handler, routes.getAssignmentPlan, {
      ...by(officer),
      params: { id: plan.id },
    });
    expect(body.plan.loads.reduce((sum: number, { count }: { count: number }) => sum + count, 0)).toBe(6);
    const shown = await panelsOf(plan);
    expect(shown.map(({ sum, ownBest }) => sum <= ownBest)).toEqual([true, true]);
    expect(await standingOf(one)).toEqual([]);
    const again = await planned();
    expect(again.frozen?.planHash).toBe(plan.frozen?.planHash);
    expect((await plans.get({ id: plan.id }))?.state).toBe("SUPERSEDED");
  });

  it("is shown page by page", async () => {
    const { id } = await planned();
    const page = async (query: Record<string, string>) =>
      (await answerTo(handler, routes.listPlannedPanels, { ...by(officer), params: { id }, query })).body;
    const first = await page({ limit: "1" });
    const last = await page({ limit: "1", cursor: first.cursor });
    expect([first.items.length, last.items.length, last.cursor]).toEqual([1, 1, null]);
    expect((await page({ cursor: "elsewhere" })).code).toBe("invalid-request");
  });

  it("is refused after the lock, for a round that is none, and while another plan is carried out", async () => {
    const asking = (id: string, at = beforeReview) =>
      answerTo(handler, routes.askAssignmentPlan, { ...by(officer, at), params: { id }, body: {} });
    expect((await asking(round.id, "2021-12-03T10:00:00.001Z")).body.code).toBe("reviews-locked");
    expect((await asking(round.id.replace(/.{4}$/, "0000"))).body.code).toBe("not-found");
    await approving(await planned());
    expect((await asking(round.id)).body).toMatchObject({ code: "wrong-state", state: "APPROVED" });
  });

  it("learns who is short where the experts don't suffice, and can't have that approved", async () => {
    for (const expert of pool.slice(2)) {
      await assigning(one.application, expert);
      await declaring(one.application, expert, "relative");
    }
    const plan = await planned();
    expect(plan.state).toBe("INFEASIBLE");
    const { body } = await answerTo(handler, routes.getAssignmentPlan, {
      ...by(officer),
      params: { id: plan.id },
    });
    expect(body.plan.infeasible).toMatchObject({
      short: 1,
      relaxation: { eligible: [{ applicationId: one.application.id, more: 1 }] },
    });
    expect((await approving(plan)).body.code).toBe("wrong-state");
  });
});

describe("a fit", () => {
  const correcting = (expert: Pool[number], fit: number, version = 0, reason = "长期从事该领域研究") =>
    answerTo(handler, routes.correctFit, {
      ...by(officer),
      params: { id: one.application.id, expertId: expert.id },
      body: { version, fit, reason },
    });

  it("that an officer corrects with a reason counts in the next plan, and is shown beside what was computed", async () => {
    const [expert] = pool;
    if (!expert) throw new Error("there is no expert");
    expect((await correcting(expert, 100)).body).toMatchObject({ fit: 100, version: 1 });
    const shown = (await panelsOf(await planned())).flatMap((panel) => panel.experts);
    expect(shown.find(({ corrected }) => corrected)).toMatchObject({
      expertId: expert.id,
      fit: 100,
      corrected: { fit: 100, reason: "长期从事该领域研究" },
    });
    expect((await correcting(expert, 50)).body).toMatchObject({ code: "version-conflict", version: 1 });
    expect((await correcting(expert, 50, 1)).body.version).toBe(2);
  });

  it("is not corrected with anybody's identity number", async () => {
    const [expert] = pool;
    const refused = expert && (await correcting(expert, 1, 0, "身份证11010519491231002X"));
    expect(refused?.body.code).toBe("identity-data-not-taken");
  });
});

describe("a plan that is approved", () => {
  it("by who asked for it, under another hash or after the lock, is not", async () => {
    const plan = await planned();
    expect((await approving(plan, officer)).body.code).toBe("second-person-required");
    expect((await approving({ ...plan, version: 9 })).body.code).toBe("version-conflict");
    expect((await approving(plan, second, "2021-12-03T10:00:00.001Z")).body.code).toBe("reviews-locked");
    expect(await standingOf(one)).toEqual([]);
  });

  it("becomes assignments, each told once, however often the approval is delivered", async () => {
    const plan = await planned();
    const done = await carriedOut(plan);
    expect(done).toMatchObject({ state: "CARRIED_OUT", outcome: { made: 6, skipped: 0 } });
    const shown = await panelsOf(plan);
    for (const given of [one, other]) {
      const standing = await standingOf(given);
      const wanted = shown.find(({ applicationId }) => applicationId === given.application.id);
      expect(standing.map(({ expertId }) => expertId).toSorted()).toEqual(
        wanted?.experts.map(({ expertId }) => expertId).toSorted(),
      );
      expect(standing.every(({ planId }) => planId === plan.id)).toBe(true);
      expect((await panels.get({ applicationId: given.application.id }))?.count).toBe(3);
    }
    await tell(onApproved, await lastFact(assignmentPlanApproved, plan.id));
    const [pair] = await standingOf(one);
    expect(await factsOf(expertAssigned, `${pair?.applicationId}#${pair?.expertId}`)).toHaveLength(1);
  });

  it("goes on where a crash left it, and does nothing twice", async () => {
    const plan = await planned();
    await approving(plan);
    const fact = await lastFact(assignmentPlanApproved, plan.id);
    await tell(onApproved, fact);
    // As if the last write, which ends it, had been lost.
    const ended = await plans.get({ id: plan.id });
    if (ended) await transact([plans.overwrite({ ...ended, state: "APPROVED", outcome: null })]);
    await tell(onApproved, { ...fact, id: fact.id.replace(/.{4}$/, "0000") as typeof fact.id });
    expect(await plans.get({ id: plan.id })).toMatchObject({
      state: "CARRIED_OUT",
      outcome: { made: 6, skipped: 0 },
    });
    const held = await Promise.all(pool.map(({ id }) => loads.get({ roundId: round.id, expertId: id })));
    expect(held.reduce((sum, load) => sum + (load?.count ?? 0), 0)).toBe(6);
  });

  it("leaves out a pair that a tie bars meanwhile, names it, and makes the others", async () => {
    const plan = await planned();
    const [barred] =
      (await panelsOf(plan)).find(({ applicationId }) => applicationId === one.application.id)?.experts ?? [];
    const expert = barred && (await experts.get({ id: barred.expertId }));
    if (!expert) throw new Error("the plan names nobody");
    const { societyCode } = one.application;
    const tie = { kind: "office-holder" as const, societyCode, until: null, note: "新任" };
    await transact([experts.overwrite({ ...expert, ties: [...expert.ties, tie], version: 2 })]);
    expect((await carriedOut(plan))?.outcome).toEqual({
      ...{ made: 5, skipped: 1 },
      skippedPairs: [
        { applicationId: one.application.id, expertId: expert.id, because: "conflict-of-interest" },
      ],
    });
    await transact([experts.overwrite({ ...expert, version: 3 })]);
  });
});

describe("after somebody drops out", () => {
  it("another plan keeps everybody else, shows what changes, and fills the place", async () => {
    await carriedOut(await planned());
    const [pair] = await standingOf(one);
    const expert = pool.find(({ id }) => id === pair?.expertId);
    if (!expert) throw new Error("nobody was assigned");
    expect((await releasing(one.application, expert)).body.state).toBe("RELEASED");
    const plan = await planned();
    expect(plan.frozen?.counts).toMatchObject({ kept: 5, added: 1, released: 0 });
    const changed = await panelsOf(plan, "changed");
    expect(changed.map(({ applicationId }) => applicationId)).toEqual([one.application.id]);
    await carriedOut(plan);
    const after = (await standingOf(one)).map(({ expertId }) => expertId);
    expect(after).toHaveLength(3);
    expect(after).not.toContain(expert.id);
  });

  it("one who only waits gives way where the place can't be filled otherwise, and loses sight of the application", async () => {
    round = await openRound({ ...definition, reviewing: { ...definition.reviewing, loadCap: 1 } });
    [one, other] = [await givenCleared(round), await givenCleared(round)];
    const more = await Promise.all([1, 2].map(() => givenExpert()));
    const [a, b, c, d] = pool;
    const [e, f] = more;
    if (!a || !b || !c || !d || !e || !f) throw new Error("the pool is too small");
    for (const expert of [a, b, c]) await assigning(one.application, expert);
    for (const expert of [d, e, f]) await assigning(other.application, expert);
    for (const expert of [a, b]) await declaring(one.application, expert);
    for (const expert of [e, f]) await declaring(other.application, expert);
    await releasing(one.application, c);
    // Only who waits elsewhere can come in, and only who was released can take that place.
    const plan = await planned();
    expect(plan.frozen?.counts).toMatchObject({ kept: 4, added: 2, released: 1 });
    expect((await carriedOut(plan))?.outcome).toMatchObject({ made: 2, skipped: 0 });
    const [moved] = await factsOf(expertReleased, `${other.application.id}#${d.id}`);
    expect(moved).toBeDefined();
    const { body } = await answerTo(handler, routes.listOwnAssignments, { ...by(d), query: {} });
    const seen = body.items.map(({ applicationId }: { applicationId: string }) => applicationId);
    expect(seen).toContain(one.application.id);
    expect(seen).not.toContain(other.application.id);
  });
});
