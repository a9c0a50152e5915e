import { beforeAll, describe, expect, it } from "vitest";
import { handler } from "../../functions/defence/api.ts";
import { isFitReply } from "../../functions/defence/presenters.ts";
import { defenceNoticeRoutes as routes } from "../../shared/contract/defence-notice.ts";
import { Presenter } from "../../shared/contract/defence-notice-record.ts";
import type { Round } from "../../shared/contract/rounds.ts";
import { defenceReceiptGiven } from "../../shared/events/defence-notices.ts";
import { transact } from "../../shared/store/commit.ts";
import { applications } from "../../shared/store/published/applications.ts";
import { openRound } from "../applications/given.ts";
import { answerTo } from "../asked.ts";
import fc from "../chance.ts";
import { signedIn } from "../given.ts";
import { factsOf } from "../told.ts";
import {
  afterNotice,
  answering,
  givenExaminedAs,
  givenNotice,
  ownDefence,
  past,
  presenter,
  receiptDue,
  receiptsOf,
} from "./given-notice.ts";

let round: Round;
beforeAll(async () => {
  round = await openRound();
  await givenNotice(round);
});

const answersOf = async (id: string, token: string) =>
  answerTo(handler, routes.listDefenceAnswers, { at: afterNotice, token, params: { id } });

describe("a receipt is not taken", () => {
  it("before there is a notice", async () => {
    const other = await openRound();
    expect((await answering(await givenExaminedAs(other, "CLEARED"))).body.code).toBe("not-found");
  });

  it("of another society, of one that was not cleared, and of one that withdrew: to them there is none", async () => {
    const one = await givenExaminedAs(round, "CLEARED");
    const stranger = await givenExaminedAs(round, "CLEARED");
    expect((await answering(one, {}, { token: stranger.filler.token })).body.code).toBe("not-found");
    expect((await answering(await givenExaminedAs(round, "REJECTED"))).body.code).toBe("not-found");
    const gone = await givenExaminedAs(round, "CLEARED");
    await transact([applications.replace({ ...gone.application, state: "WITHDRAWN", version: 2 })]);
    expect((await answering(gone)).body.code).toBe("not-found");
    expect((await ownDefence(gone, gone.filler.token)).body.code).toBe("not-found");
  });

  it("one millisecond after its deadline; at its last instant it is", async () => {
    const one = await givenExaminedAs(round, "CLEARED");
    expect((await answering(one, {}, { at: past(receiptDue) })).body).toMatchObject({
      code: "deadline-passed",
      closesAt: receiptDue,
    });
    expect((await answering(one, {}, { at: receiptDue })).status).toBe(200);
    expect(await factsOf(defenceReceiptGiven, one.application.id)).toHaveLength(1);
  });

  it.each([
    ["without anybody who presents", { presenters: [] }],
    ["without an office holder", { presenters: [presenter(false)] }],
    ["with more than three", { presenters: [0, 1, 2, 3].map(() => presenter()) }],
    ["of who is absent without a reason", { attends: false, presenters: [] }],
    ["of who is absent and names somebody", { attends: false, reason: "日程冲突" }],
  ])("%s", async (_, body) => {
    const one = await givenExaminedAs(round, "CLEARED");
    expect((await answering(one, body)).body).toMatchObject({
      code: "presenters-unfit",
      terms: { max: 3, needsOfficeHolder: true },
    });
    expect((await ownDefence(one, one.filler.token)).body.receipt).toBeNull();
  });

  it("with the number of an identity card or of a bank card, be it of who presents", async () => {
    const one = await givenExaminedAs(round, "CLEARED");
    const named = { ...presenter(), post: "秘书长 11010519491231002X" };
    expect((await answering(one, { presenters: [named] })).body.code).toBe("identity-data-not-taken");
    expect(await factsOf(defenceReceiptGiven, one.application.id)).toEqual([]);
  });

  it("on the ground of an older one", async () => {
    const one = await givenExaminedAs(round, "CLEARED");
    await answering(one);
    expect((await answering(one)).body).toMatchObject({ code: "version-conflict", version: 1 });
  });
});

describe("a receipt", () => {
  it("is given by either person, amended until its deadline, and each giving is kept", async () => {
    const one = await givenExaminedAs(round, "CLEARED");
    expect((await answering(one)).body).toMatchObject({ attends: true, noticeNumber: 1, version: 1 });
    const absent = { attends: false, reason: "日程冲突", presenters: [], version: 1 };
    const amended = await answering(one, absent, { token: one.approver.token });
    expect(amended.body).toMatchObject({ attends: false, reason: "日程冲突", version: 2 });
    expect((await ownDefence(one, one.filler.token)).body.receipt).toEqual(amended.body);
    const { token } = await signedIn("supervisor");
    const { items } = (await answersOf(one.application.id, token)).body;
    expect(items.map(({ attends, version }: typeof absent) => [attends, version])).toEqual([
      [true, 1],
      [false, 2],
    ]);
  });

  it("is told without who presents", async () => {
    const one = await givenExaminedAs(round, "CLEARED");
    await answering(one);
    const [fact] = await factsOf(defenceReceiptGiven, one.application.id);
    expect(JSON.stringify(fact)).not.toMatch(/李四|秘书长|62194054/);
  });

  it("of everybody is seen by officers, with who has not answered; by no society and no expert", async () => {
    const own = await openRound();
    const answered = await givenExaminedAs(own, "CLEARED");
    const silent = await givenExaminedAs(own, "CLEARED");
    await givenExaminedAs(own, "REJECTED");
    await givenNotice(own);
    await answering(answered);
    const { items } = (await receiptsOf(own, (await signedIn("officer")).token)).body;
    expect(new Map(items.map((one: { societyCode: string }) => [one.societyCode, one]))).toMatchObject(
      new Map([
        [
          answered.application.societyCode,
          { hasAnswered: true, receipt: { presenters: [{ name: "李四" }] } },
        ],
        [silent.application.societyCode, { hasAnswered: false, receipt: null, material: null }],
      ]),
    );
    const expert = await signedIn("expert", { expertId: "exp_01FKYGY8M0V0YC0RB69XXEJXFC" });
    for (const { token } of [answered.filler, expert]) {
      expect((await receiptsOf(own, token)).status).toBe(403);
      expect((await answersOf(answered.application.id, token)).status).toBe(403);
    }
  });
});

describe("who presents", () => {
  it("fits exactly when one to the most attend with an office holder, or nobody with a reason", () => {
    const people = fc.array(fc.boolean(), { maxLength: 8 });
    fc.assert(
      fc.property(
        fc.record({ attends: fc.boolean(), reason: fc.option(fc.constant("因故"), { nil: null }) }),
        people,
        fc.record({ max: fc.integer({ min: 1, max: 6 }), needsOfficeHolder: fc.boolean() }),
        ({ attends, reason }, holders, terms) => {
          const presenters = holders.map((holds) => Presenter.parse(presenter(holds)));
          const isFit = attends
            ? reason === null &&
              holders.length > 0 &&
              holders.length <= terms.max &&
              (!terms.needsOfficeHolder || holders.includes(true))
            : reason !== null && holders.length === 0;
          expect(isFitReply({ attends, reason, presenters }, terms)).toBe(isFit);
        },
      ),
    );
  });
});
