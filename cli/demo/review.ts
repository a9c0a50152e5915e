import type { ApplicationId } from "../../shared/kernel/ids.ts";
import { assignByPlan, replan } from "./assignment.ts";
import { allOf, type Caller, newKey, refusalOf } from "./caller.ts";
import { inTurns } from "./in-turns.ts";
import { type Judge, judge } from "./judge.ts";
import { type LastPlace, lastPlaceOf } from "./last-place.ts";
import { panelsOf } from "./panels.ts";
import { atOnce, momentsOf, type OpenRound, officersOf, type Play } from "./play.ts";
import { playAttendance } from "./scene-attendance.ts";
import { playDefencePreparation } from "./scene-defence.ts";
import { readMaterial } from "./scene-material.ts";
import { leftUntilReminded, submitReminded } from "./scene-reminded.ts";
import { ownPairs, playCorrection, progressOf } from "./scene-sheets.ts";
import { type DemoExpert, makeExperts, makeScores } from "./scores.ts";

type Pair = { applicationId: ApplicationId; societyCode: string };

/** The experts as an office keeps them: a table, with a heading in Chinese. */
const tableOf = (made: readonly DemoExpert[]): string =>
  [
    "姓名,邮箱,工作单位,专业领域,与学会的关系",
    ...made.map(({ name, mail, institution, fields, ties }) =>
      [
        ...[name, mail, institution, fields.join(";")],
        ties.map(({ societyCode, kind, note }) => `${societyCode}|${kind}||${note}`).join(";"),
      ].join(","),
    ),
  ].join("\r\n");

async function importExperts({ seed, societies, checks }: Play, officer: Caller): Promise<Judge[]> {
  const made = makeExperts(seed, societies);
  const body = { csv: tableOf(made), fileName: "experts.csv" };
  const asked = { key: newKey(), body: { ...body, isDryRun: true } };
  const dry = await officer.experts.importExpertFile(asked);
  checks.equal(
    "a dry run says whom the file of experts would add, and adds nobody",
    [dry.added, dry.faults.length, (await allOf((query) => officer.experts.listExperts({ query }))).length],
    [made.length, 0, 0],
  );
  await officer.experts.importExpertFile({ key: newKey(), body });
  const held = await allOf((query) => officer.experts.listExperts({ query }));
  const idOf = new Map(held.map(({ mail, id }) => [mail as string, id]));
  return made.flatMap((expert) => {
    const id = idOf.get(expert.mail);
    return id === undefined ? [] : [{ ...expert, id }];
  });
}

/** All experts are invited in one act, and one accepts. */
async function inviteExperts(
  { local, checks }: Play,
  officer: Caller,
  { roundId, judges }: OpenRound & { judges: Judge[] },
): Promise<void> {
  const params = { id: roundId };
  const body = { experts: "all" as const };
  const { invited } = await officer.experts.inviteExperts({ key: newKey(), params, body });
  checks.equal("all experts are invited in one act", invited, judges.length);
  const [willing] = judges;
  if (!willing) return;
  const caller = await local.signIn(willing.mail);
  await caller.experts.answerExpertInvitation({
    ...{ key: newKey(), params },
    body: { answer: "accept", loadCap: 40, mayKeep: true },
  });
  const { items } = await caller.experts.listOwnExpertInvitations({ query: {} });
  const seen = items.map(({ state }) => state);
  checks.equal("who accepted sees it", seen, ["ACCEPTED"]);
}

/** Somebody in office at an applicant is tried first: the platform must refuse the pair by itself. */
async function tryConflict(
  { checks }: Play,
  officer: Caller,
  { judges, pairs }: { judges: Judge[]; pairs: Pair[] },
): Promise<void> {
  for (const { applicationId, societyCode } of pairs) {
    const tied = judges.find(({ ties }) =>
      ties.some((tie) => tie.kind === "office-holder" && tie.societyCode === societyCode),
    );
    if (!tied) continue;
    const asked = { key: newKey(), params: { id: applicationId }, body: { expertId: tied.id } };
    checks.equal(
      "who holds office in a society does not judge it",
      await refusalOf(officer.experts.assignExpert(asked)),
      "conflict-of-interest",
    );
    return;
  }
}

/** One expert finds a tie that nobody knew of: the application is gone from sight. */
async function recuse({ local, checks }: Play, judge: Judge): Promise<number> {
  const caller = await local.signIn(judge.mail);
  const before = await ownPairs(caller);
  const [pair] = before;
  if (!pair) return 0;
  const params = { id: pair.applicationId };
  await caller.experts.declareInterests({
    key: newKey(),
    params,
    body: { conflict: "tie", kind: "relative", note: "近亲属任该学会秘书长（演示）" },
  });
  const after = await ownPairs(caller);
  checks.equal("a declared conflict leaves the expert's list", after.length, before.length - 1);
  checks.equal(
    "and can no longer be read",
    await refusalOf(caller.reviews.getReviewed({ params })),
    "not-assigned",
  );
  return 1;
}

/** One expert gives an assignment back, and an officer releases another who has fallen ill. */
async function dropOut(
  { local, checks }: Play,
  officer: Caller,
  [one, other]: readonly Judge[],
): Promise<number> {
  if (!one || !other) return 0;
  const caller = await local.signIn(one.mail);
  const [own] = await ownPairs(caller);
  const [theirs] = await ownPairs(await local.signIn(other.mail));
  if (!own || !theirs) return 0;
  await caller.experts.stepDown({
    key: newKey(),
    params: { id: own.applicationId },
    body: { reason: "评审期间出差（演示）" },
  });
  const { state } = await officer.experts.releaseExpert({
    key: newKey(),
    params: { id: theirs.applicationId, expertId: other.id },
    body: { reason: "因病不能参加评审（演示）" },
  });
  const { items } = await officer.experts.listAssignments({ params: { id: theirs.applicationId } });
  checks.equal(
    "who drops out is released, and officers see it",
    [state, items.find(({ expertId }) => expertId === other.id)?.state],
    ["RELEASED", "RELEASED"],
  );
  return 2;
}

/** Whoever has something to judge was told so, in one letter. */
async function checkTold(
  { checks }: Play,
  officer: Caller,
  { roundId, judges }: OpenRound & { judges: Judge[] },
): Promise<void> {
  const letters = await allOf((query) =>
    officer.notifications.listLetters({ params: { id: roundId }, query }),
  );
  const told = letters.filter(({ template }) => template === "assigned");
  checks.equal("each expert is told of all assignments in one letter", told.length, judges.length);
}

/** What the platform must refuse an expert: a score off the scale, a second submission without a reason. */
async function tryWrongSheets({ local, definition, checks, seed }: Play, one: Judge): Promise<void> {
  const caller = await local.signIn(one.mail);
  const [pair] = await ownPairs(caller);
  if (!pair) return;
  const params = { id: pair.applicationId };
  const { sheet } = await caller.reviews.getReviewed({ params });
  const { criteria } = definition.scoring;
  const [criterion] = criteria;
  if (!sheet || !criterion) return;
  const query = { stage: "written" as const };
  const { version } = sheet;
  const scores = makeScores({ seed, expert: one, societyCode: pair.societyCode, stage: "written", criteria });
  const submit = (changed: Record<string, string>, reason: string | null) =>
    caller.reviews.submitSheet({
      key: newKey(),
      params,
      query,
      body: { version, content: { scores: { ...scores, ...changed }, opinion: "更正（演示）" }, reason },
    });
  checks.equal(
    "a score off the scale is refused",
    await refusalOf(submit({ [criterion.id]: String(criterion.max + 1) }, "更正")),
    "score-out-of-bounds",
  );
  checks.equal("an amendment needs its reason", await refusalOf(submit({}, null)), "invalid-request");
  const amended = await submit({ [criterion.id]: String(criterion.max) }, "核对材料后更正（演示）");
  checks.equal("an amendment keeps what was there before", amended.history.length, 1);
}

/** After the lock nothing is written any more. */
async function tryLate({ local, definition, checks }: Play, one: Judge): Promise<void> {
  await local.moveTo(momentsOf(definition).afterReview);
  const caller = await local.signIn(one.mail);
  const [pair] = await ownPairs(caller);
  if (!pair) return;
  const body = { version: 0, content: { scores: {}, opinion: "" } };
  const late = caller.reviews.saveSheet({
    params: { id: pair.applicationId },
    query: { stage: "written" },
    body,
  });
  checks.equal("after the lock no score is written", await refusalOf(late), "reviews-locked");
}

/**
 * Experts are assigned, declare, score in writing and after the defence. Gives the number of submitted sheets, and who is equal
 * at the last place.
 */
export async function playReview(
  play: Play,
  round: OpenRound,
): Promise<{ sheets: number; tied: LastPlace["tied"] }> {
  const { local, definition, progress, checks } = play;
  const { roundId } = round;
  const moments = momentsOf(definition);
  await local.moveTo(moments.review);
  const { first } = await officersOf(play);
  const judges = await importExperts(play, first);
  await local.idle();
  await inviteExperts(play, first, { ...round, judges });
  const determined = await allOf((query) =>
    first.eligibility.listDeterminations({ params: { roundId }, query }),
  );
  const pairs = determined.filter(({ state }) => state === "CLEARED");
  await tryConflict(play, first, { judges, pairs });
  const expected = pairs.length * definition.reviewing.expertsPerApplication;
  const [doubted, knowing] = [pairs[0], judges[0]];
  if (!doubted || !knowing) throw new Error("there is nobody to assign");
  await assignByPlan(play, round, {
    pairs: expected,
    doubted: { id: doubted.applicationId, expertId: knowing.id },
  });
  const gone = (await recuse(play, knowing)) + (await dropOut(play, first, judges.slice(1)));
  const busy = await replan(play, round, { pairs: expected, gone });
  const reading = judges.filter(({ id }) => busy.has(id));
  await local.moveTo(moments.written);
  await local.idle();
  const silent = await allOf((query) => first.experts.listSilentExperts({ params: { id: roundId }, query }));
  checks.equal("nobody is silent for too long yet", silent.length, 0);
  await checkTold(play, first, { roundId, judges: reading });
  const panels = await panelsOf(first, round);
  const lastPlace = lastPlaceOf(play, panels, judges);
  const prepared = await playDefencePreparation(play, round, lastPlace);
  const scored = async (
    stage: "written" | "defence",
    name: string,
    { scores = expected, away = new Set<string>() }: { scores?: number; away?: ReadonlySet<string> } = {},
  ) => {
    const step = progress.step(name, scores);
    const told = { stage, tick: step.tick, away, seenBy: lastPlace.seenBy };
    const counts = await inTurns(reading, atOnce, (one) => judge(play, one, told));
    step.end();
    return counts.reduce((sum, count) => sum + count, 0);
  };
  const left = leftUntilReminded(panels, reading);
  let sheets = await scored("written", "书面评审 written review", { scores: expected - 1, away: left.away });
  const { asked, submitted } = await progressOf(first, { roundId });
  play.checks.equal("the office sees how far the panels are", [asked, submitted], [expected, sheets]);
  const [one] = reading;
  if (one) await tryWrongSheets(play, one);
  await local.moveTo(moments.reviewReminder);
  sheets += await submitReminded(play, round, { left, seenBy: lastPlace.seenBy });
  if (one) {
    await tryLate(play, one);
    await playCorrection(play, one.mail, { roundId });
  }
  if (moments.defence !== null) {
    await local.moveTo(moments.defence);
    const { away, awaySheets } = await playAttendance(play, round, { judges: reading, lastPlace });
    if (prepared) await readMaterial(play, round, { ...prepared, judges: reading });
    const scores = expected - awaySheets;
    const came = await scored("defence", "答辩评审 defence", { scores, away });
    checks.equal("every expert who was there scores the defence", came, scores);
    sheets += came;
  }
  return { sheets, tied: lastPlace.tied };
}
