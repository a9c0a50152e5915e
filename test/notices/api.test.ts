import { createHash } from "node:crypto";
import { PutObjectCommand } from "@aws-sdk/client-s3";
import { beforeAll, describe, expect, it } from "vitest";
import { handler } from "../../functions/notices/api.ts";
import { handler as onTick } from "../../functions/notices/on-tick.ts";
import { type Notice, notices as routes } from "../../shared/contract/notices.ts";
import type { Round } from "../../shared/contract/rounds.ts";
import type { DecisionRecord } from "../../shared/contract/selection.ts";
import { noticeClosed, noticePublished, resultAnnounced } from "../../shared/events/notices.ts";
import { objects } from "../../shared/runtime/objects.ts";
import { notices, pageKey } from "../../shared/store/published/notices.ts";
import { openRound } from "../applications/given.ts";
import { answerTo } from "../asked.ts";
import { onceKey, signedIn } from "../given.ts";
import { approving, givenScored, proposing, smallProgramme } from "../selection/given.ts";
import { factsOf, tick } from "../told.ts";

/** A Monday: five working days end with the Friday. */
const monday = "2021-12-13T02:00:00.000Z";
const endOfFriday = "2021-12-17T15:59:59.999Z";
const saturday = "2021-12-17T16:00:00.000Z";

let round: Round;
beforeAll(async () => {
  round = await openRound(smallProgramme);
  await givenScored(round, "80");
});

/** A round of its own whose empty decision is approved. */
async function givenApproved(of?: Round): Promise<{ round: Round; decision: DecisionRecord }> {
  const own = of ?? (await openRound(smallProgramme));
  return { round: own, decision: (await approving((await proposing(own)).body)).body };
}

const publishing = async (
  { id }: { id: string },
  { id: decisionId, decisionHash }: Pick<DecisionRecord, "id" | "decisionHash">,
  at = monday,
) =>
  answerTo(handler, routes.publishNotice, {
    at,
    token: (await signedIn("officer")).token,
    headers: onceKey(),
    params: { id },
    body: { decisionId, decisionHash },
  });

/** What anybody may ask, without signing in. */
const anybody = {
  reads: ({ id }: { id: string }) => answerTo(handler, routes.getNotice, { at: monday, params: { id } }),
  opens: ({ id }: { id: string }) =>
    answerTo(handler, routes.getNoticeDocument, { at: monday, params: { id } }),
  lists: ({ id }: { id: string }) => answerTo(handler, routes.listNotices, { at: monday, params: { id } }),
};

const announcing = async ({ id, version }: Pick<Notice, "id" | "version">, at: string, headers = onceKey()) =>
  answerTo(handler, routes.announceResult, {
    at,
    token: (await signedIn("officer")).token,
    headers,
    params: { id },
    body: { version },
  });

async function givenPublished(at = monday): Promise<Notice> {
  const { round: own, decision } = await givenApproved();
  return (await publishing(own, decision, at)).body;
}

describe("a list is published", () => {
  it("when its decision is approved, under its hash, in its own round", async () => {
    const proposed = (await proposing(round)).body;
    expect((await publishing(round, proposed)).body).toMatchObject({
      code: "wrong-state",
      state: "PROPOSED",
    });
    const approved = (await approving(proposed)).body;
    const forged = { ...approved, decisionHash: "0".repeat(64) };
    expect((await publishing(round, forged)).body.code).toBe("version-conflict");
    const other = await openRound(smallProgramme);
    expect((await publishing(other, approved)).body.code).toBe("not-found");
    expect((await anybody.lists(round)).body.items).toEqual([]);
    const { status, body } = await publishing(round, approved);
    expect([status, body.state, body.endsAt]).toEqual([201, "PUBLISHED", endOfFriday]);
    expect(body.tiers.map(({ societies }: { societies: object[] }) => societies.length)).toEqual([1, 0, 0]);
    expect(await factsOf(noticePublished, body.id)).toMatchObject([
      { payload: { sha256: body.sha256, endsAt: endOfFriday } },
    ]);
  });

  it("once, also by two officers at once", async () => {
    const { round: own, decision } = await givenApproved();
    const answers = await Promise.all([publishing(own, decision), publishing(own, decision)]);
    expect(answers.map(({ status }) => status).toSorted()).toEqual([201, 409]);
    const again = (await publishing(own, decision)).body;
    expect(again.code).toBe("already-exists");
    expect((await notices.all(`round#${own.id}`)).map(({ id }) => id)).toEqual([again.noticeId]);
  });

  it("for its working days by the calendar of that year: a weekend before the Spring Festival is worked", async () => {
    const { firstOn, lastOn } = await givenPublished("2022-01-26T02:00:00.000Z");
    expect([firstOn, lastOn]).toEqual(["2022-01-26", "2022-01-30"]);
  });

  it("never in a year whose holidays are not loaded", async () => {
    const { round: own, decision } = await givenApproved();
    const refused = await publishing(own, decision, "2014-06-30T02:00:00.000Z");
    expect(refused.body).toMatchObject({ code: "calendar-unloaded", year: 2014 });
    expect((await anybody.lists(own)).body.items).toEqual([]);
  });

  it("by officers only", async () => {
    const { round: own, decision } = await givenApproved();
    const { token } = await signedIn("supervisor");
    const refused = await answerTo(handler, routes.publishNotice, {
      at: monday,
      token,
      headers: onceKey(),
      params: { id: own.id },
      body: { decisionId: decision.id, decisionHash: decision.decisionHash },
    });
    expect(refused.status).toBe(403);
  });
});

describe("the public", () => {
  it("reads the page whose hash the notice names, without signing in", async () => {
    const notice = await givenPublished();
    const page = await anybody.opens(notice);
    expect(page.headers["content-type"]).toBe("text/html; charset=utf-8");
    expect(createHash("sha256").update(page.body).digest("hex")).toBe(notice.sha256);
  });

  it("reads the same words for ever, whatever is written under the page's name later", async () => {
    const notice = await givenPublished();
    const before = (await anybody.opens(notice)).body;
    await objects.send(
      new PutObjectCommand({ Bucket: "documents", Key: pageKey(notice), Body: "<p>another list</p>" }),
    );
    expect((await anybody.opens(notice)).body).toBe(before);
  });

  it("sees no id of a person, in the notice, the list or the page", async () => {
    const { round: own, decision } = await givenApproved();
    const notice = (await publishing(own, decision)).body;
    for (const { body } of [
      await anybody.reads(notice),
      await anybody.lists(own),
      await anybody.opens(notice),
    ]) {
      expect(JSON.stringify(body)).not.toMatch(/per_|exp_/);
    }
  });

  it("finds nothing under an id that no notice has", async () => {
    const nowhere = { id: "ntc_00000000000000000000000000" };
    expect((await anybody.reads(nowhere)).status).toBe(404);
    expect((await anybody.opens(nowhere)).status).toBe(404);
  });
});

describe("the result", () => {
  it("is announced after the last instant of the period and not in it", async () => {
    const notice = await givenPublished();
    expect((await announcing(notice, endOfFriday)).body).toMatchObject({
      code: "notice-open",
      endsAt: endOfFriday,
    });
    const { body } = await announcing(notice, saturday);
    expect(body).toMatchObject({ state: "ANNOUNCED", announcedAt: saturday, version: 2 });
    expect(await factsOf(resultAnnounced, notice.id)).toHaveLength(1);
  });

  it("is announced once; its key gives the first answer again", async () => {
    const notice = await givenPublished();
    expect((await announcing({ ...notice, version: 7 }, saturday)).body.code).toBe("version-conflict");
    const { token } = await signedIn("officer");
    const asking = {
      at: saturday,
      token,
      headers: onceKey(),
      params: { id: notice.id },
      body: { version: 1 },
    };
    const first = await answerTo(handler, routes.announceResult, asking);
    expect((await answerTo(handler, routes.announceResult, asking)).body).toEqual(first.body);
    expect((await announcing({ ...notice, version: 2 }, saturday)).body).toMatchObject({
      code: "wrong-state",
      state: "ANNOUNCED",
    });
  });
});

describe("when the period ends", () => {
  const stateOf = async ({ id }: Notice) => (await notices.get({ id }))?.state;

  it("the notice is closed by the tick after its last instant, and it is told once", async () => {
    const notice = await givenPublished();
    await tick(onTick, endOfFriday);
    expect(await stateOf(notice)).toBe("PUBLISHED");
    await tick(onTick, saturday);
    await tick(onTick, "2021-12-18T16:00:00.000Z");
    expect(await stateOf(notice)).toBe("CLOSED");
    expect(await factsOf(noticeClosed, notice.id)).toHaveLength(1);
    const { body } = await announcing({ ...notice, version: 2 }, "2021-12-20T02:00:00.000Z");
    expect(body.state).toBe("ANNOUNCED");
  });

  it("two ticks at once close it once, and neither fails", async () => {
    const notice = await givenPublished();
    await Promise.all([tick(onTick, saturday), tick(onTick, saturday)]);
    expect(await stateOf(notice)).toBe("CLOSED");
    expect(await factsOf(noticeClosed, notice.id)).toHaveLength(1);
  });

  it("and the result came before the tick, there is nothing left to close", async () => {
    const notice = await givenPublished();
    await announcing(notice, saturday);
    await tick(onTick, "2021-12-18T00:00:00.000Z");
    expect(await stateOf(notice)).toBe("ANNOUNCED");
    expect(await factsOf(noticeClosed, notice.id)).toEqual([]);
  });
});
