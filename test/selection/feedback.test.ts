import { beforeAll, describe, expect, it } from "vitest";
import { handler } from "../../functions/selection/api.ts";
import { feedbackOf } from "../../functions/selection/feedback.ts";
import { type DecisionRecord, selection as routes } from "../../shared/contract/selection.ts";
import { sha256Of } from "../../shared/runtime/sha256.ts";
import { answerTo } from "../asked.ts";
import { signedIn } from "../given.ts";
import { announcing, givenShown, type Scored, type Shown, saturday } from "../objections/given.ts";
import { reading } from "./given.ts";

let shown: Shown;
beforeAll(async () => {
  shown = await givenShown();
});

const asking = ({ application }: Scored, token: string, at = saturday) =>
  answerTo(handler, routes.getFeedback, { at, token, params: { id: application.id } });

const stored = async (decision: DecisionRecord) => {
  const { body } = await reading(decision);
  return { decision: JSON.parse(body.decision), snapshot: JSON.parse(body.snapshot) };
};

describe("the feedback to a society", () => {
  it("comes with the result, with its figures, the lines and the opinions, and not before", async () => {
    const { third, notice } = shown;
    const { token } = third.filler;
    expect((await asking(third, token)).body.code).toBe("wrong-state");
    await announcing(notice);
    const { body } = await asking(third, token);
    expect([body.composite, body.stages[0].score, body.stages[0].sheets]).toEqual(["80.00", "80.00", 2]);
    expect(
      body.lines.map(({ lowest, isReached, by }: Record<string, unknown>) => [lowest, isReached, by]),
    ).toEqual([
      ["90.00", false, "10.00"],
      ["85.00", false, "5.00"],
      ["80.00", true, "0.00"],
    ]);
    expect(body.opinions).toHaveLength(2);
    expect(body.figures.calibrated).toMatch(/^\d+\.\d+$/);
  });

  it("names no expert, no officer and no other society", async () => {
    const { third, second, experts } = { ...shown, experts: shown.third.experts };
    const { body } = await asking(third, third.approver.token);
    const text = JSON.stringify(body);
    expect(text).not.toMatch(/exp_|per_|rank/);
    for (const hidden of [second.society.code, ...experts.map(({ id }) => id)])
      expect(text).not.toContain(hidden);
  });

  it("is its own: another society and a stranger find nothing", async () => {
    expect((await asking(shown.third, shown.second.approver.token)).status).toBe(404);
    expect((await asking(shown.third, (await signedIn("officer")).token)).status).toBe(403);
  });

  it("gives the opinions in one order, whatever order their sheets come in", async () => {
    const { decision, snapshot } = await stored(shown.decision);
    const written = ["甲", "乙", "丙", " "].map((text) => ({ stage: "written", text }));
    const of = (some: typeof written) =>
      feedbackOf(shown.third.application.id, { decision, snapshot, written: some }, sha256Of)?.opinions;
    expect(of(written)).toEqual(of(written.toReversed()));
    expect(of(written)).toHaveLength(3);
  });
});
