import { describe, expect, it } from "vitest";
import { handler } from "../../functions/defence/api.ts";
import { handler as onDefenceNotice } from "../../functions/notifications/on-defence-notice.ts";
import { type DefenceNotice, defenceNoticeRoutes as routes } from "../../shared/contract/defence-notice.ts";
import { defenceNoticeApproved } from "../../shared/events/defence-notices.ts";
import { eligibilityReinstated } from "../../shared/events/eligibility.ts";
import { cast2021 } from "../../shared/programme/cast-2021.ts";
import { sciencePrize } from "../../shared/programme/science-prize.ts";
import { sha256Of } from "../../shared/runtime/sha256.ts";
import { openRound } from "../applications/given.ts";
import { answerTo } from "../asked.ts";
import { givenCleared } from "../experts/given.ts";
import { signedIn } from "../given.ts";
import { givenPerson } from "../identity/given.ts";
import { ledger } from "../notifications/given.ts";
import { factOf, factsOf, lastFact, tell } from "../told.ts";
import {
  approving,
  composing,
  given,
  givenExaminedAs,
  givenNotice,
  monday,
  suppliersOnly,
} from "./given-notice.ts";

const { defence } = cast2021;
if (!defence) throw new Error("the call of 2021 has a defence");

const composed = async (round: Awaited<ReturnType<typeof openRound>>): Promise<DefenceNotice> =>
  (await composing(round, await signedIn("officer"))).body;

describe("a notice of the defence", () => {
  it("is made of the definition and of what an officer fills in, and shown whole with its hash", async () => {
    const round = await openRound();
    const body = {
      ...given(),
      link: "https://meeting.example/2021",
      remarks: { zh: "请自备电脑。", en: "Bring a computer." },
    };
    const { status, body: notice } = await composing(round, await signedIn("officer"), body);
    expect(status).toBe(201);
    for (const words of [
      "陈述8分钟，答问7分钟",
      "科技会堂201",
      "https://meeting.example/2021",
      "不超过3人",
      "请自备电脑。",
    ])
      expect(notice.text.zh).toContain(words);
    expect(notice.text.zh).toContain("2021年12月2日（星期四）23:59:59");
    expect(notice.text.en).toMatch(/8 minutes to present, 7 for questions/);
    expect(notice.text.en).toMatch(/one PPTX or PDF of at most 50 MiB/);
    expect(notice.sha256).toBe(sha256Of(`${notice.text.zh}\n---\n${notice.text.en}\n`));
    const listed = await answerTo(handler, routes.listDefenceNotices, {
      ...{ at: monday, token: (await signedIn("supervisor")).token, params: { id: round.id } },
    });
    expect(listed.body.items).toEqual([notice]);
  });

  it("asks for no receipt and no material where the programme says nothing of them", async () => {
    const round = await openRound({ ...cast2021, defence: { ...defence, preparation: null } });
    const notice = await composed(round);
    expect(notice).toMatchObject({ receiptDueAt: null, materialDueAt: null });
    expect(notice.text.zh).not.toMatch(/回执|材料/);
  });

  it("does not exist in a programme without a defence", async () => {
    const round = await openRound(sciencePrize);
    expect((await composing(round, await signedIn("officer"))).body.code).toBe("not-found");
  });
});

describe("a notice is not approved", () => {
  it("by who composed it, nor under another hash, nor when a newer version was composed", async () => {
    const round = await openRound();
    const officer = await signedIn("officer");
    const second = await signedIn("officer");
    const notice = (await composing(round, officer)).body;
    expect((await approving(notice, officer)).body.code).toBe("second-person-required");
    expect((await approving({ ...notice, sha256: "0".repeat(64) }, second)).body.code).toBe(
      "version-conflict",
    );
    await composing(round, officer, given("另一会议室"));
    expect((await approving(notice, second)).body).toMatchObject({ code: "version-conflict", number: 2 });
    expect(await factsOf(defenceNoticeApproved, round.id)).toEqual([]);
  });

  it("when fewer working days are left than the definition asks for, by the calendar of that year", async () => {
    const round = await openRound();
    const notice = await composed(round);
    const second = await signedIn("officer");
    // The three working days before Monday the 6th are Wednesday, Thursday and Friday.
    expect((await approving(notice, { ...second, at: "2021-11-30T16:00:00.000Z" })).body).toMatchObject({
      code: "defence-notice-late",
      noticeWorkingDays: 3,
      left: 2,
    });
    expect((await approving(notice, { ...second, at: "2021-11-30T15:59:59.999Z" })).status).toBe(200);
  });

  it("while an application is not determined: the refusal names it", async () => {
    const round = await openRound();
    await givenExaminedAs(round, "CLEARED");
    const open = await givenExaminedAs(round, "REJECTION_PROPOSED");
    const unseen = await givenExaminedAs(round, null);
    const { code, missing } = (await approving(await composed(round), await signedIn("officer"))).body;
    expect({ code, missing: missing.toSorted() }).toEqual({
      code: "examination-open",
      missing: [open, unseen].map(({ application }) => application.id).toSorted(),
    });
  });

  it("where a list decides who defends, before that is drawn", async () => {
    const round = await openRound({ ...cast2021, defence: { ...defence, who: "shortlist", shortlist: 60 } });
    await givenExaminedAs(round, "CLEARED");
    const refused = await approving(await composed(round), await signedIn("officer"));
    expect(refused.body.code).toBe("defenders-unknown");
  });
});

describe("an approved notice", () => {
  it("goes to both people of each society that defends, whole, and to no other, however often it is told", async () => {
    const round = await openRound();
    const cleared = await givenExaminedAs(round, "CLEARED");
    await givenExaminedAs(round, "REJECTED");
    const notice = await givenNotice(round);
    const fact = await lastFact(defenceNoticeApproved, round.id);
    await tell(onDefenceNotice, fact);
    await tell(onDefenceNotice, fact);
    const letters = await ledger(round);
    expect(letters.map(({ personId, template }) => ({ personId, template }))).toEqual(
      expect.arrayContaining(cleared.readers.map(({ id }) => ({ personId: id, template: "defence-notice" }))),
    );
    expect(letters).toHaveLength(2);
    for (const { text } of letters) {
      expect(text.zh).toContain(notice.text.zh);
      expect(text.en).toContain(notice.text.en);
      expect(text.zh).toContain(notice.sha256);
    }
  });

  it("asks nobody to defend whom something keeps from it: such a society is told what, and what to do", async () => {
    const round = await openRound(suppliersOnly);
    const kept = await givenExaminedAs(round, "CLEARED");
    const free = await givenCleared(round);
    const { id } = await givenPerson({ roles: ["filler"], societyCode: free.society.code });
    await givenNotice(round);
    await tell(onDefenceNotice, await lastFact(defenceNoticeApproved, round.id));
    const letters = await ledger(round);
    const subjectsOf = (people: readonly (string | null)[]) =>
      letters.filter(({ personId }) => people.includes(personId)).map(({ subject }) => subject.zh);
    const aside = subjectsOf(kept.readers.map((one) => one.id));
    expect(aside).toHaveLength(2);
    for (const subject of aside) expect(subject).toContain("暂不能参加答辩");
    const people = kept.readers.map((one) => one.id);
    for (const { text } of letters.filter(({ personId }) => people.some((one) => one === personId))) {
      expect(text.zh).toContain("供应商注册");
      expect(text.en).toContain("not a registered supplier");
      expect(text.zh).not.toContain("提交回执");
    }
    const [told] = subjectsOf([id]);
    expect(told).toContain("答辩通知");
    expect(told).not.toContain("暂不能");
  });

  it("that changes is a new version: both are kept, the new one is sent, and an older fact brings no letter any more", async () => {
    const round = await openRound();
    const { application, readers } = await givenExaminedAs(round, "CLEARED");
    await givenNotice(round, "一号厅");
    const first = await lastFact(defenceNoticeApproved, round.id);
    await tell(onDefenceNotice, first);
    const changed = await givenNotice(round, "二号厅");
    await tell(onDefenceNotice, await lastFact(defenceNoticeApproved, round.id));
    const letters = await ledger(round);
    expect(letters).toHaveLength(2 * readers.length);
    expect(letters.filter(({ text }) => text.zh.includes("二号厅"))).toHaveLength(readers.length);
    const { body } = await answerTo(handler, routes.listDefenceNotices, {
      ...{ at: monday, token: (await signedIn("officer")).token, params: { id: round.id } },
    });
    expect(body.items.map(({ number, state }: DefenceNotice) => [number, state])).toEqual([
      [1, "APPROVED"],
      [2, "APPROVED"],
    ]);
    const late = factOf(defenceNoticeApproved, { ...toldOf(first), version: 1 });
    await tell(onDefenceNotice, late);
    expect(await ledger(round)).toHaveLength(2 * readers.length);
    const filler = await signedIn("filler", { societyCode: application.societyCode });
    const own = await answerTo(handler, routes.getOwnDefence, {
      ...{ at: monday, token: filler.token, params: { id: application.id } },
    });
    expect(own.body.notice).toMatchObject({ number: changed.number, sha256: changed.sha256 });
    expect(own.body.notice).not.toHaveProperty("composedBy");
  });

  it("goes to a society that is reinstated after it was sent", async () => {
    const round = await openRound();
    await givenNotice(round);
    const { application, readers } = await givenExaminedAs(round, "CLEARED");
    const { id: applicationId, societyCode } = application;
    const payload = { applicationId, roundId: round.id, societyCode };
    const fact = factOf(eligibilityReinstated, {
      aggregateId: applicationId,
      version: 2,
      at: monday,
      payload,
    });
    await tell(onDefenceNotice, fact);
    const told = (await ledger(round)).map(({ personId }) => personId);
    expect(told.toSorted()).toEqual(readers.map(({ id }) => id).toSorted());
  });
});

const toldOf = ({
  at,
  payload,
  aggregate,
}: Awaited<ReturnType<typeof lastFact<typeof defenceNoticeApproved>>>) => ({
  aggregateId: aggregate.id,
  at,
  payload,
});
