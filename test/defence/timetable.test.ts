import { beforeEach, describe, expect, it } from "vitest";
import type { DefenceTimetable } from "../../shared/contract/defence-record.ts";
import type { Round } from "../../shared/contract/rounds.ts";
import { defenceTimetableApproved } from "../../shared/events/defence.ts";
import { transact } from "../../shared/store/commit.ts";
import { assignments } from "../../shared/store/published/assignments.ts";
import { defenceTimetables } from "../../shared/store/published/defence-timetables.ts";
import { experts } from "../../shared/store/published/experts.ts";
import { openRound } from "../applications/given.ts";
import { beforeReview, declaring, givenExpert } from "../experts/given.ts";
import { signedIn } from "../given.ts";
import { factsOf } from "../told.ts";
import {
  approving,
  asking,
  assigned,
  defending,
  givenDraw,
  givenField,
  proposing,
  sitting,
  standing,
  tooShortly,
} from "./given.ts";
import { quarter, span } from "./given-laying.ts";

let round: Round;
let cleared: Awaited<ReturnType<typeof givenField>>["cleared"];
let pool: Awaited<ReturnType<typeof givenField>>["pool"];
beforeEach(async () => {
  round = await openRound(defending());
  ({ cleared, pool } = await givenField(round, 3, 2));
});

const at = <T>(list: readonly T[], index: number): T => {
  const found = list[index];
  if (found === undefined) throw new Error(`there is no number ${index}`);
  return found;
};
const morning = (experts = pool.slice(0, 1)) => [sitting("am", [0, 4], experts)];
const idsOf = ({ slots }: DefenceTimetable) => slots.map(({ applicationId }) => applicationId);
/** The applications in the order of the draw. */
const inTurn = async () => {
  const { body } = await asking("listDefenders", round.id, await signedIn("officer"));
  return body.defenders.map((one: { applicationId: string }) => one.applicationId);
};

describe("a timetable is not proposed", () => {
  it("before the draw", async () => {
    expect((await proposing(round, morning())).body.code).toBe("not-found");
    await givenDraw(round, { isDrawn: false });
    expect((await proposing(round, morning())).body.code).toBe("wrong-state");
  });

  it("of sessions that can't be: every fault at once, by its place in the request", async () => {
    await givenDraw(round);
    const stranger = { id: "exp_00000000000000000000000000" };
    const { body } = await proposing(round, [
      sitting("am", [0, 4], pool),
      sitting("am", [2, 6], [stranger], { place: "房间am" }),
    ]);
    expect(body).toMatchObject({ code: "invalid-request", part: "body" });
    expect(body.faults.map((one: { path: string; code: string }) => `${one.path} ${one.code}`)).toEqual([
      "sessions.0.experts panel-size",
      "sessions.1.experts.0 unknown-expert",
      "sessions.1.key duplicate",
      "sessions.1.place place-twice",
    ]);
  });

  it("with a link that no calendar takes as it is; line breaks in one are dropped", async () => {
    await givenDraw(round);
    const linked = (link: string) =>
      proposing(round, [{ ...sitting("am", [0, 4], pool.slice(0, 1)), place: { kind: "video", link } }]);
    for (const link of ["http://meeting.example/1", "javascript:1", "https://meeting.example/会 议"])
      expect((await linked(link)).body.code).toBe("invalid-request");
    const { body } = await linked("https://meeting.example/\r\nATTENDEE:x");
    expect(body.sessions[0].place.link).toBe("https://meeting.example/ATTENDEE:x");
  });

  it("when a conflict stands in the way: the refusal says whose, with whom, in which session", async () => {
    await givenDraw(round);
    const { application, society } = at(cleared, 1);
    const tied = await givenExpert([{ kind: "office-holder", societyCode: society.code }]);
    await assigned(round, [at(cleared, 0), at(cleared, 2)], [tied]);
    const { body } = await proposing(round, morning([tied]));
    expect(body).toMatchObject({
      code: "defence-not-laid",
      shortage: {
        short: 1,
        applications: [
          {
            applicationId: application.id,
            obstacles: [{ because: "conflict", sessionKey: "am", expertId: tied.id }],
          },
        ],
      },
    });
    const tried = await asking("tryDefenceTimetable", round.id, await signedIn("officer"), {
      body: { sessions: morning([tied]) },
    });
    expect(tried.body).toMatchObject({ slots: [], difference: null, shortage: { short: 1 } });
  });

  it("with an expert before an application from which he or she stood aside", async () => {
    await givenDraw(round);
    const { application } = at(cleared, 0);
    await declaring(application, at(pool, 0), "relative", beforeReview);
    expect((await proposing(round, morning())).body).toMatchObject({
      code: "defence-not-laid",
      shortage: { applications: [{ applicationId: application.id }] },
    });
  });

  it("before a panel that is not assigned to an application: nobody of it could score", async () => {
    await givenDraw(round);
    const other = await givenExpert();
    await assigned(round, [at(cleared, 0), at(cleared, 1)], [other]);
    const { body } = await proposing(round, morning([other]));
    expect(body).toMatchObject({
      code: "defence-not-laid",
      shortage: {
        applications: [
          {
            applicationId: at(cleared, 2).application.id,
            obstacles: [{ because: "not-assigned", sessionKey: "am", expertId: other.id }],
          },
        ],
      },
    });
  });

  it("too shortly before the defence, unless somebody says why", async () => {
    await givenDraw(round);
    const refused = await proposing(round, morning(), { at: tooShortly });
    expect(refused.body).toMatchObject({ code: "defence-notice-short" });
    expect(refused.body.applications).toHaveLength(3);
    const said = await proposing(round, morning(), { at: tooShortly, because: "会场临时停用" });
    const personal = await proposing(round, morning(), {
      at: tooShortly,
      because: "11010519491231002X 病假",
    });
    expect(personal.body.code).toBe("identity-data-not-taken");
    expect(said.status).toBe(201);
    expect(said.body.shortNoticeBecause).toBe("会场临时停用");
  });

  it("by anybody but an officer", async () => {
    await givenDraw(round);
    const who = [at(cleared, 0).filler, at(pool, 0), await signedIn("supervisor")];
    for (const by of who) expect((await proposing(round, morning(), { by })).status).toBe(403);
  });
});

describe("a timetable that is tried", () => {
  it("keeps nothing", async () => {
    await givenDraw(round);
    const officer = await signedIn("officer");
    const { body } = await asking("tryDefenceTimetable", round.id, officer, {
      body: { sessions: morning() },
    });
    expect(body.slots).toHaveLength(3);
    expect(body.difference).toMatchObject({ kept: 0, moved: [], fallen: [] });
    expect((await asking("listDefenceTimetables", round.id, officer)).body.items).toEqual([]);
  });
});

describe("a timetable", () => {
  it("follows the draw", async () => {
    await givenDraw(round);
    const { body } = await proposing(round, morning());
    expect(idsOf(body)).toEqual(await inTurn());
    expect(body.slots.map((one: { fromAt: string }) => one.fromAt)).toEqual([0, 1, 2].map(quarter));
  });

  it("holds once a second officer approves the very one: state and event in one write", async () => {
    await givenDraw(round);
    const officer = await signedIn("officer");
    const { body: proposed } = await proposing(round, morning(), { by: officer });
    expect((await approving(proposed, { by: officer })).body.code).toBe("second-person-required");
    const other = { ...proposed, timetableHash: "0".repeat(64) };
    expect((await approving(other)).body.code).toBe("version-conflict");
    const { id } = at(cleared, 0).application;
    expect((await asking("getOwnDefenceSlot", id, at(cleared, 0).filler)).body.slot).toBeNull();
    expect(await factsOf(defenceTimetableApproved, proposed.id)).toEqual([]);
    const { body } = await approving(proposed);
    expect(body).toMatchObject({ state: "APPROVED", number: 1 });
    expect(await factsOf(defenceTimetableApproved, proposed.id)).toMatchObject([
      { payload: { timetableHash: proposed.timetableHash, timetableNumber: 1 } },
    ]);
    expect((await approving(body)).body.code).toBe("wrong-state");
    expect((await asking("getOwnDefenceSlot", id, at(cleared, 0).filler)).body.slot).toMatchObject({
      changedIn: 1,
    });
  });

  it("is not approved once an expert of it stands aside, or the news has become too short", async () => {
    await givenDraw(round);
    const { body: proposed } = await proposing(round, morning());
    expect((await approving(proposed, { at: tooShortly })).body.code).toBe("defence-notice-short");
    const { application } = at(cleared, 2);
    await declaring(application, at(pool, 0), "relative");
    expect((await approving(proposed)).body).toMatchObject({
      code: "defence-not-laid",
      shortage: { applications: [{ applicationId: application.id, obstacles: [{ because: "conflict" }] }] },
    });
  });

  it("is not approved once the expert who was to score was released, and says whom it keeps from scoring", async () => {
    await givenDraw(round);
    const [one, other] = [at(pool, 0), at(pool, 1)];
    const { body: proposed } = await proposing(round, morning());
    expect(proposed.notScoring).toEqual(
      proposed.slots.map(({ applicationId }: { applicationId: string }) => ({
        ...{ applicationId, notAssigned: [], elsewhere: [other.id] },
      })),
    );
    const { application } = at(cleared, 1);
    const held = await assignments.get({ applicationId: application.id, expertId: one.id });
    if (!held) throw new Error("the expert is assigned");
    await transact([assignments.replace({ ...held, state: "RELEASED", version: held.version + 1 })]);
    expect((await approving(proposed)).body).toMatchObject({
      code: "defence-not-laid",
      shortage: { applications: [{ obstacles: [{ because: "not-assigned", expertId: one.id }] }] },
    });
  });

  it("gives way to a newer proposal, and the approved one to the next that is approved", async () => {
    await givenDraw(round);
    const { body: one } = await proposing(round, morning());
    const { body: two } = await proposing(round, morning());
    expect((await approving(one)).body).toMatchObject({ code: "wrong-state", state: "SUPERSEDED" });
    await approving(two);
    const { body: three } = await proposing(round, morning(pool.slice(1)));
    await approving(three);
    expect((await defenceTimetables.get({ id: two.id }))?.state).toBe("SUPERSEDED");
    expect(three).toMatchObject({ follows: two.id, number: 3 });
  });

  it("is never proposed twice as the newest by two officers at once", async () => {
    await givenDraw(round);
    const answers = await Promise.all([proposing(round, morning()), proposing(round, morning())]);
    const codes = answers.map(({ status, body }) => (status === 201 ? "proposed" : body.code)).toSorted();
    expect(codes).toEqual(["proposed", "version-conflict"]);
  });
});

describe("a later timetable", () => {
  it("moves only who must: an expert who falls ill is replaced by one with a tie to one society", async () => {
    await givenDraw(round);
    const before = await standing(round, [
      sitting("am", [0, 4], pool.slice(0, 1)),
      sitting("pm", [8, 12], pool.slice(1)),
    ]);
    const mover = at(cleared, 1);
    const tied = await givenExpert([{ kind: "office-holder", societyCode: mover.society.code }]);
    await assigned(round, [at(cleared, 0), at(cleared, 2)], [tied]);
    const { body } = await proposing(round, [
      sitting("am", [0, 4], [tied]),
      sitting("pm", [8, 12], pool.slice(1)),
    ]);
    const officer = await signedIn("officer");
    const { difference } = (await asking("getDefenceTimetable", body.id, officer)).body;
    expect(difference).toMatchObject({ kept: 2, added: [], fallen: [], shortNotice: [] });
    expect(difference.moved).toMatchObject([
      { from: { applicationId: mover.application.id }, to: { sessionKey: "pm", fromAt: quarter(8) } },
    ]);
    expect(difference.panels).toEqual([{ sessionKey: "am", joined: [tied.id], left: [at(pool, 0).id] }]);
    const kept = (one: DefenceTimetable) =>
      one.slots.filter(({ applicationId }) => applicationId !== mover.application.id);
    expect(kept(body)).toEqual(kept(before));
  });

  it("goes around a blackout that an officer records after the draw", async () => {
    await givenDraw(round);
    await standing(round, morning());
    const [first] = await inTurn();
    const body = { version: 0, spans: [{ ...span(0, 1), reason: "航班延误" }] };
    expect((await asking("stateDefenceBlackouts", first, await signedIn("officer"), { body })).status).toBe(
      200,
    );
    const { body: next } = await proposing(round, morning());
    const officer = await signedIn("officer");
    const { difference } = (await asking("getDefenceTimetable", next.id, officer)).body;
    expect(difference).toMatchObject({
      kept: 2,
      moved: [{ to: { applicationId: first, fromAt: quarter(3) } }],
    });
  });

  it("lays whom the examination lets in after the draw behind the others", async () => {
    await givenDraw(round);
    await standing(round, morning());
    const late = await givenField(round, 1, 0);
    await assigned(round, late.cleared, pool);
    const { body } = await proposing(round, morning());
    expect(idsOf(body)).toEqual([...(await inTurn()), at(late.cleared, 0).application.id]);
  });
});

describe("blackouts", () => {
  const stated = (version = 0, of = span(0, 2)) => ({
    body: { version, spans: [{ ...of, reason: "主办国际会议" }] },
  });

  it("are stated by the society until the draw, and by nobody else's", async () => {
    const { application, filler } = at(cleared, 0);
    const others = at(cleared, 1).filler;
    expect((await asking("stateDefenceBlackouts", application.id, others, stated())).body.code).toBe(
      "not-found",
    );
    expect((await asking("stateDefenceBlackouts", application.id, filler, stated())).status).toBe(200);
    expect((await asking("stateDefenceBlackouts", application.id, filler, stated())).body.code).toBe(
      "version-conflict",
    );
    await givenDraw(round);
    expect((await asking("stateDefenceBlackouts", application.id, filler, stated(1))).body.code).toBe(
      "wrong-state",
    );
    const own = await asking("getOwnDefenceSlot", application.id, filler);
    expect(own.body.blackouts.spans).toHaveLength(1);
    expect((await asking("getOwnDefenceSlot", application.id, others)).body.code).toBe("not-found");
    const { body } = await proposing(round, morning());
    const slot = body.slots.find((one: { applicationId: string }) => one.applicationId === application.id);
    expect(slot.fromAt >= quarter(2)).toBe(true);
  });

  it("end after they begin, and hold no numbers of identity cards", async () => {
    const { application, filler } = at(cleared, 0);
    const reversed = await asking("stateDefenceBlackouts", application.id, filler, stated(0, span(2, 0)));
    expect(reversed.body.faults).toEqual([{ path: "spans.0.toAt", code: "span-reversed" }]);
    const personal = { version: 0, spans: [{ ...span(0, 2), reason: "11010519491231002X 出国" }] };
    const refused = await asking("stateDefenceBlackouts", application.id, filler, { body: personal });
    expect(refused.body.code).toBe("identity-data-not-taken");
  });
});

describe("an expert", () => {
  it("sees the own sessions alone, and of them no application that he or she stands aside from", async () => {
    await givenDraw(round);
    await standing(round, [sitting("am", [0, 4], pool.slice(0, 1)), sitting("pm", [8, 12], pool.slice(1))]);
    const [one, other] = [at(pool, 0), at(pool, 1)];
    const seen = async (by: { token: string }) => (await asking("listOwnDefenceSessions", round.id, by)).body;
    expect((await seen(one)).sessions).toMatchObject([{ key: "am", slots: [{}, {}, {}] }]);
    expect((await seen(other)).sessions).toMatchObject([{ key: "pm", slots: [] }]);
    expect(await seen(await givenExpert())).toMatchObject({ sessions: [] });
    const { application, society } = at(cleared, 1);
    const held = await experts.get({ id: one.id });
    if (!held) throw new Error("the pool has the expert");
    const tie = { kind: "employed" as const, societyCode: society.code, until: null, note: "" };
    await transact([experts.replace({ ...held, ties: [tie], version: held.version + 1 })]);
    const left = JSON.stringify(await seen(one));
    expect(left).not.toContain(application.id);
    expect(left).not.toContain(society.code);
    expect((await seen(one)).sessions[0].slots).toHaveLength(2);
  });
});
