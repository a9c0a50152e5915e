import { secondLooks } from "../../functions/eligibility/records.ts";
import type { Appeal, Reinstatement, SecondLook } from "../../shared/contract/reconsidered.ts";
import type { Round } from "../../shared/contract/rounds.ts";
import { Instant } from "../../shared/kernel/time.ts";
import { transact } from "../../shared/store/commit.ts";
import { appeals } from "../../shared/store/published/appeals.ts";
import { determinations } from "../../shared/store/published/determinations.ts";
import { reinstatements } from "../../shared/store/published/reinstatements.ts";
import { type Cast, examined, moments, type Society } from "./round.ts";

/**
 * An application that two officers have rejected on both grounds of the prize, with everything that may follow: officers
 * are to look again, an appeal is lodged, a reinstatement is proposed.
 */
export async function rejected(society: Society, round: Round, { officer, second }: Cast) {
  const { application } = await examined(society, round);
  const { id: applicationId, roundId, societyCode } = application;
  const of = { applicationId, roundId, societyCode };
  const found = await determinations.get({ applicationId });
  if (!found) throw new Error("the rules have not spoken");
  const when = Instant.parse(moments.examination);
  const determination = {
    ...found,
    findings: found.findings.map((one) => ({ ...one, outcome: "fail" as const })),
    state: "REJECTED" as const,
    reason: "不符合条件",
    firstOfficer: officer.personId,
    secondOfficer: second.personId,
    determinedAt: when,
    version: found.version + 1,
  };
  const common = { ...of, determinationVersion: determination.version, version: 1 };
  const [finding] = found.findings;
  if (!finding) throw new Error("the prize has its grounds");
  const look: SecondLook = {
    ...common,
    state: "OPEN",
    because: "facts-changed",
    findings: found.findings,
    proposal: found.proposal,
    changed: [finding.disqualifier],
    since: when,
    stamps: [{ act: "notice", who: "system", when, reason: null }],
  };
  const appeal: Appeal = {
    ...common,
    disqualifier: finding.disqualifier,
    state: "LODGED",
    fact: finding.fact,
    grounds: "年检结论已更正",
    evidenceUploadId: null,
    lodgedAt: when,
    answerBy: Instant.parse(moments.review),
    answer: null,
    answeredAt: null,
    involved: [officer.personId, second.personId],
    stamps: [{ act: "lodge", who: society.approver.personId, when, reason: "年检结论已更正" }],
  };
  const reinstatement: Reinstatement = {
    ...common,
    state: "PROPOSED",
    reason: "事实已更正",
    proposedBy: officer.personId,
    decidedBy: null,
    stamps: [{ act: "propose", who: officer.personId, when, reason: "事实已更正" }],
  };
  await transact([
    determinations.overwrite(determination),
    secondLooks.overwrite(look),
    appeals.overwrite(appeal),
  ]);
  return { application, society, determination, look, appeal, reinstatement };
}

export type Rejected = Awaited<ReturnType<typeof rejected>>;

/** As `rejected`, with its reinstatement proposed. */
export async function tobeReinstated(society: Society, round: Round, cast: Cast): Promise<Rejected> {
  const one = await rejected(society, round, cast);
  await transact([reinstatements.overwrite(one.reinstatement)]);
  return one;
}
