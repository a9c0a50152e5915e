import { beforeEach, describe, expect, it } from "vitest";
import { listFault } from "../../cli/replay-list.ts";
import { handler } from "../../functions/notices/api.ts";
import { notices as routes } from "../../shared/contract/notices.ts";
import { noticePublished } from "../../shared/events/notices.ts";
import { sha256Of } from "../../shared/runtime/sha256.ts";
import { answerTo } from "../asked.ts";
import { onceKey, signedIn } from "../given.ts";
import {
  announcing,
  doing,
  friday,
  givenConcluded,
  givenDecided,
  givenShown,
  lodging,
  noticeNow,
  objection,
  type Shown,
  standing,
  supplementing,
} from "../objections/given.ts";
import { reading } from "../selection/given.ts";
import { factsOf } from "../told.ts";

let shown: Shown;
beforeEach(async () => {
  shown = await givenShown();
});

const codesOf = (of: { awards: { societyCode: string }[] }) =>
  of.awards.map(({ societyCode }) => societyCode);

describe("an award", () => {
  it("is not made while an objection on it is open, and the others are not held up", async () => {
    const { first, second, third, notice } = shown;
    const { id } = await givenConcluded(shown, second, { outcome: "dismissed", effect: "stands" });
    const { body } = await announcing(notice);
    expect(codesOf(body).toSorted()).toEqual([first.society.code, third.society.code].toSorted());
    expect((await announcing(notice)).body).toMatchObject({
      code: "objection-open",
      waiting: [second.society.code],
    });
    await doing("decideObjection", id, { version: 4, decision: "approved", reason: "同意" });
    expect(codesOf((await announcing(notice)).body)).toContain(second.society.code);
    expect((await announcing(notice)).body.code).toBe("wrong-state");
  });

  it("and an objection at the same moment: one of the two sees the other", async () => {
    const { second, notice } = shown;
    const [lodged, announced] = await Promise.all([
      lodging(notice, objection(second), { at: notice.endsAt }),
      announcing(notice),
    ]);
    expect(lodged.body.kind).toBe("objection");
    if (announced.status === 200) return;
    expect(announced.body.code).toBe("version-conflict");
    expect(codesOf((await announcing(notice)).body)).not.toContain(second.society.code);
  });
});

describe("a place that changed", () => {
  it("gets a supplementary notice of its own with a whole period, and is awarded after it", async () => {
    const { first, second, third, reserve, notice } = shown;
    await givenDecided(shown, first, { outcome: "upheld", effect: "removed" });
    const { body } = await supplementing(notice);
    expect(
      body.items.map(({ supplement, lastOn }: typeof notice) => [
        supplement?.societyCode,
        supplement?.from,
        supplement?.to,
        lastOn,
      ]),
    ).toEqual([
      [second.society.code, "2", "1", "2021-12-23"],
      [third.society.code, "3", "2", "2021-12-23"],
      [reserve.society.code, null, "3", "2021-12-23"],
    ]);
    for (const { id } of body.items) expect(await factsOf(noticePublished, id)).toHaveLength(1);
    const page = await answerTo(handler, routes.getNoticeDocument, {
      at: friday,
      params: { id: body.items[2].id },
    });
    expect(page.body).toContain("由备选调整为第三档");
    // Nobody of the list is still where it was shown.
    expect((await announcing(notice)).body.code).toBe("objection-open");
    expect((await announcing(body.items[0])).body.code).toBe("notice-open");
    const after = await announcing(body.items[0], "2021-12-23T16:00:00.000Z");
    expect(after.body.awards).toMatchObject([{ societyCode: second.society.code, tier: "1" }]);
  });

  it("can be objected to in its own period", async () => {
    const { first, reserve, notice } = shown;
    await givenDecided(shown, first, { outcome: "upheld", effect: "removed" });
    const { body } = await supplementing(notice);
    const after = "2021-12-20T02:00:00.000Z";
    const lodged = await lodging(body.items[2], objection(reserve), { at: after });
    expect(lodged.body.kind).toBe("objection");
    const refused = await announcing(body.items[2], "2021-12-23T16:00:00.000Z");
    expect(refused.body).toMatchObject({ code: "objection-open", waiting: [reserve.society.code] });
  });

  it("is shown once, by an officer who saw the very list", async () => {
    const { first, notice } = shown;
    const before = await standing(notice);
    expect((await supplementing(notice)).body.code).toBe("wrong-state");
    await givenDecided(shown, first, { outcome: "upheld", effect: "removed" });
    const stale = await answerTo(handler, routes.publishSupplements, {
      ...{ at: friday, token: (await signedIn("officer")).token, headers: onceKey() },
      ...{ params: { id: notice.id }, body: { listHash: before.sha256 } },
    });
    expect(stale.body.code).toBe("version-conflict");
    const answers = await Promise.all([supplementing(notice), supplementing(notice)]);
    expect(answers.filter(({ status }) => status === 201)).toHaveLength(1);
    expect((await standing(notice)).unshown).toEqual([]);
  });

  it("follows from the decision: the replay of the list finds one that was altered", async () => {
    const { first, notice, decision } = shown;
    await givenDecided(shown, first, { outcome: "upheld", effect: "removed" });
    const { list, sha256 } = await standing(notice);
    const stored = (await reading(decision)).body;
    const bundle = { ...stored, decisionHash: decision.decisionHash };
    expect(listFault({ ...bundle, standing: { list, sha256 } }, sha256Of)).toBeUndefined();
    const altered = list.replace('"rule":"cascade"', '"rule":"next-reserve"');
    const forged = { list: altered, sha256: sha256Of(altered) };
    expect(listFault({ ...bundle, standing: forged }, sha256Of)).toContain("differs");
  });

  it("leaves the page that was shown first as it was", async () => {
    const { first, notice } = shown;
    await givenDecided(shown, first, { outcome: "upheld", effect: "removed" });
    await supplementing(notice);
    const { tiers, sha256 } = await noticeNow(notice);
    expect({ tiers, sha256 }).toEqual({ tiers: notice.tiers, sha256: notice.sha256 });
  });
});
