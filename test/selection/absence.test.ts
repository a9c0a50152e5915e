import { beforeAll, describe, expect, it } from "vitest";
import { decide, decisionText, snapshotText } from "../../functions/selection/decide.ts";
import { feedbackOf } from "../../functions/selection/feedback.ts";
import { replay } from "../../functions/selection/replay.ts";
import { Snapshot, snapshotFaults } from "../../functions/selection/snapshot.ts";
import type { Round } from "../../shared/contract/rounds.ts";
import { cast2021 } from "../../shared/programme/cast-2021.ts";
import type { ProgrammeDefinition } from "../../shared/programme/schema.ts";
import { openRound } from "../applications/given.ts";
import { givenStanding } from "../experts/given.ts";
import { attended, confirming, recording, scoresOf, submitting } from "../reviews/given.ts";
import { givenScored, proposing, reading, smallProgramme } from "./given.ts";
import { applicationId, both, sha256, snapshotOf } from "./given-snapshot.ts";

const afterDefence = "2021-12-10T10:00:00.001Z";
const lateInDefence = "2021-12-10T10:00:00.000Z";

/** The small programme with a defence that two experts make a quorum of. */
function defendedProgramme(absence: "leaves-ranking" | "scores-minimum"): ProgrammeDefinition {
  const { defence, timetable, scoring } = cast2021;
  if (!defence?.attendance) throw new Error("the call of 2021 records who is there");
  return {
    ...smallProgramme,
    defence: { ...defence, absence, attendance: { ...defence.attendance, quorum: 2 } },
    timetable,
    scoring: {
      ...smallProgramme.scoring,
      stages: scoring.stages.map((one) => ({ ...one, minScores: 2 })),
    },
  };
}

/** Three applications: one whose society came, one whose society did not, one of which an expert was not there. */
async function givenDefended(round: Round) {
  const scored = [];
  for (const score of ["80", "95", "70"]) scored.push(await givenScored(round, score));
  const [came, stayed, partly] = scored as [(typeof scored)[number], ...typeof scored];
  const defend = async ({ application, experts }: typeof came, score: string) => {
    for (const expert of experts)
      await submitting(application, expert, { stage: "defence", scores: scoresOf(score) });
  };
  await attended(came.application, { present: came.experts });
  await defend(came, "82");
  await attended((partly as typeof came).application, { present: (partly as typeof came).experts });
  await defend(partly as typeof came, "90");
  return { came, stayed: stayed as typeof came, partly: partly as typeof came };
}

describe("the ranking after a defence", () => {
  let round: Round;
  let given: Awaited<ReturnType<typeof givenDefended>>;
  beforeAll(async () => {
    round = await openRound(defendedProgramme("leaves-ranking"));
    given = await givenDefended(round);
  });

  it("waits until two people have said who was at each defence, and leaves out whose society was not", async () => {
    const { came, stayed, partly } = given;
    const open = await proposing(round, { at: afterDefence });
    expect(open.body).toMatchObject({ code: "attendance-open", missing: [stayed.application.id] });
    await recording(stayed.application, { society: "absent", reason: "未到会" });
    expect((await proposing(round, { at: afterDefence })).body.code).toBe("attendance-open");
    await confirming(stayed.application, 1);
    const { body: record } = await proposing(round, { at: afterDefence });
    const { body } = await reading(record);
    const decision = JSON.parse(body.decision);
    expect(decision.barred).toMatchObject([{ applicationId: stayed.application.id, because: ["absent"] }]);
    expect(decision.rules.map(({ id }: { id: string }) => id)).toContain("barred-absent");
    expect(decision.ranking.map((row: { applicationId: string }) => row.applicationId)).toEqual([
      came.application.id,
      partly.application.id,
    ]);
    expect(replay(body, sha256).outcome).toBe("same");
    const late = await recording(stayed.application, { version: 2, society: "absent", reason: "更正" });
    expect(late.body.code).toBe("decision-proposed");
  });

  it("counts no sheet of an expert who, as amended before the lock, was not there after all", async () => {
    const other = await openRound(defendedProgramme("leaves-ranking"));
    const { stayed, partly } = await givenDefended(other);
    await attended(stayed.application, { society: "absent", reason: "未到会" });
    const third = await givenStanding(partly.application);
    const there = [...partly.experts.slice(0, 1), third];
    await attended(partly.application, {
      version: 2,
      present: there,
      reason: "核对签到表",
      at: lateInDefence,
    });
    const { body } = await proposing(other, { at: afterDefence });
    expect(body).toMatchObject({
      code: "reviews-missing",
      missing: [{ applicationId: partly.application.id, stage: "defence", sheets: 1 }],
    });
  });

  it("gives the least score of the stage where the programme says so, and replays", async () => {
    const lenient = await openRound(defendedProgramme("scores-minimum"));
    const { came, stayed } = await givenDefended(lenient);
    await attended(stayed.application, { society: "absent", reason: "未到会" });
    const { body: record } = await proposing(lenient, { at: afterDefence });
    const { body } = await reading(record);
    const { ranking, barred, rules } = JSON.parse(body.decision);
    expect(barred).toBeUndefined();
    expect(rules.map(({ id }: { id: string }) => id)).toContain("absence");
    expect(ranking[0].applicationId).toBe(came.application.id);
    expect(ranking[2]).toMatchObject({
      applicationId: stayed.application.id,
      composite: "57.00",
      stages: [
        { id: "written", score: "95" },
        { id: "defence", score: "0", rule: "minimum", sheets: [] },
      ],
    });
    expect(ranking[2].figures).toBeUndefined();
    expect(replay(body, sha256).outcome).toBe("same");
  });
});

describe("a snapshot with somebody absent", () => {
  const first = applicationId(1);
  const absentIn = (marks: Parameters<typeof snapshotOf>[0], ids: readonly string[] = [first]): Snapshot => {
    const snapshot = snapshotOf(marks);
    return Snapshot.parse({
      ...snapshot,
      applications: snapshot.applications.map((one) =>
        ids.includes(one.id) ? { ...one, absentFrom: ["defence"] } : one,
      ),
    });
  };

  it("ties two who were absent by every link of the chain, and gives the same bytes again", () => {
    const written = { written: ["80", "80", "80"] };
    const snapshot = absentIn([written, written, both("90", "90", "90")], [first, applicationId(2)]);
    const text = decisionText(decide(snapshot, sha256));
    const ranking = decide(snapshot, sha256).ranking;
    expect(ranking.map(({ composite }) => composite)).toEqual(["90.00", "48.00", "48.00"]);
    expect(ranking[2]?.tie?.rule.kind).toBe("lot");
    expect(replay({ snapshot: snapshotText(snapshot), decision: text }, sha256).outcome).toBe("same");
  });

  it("is none when the absent one has a score there", () => {
    const faults = snapshotFaults(absentIn([both("80", "80", "80")]));
    expect(new Set(faults.map(({ code }) => code))).toEqual(new Set(["score-of-absent"]));
  });

  it("tells a society that was left out why, and nothing of scores", () => {
    const all = snapshotOf([both("80", "80", "80"), both("90", "90", "90")]);
    const [out, ...applications] = all.applications;
    if (!out) throw new Error("there are two");
    const { id, societyCode, names } = out;
    const snapshot = Snapshot.parse({
      ...all,
      applications,
      sheets: all.sheets.filter((sheet) => sheet.applicationId !== id),
      barred: [{ id, societyCode, names, because: ["absent"] }],
    });
    const decision = decide(snapshot, sha256);
    expect(feedbackOf(id, { decision, snapshot, written: [] }, sha256)).toMatchObject({
      composite: null,
      because: [{ code: "absent" }],
      stages: [],
      opinions: [],
    });
    const [ranked] = applications;
    if (!ranked) throw new Error("one is ranked");
    expect(feedbackOf(ranked.id, { decision, snapshot, written: [] }, sha256)?.because).toEqual([]);
  });
});
