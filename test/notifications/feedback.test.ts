import { beforeAll, describe, expect, it } from "vitest";
import { handler as onFeedback } from "../../functions/notifications/on-feedback.ts";
import { type Letter, letters } from "../../functions/notifications/records.ts";
import { resultAnnounced } from "../../shared/events/notices.ts";
import { applications } from "../../shared/store/published/applications.ts";
import {
  announcing,
  givenDecided,
  givenShown,
  type Scored,
  type Shown,
  saturday,
} from "../objections/given.ts";
import { smallProgramme } from "../selection/given.ts";
import { factOf, lastFact, tell } from "../told.ts";
import { givenApplication } from "./given.ts";

const feedbackIn = async ({ round }: Shown): Promise<Letter[]> =>
  (await letters.all(`round#${round.id}`)).filter(({ template }) => template === "feedback");

const to = ({ filler, approver }: Scored, all: readonly Letter[]) =>
  all.filter(({ personId }) => personId === filler.personId || personId === approver.personId);

const announced = async (shown: Shown) => {
  const answer = await announcing(shown.notice);
  if (answer.status !== 200) throw new Error(JSON.stringify(answer.body));
  return lastFact(resultAnnounced, shown.notice.id);
};

describe("the letter on the feedback", () => {
  let shown: Shown;
  let all: Letter[];
  beforeAll(async () => {
    shown = await givenShown();
    await givenApplication(shown.round, { state: "WITHDRAWN" });
    const told = await announced(shown);
    await tell(onFeedback, told);
    await tell(onFeedback, told);
    all = await feedbackIn(shown);
  });

  it("goes to both people of every society that took part, selected or not, once, and to nobody else", () => {
    const { first, second, third, reserve } = shown;
    for (const one of [first, second, third, reserve]) expect(to(one, all)).toHaveLength(2);
    expect(all).toHaveLength(8);
    expect(all.every(({ state }) => state === "OWED")).toBe(true);
  });

  it("says the own score and the line of each tier, in both languages", () => {
    const [letter] = to(shown.third, all);
    expect(letter?.text.zh).toContain("综合得分：80.00。各档入选单位的最低得分：");
    expect(letter?.text.en).toContain("Composite score: 80.00. The lowest that got a place:");
    for (const line of ["90.00", "85.00", "80.00"]) {
      expect(letter?.text.zh).toContain(line);
      expect(letter?.text.en).toContain(line);
    }
  });

  it("names no expert, no officer, no other society, and holds nothing of what experts wrote", () => {
    const { third, second } = shown;
    for (const { subject, text } of to(third, all)) {
      const words = JSON.stringify([subject, text]);
      expect(words).not.toMatch(/exp_|per_/);
      expect(words).not.toContain(second.society.code);
      for (const { name } of third.experts) expect(words).not.toContain(name);
    }
  });
});

describe("no letter on the feedback is owed", () => {
  it("by a supplementary notice, or by what is announced later of the same list", async () => {
    const shown = await givenShown();
    await givenDecided(shown, shown.first, { outcome: "dismissed", effect: "stands" });
    const first = await announced(shown);
    const later = factOf(resultAnnounced, {
      ...{ aggregateId: shown.notice.id, version: first.version + 1, at: "2021-12-20T02:00:00.000Z" },
      payload: first.payload,
    });
    await tell(onFeedback, later);
    expect(await feedbackIn(shown)).toEqual([]);
    await tell(onFeedback, first);
    expect(await feedbackIn(shown)).toHaveLength(8);
  });
});

describe("where the programme mails no figures", () => {
  it("the letter says only that the feedback is there", async () => {
    const { publicNotice } = smallProgramme;
    const shown = await givenShown({
      ...smallProgramme,
      publicNotice: { ...publicNotice, feedbackLetter: "link" },
    });
    await tell(onFeedback, await announced(shown));
    const [letter] = to(shown.third, await feedbackIn(shown));
    expect(letter?.text.zh).toContain("评审反馈已可查看");
    expect(`${letter?.text.zh}${letter?.text.en}`).not.toContain("80.00");
    const held = await applications.get({ id: shown.third.application.id });
    expect([held?.state, letter?.owedAt]).toEqual(["SUBMITTED", saturday]);
  });
});
