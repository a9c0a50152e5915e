import { beforeAll, describe, expect, it } from "vitest";
import { listFault } from "../../cli/replay-list.ts";
import { handler as noticesApi } from "../../functions/notices/api.ts";
import { handler } from "../../functions/selection/api.ts";
import { Decision } from "../../functions/selection/decision.ts";
import { Snapshot } from "../../functions/selection/snapshot.ts";
import { summarySheet } from "../../functions/selection/summary-sheet.ts";
import { movesOf } from "../../functions/selection/tier-change.ts";
import { notices as noticeRoutes } from "../../shared/contract/notices.ts";
import { type DecisionRecord, selection as routes } from "../../shared/contract/selection.ts";
import { sha256Of } from "../../shared/runtime/sha256.ts";
import { openRound } from "../applications/given.ts";
import { answerTo } from "../asked.ts";
import { onceKey, signedIn } from "../given.ts";
import { standing } from "../objections/given.ts";
import { afterLock, approving, givenScored, proposing, reading, smallProgramme } from "./given.ts";

let first: Awaited<ReturnType<typeof givenScored>>;
let second: typeof first;
let proposed: DecisionRecord;
let round: Awaited<ReturnType<typeof openRound>>;
beforeAll(async () => {
  round = await openRound(smallProgramme);
  first = await givenScored(round, "90");
  second = await givenScored(round, "85");
  proposed = (await proposing(round)).body;
});

const now = async (): Promise<DecisionRecord> => (await reading(proposed)).body.record;

const changing = async (target: Record<string, string>, token?: string) =>
  answerTo(handler, routes.proposeTierChange, {
    ...{ at: afterLock, token: token ?? (await signedIn("officer")).token, headers: onceKey() },
    params: { id: proposed.id },
    body: {
      ...{ version: (await now()).version, applicationId: second.application.id, target },
      reason: "国家战略急需领域",
    },
  });

const concluding = async (number: number, conclusion: "approved" | "refused", token?: string) =>
  answerTo(handler, routes.concludeTierChange, {
    ...{ at: afterLock, token: token ?? (await signedIn("officer")).token, headers: onceKey() },
    params: { id: proposed.id, number: String(number) },
    body: { version: (await now()).version, conclusion, remark: "经集体研究" },
  });

describe("leadership changes a tier", () => {
  it("not beyond a tier's places, and not by one person", async () => {
    expect((await changing({ freePlaceIn: "1" })).body.code).toBe("no-free-place");
    expect((await changing({ freePlaceIn: "2" })).body.code).toBe("wrong-state");
    const { token } = await signedIn("officer");
    const { body } = await changing({ freePlaceIn: "3" }, token);
    expect(body.tierChange).toMatchObject({ number: 1, state: "PROPOSED" });
    expect((await concluding(1, "approved", token)).body.code).toBe("second-person-required");
    const early = await approving(await now());
    expect(early.body).toMatchObject({ code: "wrong-state", tierChange: "PROPOSED" });
    expect((await concluding(1, "refused")).body.tierChange.state).toBe("REFUSED");
  });

  it("in exchange: rank and computed tier stay beside the changed one in record, list, workbook and replay", async () => {
    await changing({ exchangeWith: first.application.id });
    await concluding(2, "approved");
    // Who approves has to have seen the change.
    expect((await approving(proposed)).body.code).toBe("version-conflict");
    const approved: DecisionRecord = (await approving(await now())).body;
    expect(approved.tierChanges[1]?.moves).toMatchObject([
      { rank: 2, from: { tier: "2" }, to: { tier: "1" } },
      { rank: 1, from: { tier: "1" }, to: { tier: "2" } },
    ]);
    const { body: stored } = await reading(proposed);
    const decision = Decision.parse(JSON.parse(stored.decision));
    expect(decision.ranking.map(({ place }) => place)).toMatchObject([{ tier: "1" }, { tier: "2" }]);
    const sheet = summarySheet(decision, Snapshot.parse(JSON.parse(stored.snapshot)), approved.tierChanges);
    expect(JSON.stringify(sheet.rows[1]?.slice(-2))).toContain("第一档：国家战略急需领域");
    const { body: notice } = await answerTo(noticesApi, noticeRoutes.publishNotice, {
      ...{ at: "2021-12-13T02:00:00.000Z", token: (await signedIn("officer")).token, headers: onceKey() },
      params: { id: round.id },
      body: { decisionId: approved.id, decisionHash: approved.decisionHash },
    });
    expect(notice.tiers[0].societies[0].societyCode).toBe(second.society.code);
    const list = await standing(notice);
    expect(list.list).toContain("国家战略急需领域");
    expect(list.unshown).toEqual([]);
    const bundle = { ...stored, decisionHash: approved.decisionHash, standing: list };
    expect(listFault({ ...bundle, tierChanges: approved.tierChanges }, sha256Of)).toBeUndefined();
    expect(listFault(bundle, sha256Of)).toContain("differs");
    expect((await changing({ exchangeWith: first.application.id })).body.code).toBe("wrong-state");
  });

  it("who gets nothing may come into a free place", async () => {
    const decision = Decision.parse(JSON.parse((await reading(proposed)).body.decision));
    const asked = { applicationId: second.application.id, target: { freePlaceIn: "3" } };
    expect(movesOf(decision, [], asked)).toMatchObject([{ from: { tier: "2" }, to: { tier: "3" } }]);
    expect(movesOf(decision, [], { ...asked, applicationId: "app_unknown" })).toBe("unknown");
  });
});
