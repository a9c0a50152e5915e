import { beforeAll, describe, expect, it } from "vitest";
import { handler } from "../../functions/reviews/api.ts";
import { reviews as routes } from "../../shared/contract/reviews.ts";
import type { Round } from "../../shared/contract/rounds.ts";
import { cast2021 } from "../../shared/programme/cast-2021.ts";
import { openRound } from "../applications/given.ts";
import { answerTo } from "../asked.ts";
import {
  assigning,
  declaring,
  givenCleared,
  givenExpert,
  givenStanding,
  releasing,
} from "../experts/given.ts";
import { signedIn } from "../given.ts";
import { duringReview, saving, scoresOf, submitting } from "./given.ts";

let round: Round;
beforeAll(async () => {
  round = await openRound({ ...cast2021, reviewing: { ...cast2021.reviewing, expertsPerApplication: 9 } });
});

const progress = async (role: Parameters<typeof signedIn>[0], query: Record<string, string> = {}) =>
  answerTo(handler, routes.listReviewProgress, {
    at: duringReview,
    token: (await signedIn(role)).token,
    params: { id: round.id },
    query,
  });

describe("how far a panel is", () => {
  it("is shown to staff alone, and never with a score or an opinion, while reviewing goes on", async () => {
    const { application } = await givenCleared(round);
    const [silent, drafting, done, aside] = [
      await givenExpert(),
      await givenStanding(application),
      await givenStanding(application),
      await givenExpert(),
    ];
    await assigning(application, silent);
    await assigning(application, aside);
    await declaring(application, aside, "relative");
    await saving(application, drafting, { scores: { budget: "43" }, opinion: "金丝雀" });
    await submitting(application, done, { scores: scoresOf("97"), opinion: "金丝雀" });
    const { body } = await progress("officer");
    const [panel] = body.items;
    expect(panel).toMatchObject({
      applicationId: application.id,
      isEven: false,
      stages: [
        { stage: "written", asked: 3, begun: 2, submitted: 1 },
        { stage: "defence", asked: 3, begun: 0, submitted: 0 },
      ],
    });
    const states = Object.fromEntries(
      panel.experts.map(({ expertId, state, sheets }: (typeof panel)["experts"][number]) => [
        expertId,
        `${state} ${sheets[0].state}`,
      ]),
    );
    expect(states).toEqual({
      [silent.id]: "ASSIGNED null",
      [drafting.id]: "DECLARED DRAFT",
      [done.id]: "DECLARED SUBMITTED",
      [aside.id]: "RECUSED null",
    });
    const text = JSON.stringify(body);
    for (const hidden of ["43", "97", "金丝雀"]) expect(text).not.toContain(`"${hidden}"`);
    for (const role of ["expert", "filler", "approver"] as const) {
      expect((await progress(role)).status).toBe(403);
    }
  });

  it("is told from one that must be odd and is not, by hand or after somebody left", async () => {
    const { application } = await givenCleared(round);
    const evenOf = async () => {
      const { items } = (await progress("officer", { limit: "100" })).body;
      return items.find((one: { applicationId: string }) => one.applicationId === application.id)?.isEven;
    };
    const [first] = [await givenStanding(application), await givenStanding(application)];
    expect(await evenOf()).toBe(true);
    await givenStanding(application);
    expect(await evenOf()).toBe(false);
    await releasing(application, first);
    expect(await evenOf()).toBe(true);
  });

  it("has no row for an application that nobody judges, and comes in pages", async () => {
    await givenCleared(round);
    const { application } = await givenCleared(round);
    await givenStanding(application);
    const found: string[] = [];
    let cursor: string | null = null;
    do {
      const page = await progress("supervisor", { limit: "1", ...(cursor !== null && { cursor }) });
      found.push(...page.body.items.map((one: { applicationId: string }) => one.applicationId));
      cursor = page.body.cursor;
    } while (cursor !== null);
    expect(found).toContain(application.id);
    expect(found).toHaveLength(3);
  });
});
