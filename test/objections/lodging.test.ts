import { beforeAll, describe, expect, it } from "vitest";
import { handler } from "../../functions/objections/api.ts";
import { objections as routes } from "../../shared/contract/objections.ts";
import { objectionLodged } from "../../shared/events/objections.ts";
import { ObjectionId } from "../../shared/kernel/ids.ts";
import { dockets } from "../../shared/store/published/dockets.ts";
import { objections } from "../../shared/store/published/objections.ts";
import { answerTo } from "../asked.ts";
import { onceKey, signedIn } from "../given.ts";
import { newSource } from "../identity/given.ts";
import { lastFact } from "../told.ts";
import { doing, endOfFriday, givenShown, lodging, monday, objection, type Shown, saturday } from "./given.ts";

let shown: Shown;
beforeAll(async () => {
  shown = await givenShown();
});

const listedLeads = async (role: "supervisor" | "officer") =>
  answerTo(handler, routes.listLeads, {
    ...{ at: monday, token: (await signedIn(role)).token, params: { id: shown.round.id } },
    query: { limit: "100" },
  });

const openOn = async ({ application }: Shown["first"]) =>
  ((await dockets.get({ roundId: shown.round.id }))?.open ?? []).filter(
    ({ applicationId }) => applicationId === application.id,
  ).length;

describe("an objection is not lodged", () => {
  it("to academic judgement: the refusal says why, and nothing is kept", async () => {
    const before = (await listedLeads("supervisor")).body.items.length;
    const refused = await lodging(shown.notice, { ...objection(shown.first), grounds: "academic-judgement" });
    expect([refused.status, refused.body.code]).toEqual([409, "academic-judgement"]);
    expect(refused.body.detail).toContain("程序或事实");
    expect((await listedLeads("supervisor")).body.items).toHaveLength(before);
  });

  it("against a society that the notice does not show", async () => {
    expect((await lodging(shown.notice, objection(shown.reserve))).status).toBe(404);
  });

  it("with an identity number in it: such data are not collected", async () => {
    const body = { ...objection(shown.first), content: "身份证11010519491231002X" };
    expect((await lodging(shown.notice, body)).body.code).toBe("identity-data-not-taken");
  });

  it("without end from one source", async () => {
    const sourceIp = newSource();
    const codes = [];
    for (let count = 0; count < 31; count++)
      codes.push(
        (await lodging(shown.notice, { ...objection(shown.first), name: null }, { sourceIp })).status,
      );
    expect(codes.slice(0, 30).every((status) => status === 201)).toBe(true);
    expect(codes.at(-1)).toBe(429);
  });
});

describe("what opens no objection is kept as a lead", () => {
  it.each([
    ["without a name", { name: null }, "anonymous"],
    ["without a way to answer", { mail: null }, "no-contact"],
    ["without signature or seal", { seal: null }, "unsigned"],
    ["without evidence", { evidence: null }, "no-evidence"],
  ])("%s", async (_, change, because) => {
    const before = await openOn(shown.second);
    const { status, body } = await lodging(shown.notice, { ...objection(shown.second), ...change });
    expect([status, body.kind, body.because]).toEqual([201, "lead", [because]]);
    expect(await openOn(shown.second)).toBe(before);
  });

  it("one millisecond after the period's end; at its last instant it is an objection", async () => {
    const late = await lodging(shown.notice, objection(shown.third), { at: saturday });
    expect(late.body).toMatchObject({ kind: "lead", because: ["late"] });
    const inTime = await lodging(shown.notice, objection(shown.third), { at: endOfFriday });
    expect(inTime.body).toMatchObject({ kind: "objection", receivedAt: endOfFriday });
  });

  it("is seen by supervisors and by no officer, until a supervisor refers it in their own words", async () => {
    const { body: lead } = await lodging(shown.notice, {
      ...objection(shown.second),
      ...{ name: null, content: "只有监督人员可见" },
    });
    expect((await listedLeads("officer")).status).toBe(403);
    const referrals = async () =>
      JSON.stringify(
        (
          await answerTo(handler, routes.listReferrals, {
            ...{ at: monday, token: (await signedIn("officer")).token, params: { id: shown.round.id } },
            query: { limit: "100" },
          })
        ).body.items,
      );
    expect(await referrals()).not.toContain(lead.id);
    const settled = await answerTo(handler, routes.settleLead, {
      ...{ at: monday, token: (await signedIn("supervisor")).token, headers: onceKey() },
      params: { id: lead.id },
      body: { version: 1, decision: "referred", summary: "请核查获奖证明" },
    });
    expect(settled.body.state).toBe("REFERRED");
    expect(await referrals()).toContain("请核查获奖证明");
    expect(await referrals()).not.toContain("只有监督人员可见");
  });
});

describe("who objects", () => {
  it("is hidden from other officers, the target and the log; the handler and supervisors see them", async () => {
    const lodger = await signedIn("approver", { societyCode: shown.second.society.code });
    const { body } = await answerTo(handler, routes.lodgeOwnObjection, {
      ...{ at: monday, token: lodger.token, headers: onceKey(), params: { id: shown.notice.id } },
      body: {
        ...{ societyCode: shown.first.society.code, grounds: "procedure", content: "程序有误" },
        ...{ evidence: "会议记录", name: "李审核", mail: "li@society.example", phone: "010-62194054" },
      },
    });
    const told = JSON.stringify(await lastFact(objectionLodged, body.id));
    expect(told).not.toContain(lodger.personId);
    expect(told).not.toContain(shown.second.society.code);
    const handledBy = await signedIn("officer");
    const accepted = await doing(
      "acceptObjection",
      body.id,
      { version: 1, question: "请说明会议程序" },
      { token: handledBy.token },
    );
    expect(accepted.status).toBe(200);
    const seenBy = async (token: string) =>
      (await doing("getObjection", body.id, undefined, { token })).body.objector?.name ?? null;
    expect(await seenBy((await signedIn("officer")).token)).toBeNull();
    expect(await seenBy(handledBy.token)).toBe("李审核");
    expect(await seenBy((await signedIn("supervisor")).token)).toBe("李审核");
    const own = await answerTo(handler, routes.listOwnObjections, {
      ...{ at: monday, token: shown.first.approver.token, params: { id: shown.round.id } },
    });
    const item = own.body.items.find((one: { id: string }) => one.id === body.id);
    expect(item.question).toBe("请说明会议程序");
    for (const hidden of ["李审核", "程序有误", shown.second.society.code, lodger.personId])
      expect(JSON.stringify(own.body)).not.toContain(hidden);
    const held = await objections.get({ id: ObjectionId.parse(body.id) });
    expect(JSON.stringify(held)).not.toContain(lodger.personId);
  });
});
