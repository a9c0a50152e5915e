import { beforeAll, beforeEach, describe, expect, it } from "vitest";
import { handler } from "../../functions/experts/api.ts";
import { drawAgain } from "../../functions/experts/draw-again.ts";
import { handler as onApproved } from "../../functions/experts/on-plan-approved.ts";
import { handler as onCompute } from "../../functions/experts/on-plan-asked.ts";
import { draws, plans, roundPanels } from "../../functions/experts/records.ts";
import type { AssignmentDraw } from "../../shared/contract/assignment-draw-record.ts";
import type { AssignmentPlan } from "../../shared/contract/assignment-plan-record.ts";
import { experts as routes } from "../../shared/contract/experts.ts";
import type { RoundPanel } from "../../shared/contract/round-panel-record.ts";
import type { Round } from "../../shared/contract/rounds.ts";
import {
  assignmentDrawApproved,
  assignmentDrawDrawn,
  assignmentDrawPoolAsked,
  assignmentPlanApproved,
  assignmentPlanAsked,
} from "../../shared/events/experts.ts";
import { cast2021 } from "../../shared/programme/cast-2021.ts";
import type { PanelRules } from "../../shared/programme/draw-rules.ts";
import { lotUnder } from "../../shared/runtime/lot.ts";
import { sha256Of } from "../../shared/runtime/sha256.ts";
import { transact } from "../../shared/store/commit.ts";
import { assignments } from "../../shared/store/published/assignments.ts";
import { experts } from "../../shared/store/published/experts.ts";
import { openRound } from "../applications/given.ts";
import { answerTo } from "../asked.ts";
import { onceKey, signedIn } from "../given.ts";
import { ownTable } from "../own-table.ts";
import { lastFact, tell } from "../told.ts";
import { assigning, beforeReview, givenCleared, givenExpert, releasing } from "./given.ts";

// The pool is everybody's: a draw takes whom it finds.
beforeAll(ownTable);

const basis = { assumption: { zh: "测试所设。", en: "Set by this test." } };
const stratum = (id: string, fields: string[], seats: number): PanelRules["strata"][number] => ({
  ...{ id, fields, seats },
  name: { zh: `${id}组`, en: id },
});

/** The call with three experts for each application, of a panel of four mathematicians and a physicist. */
const drawing = ({ seats = 4, loadCap = 40 } = {}) => ({
  ...cast2021,
  reviewing: {
    ...cast2021.reviewing,
    ...{ expertsPerApplication: 3, loadCap },
    assignment: {
      ...cast2021.reviewing.assignment,
      mode: "drawn" as const,
      draw: {
        ...{ strata: "none" as const, ownField: null, reserves: 5, supervised: false, basis },
        panel: {
          strata: [stratum("mathematics", ["数学"], seats), stratum("physics", ["物理"], 1)],
          whenShort: "refused" as const,
        },
      },
      panel: { odd: true, whenEven: "flagged" as const, perInstitution: "off" as const },
    },
  },
});

type Given = Awaited<ReturnType<typeof givenCleared>>;
type Signed = { token: string };
let officer: Signed;
let second: Signed;
let pool: Awaited<ReturnType<typeof givenExpert>>[];
beforeAll(async () => {
  [officer, second] = [await signedIn("officer"), await signedIn("officer")];
  pool = await Promise.all([1, 2, 3, 4, 5, 6, 7, 8].map(() => givenExpert()));
  // Two of them are physicists.
  for (const { id } of pool.slice(6)) {
    const held = await experts.get({ id });
    if (held) await transact([experts.overwrite({ ...held, fields: ["物理"], version: 2 })]);
  }
});

let round: Round;
let one: Given;
let other: Given;
beforeEach(async () => {
  round = await openRound(drawing());
  one = await givenCleared(round);
  other = await givenCleared(round);
});

type Route = keyof typeof routes;
const asking = (route: Route, id: string, who: Signed, body?: unknown) =>
  answerTo(handler, routes[route], {
    ...{ at: beforeReview, headers: onceKey(), params: { id }, token: who.token },
    ...(body !== undefined && { body }),
  });

async function standingDraw(id: AssignmentDraw["id"]): Promise<AssignmentDraw> {
  const draw = await draws.get({ id });
  if (!draw) throw new Error("there is no draw");
  return draw;
}

/** The pool is asked for and frozen. */
async function frozen(): Promise<AssignmentDraw> {
  const { body: draw } = await asking("commitAssignmentDraw", round.id, officer);
  await asking("freezeDrawPool", draw.id, officer, { version: draw.version });
  await tell(onCompute, await lastFact(assignmentDrawPoolAsked, draw.id));
  return standingDraw(draw.id);
}

/** Everything from the promise to the panel. */
async function drawn(): Promise<{ draw: AssignmentDraw; panel: RoundPanel }> {
  const { id, version, frozen: held } = await frozen();
  await asking("approveAssignmentDraw", id, second, { version, poolHash: held?.poolHash });
  await tell(onCompute, await lastFact(assignmentDrawApproved, id));
  await tell(onApproved, await lastFact(assignmentDrawDrawn, id));
  return { draw: await standingDraw(id), panel: await panelNow() };
}

async function panelNow(): Promise<RoundPanel> {
  const panel = await roundPanels.get({ roundId: round.id });
  if (!panel) throw new Error("there is no panel");
  return panel;
}

/** A plan as it was computed. */
async function planned(): Promise<AssignmentPlan> {
  const { body } = await asking("askAssignmentPlan", round.id, officer, {});
  await tell(onCompute, await lastFact(assignmentPlanAsked, body.id));
  const plan = await plans.get({ id: body.id });
  if (!plan) throw new Error("there is no plan");
  return plan;
}

const approving = ({ id, version, frozen: held }: AssignmentPlan) =>
  asking("approveAssignmentPlan", id, second, { version, planHash: held?.planHash });

/** A plan that is approved and carried out. */
async function carriedOut(): Promise<AssignmentPlan | undefined> {
  const plan = await planned();
  await approving(plan);
  await tell(onApproved, await lastFact(assignmentPlanApproved, plan.id));
  return plans.get({ id: plan.id });
}

const standingOf = async ({ application: { id } }: Given) =>
  (await assignments.list(id)).filter(({ state }) => state !== "RELEASED" && state !== "RECUSED");

const seatsOf = ({ groups }: RoundPanel) =>
  groups.flatMap((group) => group.drawn.map(({ expertId }) => expertId as string));

const calling = (given: Given) => asking("callReserve", given.application.id, officer);

/** A mathematician of the panel falls ill and is released from an application. */
async function dropsOut(given: Given) {
  const [mathematics] = (await panelNow()).groups;
  const standing = await standingOf(given);
  const gone = standing.find((pair) => mathematics?.drawn.some((seat) => seat.expertId === pair.expertId));
  if (!gone) throw new Error("nobody of the panel stands");
  await releasing(given.application, { id: gone.expertId });
  return gone.expertId;
}

describe("a panel that is drawn for the round", () => {
  it("has its seats for each field, assigns nobody by itself, and can be drawn again from its bundle", async () => {
    const { draw, panel } = await drawn();
    expect(
      panel.groups.map(({ stratum: of, drawn: some, reserves }) => [of, some.length, reserves.length]),
    ).toEqual([
      ["mathematics", 4, 2],
      ["physics", 1, 1],
    ]);
    expect(draw).toMatchObject({ state: "CARRIED_OUT", outcome: { made: 0, skipped: 0 } });
    expect(await standingOf(one)).toEqual([]);
    const { body: bundle } = await asking("getDrawBundle", draw.id, officer);
    expect(drawAgain(bundle, { sha256: sha256Of, lotUnder })).toEqual({ text: bundle.result });
    expect(drawAgain({ ...bundle, resultHash: draw.seedHash }, { sha256: sha256Of, lotUnder })).toMatchObject(
      {
        fault: "result-hash",
      },
    );
    await tell(onApproved, await lastFact(assignmentDrawDrawn, draw.id));
    expect(await panelNow()).toEqual(panel);
  });

  it("says which field has too few experts, before the seed is used", async () => {
    round = await openRound(drawing({ seats: 7 }));
    await givenCleared(round);
    const short = await frozen();
    expect(short).toMatchObject({
      ...{ state: "INFEASIBLE", seed: null },
      infeasible: { short: 1, strata: [{ stratum: "mathematics", seats: 7, experts: 6 }] },
    });
    expect(short.infeasible?.words.en).toMatch(/mathematics has 7 seats and 6 experts/);
  });

  it("says so before the seed is used where no panel of so many seats could judge everything", async () => {
    round = await openRound(drawing({ seats: 3, loadCap: 1 }));
    await Promise.all([givenCleared(round), givenCleared(round)]);
    expect(await frozen()).toMatchObject({
      ...{ state: "INFEASIBLE", seed: null },
      infeasible: { short: 2, strata: [] },
    });
  });

  it("is what a plan assigns, and nobody else; no plan is asked for before, and no other panel drawn after", async () => {
    expect((await asking("askAssignmentPlan", round.id, officer, {})).body).toMatchObject({
      ...{ code: "wrong-state", drawn: false },
    });
    const { panel } = await drawn();
    expect(await carriedOut()).toMatchObject({ state: "CARRIED_OUT", outcome: { made: 6, skipped: 0 } });
    for (const given of [one, other]) {
      const standing = await standingOf(given);
      expect(standing).toHaveLength(3);
      expect(standing.every(({ expertId }) => seatsOf(panel).includes(expertId))).toBe(true);
    }
    expect((await asking("commitAssignmentDraw", round.id, officer)).body).toMatchObject({
      ...{ code: "wrong-state", drawnBy: panel.planId },
    });
  });

  it("lets an officer name by hand who sits in it, and nobody else", async () => {
    const { panel } = await drawn();
    const [seated] = pool.filter(({ id }) => seatsOf(panel).includes(id));
    const outside = pool.find(({ id }) => !seatsOf(panel).includes(id));
    if (!seated || !outside) throw new Error("some sit and some do not");
    expect((await assigning(one.application, outside)).body.code).toBe("assignment-mode");
    expect((await assigning(one.application, seated)).status).toBe(201);
  });
});

describe("when somebody of the panel drops out", () => {
  it("the first reserve of the same field takes the seat, and the next plan changes nothing but that place", async () => {
    const { panel } = await drawn();
    await carriedOut();
    expect((await calling(one)).body).toMatchObject({ code: "wrong-state", experts: 3 });
    const before = await standingOf(other);
    const gone = await dropsOut(one);
    const [first, next] = panel.groups[0]?.reserves.map(({ expertId }) => expertId) ?? [];
    expect((await calling(one)).body).toMatchObject({ expertId: first, skipped: [], left: [next] });
    expect((await panelNow()).calls).toMatchObject([
      { expertId: first, inPlaceOf: gone, applicationId: one.application.id },
    ]);
    expect(await standingOf(one)).toHaveLength(2);
    const plan = await carriedOut();
    expect(plan?.frozen?.counts).toMatchObject({ added: 1, released: 0 });
    const standing = (await standingOf(one)).map(({ expertId }) => expertId as string);
    expect(standing).toHaveLength(3);
    expect(standing).not.toContain(gone);
    // What the one who is gone still had stays, or is another's once it is released; nobody else's place has moved.
    expect(await standingOf(other)).toEqual(before);
  });

  it("calls one reserve for one who is gone, and none for nobody; a plan from before can't be approved any more", async () => {
    await drawn();
    await carriedOut();
    await dropsOut(one);
    const stale = await planned();
    expect(stale.state).toBe("PROPOSED");
    expect((await calling(one)).status).toBe(201);
    expect((await approving(stale)).body.code).toBe("wrong-state");
    expect((await calling(one)).body).toMatchObject({
      ...{ code: "wrong-state", droppedOut: 0, plan: "SUPERSEDED" },
    });
  });

  it("passes over and names whom a hard rule keeps out; with none left of the field that is recorded, and one is named by hand", async () => {
    const { panel } = await drawn();
    await carriedOut();
    const reserves = panel.groups[0]?.reserves.map(({ expertId }) => expertId) ?? [];
    const { societyCode } = one.application;
    const tie = { kind: "relative" as const, societyCode, until: null, note: "新任" };
    const held = await Promise.all(reserves.map((id) => experts.get({ id })));
    for (const expert of held)
      if (expert) await transact([experts.overwrite({ ...expert, ties: [tie], version: 3 })]);
    await dropsOut(one);
    expect((await calling(one)).body).toMatchObject({
      ...{ expertId: null, left: reserves },
      skipped: reserves.map((expertId) => ({ expertId, because: "conflict-of-interest" })),
    });
    for (const expert of held) if (expert) await transact([experts.overwrite({ ...expert, version: 4 })]);
    const ever = [...seatsOf(panel), ...reserves] as string[];
    const outside = pool.find(({ id }) => !ever.includes(id));
    expect(outside && (await assigning(one.application, outside)).status).toBe(201);
  });

  it("and no plan can do without: where the panel does not suffice the next of all reserves comes in beside", async () => {
    round = await openRound(drawing({ seats: 2 }));
    const sole = await givenCleared(round);
    const { panel, draw } = await drawn();
    // Of three who were drawn one has a tie by now.
    const [first] = seatsOf(panel);
    const held = first && (await experts.get({ id: first as never }));
    if (!held) throw new Error("nobody was drawn");
    const { societyCode } = sole.application;
    const tie = { kind: "relative" as const, societyCode, until: null, note: "新任" };
    await transact([experts.overwrite({ ...held, ties: [tie], version: 5 })]);
    expect((await calling(sole)).body).toMatchObject({ code: "wrong-state", droppedOut: 0 });
    expect((await planned()).state).toBe("INFEASIBLE");
    const all = panel.groups.flatMap(({ reserves }) => reserves);
    const lowest = all.toSorted((a, b) => (a.lot < b.lot ? -1 : 1))[0];
    expect((await calling(sole)).body).toMatchObject({ expertId: lowest?.expertId });
    expect((await panelNow()).calls).toMatchObject([{ inPlaceOf: null }]);
    expect((await carriedOut())?.outcome).toMatchObject({ made: 3, skipped: 0 });
    await transact([experts.overwrite({ ...held, version: 6 })]);
    const { body: sheet } = await asking("getDrawSheet", draw.id, officer);
    expect(sheet).toContain("mathematics组");
    expect(sheet).toMatch(new RegExp(`递补[\\s\\S]*${lowest?.expertId}[\\s\\S]*${sole.application.id}`));
    for (const id of seatsOf(panel)) expect(sheet).toContain(id);
  });
});
