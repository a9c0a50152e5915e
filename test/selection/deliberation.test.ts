import { beforeAll, describe, expect, it } from "vitest";
import { handler } from "../../functions/selection/api.ts";
import { Decision } from "../../functions/selection/decision.ts";
import type { Round } from "../../shared/contract/rounds.ts";
import { type DecisionRecord, selection as routes } from "../../shared/contract/selection.ts";
import { openRound } from "../applications/given.ts";
import { answerTo } from "../asked.ts";
import { onceKey, signedIn } from "../given.ts";
import { afterLock, approving, givenScored, proposing, reading, smallProgramme } from "./given.ts";

interface Talk {
  tier: string;
  pairs?: { above: string; below: string }[] | null;
  token?: string;
}

const recording = async ({ id }: { id: string }, { tier, pairs = null, token }: Talk) =>
  answerTo(handler, routes.recordDeliberation, {
    at: afterLock,
    token: token ?? (await signedIn("officer")).token,
    headers: onceKey(),
    params: { id },
    body: { tier, pairs, present: ["评审组长", "副组长"], reason: "实力相近，合议同意按得分排序" },
  });

const concluding = async (
  { id, decisionId, version }: { id: string; decisionId: string; version: number },
  { conclusion = "confirmed", token }: { conclusion?: string; token?: string } = {},
) =>
  answerTo(handler, routes.concludeDeliberation, {
    at: afterLock,
    token: token ?? (await signedIn("officer")).token,
    headers: onceKey(),
    params: { id: decisionId, deliberationId: id },
    body: { version, conclusion, remark: "与会议记录一致" },
  });

/** Three applications with nothing between them: each line has pairs that scores can't tell apart. */
async function givenClose(deliberation: "required" | "optional") {
  const { ranking, ...scoring } = smallProgramme.scoring;
  if (!ranking) throw new Error("the programme has settings of its ranking");
  const round = await openRound({
    ...smallProgramme,
    scoring: { ...scoring, ranking: { ...ranking, deliberation, draws: 200 } },
  });
  for (let count = 0; count < 3; count++) await givenScored(round, "80");
  const proposed: DecisionRecord = (await proposing(round)).body;
  const decision = Decision.parse(JSON.parse((await reading(proposed)).body.decision));
  const lines = decision.calibration?.lines.filter(({ pairs }) => pairs.length > 0) ?? [];
  return { round, proposed, decision, lines };
}

describe("applications on both sides of a line whom scores can't tell apart", () => {
  let close: Awaited<ReturnType<typeof givenClose>>;
  let round: Round;
  beforeAll(async () => {
    close = await givenClose("required");
    round = close.round;
  });

  it("keep the decision from being approved, each line named, until they are deliberated", async () => {
    const { proposed, lines } = close;
    expect(lines.length).toBeGreaterThan(0);
    const { status, body } = await approving(proposed);
    expect([status, body.code]).toEqual([409, "deliberation-missing"]);
    expect(body.missing).toEqual(lines.map(({ tier, pairs }) => ({ tier, pairs: pairs.length })));
  });

  it("are not deliberated by whoever may not, at no line of the decision, nor as a pair it does not list", async () => {
    const { proposed, decision, lines } = close;
    const [line] = lines;
    const tier = line?.tier ?? "";
    for (const role of ["supervisor", "expert", "approver"] as const) {
      expect((await recording(proposed, { tier, token: (await signedIn(role)).token })).status).toBe(403);
    }
    expect((await recording(proposed, { tier: "no-such-tier" })).body.faults).toEqual([
      { path: "tier", code: "unknown-reference" },
    ]);
    const last = decision.ranking.at(-1)?.applicationId ?? "";
    const turned = { above: last, below: decision.ranking[0]?.applicationId ?? "" };
    expect((await recording(proposed, { tier, pairs: [turned] })).body.faults).toEqual([
      { path: "pairs.0", code: "not-within-noise" },
    ]);
    expect((await recording({ id: "dec_00000000000000000000000000" }, { tier })).status).toBe(404);
  });

  it("need a second officer, and a confirmed record: neither one's own word nor a declined one will do", async () => {
    const { proposed, lines } = close;
    const officer = await signedIn("officer");
    for (const { tier } of lines) {
      const record = (await recording(proposed, { tier, token: officer.token })).body;
      expect((await concluding(record, { token: officer.token })).body.code).toBe("second-person-required");
      expect((await concluding({ ...record, version: 7 })).body.code).toBe("version-conflict");
      expect((await concluding(record, { conclusion: "declined" })).body.state).toBe("DECLINED");
      expect((await concluding({ ...record, version: 2 })).body.code).toBe("wrong-state");
    }
    expect((await approving(proposed)).body.code).toBe("deliberation-missing");
  });

  it("one of several pairs at a line leaves the others to be deliberated", async () => {
    const { proposed, decision, lines } = close;
    const line = lines.find(({ pairs }) => pairs.length > 1);
    const [pair] = line?.pairs ?? [];
    if (!line || !pair) throw new Error("a line has several pairs");
    const idAt = (rank: number) => decision.ranking[rank - 1]?.applicationId ?? "";
    const pairs = [{ above: idAt(pair.above), below: idAt(pair.below) }];
    await concluding((await recording(proposed, { tier: line.tier, pairs })).body);
    const { missing } = (await approving(proposed)).body;
    expect(missing.find(({ tier }: { tier: string }) => tier === line.tier).pairs).toBe(
      line.pairs.length - 1,
    );
  });

  it("once confirmed at every line let it be approved; the history stays, and no more is added", async () => {
    const { proposed, lines } = close;
    for (const { tier } of lines) await concluding((await recording(proposed, { tier })).body);
    expect((await approving(proposed)).body.state).toBe("APPROVED");
    expect((await recording(proposed, { tier: lines[0]?.tier ?? "" })).body.code).toBe("wrong-state");
    const listed = await answerTo(handler, routes.listDeliberations, {
      at: afterLock,
      token: (await signedIn("supervisor")).token,
      params: { id: proposed.id },
    });
    const states = listed.body.items.map(({ state }: { state: string }) => state);
    expect(states.filter((state: string) => state === "DECLINED")).toHaveLength(lines.length);
    expect(listed.body.items[0]).toMatchObject({ roundId: round.id, present: ["评审组长", "副组长"] });
  });
});

describe("a programme that leaves deliberation open", () => {
  it("lists the pairs, and approves without", async () => {
    const { proposed, lines } = await givenClose("optional");
    expect(lines.length).toBeGreaterThan(0);
    expect((await approving(proposed)).body.state).toBe("APPROVED");
  });
});
