import { createHash, createHmac } from "node:crypto";
import { beforeAll, beforeEach, describe, expect, it } from "vitest";
import { handler } from "../../functions/experts/api.ts";
import { drawAgain } from "../../functions/experts/draw-again.ts";
import { handler as onDrawn } from "../../functions/experts/on-plan-approved.ts";
import { handler as onCompute } from "../../functions/experts/on-plan-asked.ts";
import { drawSeeds, draws, panels } from "../../functions/experts/records.ts";
import { type AssignmentDraw, DrawResult } from "../../shared/contract/assignment-draw-record.ts";
import { experts as routes } from "../../shared/contract/experts.ts";
import type { Round } from "../../shared/contract/rounds.ts";
import {
  assignmentDrawApproved,
  assignmentDrawCommitted,
  assignmentDrawDrawn,
  assignmentDrawFrozen,
  assignmentDrawPoolAsked,
  expertAssigned,
} from "../../shared/events/experts.ts";
import { cast2021 } from "../../shared/programme/cast-2021.ts";
import type { OwnField } from "../../shared/programme/draw-rules.ts";
import { lotUnder } from "../../shared/runtime/lot.ts";
import { sha256Of } from "../../shared/runtime/sha256.ts";
import { transact } from "../../shared/store/commit.ts";
import { assignments } from "../../shared/store/published/assignments.ts";
import { experts } from "../../shared/store/published/experts.ts";
import { openRound } from "../applications/given.ts";
import { answerTo } from "../asked.ts";
import { onceKey, signedIn } from "../given.ts";
import { ownTable } from "../own-table.ts";
import { factsOf, lastFact, tell } from "../told.ts";
import { assigning, beforeReview, declaring, givenCleared, givenExpert, releasing } from "./given.ts";

// The pool is everybody's: a draw takes whom it finds.
beforeAll(ownTable);

const afterLock = "2021-12-03T10:00:00.001Z";

/** The call with three experts for each application, drawn by lot from six, two reserves, a supervisor beside. */
const drawing = ({
  supervised = true,
  loadCap = 40,
  ownField = null,
}: {
  supervised?: boolean;
  loadCap?: number;
  ownField?: OwnField | null;
} = {}) => ({
  ...cast2021,
  reviewing: {
    ...cast2021.reviewing,
    ...{ expertsPerApplication: 3, loadCap },
    assignment: {
      ...cast2021.reviewing.assignment,
      mode: "drawn" as const,
      draw: {
        ...{
          strata: ownField ? ("category" as const) : ("none" as const),
          ownField,
          panel: null,
          reserves: 2,
          supervised,
        },
        basis: { assumption: { zh: "测试所设。", en: "Set by this test." } },
      },
      panel: { odd: true, whenEven: "flagged" as const, perInstitution: "off" as const },
    },
  },
});

type Given = Awaited<ReturnType<typeof givenCleared>>;
type Pool = Awaited<ReturnType<typeof givenExpert>>[];
type Signed = { token: string };
let officer: Signed;
let second: Signed;
let supervisor: Signed;
let pool: Pool;
beforeAll(async () => {
  [officer, second] = [await signedIn("officer"), await signedIn("officer")];
  supervisor = await signedIn("supervisor");
  pool = await Promise.all([1, 2, 3, 4, 5, 6].map(() => givenExpert()));
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
const asking = (
  route: Route,
  id: string,
  who: Signed | undefined,
  { body, at = beforeReview, query }: { body?: unknown; at?: string; query?: Record<string, string> } = {},
) =>
  answerTo(handler, routes[route], {
    ...{ at, headers: onceKey(), params: { id } },
    ...(who && { token: who.token }),
    ...(body !== undefined && { body }),
    ...(query && { query }),
  });

const committed = async (): Promise<AssignmentDraw> =>
  (await asking("commitAssignmentDraw", round.id, officer)).body;

async function standingDraw(id: AssignmentDraw["id"]): Promise<AssignmentDraw> {
  const draw = await draws.get({ id });
  if (!draw) throw new Error("there is no draw");
  return draw;
}

/** The pool is asked for and frozen. */
async function frozen(draw: AssignmentDraw): Promise<AssignmentDraw> {
  await asking("freezeDrawPool", draw.id, officer, { body: { version: draw.version } });
  await tell(onCompute, await lastFact(assignmentDrawPoolAsked, draw.id));
  return standingDraw(draw.id);
}

const witnessing = ({ id, seedHash, frozen: held }: AssignmentDraw, who = supervisor) =>
  asking("witnessAssignmentDraw", id, who, { body: { seedHash, poolHash: held?.poolHash } });

const approving = ({ id, version, frozen: held }: AssignmentDraw, who = second, at = beforeReview) =>
  asking("approveAssignmentDraw", id, who, { at, body: { version, poolHash: held?.poolHash } });

/** Everything from the promise to the pairs. */
async function carriedOut(): Promise<AssignmentDraw> {
  const { id } = await frozen(await committed());
  await witnessing(await standingDraw(id));
  await approving(await standingDraw(id));
  await tell(onCompute, await lastFact(assignmentDrawApproved, id));
  await tell(onDrawn, await lastFact(assignmentDrawDrawn, id));
  return standingDraw(id);
}

const standingOf = async ({ application: { id } }: Given) =>
  (await assignments.list(id)).filter(({ state }) => state !== "RELEASED" && state !== "RECUSED");

const bundleOf = async ({ id }: AssignmentDraw) => (await asking("getDrawBundle", id, officer)).body;

const panelOf = async (draw: AssignmentDraw, given: Given) => {
  const { panels: all } = DrawResult.parse(JSON.parse((await bundleOf(draw)).result));
  const own = all.find(({ applicationId }) => applicationId === given.application.id);
  if (!own) throw new Error("nobody was drawn for it");
  return own;
};

/** The first who was drawn for an application drops out. */
async function dropsOut(given: Given) {
  const [pair] = await standingOf(given);
  const expert = pool.find(({ id }) => id === pair?.expertId);
  if (!expert) throw new Error("nobody stands");
  await releasing(given.application, expert);
  return expert;
}

const calling = (given: Given, at = beforeReview) =>
  asking("callReserve", given.application.id, officer, { at });

describe("a draw of experts", () => {
  it("promises a seed that nobody can read before it is used, and tells its hash", async () => {
    const draw = await committed();
    const sealed = await drawSeeds.get({ planId: draw.id });
    const seen = JSON.stringify([
      draw,
      (await asking("getAssignmentDraw", draw.id, officer)).body,
      (await asking("listAssignmentDraws", round.id, undefined, { query: {} })).body,
    ]);
    expect(seen).not.toContain(String(sealed?.seed));
    expect(createHash("sha256").update(String(sealed?.seed)).digest("hex")).toBe(draw.seedHash);
    expect(await factsOf(assignmentDrawCommitted, draw.id)).toMatchObject([
      { payload: { seedHash: draw.seedHash, roundId: round.id } },
    ]);
  });

  it("is not opened where a plan assigns, for a round that is none, after the lock, or while another is under way", async () => {
    const planned = await openRound(cast2021);
    expect((await asking("commitAssignmentDraw", planned.id, officer)).body).toMatchObject({
      ...{ code: "assignment-mode", mode: "optimised" },
    });
    const none = round.id.replace(/.{4}$/, "0000");
    expect((await asking("commitAssignmentDraw", none, officer)).body.code).toBe("not-found");
    const late = await asking("commitAssignmentDraw", round.id, officer, { at: afterLock });
    expect(late.body.code).toBe("reviews-locked");
    await committed();
    expect((await asking("commitAssignmentDraw", round.id, second)).body).toMatchObject({
      ...{ code: "wrong-state", state: "COMMITTED" },
    });
  });

  it("freezes who can be drawn, and does so anew until it is drawn: whoever was there before has to look again", async () => {
    const first = await frozen(await committed());
    expect(first).toMatchObject({
      state: "FROZEN",
      frozen: { counts: { applications: 2, experts: 6, pairs: 12 } },
    });
    expect(await factsOf(assignmentDrawFrozen, first.id)).toHaveLength(1);
    await witnessing(first);
    const { societyCode } = one.application;
    const [barred] = pool;
    const held = barred && (await experts.get({ id: barred.id }));
    if (!held) throw new Error("the pool is empty");
    const tie = { kind: "office-holder" as const, societyCode, until: null, note: "新任" };
    await transact([experts.overwrite({ ...held, ties: [tie], version: 2 })]);
    const again = await frozen(await standingDraw(first.id));
    await transact([experts.overwrite({ ...held, version: 3 })]);
    expect(again).toMatchObject({ witnesses: [], frozen: { counts: { pairs: 11 } } });
    expect(again.frozen?.poolHash).not.toBe(first.frozen?.poolHash);
    expect(again.seedHash).toBe(first.seedHash);
  });

  it("says who is short where the pool does not suffice, and can't be approved", async () => {
    round = await openRound(drawing({ loadCap: 1 }));
    const three = [await givenCleared(round), await givenCleared(round), await givenCleared(round)];
    const short = await frozen(await committed());
    expect(short).toMatchObject({ state: "INFEASIBLE", frozen: null, infeasible: { short: 3 } });
    expect(short.infeasible?.applications.map(({ applicationId }) => applicationId).toSorted()).toEqual(
      three.map(({ application }) => application.id).toSorted(),
    );
    expect(short.infeasible?.words.zh).toMatch(/共缺3个名额/);
    expect((await approving(short)).body.code).toBe("invalid-request");
    const named = await asking("approveAssignmentDraw", short.id, second, {
      body: { version: short.version, poolHash: short.seedHash },
    });
    expect(named.body.code).toBe("wrong-state");
  });

  it("is not held by who had the pool frozen, without a supervisor, on another list, or after the lock", async () => {
    const draw = await frozen(await committed());
    expect((await approving(draw)).body.code).toBe("supervisor-absent");
    expect((await witnessing({ ...draw, seedHash: sha256Of("another") })).body.code).toBe("version-conflict");
    expect((await witnessing(draw, officer)).body.code).toBe("forbidden");
    expect((await witnessing(draw)).body.witnesses).toHaveLength(1);
    expect((await witnessing(draw)).body.code).toBe("already-exists");
    const seen = await standingDraw(draw.id);
    expect((await approving(seen, officer)).body.code).toBe("second-person-required");
    expect((await approving({ ...seen, version: 1 })).body.code).toBe("version-conflict");
    expect((await approving(seen, second, afterLock)).body.code).toBe("reviews-locked");
    expect(await standingDraw(draw.id)).toEqual({ ...seen, seed: null });
    expect((await asking("getDrawBundle", draw.id, officer)).body.code).toBe("wrong-state");
    expect((await asking("getDrawSheet", draw.id, officer)).body.code).toBe("wrong-state");
  });

  it("needs no supervisor where the programme asks for none", async () => {
    round = await openRound(drawing({ supervised: false }));
    const draw = await frozen(await committed());
    expect((await approving(draw)).body.state).toBe("APPROVED");
  });

  it("gives each application its experts, each told once, however often it is delivered", async () => {
    const draw = await carriedOut();
    expect(draw).toMatchObject({ state: "CARRIED_OUT", outcome: { made: 6, skipped: 0 } });
    for (const given of [one, other]) {
      const standing = await standingOf(given);
      const wanted = (await panelOf(draw, given)).drawn.map(({ expertId }) => expertId);
      expect(standing.map(({ expertId }) => expertId).toSorted()).toEqual(wanted.toSorted());
      expect(standing.every(({ planId }) => planId === draw.id)).toBe(true);
      expect((await panels.get({ applicationId: given.application.id }))?.count).toBe(3);
    }
    await tell(onDrawn, await lastFact(assignmentDrawDrawn, draw.id));
    await tell(onCompute, await lastFact(assignmentDrawApproved, draw.id));
    await tell(onCompute, await lastFact(assignmentDrawPoolAsked, draw.id));
    const [pair] = await standingOf(one);
    expect(await factsOf(expertAssigned, `${pair?.applicationId}#${pair?.expertId}`)).toHaveLength(1);
    expect(await standingDraw(draw.id)).toEqual(draw);
  });

  it("goes on where a crash left it, and does nothing twice", async () => {
    const draw = await carriedOut();
    const fact = await lastFact(assignmentDrawDrawn, draw.id);
    // As if the last write, which ends it, had been lost.
    await transact([draws.overwrite({ ...draw, state: "DRAWN", outcome: null })]);
    await tell(onDrawn, { ...fact, id: fact.id.replace(/.{4}$/, "0000") as typeof fact.id });
    expect(await standingDraw(draw.id)).toEqual({ ...draw, version: draw.version + 1 });
    expect((await standingOf(one)).length).toBe(3);
  });

  it("leaves out a pair that a tie bars since the pool was frozen, and names it", async () => {
    const before = await frozen(await committed());
    await witnessing(before);
    await approving(await standingDraw(before.id));
    await tell(onCompute, await lastFact(assignmentDrawApproved, before.id));
    const draw = await standingDraw(before.id);
    const [first] = (await panelOf(draw, one)).drawn;
    const held = first && (await experts.get({ id: first.expertId }));
    if (!held) throw new Error("nobody was drawn");
    const { societyCode } = one.application;
    const tie = { kind: "office-holder" as const, societyCode, until: null, note: "新任" };
    await transact([experts.overwrite({ ...held, ties: [tie], version: 4 })]);
    await tell(onDrawn, await lastFact(assignmentDrawDrawn, draw.id));
    await transact([experts.overwrite({ ...held, version: 5 })]);
    expect((await standingDraw(draw.id)).outcome).toMatchObject({
      ...{ made: 5, skipped: 1 },
      skippedPairs: [{ expertId: held.id, because: "conflict-of-interest" }],
    });
    expect((await calling(one)).body.expertId).toBe((await panelOf(draw, one)).reserves[0]?.expertId);
  });

  it("can be repeated by anybody from its bundle, to the byte", async () => {
    const draw = await carriedOut();
    const bundle = await bundleOf(draw);
    expect(drawAgain(bundle, { sha256: sha256Of, lotUnder })).toEqual({ text: bundle.result });
    const [listed] = (await asking("listAssignmentDraws", round.id, undefined, { query: {} })).body.items;
    expect(listed).toEqual({
      ...{ id: draw.id, roundId: round.id, state: "CARRIED_OUT", committedAt: draw.committedAt },
      ...{ frozenAt: draw.frozenAt, approvedAt: draw.approvedAt },
      ...{ seed: bundle.seed, seedHash: bundle.seedHash, poolHash: bundle.poolHash },
      resultHash: bundle.resultHash,
    });
    // The lot by hand, as the sheet tells it.
    const { applicationId, drawn } = await panelOf(draw, one);
    const lotOf = (id: string) =>
      createHmac("sha256", Buffer.from(bundle.seed, "hex")).update(`${applicationId}#${id}`).digest("hex");
    expect(drawn.map(({ expertId }) => lotOf(expertId))).toEqual(drawn.map(({ lot }) => lot));
  });

  it("leaves a sheet to print and to sign: hashes, officers, supervisor, who was drawn and who comes next", async () => {
    const draw = await carriedOut();
    await dropsOut(one);
    const { expertId } = (await calling(one)).body;
    const { body } = await asking("getDrawSheet", draw.id, supervisor);
    const { seed, seedHash, poolHash, resultHash } = await bundleOf(draw);
    for (const shown of [seed, seedHash, poolHash, resultHash, draw.id, one.application.id, "专家抽取记录表"])
      expect(body).toContain(shown);
    for (const who of [draw.committedBy, draw.askedBy, draw.approvedBy, draw.witnesses[0]?.witnessedBy])
      expect(body).toContain(who);
    expect(body).toMatch(new RegExp(`递补[\\s\\S]*${expertId}`));
    expect((await asking("getDrawSheet", draw.id, pool[0])).status).toBe(403);
  });
});

describe("when somebody who was drawn drops out", () => {
  it("the first reserve takes the place, then the second; then it says that none is left, and only then one is named by hand", async () => {
    const draw = await carriedOut();
    const { reserves } = await panelOf(draw, one);
    const [first, next] = reserves.map(({ expertId }) => expertId);
    expect((await calling(one)).body).toMatchObject({ code: "wrong-state", experts: 3 });
    const gone = await dropsOut(one);
    const others = pool.filter(
      ({ id }) => id !== gone.id && !reserves.some(({ expertId }) => expertId === id),
    );
    expect((await assigning(one.application, gone)).body.code).toBe("assignment-mode");
    expect((await calling(one)).body).toMatchObject({ expertId: first, skipped: [], left: [next] });
    const called = (await standingOf(one)).find(({ expertId }) => expertId === first);
    expect(called?.planId).toBe(draw.id);
    await dropsOut(one);
    expect((await calling(one)).body).toMatchObject({ expertId: next, left: [] });
    await dropsOut(one);
    const free = async () => {
      const pairs = await assignments.list(one.application.id);
      return others.find(({ id }) => !pairs.some(({ expertId }) => expertId === id));
    };
    const unnamed = await free();
    expect(unnamed && (await assigning(one.application, unnamed)).body.code).toBe("assignment-mode");
    expect((await calling(one)).body).toMatchObject({ expertId: null, skipped: [], left: [] });
    expect(unnamed && (await assigning(one.application, unnamed)).status).toBe(201);
    expect(await standingOf(one)).toHaveLength(3);
  });

  it("a reserve whom a hard rule keeps out now is passed over and named, and is asked again when it does not", async () => {
    const draw = await carriedOut();
    const [first, next] = (await panelOf(draw, one)).reserves.map(({ expertId }) => expertId);
    const held = first && (await experts.get({ id: first }));
    if (!held) throw new Error("there are no reserves");
    const { societyCode } = one.application;
    const tie = { kind: "relative" as const, societyCode, until: null, note: "新任" };
    await transact([experts.overwrite({ ...held, ties: [tie], version: 6 })]);
    await dropsOut(one);
    expect((await calling(one)).body).toMatchObject({
      ...{ expertId: next, left: [first] },
      skipped: [{ expertId: first, because: "conflict-of-interest" }],
    });
    await transact([experts.overwrite({ ...held, version: 7 })]);
    await dropsOut(one);
    expect((await calling(one)).body).toMatchObject({ expertId: first, left: [] });
  });

  it.each(["refused", "filled"] as const)(
    "a seat for the field calls those of the field alone; where others may fill it (%s) the next of them",
    async (whenShort) => {
      round = await openRound(drawing({ ownField: { seats: 2, whenShort } }));
      const given = await givenCleared(round);
      const ofField = await Promise.all(pool.slice(0, 2).map(({ id }) => experts.get({ id })));
      for (const held of ofField)
        if (held)
          await transact([experts.overwrite({ ...held, fields: ["理科"], version: held.version + 1 })]);
      const draw = await carriedOut();
      const panel = await panelOf(draw, given);
      const drawnIds = panel.drawn.map(({ expertId }) => expertId as string);
      for (const held of ofField) expect(drawnIds).toContain(held?.id);
      const [gone] = pool;
      if (gone) await releasing(given.application, gone);
      const [first] = panel.reserves.map(({ expertId }) => expertId);
      const { body } = await calling(given);
      expect(body.expertId).toBe(whenShort === "filled" ? first : null);
      const { body: sheet } = await asking("getDrawSheet", draw.id, supervisor);
      expect(sheet).toContain("本领域名额已抽满");
      for (const held of ofField)
        if (held) await transact([experts.overwrite({ ...held, version: held.version + 2 })]);
    },
  );

  it("a recusal frees the place as well; after the lock nobody is called, nor before anybody was drawn", async () => {
    expect((await calling(one)).body).toMatchObject({ code: "wrong-state", drawn: false });
    await carriedOut();
    const [pair] = await standingOf(one);
    const expert = pool.find(({ id }) => id === pair?.expertId);
    if (!expert) throw new Error("nobody was drawn");
    await declaring(one.application, expert, "relative");
    expect((await calling(one, afterLock)).body.code).toBe("reviews-locked");
    expect((await calling(one)).status).toBe(201);
    expect(await standingOf(one)).toHaveLength(3);
  });

  it("another draw is for applications without experts and reserves alone, with a seed of its own", async () => {
    const first = await carriedOut();
    await dropsOut(one);
    const late = await givenCleared(round);
    const draw = await carriedOut();
    expect(draw.seedHash).not.toBe(first.seedHash);
    expect(draw).toMatchObject({ frozen: { counts: { applications: 1 } }, outcome: { made: 3 } });
    expect(await standingOf(late)).toHaveLength(3);
    expect(await standingOf(one)).toHaveLength(2);
    expect((await calling(one)).body.expertId).toBe((await panelOf(first, one)).reserves[0]?.expertId);
  });
});

describe("in a round whose experts are drawn", () => {
  it("no plan assigns, and nobody is named by hand; where a plan assigns no reserve is called", async () => {
    const { body } = await asking("askAssignmentPlan", round.id, officer, { body: {} });
    expect(body).toMatchObject({ code: "assignment-mode", mode: "drawn" });
    const [expert] = pool;
    expect(expert && (await assigning(one.application, expert)).body.code).toBe("assignment-mode");
    const planned = await givenCleared(await openRound(cast2021));
    expect((await calling(planned)).body).toMatchObject({ code: "assignment-mode", mode: "optimised" });
  });
});
