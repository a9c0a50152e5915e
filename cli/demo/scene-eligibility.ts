import { formatRegister } from "../../functions/rounds/register-format.ts";
import type { Determination } from "../../shared/contract/eligibility.ts";
import { noFacts, type SocietyFacts } from "../../shared/contract/register.ts";
import { LocalDate } from "../../shared/kernel/time.ts";
import { evidenceKind } from "../../shared/programme/appeals.ts";
import { formAndStamped, upload, verdictOn } from "./applicant.ts";
import type { Intake } from "./applied.ts";
import { allOf, type Caller, newKey, refusalOf } from "./caller.ts";
import { determine } from "./determine.ts";
import { plantedCases } from "./facts.ts";
import type { Applicant } from "./plan.ts";
import { type OpenRound, officersOf, type Play, staff } from "./play.ts";
import { makeRegister } from "./register.ts";

const invented = (what: string, on: string) => ({
  source: `演示数据（虚构）：${what}`,
  on: LocalDate.parse(on),
});

/** Who has recorded nothing and determined nothing: answers the appeals. */
async function uninvolvedOfficer({ local }: Play): Promise<Caller> {
  const administrator = await local.signIn(staff.administrator);
  const mail = "officer.five@linxuan.example";
  await administrator.identity.grantRole({
    key: newKey(),
    body: { mail, name: "项目官员戊（虚构）", roles: ["officer"], language: "zh-CN" },
  });
  return local.staysIn(mail);
}

/** A few facts of one society, recorded beside what the register holds of it. */
async function record(play: Play, { society }: Applicant, facts: Partial<SocietyFacts>): Promise<void> {
  const { first } = await officersOf(play);
  const rows = makeRegister([society], play.plan).map((row) => ({ ...row, facts: { ...noFacts, ...facts } }));
  const body = { csv: formatRegister(rows), fileName: "更正事实（演示）.csv", isDryRun: false };
  await first.rounds.importRegister({ key: newKey(), body });
  await play.local.idle();
}

const approverOf = ({ local }: Play, { society }: Applicant) =>
  local.signIn(`approver.${society.code.toLowerCase()}@society.example`);

/** Before the round opens: what the rules would say of every society, as the register stands. */
export async function playDryRun(play: Play, { roundId }: OpenRound): Promise<void> {
  const { first } = await officersOf(play);
  const found = await allOf((query) =>
    first.eligibility.dryRunEligibility({ params: { roundId }, query: { ...query, limit: 1000 } }),
  );
  const planted = new Map(
    play.plan.applicants.map((one) => [
      one.society.code as string,
      one.planted === null ? "pass" : plantedCases[one.planted].expects,
    ]),
  );
  play.checks.equal(
    "a dry run over the register says of each society what the rules will find",
    found.filter(({ societyCode, proposal }) => proposal !== (planted.get(societyCode) ?? "pass")),
    [],
  );
  play.checks.equal("a dry run leaves out nobody", found.length, play.societies.length);
}

/** The inspection that was pending is concluded after the clearance: an officer looks, and the clearance stands. */
async function pendingArrives(play: Play, one: Applicant, held: Determination): Promise<void> {
  const { checks } = play;
  const params = { id: held.applicationId };
  const { first } = await officersOf(play);
  const noted = held.findings.find(({ disqualifier }) => disqualifier === "annual-inspection")?.notes;
  checks.equal("a pending inspection is noted", noted?.[0]?.zh, "2020年度年检尚无结论，作出后须复核");
  const concluded = {
    year: 2020,
    conclusion: "QUALIFIED" as const,
    ...invented("2020年度年检（补发）", "2021-11-12"),
  };
  await record(play, one, { inspections: [concluded] });
  const { items } = await first.eligibility.listSecondLooks({ params: { roundId: held.roundId }, query: {} });
  const look = items.find(({ applicationId }) => applicationId === held.applicationId);
  const { state } = await first.eligibility.getDetermination({ params });
  checks.equal(
    "its conclusion asks officers to look again, and undoes nothing",
    [look?.changed, state],
    [["annual-inspection"], "CLEARED"],
  );
  const settled = await first.eligibility.settleSecondLook({
    key: newKey(),
    params,
    body: { version: look?.version ?? 1, decision: "stands", reason: "补发结论为合格，原结论维持（演示）。" },
  });
  checks.equal("an officer has looked at it again", settled.state, "STANDS");
}

interface Disputed {
  one: Applicant;
  held: Determination;
  disqualifier: string;
  decision: "upheld" | "dismissed";
}

/** A society appeals; who is involved may not answer, a third officer does. */
async function appealed(play: Play, third: Caller, { one, held, disqualifier, decision }: Disputed) {
  const { checks } = play;
  const { first } = await officersOf(play);
  const approver = await approverOf(play, one);
  const params = { id: held.applicationId };
  const grounds = "登记的事实与实际不符，请予核对（演示）。";
  const [, stamped] = await formAndStamped(approver, params.id, one);
  const evidence = { ...stamped, kind: evidenceKind(disqualifier), name: "换届文件（虚构）.pdf" };
  const evidenceUploadId = await upload(approver, params.id, evidence);
  const { state } = await verdictOn(approver, params.id, evidenceUploadId);
  checks.equal("evidence for an appeal is inspected as other files are", state, "ACCEPTED");
  const { version } = await approver.eligibility.lodgeAppeal({
    key: newKey(),
    params,
    body: { disqualifier, grounds, evidenceUploadId },
  });
  const answer = {
    params,
    body: { disqualifier, version, decision, reason: "已核对原始文件（演示）。" },
  };
  checks.equal(
    "who recorded the fact does not answer the appeal against it",
    await refusalOf(first.eligibility.answerAppeal({ key: newKey(), ...answer })),
    "second-person-required",
  );
  await third.eligibility.answerAppeal({ key: newKey(), ...answer });
  checks.equal(
    "no evidence is taken once it is answered",
    await refusalOf(upload(approver, params.id, evidence)),
    "wrong-state",
  );
  const { items } = await approver.eligibility.listOwnAppeals({ params });
  checks.equal(
    "the society reads the answer",
    items[0]?.state,
    decision === "upheld" ? "UPHELD" : "DISMISSED",
  );
}

/** A wrong fact came in after the examination: rejected, appealed, corrected, reinstated by two, and cleared. */
async function wronglyRejected(
  play: Play,
  third: Caller,
  one: Applicant,
  cleared: Determination,
): Promise<void> {
  const { checks } = play;
  const params = { id: cleared.applicationId };
  const { first, second } = await officersOf(play);
  const current = () => first.eligibility.getDetermination({ params });
  await record(play, one, {
    partyOrganisation: { state: "incomplete", ...invented("误录的党建台账", "2021-11-10") },
  });
  await first.eligibility.settleSecondLook({
    key: newKey(),
    params,
    body: { version: 1, decision: "reopen", reason: "党建台账有变，重新审查（演示）。" },
  });
  await determine({ first, second }, await current(), () => undefined);
  const held = await current();
  checks.equal("what is found on a new fact is determined anew", held.state, "REJECTED");
  await appealed(play, third, { one, held, disqualifier: "party-organisation", decision: "upheld" });
  await record(play, one, {
    partyOrganisation: { state: "complete", ...invented("核对后的党建台账", "2021-11-10") },
  });
  const proposed = await first.eligibility.proposeReinstatement({
    key: newKey(),
    params,
    body: { determinationVersion: held.version, reason: "申诉成立，台账已更正（演示）。" },
  });
  const decision = {
    params,
    body: { version: proposed.version, decision: "confirmed" as const, reason: "同意恢复审查（演示）。" },
  };
  checks.equal(
    "who proposes a reinstatement does not confirm it",
    await refusalOf(first.eligibility.decideReinstatement({ key: newKey(), ...decision })),
    "second-person-required",
  );
  await second.eligibility.decideReinstatement({ key: newKey(), ...decision });
  await determine({ first, second }, await current(), () => undefined);
  checks.equal(
    "a reinstated application is cleared on the corrected fact",
    (await current()).state,
    "CLEARED",
  );
}

/** After the determinations: what was pending arrives, and two societies appeal, one rightly and one not. */
export async function playReconsidered(
  play: Play,
  { applied }: Intake,
  { roundId }: OpenRound,
): Promise<void> {
  const { first } = await officersOf(play);
  const held = await allOf((query) => first.eligibility.listDeterminations({ params: { roundId }, query }));
  const of = (wanted: (one: Applicant) => boolean) => {
    const one = applied.map(({ applicant }) => applicant).find(wanted);
    const determination = held.find(({ societyCode }) => societyCode === one?.society.code);
    if (!one || !determination) throw new Error("the plan has no such applicant");
    return { one, held: determination };
  };
  const third = await uninvolvedOfficer(play);
  const pending = of(({ planted }) => planted === "inspection-pending");
  await pendingArrives(play, pending.one, pending.held);
  const wronged = of(({ planted, course }) => planted === "inspection-recovered" && course === "plain");
  await wronglyRejected(play, third, wronged.one, wronged.held);
  const rightly = of(({ planted }) => planted === "party-incomplete");
  await appealed(play, third, { ...rightly, disqualifier: "party-organisation", decision: "dismissed" });
  await play.local.idle();
}
