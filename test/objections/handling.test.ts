import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { handler as onTarget } from "../../functions/notifications/on-objection.ts";
import { letters } from "../../functions/notifications/records.ts";
import { handler as onObjection } from "../../functions/objections/on-objection.ts";
import { objectors } from "../../functions/objections/records.ts";
import type { Objection } from "../../shared/contract/objections.ts";
import { objectionAccepted, objectionDecided, objectionLodged } from "../../shared/events/objections.ts";
import { ObjectionId } from "../../shared/kernel/ids.ts";
import { sha256Of } from "../../shared/runtime/sha256.ts";
import { dockets } from "../../shared/store/published/dockets.ts";
import { objections } from "../../shared/store/published/objections.ts";
import { signedIn } from "../given.ts";
import { startCodes } from "../identity/given.ts";
import type { MailService } from "../mail-service.ts";
import { lastFact, tell } from "../told.ts";
import {
  doing,
  endOfThursday,
  friday,
  givenConcluded,
  givenDecided,
  givenShown,
  lodging,
  objection,
  type Shown,
} from "./given.ts";

let shown: Shown;
let service: MailService;
beforeAll(async () => {
  service = await startCodes();
  shown = await givenShown();
});
afterAll(() => service.close());

const lodged = async (target = shown.third): Promise<string> =>
  (await lodging(shown.notice, objection(target))).body.id;
const held = async (id: string): Promise<Objection> => {
  const found = await objections.get({ id: ObjectionId.parse(id) });
  if (!found) throw new Error(`there is no objection ${id}`);
  return found;
};
const acceptance = { version: 1, question: "请说明" };

describe("an objection is not dealt with", () => {
  it("by who determined the application, proposed or approved the decision, scored it, or is of the society", async () => {
    const id = await lodged(shown.first);
    const { officer, society, experts } = shown.first;
    const scorer = await signedIn("officer", { expertId: experts[0]?.id ?? "" });
    const own = await signedIn("officer", { societyCode: society.code });
    for (const { token } of [officer, shown.proposer, shown.approver, scorer, own])
      expect((await doing("acceptObjection", id, acceptance, { token })).body.code).toBe("was-involved");
    expect((await held(id)).state).toBe("LODGED");
  });

  it("before the target has stated its case or its days are over", async () => {
    const id = await lodged();
    const { token } = await signedIn("officer");
    await doing("acceptObjection", id, acceptance, { token });
    const verification = { version: 2, finding: "已核对" };
    const early = await doing("verifyObjection", id, verification, { token, at: endOfThursday });
    expect(early.body).toMatchObject({ code: "statement-open", statementBy: endOfThursday });
    const { token: approver } = shown.third.approver;
    const late = await doing("stateCase", id, { version: 2, text: "。" }, { token: approver, at: friday });
    expect(late.body.code).toBe("deadline-passed");
    expect((await doing("verifyObjection", id, verification, { token, at: friday })).status).toBe(200);
  });

  it("by another than who accepted it, and not approved by who concluded", async () => {
    const { id, handler } = await givenConcluded(shown, shown.third, {
      outcome: "dismissed",
      effect: "stands",
    });
    const approval = { version: 4, decision: "approved", reason: "同意" };
    const own = await doing("decideObjection", id, approval, { token: handler.token });
    expect(own.body.code).toBe("second-person-required");
    const involved = await doing("decideObjection", id, approval, { token: shown.proposer.token });
    expect(involved.body.code).toBe("was-involved");
    await doing("decideObjection", id, { ...approval, decision: "sent-back" });
    expect(await held(id)).toMatchObject({ state: "VERIFIED", outcome: null });
    const another = { version: 5, outcome: "upheld", effect: "removed", reason: "。" };
    expect((await doing("concludeObjection", id, another)).body.code).toBe("was-involved");
  });

  it("by a dismissal that removes", async () => {
    const { id, handler } = await givenConcluded(shown, shown.third, {
      outcome: "dismissed",
      effect: "removed",
    });
    expect((await held(id)).state).toBe("VERIFIED");
    expect(handler).toBeDefined();
  });
});

describe("the target", () => {
  it("states its case in its own society's name only, and only what it was asked", async () => {
    const id = await lodged();
    const statement = { version: 1, text: "情况如下" };
    const own = { token: shown.third.approver.token };
    expect((await doing("stateCase", id, statement, own)).status).toBe(404);
    await doing("acceptObjection", id, acceptance);
    const others = { token: shown.first.approver.token };
    expect((await doing("stateCase", id, { ...statement, version: 2 }, others)).status).toBe(404);
    const { body } = await doing("stateCase", id, { ...statement, version: 2 }, own);
    expect([body.state, body.statement.text]).toEqual(["STATEMENT_GIVEN", "情况如下"]);
  });
});

describe("the target's letter", () => {
  it("asks what the handler asks, says until when, and nothing of who objects", async () => {
    const id = await lodged(shown.second);
    await doing("acceptObjection", id, { version: 1, question: "请说明期刊的主办单位" });
    await tell(onTarget, await lastFact(objectionAccepted, id));
    const all = await letters.all(`round#${shown.round.id}`);
    const own = all.filter(
      ({ template, text }) => template === "objection-asked" && text.zh.includes("请说明期刊的主办单位"),
    );
    expect(own.map(({ personId }) => personId).toSorted()).toEqual(
      [shown.second.filler.personId, shown.second.approver.personId].toSorted(),
    );
    expect(own[0]?.text.zh).toContain("2021年12月16日（星期四）23:59:59");
    expect(JSON.stringify(own)).not.toMatch(/张三|public\.example/);
  });
});

describe("the evidence pack", () => {
  it("holds receipt, determination, figures and hashes, names no expert and no objector, and is its handler's", async () => {
    const id = await lodged(shown.second);
    const { token } = await signedIn("officer");
    const { body } = await doing("acceptObjection", id, acceptance, { token });
    const pack = await doing("getEvidencePack", id, undefined, { token });
    const text = typeof pack.body === "string" ? pack.body : JSON.stringify(pack.body);
    expect(sha256Of(text)).toBe(body.pack.sha256);
    const { application, ranking, notice, decision, determination } = JSON.parse(text);
    expect(application.receipt.sha256).toMatch(/^[0-9a-f]{64}$/);
    expect(determination.findings[0].source).not.toBe("");
    expect([ranking.rank, ranking.stages[0].sheets.length]).toEqual([2, 2]);
    expect([notice.sha256, decision.decisionHash]).toEqual([
      shown.notice.sha256,
      shown.decision.decisionHash,
    ]);
    expect(text).not.toMatch(/exp_|per_|张三|public\.example/);
    expect((await doing("getEvidencePack", id, undefined)).status).toBe(404);
  });
});

describe("what becomes of it", () => {
  it("refused: the place is free again, and who objected is told why", async () => {
    const id = await lodged();
    const { body } = await doing("refuseObjection", id, {
      ...{ version: 1, because: "academic-judgement", reason: "系对学术水平的评判" },
    });
    expect(body.state).toBe("NOT_ACCEPTED");
    const docket = await dockets.get({ roundId: shown.round.id });
    expect(docket?.open.some(({ matter }) => matter === id)).toBe(false);
  });

  it("decided: who objected gets one letter each time, in their language, also when the event comes again", async () => {
    const { id, objection: decided } = await givenDecided(shown, shown.third, {
      outcome: "dismissed",
      effect: "stands",
    });
    expect(decided.state).toBe("APPROVED");
    const to = (await objectors.get({ objectionId: ObjectionId.parse(id) }))?.mail ?? "";
    for (const contract of [objectionLodged, objectionDecided, objectionDecided])
      await tell(onObjection, await lastFact(contract, id), friday);
    expect(service.lettersTo(to).map(({ subject }) => subject)).toEqual([
      "【遴选平台】异议已收到",
      "【遴选平台】异议处理答复",
    ]);
    expect((await held(id)).state).toBe("REPLIED");
  });
});
