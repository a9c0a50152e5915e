import { beforeEach, describe, expect, it } from "vitest";
import { handler as expertsApi } from "../../functions/experts/api.ts";
import { handler as oversightApi } from "../../functions/oversight/api.ts";
import { handler as reviewsApi } from "../../functions/reviews/api.ts";
import { handler as uploadsApi } from "../../functions/uploads/api.ts";
import { experts as expertRoutes } from "../../shared/contract/experts.ts";
import { oversight } from "../../shared/contract/oversight.ts";
import { reviews } from "../../shared/contract/reviews.ts";
import type { Round } from "../../shared/contract/rounds.ts";
import { uploads } from "../../shared/contract/uploads.ts";
import { openRound } from "../applications/given.ts";
import { answerTo } from "../asked.ts";
import {
  deciding,
  declaring,
  givenExpert,
  importingLinks,
  matchesIn,
  officerLine,
} from "../experts/given.ts";
import { signedIn } from "../given.ts";
import { duringReview, recording, saving, submitting } from "../reviews/given.ts";
import { readCalendar } from "./calendar-reader.ts";
import {
  approving,
  asking,
  assigned,
  defending,
  givenDraw,
  givenField,
  obstaclesOf,
  proposing,
  sitting,
  standing,
} from "./given.ts";

type Field = Awaited<ReturnType<typeof givenField>>;

let number = 0;
let round: Round;
let cleared: Field["cleared"];
let expert: Awaited<ReturnType<typeof givenExpert>>;
let who: { name: string; institution: string };
/** The application to whose society the expert turns out to be tied. */
let one: Field["cleared"][number];

beforeEach(async () => {
  round = await openRound(defending());
  ({ cleared } = await givenField(round, 3, 0));
  number += 1;
  who = { name: `到会专家第${number}人`, institution: `答辩研究机构第${number}号` };
  expert = await givenExpert([], who);
  await assigned(round, cleared, [expert]);
  const [first] = cleared;
  if (!first) throw new Error("somebody defends");
  one = first;
});

const morning = (experts: readonly { id: string }[] = [expert]) => [sitting("am", [0, 4], experts)];
/** The expert is an officer of the society, or bears the name of one. */
const onRecord = (institution = who.institution) =>
  importingLinks([officerLine(one.society.code, who.name, institution)]);
const officer = () => signedIn("officer");

describe("no timetable puts an expert before a society", () => {
  it("that has him or her on record: the refusal says by what, with whom, in which session", async () => {
    await givenDraw(round);
    await onRecord();
    const { body } = await proposing(round, morning());
    expect(body).toMatchObject({
      code: "defence-not-laid",
      shortage: {
        short: 1,
        applications: [
          {
            applicationId: one.application.id,
            obstacles: [
              {
                ...{ because: "conflict", sessionKey: "am", expertId: expert.id },
                ...{ tied: "conflict-on-record", ground: "officer" },
              },
            ],
          },
        ],
      },
    });
  });

  it("while nobody has looked at a match; one that is dismissed keeps nobody away", async () => {
    await givenDraw(round);
    await onRecord("另一单位");
    const { body } = await proposing(round, morning());
    expect(body.shortage.applications).toMatchObject([
      { obstacles: [{ because: "conflict", tied: "conflict-undecided", ground: "officer" }] },
    ]);
    const [match] = (await matchesIn(round, { expertId: expert.id })).body.items;
    await deciding(round, match, { decision: "dismissed", reason: "电话核实，同名", version: 0 });
    expect((await proposing(round, morning())).status).toBe(201);
  });
});

describe("what becomes known after the timetable was laid", () => {
  it("stands in the way of its approval", async () => {
    await givenDraw(round);
    const { body: proposed } = await proposing(round, morning());
    await onRecord();
    expect((await approving(proposed)).body).toMatchObject({
      code: "defence-not-laid",
      shortage: { applications: [{ applicationId: one.application.id }] },
    });
  });

  it("shows as an obstacle at the session, and the next timetable moves that society alone", async () => {
    await givenDraw(round);
    const other = await givenExpert();
    await assigned(round, cleared, [other]);
    const sessions = [sitting("am", [0, 4], [expert]), sitting("pm", [8, 12], [other])];
    const held = await standing(round, sessions);
    expect(await obstaclesOf(held.id)).toEqual([]);
    await onRecord();
    expect(await obstaclesOf(held.id)).toMatchObject([
      {
        applicationId: one.application.id,
        obstacles: [{ because: "conflict", sessionKey: "am", expertId: expert.id }],
      },
    ]);
    const next = await standing(round, sessions);
    const { difference } = (await asking("getDefenceTimetable", next.id, await officer())).body;
    expect(difference).toMatchObject({
      kept: 2,
      moved: [{ to: { applicationId: one.application.id, sessionKey: "pm" } }],
    });
    expect(await obstaclesOf(next.id)).toEqual([]);
    // What was superseded has no obstacles any more.
    expect(await obstaclesOf(held.id)).toEqual([]);
  });

  it("is out of the expert's sight at once, wherever he or she looks", async () => {
    const { id } = one.application;
    for (const { application } of cleared) await declaring(application, expert);
    await givenDraw(round);
    await standing(round, morning());
    const own = async () => (await asking("listOwnDefenceSessions", round.id, expert)).body;
    const pairs = async () =>
      (
        await answerTo(expertsApi, expertRoutes.listOwnAssignments, {
          ...{ at: duringReview, token: expert.token, query: {} },
        })
      ).body;
    const asked = { at: duringReview, token: expert.token, params: { id } };
    const reads = async () => [
      await answerTo(reviewsApi, reviews.getReviewed, asked),
      await answerTo(reviewsApi, reviews.listSheets, asked),
      await answerTo(uploadsApi, uploads.signDownload, {
        ...{ ...asked, params: { id, uploadId: one.named[0]?.uploadId ?? "" }, query: {} },
      }),
      await answerTo(oversightApi, oversight.listGlasses, asked),
    ];
    for (const answer of await reads()) expect(["not-found", "not-assigned"]).not.toContain(answer.body.code);
    expect(JSON.stringify([await own(), await pairs()])).toContain(id);
    await onRecord();
    for (const { body } of await reads()) expect(["not-found", "not-assigned"]).toContain(body.code);
    const shown = JSON.stringify([await own(), await pairs(), await reads()]);
    expect(shown).not.toContain(id);
    expect(shown).not.toContain(one.society.code);
    expect((await own()).sessions[0].slots).toHaveLength(2);
    expect((await saving(one.application, expert)).body.code).toBe("not-assigned");
    expect((await submitting(one.application, expert)).body.code).toBe("not-assigned");
    expect((await recording(one.application, { present: [expert] })).body.code).toBe("not-assigned");
  });

  it("takes a session of nothing else out of the list and the calendar", async () => {
    const [, two] = cleared;
    if (!two) throw new Error("two defend");
    await givenDraw(round);
    // The first is the only one that can't come in the afternoon, so it defends in the morning, alone.
    const spans = [{ fromAt: sitting("pm", [8, 12], []).fromAt, toAt: sitting("pm", [8, 12], []).toAt }];
    await asking("stateDefenceBlackouts", one.application.id, await officer(), {
      body: { version: 0, spans: spans.map((one) => ({ ...one, reason: "主办国际会议" })) },
    });
    await standing(round, [sitting("am", [0, 1], [expert]), sitting("pm", [8, 12], [expert])]);
    const keys = async () => {
      const { body } = await asking("listOwnDefenceSessions", round.id, expert);
      return body.sessions.map(({ key }: { key: string }) => key);
    };
    const entries = async () => {
      const { body } = await asking("getOwnSessionsCalendar", round.id, expert, { query: {} });
      return readCalendar(body).events.length;
    };
    expect([await keys(), await entries()]).toEqual([["am", "pm"], 2]);
    await onRecord("另一单位");
    expect([await keys(), await entries()]).toEqual([["pm"], 1]);
  });
});
