import { createHash } from "node:crypto";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { upload } from "../../cli/demo/applicant.ts";
import { type Caller, newKey, refusalOf } from "../../cli/demo/caller.ts";
import { makeStampedPdf } from "../../cli/demo/files.ts";
import { type Local, localOf } from "../../cli/demo/local.ts";
import { formatRegister } from "../../functions/rounds/register-format.ts";
import { Decision } from "../../functions/selection/decision.ts";
import { replay } from "../../functions/selection/replay.ts";
import { type RunningCloud, startCloud } from "../../infra/local/cloud.ts";
import { synthesize } from "../../infra/synth.ts";
import type { Application } from "../../shared/contract/applications.ts";
import type { Notice } from "../../shared/contract/notices.ts";
import type { Round } from "../../shared/contract/rounds.ts";
import { plusSeconds } from "../../shared/kernel/time.ts";
import { sciencePrize as definition } from "../../shared/programme/science-prize.ts";
import { type Nominator, nominators, readers } from "./cast.ts";

const administrator = "admin@linxuan.example";
const officers = ["one@linxuan.example", "two@linxuan.example"] as const;
const { timetable } = definition;
const sha256 = (text: string | Uint8Array) => createHash("sha256").update(text).digest("hex");

const scratch = mkdtempSync(join(tmpdir(), "linxuan-journey-"));
let cloud: RunningCloud;
let local: Local;
let round: Round;

/** What the round came to, for the tests to look at. */
interface Played {
  applications: Map<string, Application>;
  ineligible: string[];
  refusals: Record<string, string | undefined>;
  stored: { snapshot: string; decision: string };
  notice: Notice;
  page: Uint8Array;
}
let played: Played;

const officersNow = async () => ({
  first: await local.signIn(officers[0]),
  second: await local.signIn(officers[1]),
});

/** Staff, register and round. */
async function prepare(): Promise<Round> {
  await local.moveTo(plusSeconds(timetable.opens.at, -24 * 3600));
  const admin = await local.signIn(administrator);
  for (const mail of officers) {
    const body = { mail, name: `奖项办公室 ${mail}（虚构）`, roles: ["officer" as const] };
    await admin.identity.grantRole({ key: newKey(), body });
  }
  const { first, second } = await officersNow();
  const csv = formatRegister(nominators.map(({ row }) => row));
  await first.rounds.importRegister({ key: newKey(), body: { csv, fileName: "名册（虚构）.csv" } });
  const { id, version, definitionHash } = await first.rounds.createRound({
    key: newKey(),
    body: { definition },
  });
  const params = { id };
  const published = await second.rounds.publishRound({
    key: newKey(),
    params,
    body: { version, definitionHash },
  });
  await local.idle();
  return published;
}

/** Content of every part that the definition asks for, whatever it asks for. */
const contentOf = (key: string) => ({
  parts: Object.fromEntries(
    (definition.sections.find((section) => section.key === key)?.parts ?? []).map((part) => [
      part.key,
      "虚构内容".slice(0, part.maxCharacters),
    ]),
  ),
});

/** A society nominates: writes, uploads what the prize asks for, and a second person submits. */
async function nominate({ society, course, row }: Nominator): Promise<Application> {
  const [filler, approver] = [await local.signIn(row.filler.mail), await local.signIn(row.approver.mail)];
  const { id } = await filler.applications.openDraft({ key: newKey(), body: { roundId: round.id } });
  const params = { id };
  for (const { key } of definition.sections) {
    await filler.applications.saveDraft({
      params: { id, key },
      body: { version: 0, content: contentOf(key) },
    });
  }
  if (course === "unsubmitted") return (await filler.applications.getApplication({ params })).application;
  const summary = new Uint8Array(await filler.applications.getForm({ params }));
  const files = [
    { kind: "summary", name: "摘要.docx", bytes: summary },
    { kind: "dossier", name: "材料.pdf", bytes: new Uint8Array(makeStampedPdf(summary, society)) },
  ];
  const uploads = [];
  for (const file of files) {
    uploads.push({ kind: file.kind, uploadId: await upload(filler, id, file) });
  }
  const body = { version: 1, undertakingVersion: definition.undertaking.version, uploads };
  return approver.applications.submitApplication({ key: newKey(), params, body });
}

/** Rules find, officers determine. Gives the societies that may not nominate, with the clause. */
async function examine(): Promise<string[]> {
  await local.moveTo(plusSeconds(timetable.examination.fromAt, 3600));
  const { first, second } = await officersNow();
  const { items } = await first.eligibility.listDeterminations({ params: { roundId: round.id }, query: {} });
  const ineligible = [];
  for (const { applicationId, version, proposal, findings, societyCode } of items) {
    const params = { id: applicationId };
    const decision = proposal === "pass" ? ("cleared" as const) : ("rejected" as const);
    const body = { version, decision, reason: "按章程审查（虚构）" };
    const { version: next } = await first.eligibility.determineEligibility({ key: newKey(), params, body });
    if (proposal === "pass") continue;
    const confirmation = { ...body, version: next };
    await second.eligibility.determineEligibility({ key: newKey(), params, body: confirmation });
    const failed = findings
      .filter(({ outcome }) => outcome === "fail")
      .map(({ disqualifier }) => disqualifier);
    ineligible.push(`${societyCode}: ${failed.join()}`);
  }
  return ineligible;
}

/** Three readers for each nomination; the fourth stands by for the one who turns out to have worked with the nominee. */
async function read(standing: readonly (Nominator & { application: Application })[]) {
  await local.moveTo(plusSeconds(timetable.review.fromAt, 3600));
  const { first } = await officersNow();
  const [favourite] = standing;
  if (!favourite) throw new Error("nobody stands");
  const tie = {
    kind: "member" as const,
    societyCode: favourite.row.code,
    until: null,
    note: "普通会员（虚构）",
  };
  const experts = readers.map((reader, at) => ({ ...reader, ties: at === 3 ? [tie] : [] }));
  const { items } = await first.experts.importExperts({ key: newKey(), body: { experts } });
  await local.idle();
  const assign = (id: Application["id"], at: number) => {
    const expert = items[at];
    if (!expert) throw new Error("no such reader");
    return first.experts.assignExpert({ key: newKey(), params: { id }, body: { expertId: expert.id } });
  };
  const refusals: Played["refusals"] = {
    "a plain member": await refusalOf(assign(favourite.application.id, 3)),
  };
  for (const { application } of standing) for (const at of [0, 1, 2]) await assign(application.id, at);
  refusals["a fourth reader"] = await refusalOf(
    assign(standing[1]?.application.id ?? favourite.application.id, 3),
  );
  const callers = await Promise.all(items.map(({ mail }) => local.signIn(mail)));
  const [recused, , , stand] = callers;
  const coauthor = standing[1];
  if (!recused || !stand || !coauthor) throw new Error("the cast is too small");
  const params = { id: coauthor.application.id };
  await recused.experts.declareInterests({
    key: newKey(),
    params,
    body: { conflict: "tie", kind: "joint-work", note: "与被提名人合作（虚构）" },
  });
  await assign(coauthor.application.id, 3);
  for (const caller of callers) await score(caller, standing);
  return { ...refusals, "a score off the scale": await offScale(stand, coauthor.application.id) };
}

const scoresOf = ({ scores }: Nominator) =>
  Object.fromEntries(definition.scoring.criteria.map(({ id }, at) => [id, scores[at] ?? "1"]));

/** A reader declares and scores whatever is in the own list. */
async function score(caller: Caller, standing: readonly Nominator[]): Promise<void> {
  const { items } = await caller.experts.listOwnAssignments({ query: {} });
  for (const { applicationId, societyCode } of items) {
    const params = { id: applicationId };
    await caller.experts.declareInterests({ key: newKey(), params, body: { conflict: "none" } });
    const nominator = standing.find(({ row }) => row.code === societyCode);
    if (!nominator) throw new Error(`${societyCode} does not stand`);
    const content = { scores: scoresOf(nominator), opinion: "同意推荐（虚构）" };
    await caller.reviews.submitSheet({ key: newKey(), params, query: {}, body: { version: 0, content } });
  }
}

/** The prize scores from 1 to 10 in halves. */
const offScale = (caller: Caller, id: Application["id"]) => {
  const scores = Object.fromEntries(definition.scoring.criteria.map((criterion) => [criterion.id, "8.25"]));
  const body = { version: 1, content: { scores, opinion: "" }, reason: "更正" };
  return refusalOf(caller.reviews.submitSheet({ key: newKey(), params: { id }, query: {}, body }));
};

/** Decision, notice, result. */
async function conclude(): Promise<Pick<Played, "stored" | "notice" | "page">> {
  await local.moveTo(plusSeconds(timetable.review.toAt, 1));
  const desk = await officersNow();
  const params = { id: round.id };
  const { id, version, decisionHash } = await desk.first.selection.proposeDecision({ key: newKey(), params });
  const approval = { params: { id }, body: { version, decisionHash } };
  await desk.second.selection.approveDecision({ key: newKey(), ...approval });
  const stored = await desk.second.selection.getDecision({ params: { id } });
  // Before noon in Beijing, so that the day itself counts.
  await local.moveTo(`${timetable.proposedOn.date}T02:00:00.000Z`);
  const { first } = await officersNow();
  const body = { decisionId: id, decisionHash };
  const shown = await first.notices.publishNotice({ key: newKey(), params, body });
  const page = await first.notices.getNoticeDocument({ params: { id: shown.id } });
  await local.moveTo(plusSeconds(shown.endsAt, 60));
  const { second } = await officersNow();
  const closed = await second.notices.getNotice({ params: { id: shown.id } });
  const notice = await second.notices.announceResult({
    key: newKey(),
    params: { id: shown.id },
    body: { version: closed.version },
  });
  await local.idle();
  return { stored, notice, page };
}

beforeAll(async () => {
  const assembly = join(scratch, "assembly");
  synthesize({ outdir: assembly, stage: "local", region: "ap-southeast-1" });
  cloud = await startCloud({ assembly, dir: join(scratch, "kept") });
  local = localOf(cloud.url);
  round = await prepare();
  await local.moveTo(plusSeconds(timetable.opens.at, 3600));
  const applications = new Map<string, Application>();
  for (const nominator of nominators) applications.set(nominator.row.code, await nominate(nominator));
  await local.moveTo(plusSeconds(timetable.closes.at, 60));
  await local.idle();
  const ineligible = await examine();
  const standing = nominators.flatMap((nominator) => {
    const application = applications.get(nominator.row.code);
    return nominator.course === "stands" && application ? [{ ...nominator, application }] : [];
  });
  const refusals = await read(standing);
  played = { applications, ineligible, refusals, ...(await conclude()) };
}, 600_000);

afterAll(async () => {
  await cloud?.close();
  rmSync(scratch, { recursive: true, force: true });
});

const codesOf = (from: number, to: number) => nominators.slice(from, to).map(({ row }) => row.code);

describe("a round of another programme needs no code", () => {
  it("asks for its own documents and its own entry, and gives a receipt under its own name", () => {
    const submitted = nominators.filter(({ course }) => course !== "unsubmitted");
    for (const { row } of submitted) {
      const application = played.applications.get(row.code);
      expect(application).toMatchObject({ state: "SUBMITTED", route: "open", closesAt: timetable.closes.at });
      expect(application?.receipt?.number).toBe(`SCIENCE-PRIZE/${row.code}/1`);
      expect(application?.receipt?.files.map(({ kind }) => kind).toSorted()).toEqual(["dossier", "summary"]);
    }
  });

  it("lets a draft that nobody submitted expire with its own deadline", async () => {
    const { first } = await officersNow();
    const { id } = played.applications.get(codesOf(8, 9)[0] ?? "") ?? {};
    if (!id) throw new Error("no draft");
    const { application } = await first.applications.getApplication({ params: { id } });
    expect(application.state).toBe("EXPIRED");
  });

  it("bars by its own two grounds, over its own five years, and asks nothing else of a society", () => {
    expect(played.ineligible.toSorted()).toEqual(
      [`${codesOf(6, 7)[0]}: inspection`, `${codesOf(7, 8)[0]}: misconduct`].toSorted(),
    );
  });

  it("has its own recusal, panel and scale", () => {
    expect(played.refusals).toEqual({
      "a plain member": "conflict-of-interest",
      "a fourth reader": "wrong-state",
      "a score off the scale": "score-out-of-bounds",
    });
  });

  it("ranks by its own weights and ties into its two tiers; a prize that nobody is left for stays unawarded", () => {
    const { ranking, tiers, reserves, rounding } = Decision.parse(JSON.parse(played.stored.decision));
    const ranked = ranking.map(({ societyCode }) => societyCode);
    const [tiedLater = "", tiedFirst = ""] = codesOf(2, 4);
    expect(ranked).toEqual([...codesOf(0, 2), tiedFirst, tiedLater, ...codesOf(4, 6)]);
    expect(ranking[3]?.tie).toMatchObject({ link: 1, rule: { kind: "criterion", id: "originality" } });
    expect(ranking[1]?.composite).toBe("8.750");
    expect(rounding).toEqual({ decimals: 3, mode: "half-even" });
    expect(tiers.map(({ id, applications, vacant }) => [id, applications.length, vacant])).toEqual([
      ["gold", 3, 0],
      ["silver", 3, 3],
    ]);
    expect(reserves).toEqual([]);
  });

  it("keeps a decision that replays to the same bytes", () => {
    expect(replay(played.stored, sha256)).toEqual({ outcome: "same", text: played.stored.decision });
  });

  it("shows its list for its own ten working days, a holiday and a worked Sunday among them", () => {
    const { firstOn, lastOn, endsAt, sha256: hash, state } = played.notice;
    expect([firstOn, lastOn, endsAt]).toEqual(["2024-04-22", "2024-05-07", "2024-05-07T09:00:00.000Z"]);
    expect(sha256(played.page)).toBe(hash);
    expect(state).toBe("ANNOUNCED");
  });

  it("ends awarded, with every fact delivered and nothing dead", async () => {
    const { first } = await officersNow();
    const awarded = await first.rounds.getRound({ params: { id: round.id } });
    expect([awarded.state, awarded.definitionHash]).toEqual(["AWARDED", round.definitionHash]);
    const deliveries = await local.idle();
    expect([deliveries.owed, deliveries.dead]).toEqual([0, 0]);
  });
});
