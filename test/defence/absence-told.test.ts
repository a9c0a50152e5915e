import { beforeAll, describe, expect, it } from "vitest";
import { handler as onAttendance } from "../../functions/notifications/on-attendance.ts";
import { letters } from "../../functions/notifications/records.ts";
import type { Round } from "../../shared/contract/rounds.ts";
import { attendanceConfirmed, attendanceRescheduled } from "../../shared/events/attendance.ts";
import { cast2021 } from "../../shared/programme/cast-2021.ts";
import { openRound } from "../applications/given.ts";
import { givenCleared, givenStanding } from "../experts/given.ts";
import { attended, confirming, recording } from "../reviews/given.ts";
import { factsOf, lastFact, tell } from "../told.ts";

let round: Round;
beforeAll(async () => {
  round = await openRound(cast2021);
});

async function givenPanel() {
  const { application, society } = await givenCleared(round);
  const experts = [];
  for (let at = 0; at < 4; at++) experts.push(await givenStanding(application));
  return { application, society, experts };
}

/** What the society was told of its absence, the oldest first. */
async function toldTo({ society }: Awaited<ReturnType<typeof givenPanel>>) {
  const all = await letters.all(`round#${round.id}`);
  return all
    .filter(({ template, group }) => template === "defence-absence" && group === `society#${society.code}`)
    .map(({ subject }) => subject.zh.replace(/^【遴选平台】(.*)：.*$/, "$1"));
}

describe("a society that was absent from its defence", () => {
  it("is told by both of its people once two have said so, however often that is delivered", async () => {
    const one = await givenPanel();
    await recording(one.application, { society: "absent", reason: "未到会" });
    expect(await factsOf(attendanceConfirmed, one.application.id)).toEqual([]);
    await confirming(one.application, 1);
    const fact = await lastFact(attendanceConfirmed, one.application.id);
    await tell(onAttendance, fact);
    await tell(onAttendance, fact);
    expect(await toldTo(one)).toEqual(["答辩缺席", "答辩缺席"]);
    const all = await letters.all(`round#${round.id}`);
    const [letter] = all.filter(({ group }) => group === `society#${one.society.code}`);
    expect(letter?.text.zh).toContain("登记的说明：未到会");
    expect(letter?.text.zh).toContain("不参加排序和遴选");
    expect(letter?.text.zh).toMatch(/如与事实不符，请于北京时间2021年12月10日（星期五）18:00:00/);
    expect(letter?.text.en).toContain("is not ranked");
  });

  it("is told that the record was put right; an older delivery tells nothing any more", async () => {
    const one = await givenPanel();
    const { version } = await attended(one.application, { society: "absent", reason: "未到会" });
    const stale = await lastFact(attendanceConfirmed, one.application.id);
    await recording(one.application, { version, present: one.experts, reason: "登记时看错一行" });
    await tell(onAttendance, stale);
    expect(await toldTo(one)).toEqual([]);
    await confirming(one.application, version + 1);
    await tell(onAttendance, await lastFact(attendanceConfirmed, one.application.id));
    expect(await toldTo(one)).toEqual(["答辩缺席记录已更正", "答辩缺席记录已更正"]);
  });

  it("is told of another date when it was kept away by force majeure, and nothing when it comes then", async () => {
    const one = await givenPanel();
    const { version } = await attended(one.application, { society: "excused", reason: "航班因暴雪取消" });
    await tell(onAttendance, await lastFact(attendanceRescheduled, one.application.id));
    await recording(one.application, { version, present: one.experts });
    await confirming(one.application, version + 1);
    await tell(onAttendance, await lastFact(attendanceConfirmed, one.application.id));
    expect(await toldTo(one)).toEqual(["答辩将另行安排", "答辩将另行安排"]);
  });

  it("is nobody who presented: no letter goes out", async () => {
    const one = await givenPanel();
    await attended(one.application, { present: one.experts });
    await tell(onAttendance, await lastFact(attendanceConfirmed, one.application.id));
    expect(await toldTo(one)).toEqual([]);
  });
});
