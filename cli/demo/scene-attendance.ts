import type { Attendance } from "../../shared/contract/attendance-record.ts";
import type { ApplicationId, ExpertId } from "../../shared/kernel/ids.ts";
import { allOf, newKey, refusalOf } from "./caller.ts";
import type { LastPlace } from "./last-place.ts";
import { type Panel, panelsOf } from "./panels.ts";
import { fillerMail, momentsOf, type OpenRound, officersOf, type Play, staff } from "./play.ts";

/** As many as one call takes. */
const atOnce = 40;

type Told = Pick<Attendance, "applicationId" | "version" | "present" | "society" | "heldAt" | "reason">;

const inParts = <T>(list: readonly T[]): T[][] =>
  Array.from({ length: Math.ceil(list.length / atOnce) }, (_, at) =>
    list.slice(at * atOnce, (at + 1) * atOnce),
  );

/** An expert who was not there tries to score all the same. */
async function tryAway({ local, checks }: Play, mail: string, applicationId: ApplicationId): Promise<void> {
  const caller = await local.signIn(mail);
  const params = { id: applicationId };
  const { sheet } = await caller.reviews.getReviewed({ params });
  if (!sheet) throw new Error("the expert has scored in writing");
  const { scores, opinion } = sheet.draft;
  const body = { version: 0, content: { scores, opinion } };
  const submitted = caller.reviews.submitSheet({ key: newKey(), params, query: { stage: "defence" }, body });
  checks.equal(
    "who was not at a defence does not score it",
    await refusalOf(submitted),
    "attendance-missing",
  );
}

/**
 * Before the defences are scored one officer records who is there, session by session, and the supervisor confirms it: one
 * society stays away, one is kept away by force majeure and comes later, and of a third panel one expert is missing.
 * Gives what is not scored, applications and pairs (`<application>#<expert>`), and how many sheets that takes away.
 */
export async function playAttendance(
  play: Play,
  round: OpenRound,
  { judges, lastPlace }: { judges: readonly { id: ExpertId; mail: string }[]; lastPlace: LastPlace },
): Promise<{ away: ReadonlySet<string>; awaySheets: number }> {
  const { local, definition, checks } = play;
  const heldAt = definition.timetable.defence?.fromAt;
  if (!heldAt || !definition.defence?.attendance) return { away: new Set(), awaySheets: 0 };
  const { first } = await officersOf(play);
  const supervisor = await local.staysIn(staff.supervisor);
  const params = { id: round.roundId };
  const panels = await panelsOf(first, round);
  // The last of all, so that nobody's absence moves the last place.
  const [thin, late, stayed] = lastPlace.order
    .slice(-3)
    .map((one) => panels.find(({ applicationId }) => applicationId === one.applicationId));
  const missing = judges.find(({ id }) => id === thin?.experts.at(-1));
  if (!stayed || !late || !thin || !missing) throw new Error("too few defend");

  const came = ({ applicationId, experts: present }: Panel, version = 0): Told => ({
    ...{ applicationId, version, present, society: "presented", heldAt, reason: null },
  });
  const told = panels.map((panel): Told => {
    if (panel === stayed)
      return { ...came(panel), society: "absent", reason: "未到会，电话无人接听（演示）" };
    if (panel === late) return { ...came(panel), society: "excused", reason: "航班因暴雪取消（演示）" };
    return panel === thin ? { ...came(panel), present: panel.experts.slice(0, -1) } : came(panel);
  });
  const record = async (items: Told[]) =>
    (await first.reviews.recordAttendance({ key: newKey(), params, body: { items } })).items;
  const confirmation = (records: readonly Attendance[]) => ({
    ...{ key: newKey(), params },
    body: { items: records.map(({ applicationId, version }) => ({ applicationId, version })) },
  });
  const confirm = async (records: readonly Attendance[]) =>
    (await supervisor.reviews.confirmAttendance(confirmation(records))).items;

  const recorded: Attendance[] = [];
  for (const part of inParts(told)) recorded.push(...(await record(part)));
  checks.equal(
    "who records an attendance does not confirm it",
    await refusalOf(first.reviews.confirmAttendance(confirmation(recorded.slice(0, 1)))),
    "second-person-required",
  );
  const confirmed: Attendance[] = [];
  for (const part of inParts(recorded)) confirmed.push(...(await confirm(part)));
  const excused = confirmed.find(({ applicationId }) => applicationId === late.applicationId);
  checks.equal(
    "a society kept away by force majeure gets another date",
    [excused?.state, excused?.reschedulings],
    ["RESCHEDULED", 1],
  );
  const again = momentsOf(definition).defence ?? heldAt;
  await confirm(await record([{ ...came(late, excused?.version), heldAt: again }]));
  await tryAway(play, missing.mail, thin.applicationId);
  const items = await allOf((query) => supervisor.reviews.listAttendance({ params, query }));
  checks.equal(
    "of every defence two people say who was there",
    [items.length, items.filter(({ state }) => state === "CONFIRMED").length],
    [panels.length, panels.length],
  );
  await local.idle();
  const subjects = async ({ societyCode }: Panel) =>
    (await local.subjectsTo(fillerMail(societyCode))).filter((subject) => subject.includes("答辩缺席"))
      .length;
  checks.equal(
    "a society that stayed away is told so by letter, and nobody else is",
    [await subjects(stayed), await subjects(thin)],
    [1, 0],
  );
  return {
    away: new Set([stayed.applicationId, `${thin.applicationId}#${missing.id}`]),
    awaySheets: stayed.experts.length + 1,
  };
}
