import { type Caller, newKey, refusalOf } from "../../cli/demo/caller.ts";
import type { Local } from "../../cli/demo/local.ts";
import type { Application } from "../../shared/contract/applications.ts";
import type { Round } from "../../shared/contract/rounds.ts";
import { plusSeconds } from "../../shared/kernel/time.ts";
import { sciencePrize as definition } from "../../shared/programme/science-prize.ts";
import { type Nominator, readers } from "./cast.ts";
import { officersNow } from "./intake.ts";

/** Rules find, officers determine. Gives the societies that may not nominate, with the ground. */
export async function examine(local: Local, round: Round): Promise<string[]> {
  await local.moveTo(plusSeconds(definition.timetable.examination.fromAt, 3600));
  const { first, second } = await officersNow(local);
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
    const grounds = findings.filter(({ outcome }) => outcome === "fail").map((one) => one.disqualifier);
    ineligible.push(`${societyCode}: ${grounds.join()}`);
  }
  return ineligible;
}

type Standing = Nominator & { application: Application };

const scoresOf = (nominator: Nominator) =>
  Object.fromEntries(definition.scoring.criteria.map(({ id }, at) => [id, nominator.scores[at] ?? "1"]));

/** A reader declares no tie and scores whatever is in the own list. */
async function score(caller: Caller, standing: readonly Standing[]): Promise<void> {
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
function quarterPoints(caller: Caller, id: Application["id"]): Promise<string | undefined> {
  const scores = Object.fromEntries(definition.scoring.criteria.map((criterion) => [criterion.id, "8.25"]));
  const body = { version: 1, content: { scores, opinion: "" }, reason: "更正" };
  return refusalOf(caller.reviews.submitSheet({ key: newKey(), params: { id }, query: {}, body }));
}

/**
 * Three readers for each nomination; the fourth, a plain member of the first society, stands in for one who has worked
 * with a nominee. Gives what was refused on the way.
 */
export async function read(local: Local, standing: readonly Standing[]) {
  await local.moveTo(plusSeconds(definition.timetable.review.fromAt, 3600));
  const { first } = await officersNow(local);
  const [own, coauthored] = standing;
  if (!own || !coauthored) throw new Error("too few stand");
  const member = {
    kind: "member" as const,
    societyCode: own.row.code,
    until: null,
    note: "普通会员（虚构）",
  };
  const experts = readers.map((reader, at) => ({ ...reader, ties: at === 3 ? [member] : [] }));
  const { items } = await first.experts.importExperts({ key: newKey(), body: { experts } });
  await local.idle();
  const assign = ({ application }: Standing, at: number) => {
    const expert = items[at];
    if (!expert) throw new Error("no such reader");
    const params = { id: application.id };
    return first.experts.assignExpert({ key: newKey(), params, body: { expertId: expert.id } });
  };
  const aMember = await refusalOf(assign(own, 3));
  for (const one of standing) for (const at of [0, 1, 2]) await assign(one, at);
  const aFourth = await refusalOf(assign(coauthored, 3));
  const callers = [];
  for (const { mail } of items) callers.push(await local.signIn(mail));
  const [coauthor] = callers;
  const params = { id: coauthored.application.id };
  const body = { conflict: "tie" as const, kind: "joint-work" as const, note: "与被提名人合作（虚构）" };
  await coauthor?.experts.declareInterests({ key: newKey(), params, body });
  await assign(coauthored, 3);
  for (const caller of callers) await score(caller, standing);
  const standIn = callers.at(-1);
  const offStep = standIn && (await quarterPoints(standIn, coauthored.application.id));
  return { "a plain member": aMember, "a fourth reader": aFourth, "a score between the steps": offStep };
}

/** Decision, notice, result. */
export async function conclude(local: Local, round: Round) {
  const { timetable } = definition;
  await local.moveTo(plusSeconds(timetable.review.toAt, 1));
  const desk = await officersNow(local);
  const params = { id: round.id };
  const proposed = await desk.first.selection.proposeDecision({ key: newKey(), params });
  const { id, version, decisionHash } = proposed;
  const approval = { params: { id }, body: { version, decisionHash } };
  await desk.second.selection.approveDecision({ key: newKey(), ...approval });
  const stored = await desk.second.selection.getDecision({ params: { id } });
  // Before noon in Beijing, so that the day itself counts.
  await local.moveTo(`${timetable.proposedOn.date}T02:00:00.000Z`);
  const { first } = await officersNow(local);
  const body = { decisionId: id, decisionHash };
  const shown = await first.notices.publishNotice({ key: newKey(), params, body });
  const page = await first.notices.getNoticeDocument({ params: { id: shown.id } });
  await local.moveTo(plusSeconds(shown.endsAt, 60));
  const { second } = await officersNow(local);
  const closed = await second.notices.getNotice({ params: { id: shown.id } });
  const result = { params: { id: shown.id }, body: { version: closed.version } };
  const notice = await second.notices.announceResult({ key: newKey(), ...result });
  await local.idle();
  return { stored, notice, page };
}
