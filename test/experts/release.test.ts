import { beforeAll, describe, expect, it } from "vitest";
import { handler } from "../../functions/experts/api.ts";
import { loads, panels } from "../../functions/experts/records.ts";
import { handler as reviewsApi } from "../../functions/reviews/api.ts";
import { experts as routes } from "../../shared/contract/experts.ts";
import { reviews as reviewRoutes } from "../../shared/contract/reviews.ts";
import type { Round } from "../../shared/contract/rounds.ts";
import { expertReleased } from "../../shared/events/experts.ts";
import { cast2021 } from "../../shared/programme/cast-2021.ts";
import { openRound } from "../applications/given.ts";
import { answerTo } from "../asked.ts";
import { onceKey } from "../given.ts";
import { factsOf } from "../told.ts";
import {
  assigning,
  beforeReview,
  declaring,
  givenCleared,
  givenExpert,
  givenStanding,
  releasing,
} from "./given.ts";

const duringReview = "2021-11-25T02:00:00.000Z";

let round: Round;
beforeAll(async () => {
  round = await openRound();
});

const steppingDown = (
  application: { id: string },
  { token }: { token: string },
  reason = "临时出差",
  at = beforeReview,
) =>
  answerTo(handler, routes.stepDown, {
    ...{ at, token, headers: onceKey(), params: { id: application.id } },
    body: { reason },
  });

describe("an expert who drops out", () => {
  it("gives the place and the load free, loses sight of the application, and it is told", async () => {
    const { application } = await givenCleared(round);
    const expert = await givenStanding(application);
    expect((await steppingDown(application, expert)).body).toEqual({ state: "RELEASED" });
    const [load, panel] = await Promise.all([
      loads.get({ roundId: round.id, expertId: expert.id }),
      panels.get({ applicationId: application.id }),
    ]);
    expect([load?.count, panel?.count]).toEqual([0, 0]);
    expect(await factsOf(expertReleased, `${application.id}#${expert.id}`)).toHaveLength(1);
    const asked = { at: duringReview, token: expert.token, params: { id: application.id } };
    const seen = await answerTo(handler, routes.listOwnAssignments, { ...asked, query: {} });
    expect(seen.body.items).toEqual([]);
    expect((await answerTo(reviewsApi, reviewRoutes.getReviewed, asked)).body.code).toBe("not-assigned");
    expect((await declaring(application, expert)).body.code).toBe("not-found");
    expect((await steppingDown(application, expert)).body.code).toBe("not-found");
    expect((await assigning(application, expert)).body.code).toBe("already-exists");
  });

  it("can be released by an officer, with a reason that is kept; only where he or she is assigned", async () => {
    const { application } = await givenCleared(round);
    const expert = await givenExpert();
    expect((await releasing(application, expert)).body.code).toBe("not-found");
    await assigning(application, expert);
    const refused = await releasing(application, expert, "身份证11010519491231002X");
    expect(refused.body.code).toBe("identity-data-not-taken");
    expect((await releasing(application, expert, "因病")).body).toMatchObject({
      state: "RELEASED",
      releasedBecause: "因病",
    });
    expect((await releasing(application, expert)).body).toMatchObject({
      code: "wrong-state",
      state: "RELEASED",
    });
  });

  it("leaves no submitted score behind: those are left out by two officers, never by a release", async () => {
    const { application } = await givenCleared(round);
    const expert = await givenStanding(application);
    const scores = Object.fromEntries(cast2021.scoring.criteria.map(({ id, max }) => [id, String(max)]));
    const submitted = await answerTo(reviewsApi, reviewRoutes.submitSheet, {
      ...{ at: duringReview, token: expert.token, headers: onceKey(), params: { id: application.id } },
      query: { stage: "written" },
      body: { version: 0, content: { scores, opinion: "同意推荐" }, reason: null },
    });
    expect(submitted.status).toBe(200);
    const answers = [
      await releasing(application, expert, "因病", duringReview),
      await steppingDown(application, expert, "出差", duringReview),
    ];
    expect(answers.map(({ body }) => body.code)).toEqual(["sheet-stands", "sheet-stands"]);
  });

  it("may until the last stage is locked and not afterwards", async () => {
    const { application } = await givenCleared(round);
    const expert = await givenExpert();
    await assigning(application, expert);
    const late = await steppingDown(application, expert, "出差", "2021-12-10T10:00:00.001Z");
    expect(late.body.code).toBe("reviews-locked");
    const last = await steppingDown(application, expert, "出差", "2021-12-10T10:00:00.000Z");
    expect(last.body.state).toBe("RELEASED");
  });
});

describe("an officer who assigns by hand", () => {
  it("is refused a second expert of an institution, where the programme's rule is hard", async () => {
    const panel = { odd: true, whenEven: "flagged" as const, perInstitution: "hard" as const };
    const { reviewing } = cast2021;
    const assignment = { ...reviewing.assignment, panel };
    const strict = await openRound({ ...cast2021, reviewing: { ...reviewing, assignment } });
    const { application } = await givenCleared(strict);
    // All experts of these tests are of one university.
    expect((await assigning(application, await givenExpert())).status).toBe(201);
    expect((await assigning(application, await givenExpert())).body.code).toBe("institution-twice");
  });
});
