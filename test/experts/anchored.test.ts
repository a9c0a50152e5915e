import { beforeAll, describe, expect, it } from "vitest";
import { handler } from "../../functions/experts/api.ts";
import { handler as onApproved } from "../../functions/experts/on-plan-approved.ts";
import { handler as onAsked } from "../../functions/experts/on-plan-asked.ts";
import { loads, panels, plans } from "../../functions/experts/records.ts";
import { handler as reviews } from "../../functions/reviews/api.ts";
import { handler as selection } from "../../functions/selection/api.ts";
import type { AssignmentPlan, PlannedPanel } from "../../shared/contract/assignment-plan-record.ts";
import { type Assignment, experts as routes } from "../../shared/contract/experts.ts";
import { reviews as reviewRoutes } from "../../shared/contract/reviews.ts";
import type { Round } from "../../shared/contract/rounds.ts";
import { selection as selectionRoutes } from "../../shared/contract/selection.ts";
import { assignmentPlanApproved, assignmentPlanAsked, expertAssigned } from "../../shared/events/experts.ts";
import { cast2021 } from "../../shared/programme/cast-2021.ts";
import type { ProgrammeDefinition } from "../../shared/programme/schema.ts";
import { transact } from "../../shared/store/commit.ts";
import { assignments } from "../../shared/store/published/assignments.ts";
import { openRound } from "../applications/given.ts";
import { answerTo } from "../asked.ts";
import { onceKey, signedIn } from "../given.ts";
import { ownTable } from "../own-table.ts";
import { duringDefence, duringReview, recording, saving, scoresOf, submitting } from "../reviews/given.ts";
import { afterLock, proposing, reading, smallProgramme } from "../selection/given.ts";
import { factsOf, lastFact, tell } from "../told.ts";
import { beforeReview, declaring, givenCleared, givenExpert, releasing } from "./given.ts";

// The pool is everybody's: a plan takes whom it finds.
beforeAll(ownTable);

const { reviewing } = cast2021;
/** Three experts in a panel, one anchor, a cap that the anchor takes no place of. */
const anchored = (definition: ProgrammeDefinition, countAgainstCap: boolean): ProgrammeDefinition => ({
  ...definition,
  reviewing: {
    ...reviewing,
    expertsPerApplication: 3,
    loadCap: 2,
    assignment: {
      ...reviewing.assignment,
      anchors: { ...reviewing.assignment.anchors, count: 1, countAgainstCap },
    },
  },
});

type Given = Awaited<ReturnType<typeof givenCleared>>;
type Pool = Awaited<ReturnType<typeof givenExpert>>[];
let officer: { token: string };
let second: { token: string };
let pool: Pool;
beforeAll(async () => {
  officer = await signedIn("officer");
  second = await signedIn("officer");
  pool = await Promise.all([1, 2, 3, 4, 5, 6].map(() => givenExpert()));
});

const by = ({ token }: { token: string }, at = beforeReview) => ({ at, token, headers: onceKey() });

async function planned(round: Round): Promise<AssignmentPlan> {
  const asked = { ...by(officer), params: { id: round.id }, body: { seed: 1 } };
  const { body } = await answerTo(handler, routes.askAssignmentPlan, asked);
  await tell(onAsked, await lastFact(assignmentPlanAsked, body.id));
  const plan = await plans.get({ id: body.id });
  if (!plan?.frozen) throw new Error("there is no plan");
  return plan;
}

async function carriedOut({ id, version, frozen }: AssignmentPlan): Promise<AssignmentPlan | undefined> {
  const body = { version, planHash: frozen?.planHash };
  await answerTo(handler, routes.approveAssignmentPlan, { ...by(second), params: { id }, body });
  await tell(onApproved, await lastFact(assignmentPlanApproved, id));
  return plans.get({ id });
}

const panelsOf = async ({ id }: AssignmentPlan, only = "all"): Promise<PlannedPanel[]> =>
  (await answerTo(handler, routes.listPlannedPanels, { ...by(officer), params: { id }, query: { only } }))
    .body.items;

const standingOf = async (id: PlannedPanel["applicationId"]) =>
  (await assignments.list(id)).filter(({ state }) => state === "ASSIGNED" || state === "DECLARED");

const partsIn = (pairs: readonly Assignment[]) => pairs.map(({ anchor }) => anchor?.as ?? "none").toSorted();

const personOf = (expertId: string) => {
  const person = pool.find(({ id }) => id === expertId);
  if (!person) throw new Error(`${expertId} is not of the pool`);
  return person;
};

/** A round of two applications whose plan with one anchor is carried out. */
async function laid(definition: ProgrammeDefinition) {
  const round = await openRound(definition);
  const given: [Given, Given] = [await givenCleared(round), await givenCleared(round)];
  const plan = await planned(round);
  const shown = await panelsOf(plan);
  const anchor = shown.find((one) => one.anchor);
  if (!anchor) throw new Error("the plan has no anchor");
  const done = await carriedOut(plan);
  const application = given.find((one) => one.application.id === anchor.applicationId)?.application;
  const other = given.find((one) => one.application.id !== anchor.applicationId)?.application;
  if (!application || !other) throw new Error("the anchor is none of the round");
  return { round, plan, done, anchor, application, other };
}

describe("an approved plan with an anchor", () => {
  it("gives the anchor to all six experts, three of its panel and three beside it; its counts and caps are a panel's", async () => {
    const { plan, done, application, other, round } = await laid(anchored(cast2021, false));
    expect(plan.frozen?.counts).toMatchObject({ pairs: 9, added: 9, beside: 3 });
    expect(done).toMatchObject({ state: "CARRIED_OUT", outcome: { made: 9, skipped: 0 } });
    expect(partsIn(await standingOf(application.id))).toEqual([
      ...["beside", "beside", "beside"],
      ...["panel", "panel", "panel"],
    ]);
    expect(partsIn(await standingOf(other.id))).toEqual(["none", "none", "none"]);
    expect((await panels.get({ applicationId: application.id }))?.count).toBe(3);
    const held = await Promise.all(pool.map(({ id }) => loads.get({ roundId: round.id, expertId: id })));
    expect(held.reduce((sum, load) => sum + (load?.count ?? 0), 0)).toBe(3);
  });

  it("takes a place of each cap where the definition counts anchors", async () => {
    const { round, anchor } = await laid(anchored(cast2021, true));
    const held = await Promise.all(pool.map(({ id }) => loads.get({ roundId: round.id, expertId: id })));
    expect(held.reduce((sum, load) => sum + (load?.count ?? 0), 0)).toBe(9);
    expect(anchor.anchor?.words.en).toContain("6 of the pool's 6 experts");
  });

  it("is told once for each pair, though a crash lost the end of it", async () => {
    const { plan, application } = await laid(anchored(cast2021, false));
    const fact = await lastFact(assignmentPlanApproved, plan.id);
    const ended = await plans.get({ id: plan.id });
    if (ended) await transact([plans.overwrite({ ...ended, state: "APPROVED", outcome: null })]);
    await tell(onApproved, { ...fact, id: fact.id.replace(/.{4}$/, "0000") as typeof fact.id });
    expect((await plans.get({ id: plan.id }))?.outcome).toMatchObject({ made: 9, skipped: 0 });
    for (const pair of await standingOf(application.id))
      expect(await factsOf(expertAssigned, `${pair.applicationId}#${pair.expertId}`)).toHaveLength(1);
    expect((await panels.get({ applicationId: application.id }))?.count).toBe(3);
  });
});

describe("who judges an anchor beside its panel", () => {
  it("reads and scores it in writing after declaring, and at its defence is nobody", async () => {
    const { round, application } = await laid(anchored(cast2021, false));
    const pairs = await standingOf(application.id);
    const beside = personOf(pairs.find(({ anchor }) => anchor?.as === "beside")?.expertId ?? "");
    expect((await saving(application, beside)).body.code).toBe("wrong-state");
    await declaring(application, beside);
    expect((await submitting(application, beside)).body).toMatchObject({ state: "SUBMITTED" });
    const late = await saving(application, beside, { stage: "defence", at: duringDefence });
    expect([late.status, late.body.code]).toEqual([409, "not-assigned"]);
    const present = await recording({ ...application, roundId: round.id }, { present: [beside] });
    expect(present.body.code).toBe("not-assigned");
    const { body } = await answerTo(reviews, reviewRoutes.listReviewProgress, {
      ...{ at: duringReview, token: officer.token, params: { id: round.id }, query: {} },
    });
    const own = body.items.find((one: { applicationId: string }) => one.applicationId === application.id);
    expect(own.isEven).toBe(false);
    expect(own.stages).toMatchObject([
      { stage: "written", asked: 6, submitted: 1 },
      { stage: "defence", asked: 3 },
    ]);
  });

  it("stands aside as everybody does: out of sight for good, and no later plan brings the expert back", async () => {
    const { round, application } = await laid(anchored(cast2021, false));
    const pairs = await standingOf(application.id);
    const beside = personOf(pairs.find(({ anchor }) => anchor?.as === "beside")?.expertId ?? "");
    expect((await declaring(application, beside, "relative")).body.state).toBe("RECUSED");
    expect((await saving(application, beside)).body.code).toBe("not-assigned");
    expect((await panels.get({ applicationId: application.id }))?.count).toBe(3);
    const again = await planned(round);
    const shown = (await panelsOf(again)).find((one) => one.anchor);
    expect(shown?.applicationId).toBe(application.id);
    expect(shown?.anchor).toMatchObject({ because: "stays", mayJudge: 5, pool: 6 });
    expect(shown?.experts.map(({ expertId }) => expertId)).not.toContain(beside.id);
  });
});

describe("after a member of an anchor's panel drops out", () => {
  it("one who judges it anyway takes the place, with what he or she has written, and the plan shows it", async () => {
    const { round, application } = await laid(anchored(cast2021, false));
    const pairs = await standingOf(application.id);
    for (const { expertId, anchor } of pairs)
      if (anchor?.as === "beside") await declaring(application, personOf(expertId));
    const member = personOf(pairs.find(({ anchor }) => anchor?.as === "panel")?.expertId ?? "");
    expect((await releasing(application, member)).body.state).toBe("RELEASED");
    expect((await panels.get({ applicationId: application.id }))?.count).toBe(2);
    const plan = await planned(round);
    expect(plan.frozen?.counts).toMatchObject({ kept: 8, added: 0, released: 0, reseated: 1 });
    const [changed, ...more] = await panelsOf(plan, "changed");
    expect(more).toEqual([]);
    const moved = changed?.experts.filter(({ was }) => was);
    expect(moved).toMatchObject([{ was: "beside", as: "panel", change: "kept" }]);
    expect((await carriedOut(plan))?.outcome).toMatchObject({ made: 0, skipped: 0 });
    const after = await standingOf(application.id);
    expect(partsIn(after)).toEqual(["beside", "beside", "panel", "panel", "panel"]);
    expect(after.find(({ expertId }) => expertId === moved?.[0]?.expertId)?.state).toBe("DECLARED");
    expect((await panels.get({ applicationId: application.id }))?.count).toBe(3);
  });

  it("who was to take the place and stands aside meanwhile is named in the outcome", async () => {
    const { round, application } = await laid(anchored(cast2021, false));
    const pairs = await standingOf(application.id);
    const member = personOf(pairs.find(({ anchor }) => anchor?.as === "panel")?.expertId ?? "");
    await releasing(application, member);
    const plan = await planned(round);
    const moved = (await panelsOf(plan, "changed"))[0]?.experts.find(({ was }) => was);
    await declaring(application, personOf(moved?.expertId ?? ""), "relative");
    expect((await carriedOut(plan))?.outcome).toMatchObject({
      skipped: 1,
      skippedPairs: [{ applicationId: application.id, expertId: moved?.expertId, because: "recused" }],
    });
    expect((await panels.get({ applicationId: application.id }))?.count).toBe(2);
  });
});

describe("the decision of a round with an anchor", () => {
  it("ranks the anchor by its panel's mean, shows all its scores, and says how well it joins whom", async () => {
    const { round, application, other } = await laid(anchored(smallProgramme, false));
    const score = new Map([
      ["panel", "80"],
      ["beside", "60"],
      ["none", "70"],
    ]);
    for (const { id } of [application, other])
      for (const { expertId, anchor } of await standingOf(id)) {
        const person = personOf(expertId);
        await declaring({ id }, person);
        await submitting({ id }, person, { scores: scoresOf(score.get(anchor?.as ?? "none") ?? "70") });
      }
    const preview = await answerTo(selection, selectionRoutes.previewRanking, {
      ...{ at: afterLock, token: officer.token, params: { id: round.id } },
    });
    expect(preview.body.groups).toMatchObject([{ stage: "written", anchors: [application.id] }]);
    const { body } = await proposing(round);
    const read = (await reading(body)).body;
    const snapshot = JSON.parse(read.snapshot);
    expect(snapshot.sheets.filter(({ isBeside }: { isBeside?: true }) => isBeside)).toHaveLength(3);
    const [first, next] = JSON.parse(read.decision).ranking;
    expect(first).toMatchObject({ applicationId: application.id, composite: "80.00" });
    expect(first.stages[0].sheets).toHaveLength(6);
    expect(next).toMatchObject({ applicationId: other.id, composite: "70.00" });
  });
});
