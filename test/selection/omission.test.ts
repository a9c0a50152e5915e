import { beforeAll, describe, expect, it } from "vitest";
import { handler } from "../../functions/selection/api.ts";
import { decide } from "../../functions/selection/decide.ts";
import { Decision } from "../../functions/selection/decision.ts";
import { flagsOf } from "../../functions/selection/flags.ts";
import { Snapshot } from "../../functions/selection/snapshot.ts";
import type { Round } from "../../shared/contract/rounds.ts";
import { selection as routes } from "../../shared/contract/selection.ts";
import { cast2021 } from "../../shared/programme/cast-2021.ts";
import { sha256Of } from "../../shared/runtime/sha256.ts";
import { openRound } from "../applications/given.ts";
import { answerTo } from "../asked.ts";
import { givenStanding } from "../experts/given.ts";
import { onceKey, signedIn } from "../given.ts";
import { scoresOf, submitting } from "../reviews/given.ts";
import { afterLock, givenScored, proposing, reading, smallProgramme } from "./given.ts";
import { applicationId, snapshotOf } from "./given-snapshot.ts";

type Score = { applicationId: string; expertId: string };

const leaving = async (round: { id: string }, score: Score, more: { token?: string; at?: string } = {}) =>
  answerTo(handler, routes.proposeOmission, {
    at: more.at ?? afterLock,
    token: more.token ?? (await signedIn("officer")).token,
    headers: onceKey(),
    params: { id: round.id },
    body: { ...score, stage: "written", reason: "与其他专家相差过大，疑为笔误" },
  });

const concluding = async (
  { id, roundId, version }: { id: string; roundId: string; version: number },
  { conclusion = "approved", token }: { conclusion?: string; token?: string } = {},
) =>
  answerTo(handler, routes.concludeOmission, {
    at: afterLock,
    token: token ?? (await signedIn("officer")).token,
    headers: onceKey(),
    params: { id: roundId, omissionId: id },
    body: { version, conclusion, remark: "已核对原始评分表" },
  });

const previewing = async (round: { id: string }, more: { token?: string; at?: string } = {}) =>
  answerTo(handler, routes.previewRanking, {
    at: more.at ?? afterLock,
    token: more.token ?? (await signedIn("officer")).token,
    params: { id: round.id },
  });

describe("a score to be left out", () => {
  let round: Round;
  let wild: Score;
  let plain: Score;
  beforeAll(async () => {
    round = await openRound(smallProgramme);
    const low = await givenScored(round, "80");
    const third = await givenStanding(low.application);
    await submitting(low.application, third, { scores: scoresOf("20") });
    const other = await givenScored(round, "75");
    wild = { applicationId: low.application.id, expertId: third.id };
    plain = { applicationId: other.application.id, expertId: other.experts[0]?.id ?? "" };
  });

  it("is proposed by officers alone, after the lock, of a sheet that counts", async () => {
    for (const role of ["supervisor", "expert", "approver"] as const) {
      const { token } = await signedIn(role);
      expect((await leaving(round, wild, { token })).status).toBe(403);
      expect((await previewing(round, { token })).status).toBe(403);
    }
    const early = { at: "2021-12-03T10:00:00.000Z" };
    expect((await leaving(round, wild, early)).body.code).toBe("reviews-open");
    expect((await previewing(round, early)).body.code).toBe("reviews-open");
    const nobody = { ...wild, expertId: "exp_00000000000000000000000000" };
    expect((await leaving(round, nobody)).body.code).toBe("not-found");
  });

  it("is not left out where too few would be left", async () => {
    expect((await leaving(round, plain)).body).toMatchObject({
      code: "reviews-missing",
      missing: [{ applicationId: plain.applicationId, stage: "written", sheets: 1 }],
    });
  });

  it("shows the ranking before and after, and changes nothing until a second officer approves", async () => {
    const officer = await signedIn("officer");
    const { body } = await leaving(round, wild, { token: officer.token });
    expect(body).toMatchObject({
      before: { rank: 2, composite: "60.00" },
      after: { rank: 1, composite: "80.00" },
      moved: expect.arrayContaining([{ applicationId: wild.applicationId, before: 2, after: 1 }]),
    });
    expect((await concluding(body, { token: officer.token })).body.code).toBe("second-person-required");
    const { decision } = (await previewing(round)).body;
    expect(Decision.parse(JSON.parse(decision)).ranking[0]?.applicationId).toBe(plain.applicationId);
    expect((await concluding(body, { conclusion: "refused" })).body.state).toBe("REFUSED");
    expect((await concluding({ ...body, version: 2 })).body.code).toBe("wrong-state");
  });

  it("once approved stays in the decision, marked, and counts for nothing; the history keeps both acts", async () => {
    const { body } = await leaving(round, wild);
    const again = (await leaving(round, wild)).body;
    expect((await concluding(body)).body.state).toBe("APPROVED");
    expect((await concluding(again)).body.code).toBe("wrong-state");
    const proposed = (await proposing(round)).body;
    const texts = (await reading(proposed)).body;
    const { sheets } = Snapshot.parse(JSON.parse(texts.snapshot));
    expect(sheets.filter(({ isLeftOut }) => isLeftOut).map(({ expertId }) => expertId)).toEqual([
      wild.expertId,
    ]);
    const [first] = Decision.parse(JSON.parse(texts.decision)).ranking;
    expect(first).toMatchObject({ applicationId: wild.applicationId, composite: "80.00" });
    expect(first?.stages[0]?.sheets.find(({ isLeftOut }) => isLeftOut)).toMatchObject({ total: "20" });
    const listed = await answerTo(handler, routes.listOmissions, {
      at: afterLock,
      token: (await signedIn("supervisor")).token,
      params: { id: round.id },
    });
    const states = listed.body.items.map(({ state }: { state: string }) => state);
    expect(states.toSorted()).toEqual(["APPROVED", "PROPOSED", "REFUSED"]);
  });

  it("is no longer left out once a decision was proposed", async () => {
    expect((await leaving(round, plain)).body.code).toBe("wrong-state");
  });
});

describe("an even number of scores that count", () => {
  const oddOnly = (whenEven: "flagged" | "refused") => ({
    ...smallProgramme,
    scoring: {
      ...smallProgramme.scoring,
      stages: smallProgramme.scoring.stages.map((one) => ({ ...one, minScores: 1 })),
    },
    reviewing: {
      ...smallProgramme.reviewing,
      assignment: {
        ...smallProgramme.reviewing.assignment,
        panel: { odd: true, whenEven, perInstitution: "off" as const },
      },
    },
  });

  it("is refused at the decision where the programme says so, until two officers leave one out", async () => {
    const round = await openRound(oddOnly("refused"));
    const { application, experts } = await givenScored(round, "80");
    const odd = await givenScored(round, "75");
    await submitting(odd.application, await givenStanding(odd.application), { scores: scoresOf("75") });
    const even = [{ applicationId: application.id, sheets: 2 }];
    expect((await proposing(round)).body).toMatchObject({ code: "panel-even", missing: even });
    expect((await previewing(round)).body.evenPanels).toEqual(even);
    const score = { applicationId: application.id, expertId: experts[0]?.id ?? "" };
    await concluding((await leaving(round, score)).body);
    expect((await previewing(round)).body.evenPanels).toEqual([]);
    expect((await proposing(round)).status).toBe(201);
  });

  it("is shown and no more where the programme only flags it, and nothing where any number will do", async () => {
    const round = await openRound(oddOnly("flagged"));
    const { application } = await givenScored(round, "80");
    expect((await previewing(round)).body.evenPanels).toEqual([{ applicationId: application.id, sheets: 2 }]);
    expect((await proposing(round)).status).toBe(201);
    const plain = oddOnly("flagged");
    const { assignment } = plain.reviewing;
    const panel = { ...assignment.panel, odd: false };
    const free = await openRound({
      ...plain,
      reviewing: { ...plain.reviewing, assignment: { ...assignment, panel } },
    });
    await givenScored(free, "80");
    expect((await previewing(free)).body.evenPanels).toEqual([]);
  });
});

describe("flags", () => {
  const flagged = (snapshot: Snapshot) => flagsOf(decide(snapshot, sha256Of), snapshot.scoring.ranking);
  const marks = Array.from({ length: 40 }, (_, i) => ({
    written: [0, 1, 2, 3].map((j) =>
      String(60 + (i % 9) + ((i * 7 + j * 5) % 5) + (i === 3 && j === 2 ? 10 : 0)),
    ),
    defence: [0, 1, 2, 3].map((j) => String(60 + (i % 9) + ((i * 3 + j * 7) % 5))),
  }));

  it("tell the score that lies far from the others', and the application whose scores scatter", () => {
    const flags = flagged(snapshotOf(marks, { scoring: cast2021.scoring }));
    const found = flags.filter(({ sheets }) => sheets.some(({ isOutlier }) => isOutlier));
    expect(found).toHaveLength(1);
    expect(found[0]).toMatchObject({ applicationId: applicationId(4), stage: "written", isDispersed: true });
    expect(found[0]?.sheets.map(({ isOutlier }) => isOutlier)).toEqual([false, false, true, false]);
  });

  it("are none where the programme asks for none", () => {
    expect(flagged(snapshotOf(marks))).toEqual([]);
  });
});
