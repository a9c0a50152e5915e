import { beforeEach, describe, expect, it } from "vitest";
import { handler as reviewsApi } from "../../functions/reviews/api.ts";
import { reviews } from "../../shared/contract/reviews.ts";
import type { Round } from "../../shared/contract/rounds.ts";
import { cast2021 } from "../../shared/programme/cast-2021.ts";
import { transact } from "../../shared/store/commit.ts";
import { assignments } from "../../shared/store/published/assignments.ts";
import { openRound } from "../applications/given.ts";
import { answerTo } from "../asked.ts";
import { declaring, givenExpert, importingLinks, officerLine } from "../experts/given.ts";
import { signedIn } from "../given.ts";
import { givenPerson } from "../identity/given.ts";
import { duringReview } from "../reviews/given.ts";
import { readCalendar } from "./calendar-reader.ts";
import {
  asking,
  assigned,
  defending,
  givenDraw,
  givenField,
  obstaclesOf,
  proposing,
  sitting,
  standing,
  toldOf,
} from "./given.ts";

const rules = cast2021.defence?.chair ?? null;
/** Two sit in a session, and each may score it alone. */
const chaired = (chair = rules) => ({
  ...defending({ panelSize: 2, chair, attendance: null }),
  scoring: {
    ...cast2021.scoring,
    stages: cast2021.scoring.stages.map((stage) => ({ ...stage, minScores: 1 })),
  },
});

type Expert = Awaited<ReturnType<typeof givenExpert>>;

let number = 0;
let round: Round;
let one: Awaited<ReturnType<typeof givenField>>["cleared"][number];
let cleared: Awaited<ReturnType<typeof givenField>>["cleared"];
let chair: Expert;
let member: Expert;
let who: { name: string; institution: string };

beforeEach(async () => {
  round = await openRound(chaired());
  ({ cleared } = await givenField(round, 2, 0));
  const [first] = cleared;
  if (!first) throw new Error("somebody defends");
  one = first;
  number += 1;
  who = { name: `组长第${number}人`, institution: `组长单位第${number}号` };
  chair = await givenExpert([], who);
  member = await givenExpert();
  await assigned(round, cleared, [chair, member]);
  await givenDraw(round);
});

const session = (by: { id: string } | undefined, experts = [chair, member]) => ({
  ...sitting("am", [0, 4], experts),
  ...(by && { chair: by.id }),
});
const faultsOf = ({ body }: { body: { faults: { path: string; code: string }[] } }) =>
  body.faults.map(({ path, code }) => `${path} ${code}`);
const hindrances = ({ body }: { body: { shortage: { applications: { obstacles: object[] }[] } } }) =>
  body.shortage.applications.flatMap(({ obstacles }) => obstacles);

describe("a chair is not named", () => {
  it("who is not of the panel, nor left out where the programme requires one, nor named where it has none", async () => {
    expect(faultsOf(await proposing(round, [session(undefined)]))).toEqual([
      "sessions.0.chair chair-missing",
    ]);
    const stranger = await givenExpert();
    expect(faultsOf(await proposing(round, [session(stranger)]))).toEqual([
      "sessions.0.chair chair-not-seated",
    ]);
    const without = await openRound(chaired(null));
    await givenDraw(without);
    expect(faultsOf(await proposing(without, [session(chair)]))).toEqual([
      "sessions.0.chair chair-not-offered",
    ]);
    const optional = await openRound(chaired(rules && { ...rules, naming: "optional" }));
    await givenDraw(optional);
    expect((await proposing(optional, [session(undefined)])).status).toBe(201);
  });

  it("who is tied to any society of the session: nobody stands in for the chair", async () => {
    await importingLinks([officerLine(one.society.code, who.name, who.institution)]);
    const refused = await proposing(round, [session(chair)]);
    expect(refused.body.code).toBe("defence-not-laid");
    expect(hindrances(refused)).toContainEqual({
      ...{ because: "chair-tied", sessionKey: "am", expertId: chair.id },
    });
  });

  it("who is not assigned to each application of the session; a member may be", async () => {
    const other = await givenExpert();
    await assigned(round, [one], [other]);
    const refused = await proposing(round, [session(other, [member, other])]);
    expect(hindrances(refused)).toEqual([
      { because: "chair-not-assigned", sessionKey: "am", expertId: other.id },
    ]);
    expect((await proposing(round, [session(member, [member, other])])).status).toBe(201);
  });
});

describe("the chair of a session", () => {
  it("is told so by letter and in the calendar, and nobody else learns who chairs", async () => {
    const his = await givenPerson({ roles: ["expert"], expertId: chair.id });
    const others = await givenPerson({ roles: ["expert"], expertId: member.id });
    await standing(round, [session(chair)]);
    const letters = (await toldOf(round)).filter(({ template }) => template === "defence-sessions");
    const saying = letters.map(({ personId, text }) => [personId, text.zh.includes("您任组长")] as const);
    expect(new Map(saying)).toEqual(
      new Map([
        [his.id, true],
        [others.id, false],
      ]),
    );
    const own = async (by: Expert) => {
      const { body } = await asking("listOwnDefenceSessions", round.id, by);
      const calendar = await asking("getOwnSessionsCalendar", round.id, by, { query: {} });
      const [entry] = readCalendar(calendar.body).events;
      const { isChair, ...rest } = body.sessions[0];
      return { isChair, rest: JSON.stringify(rest), entry };
    };
    const [chairing, seated] = [await own(chair), await own(member)];
    expect([chairing.isChair, seated.isChair]).toEqual([true, false]);
    expect(chairing.entry?.DESCRIPTION).toContain("评审组组长");
    expect(seated.entry?.DESCRIPTION).not.toContain("组长");
    expect(seated.rest).not.toContain(chair.id);
  });

  it("with a tie that becomes known sees nothing of the item, as any expert, and stands in the way until another is named", async () => {
    for (const { application } of cleared) await declaring(application, chair);
    const held = await standing(round, [session(chair)]);
    await importingLinks([officerLine(one.society.code, who.name, "另一单位")]);
    const { body } = await asking("listOwnDefenceSessions", round.id, chair);
    expect(body.sessions[0].slots).toHaveLength(1);
    expect(JSON.stringify(body)).not.toContain(one.application.id);
    const read = await answerTo(reviewsApi, reviews.getReviewed, {
      ...{ at: duringReview, token: chair.token, params: { id: one.application.id } },
    });
    expect(read.body.code).toBe("not-assigned");
    expect(await obstaclesOf(held.id)).toMatchObject([
      {
        applicationId: one.application.id,
        obstacles: [{ because: "conflict", tied: "conflict-undecided" }, { because: "chair-tied" }],
      },
    ]);
    const other = await givenExpert();
    await assigned(round, cleared, [other]);
    const next = await standing(round, [session(member, [member, other])]);
    const { difference } = (await asking("getDefenceTimetable", next.id, await signedIn("officer"))).body;
    expect(difference).toMatchObject({
      ...{ kept: 2, moved: [] },
      chairs: [{ sessionKey: "am", from: chair.id, to: member.id }],
    });
    expect(await obstaclesOf(next.id)).toEqual([]);
  });

  it("who drops out, or declares a tie, is shown as an obstacle", async () => {
    const held = await standing(round, [session(chair)]);
    const pair = await assignments.get({ applicationId: one.application.id, expertId: chair.id });
    if (!pair) throw new Error("the chair is assigned");
    await transact([assignments.replace({ ...pair, state: "RELEASED", version: pair.version + 1 })]);
    const of = { sessionKey: "am", expertId: chair.id };
    expect(await obstaclesOf(held.id)).toMatchObject([
      { applicationId: one.application.id, obstacles: [{ because: "chair-not-assigned", ...of }] },
    ]);
    const [, two] = cleared;
    if (!two) throw new Error("two defend");
    await declaring(two.application, chair, "relative");
    const obstacles = (await obstaclesOf(held.id)).find(
      ({ applicationId }: { applicationId: string }) => applicationId === two.application.id,
    );
    expect(obstacles).toMatchObject({
      obstacles: [
        { because: "conflict", tied: "recused", ...of },
        { because: "chair-tied", ...of },
      ],
    });
  });
});
