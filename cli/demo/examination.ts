import { formatRegister } from "../../functions/rounds/register-format.ts";
import type { Determination } from "../../shared/contract/eligibility.ts";
import type { Intake } from "./applied.ts";
import { allOf, type Caller, newKey, refusalOf } from "./caller.ts";
import { determine } from "./determine.ts";
import { factsOf, plantedCases } from "./facts.ts";
import { inTurns } from "./in-turns.ts";
import { atOnce, momentsOf, type OpenRound, officersOf, type Play } from "./play.ts";
import { makeRegister } from "./register.ts";
import { playReconsidered } from "./scene-eligibility.ts";
import { playLateTwinLook, playTwinLook } from "./scene-twins.ts";

/** A society that may not apply, and the clause that says so. */
export interface Ineligible {
  society: string;
  clause: string;
}

const determinationsOf = (officer: Caller, { roundId }: OpenRound) =>
  allOf((query) => officer.eligibility.listDeterminations({ params: { roundId }, query }));

/** What the rules found must be what was planted, for the planted ground. */
function checkFindings({ checks }: Play, { applied }: Intake, found: readonly Determination[]): void {
  const bySociety = new Map(found.map((one) => [one.societyCode as string, one]));
  for (const { applicant } of applied) {
    if (applicant.planted === null) continue;
    const { expects, disqualifier } = plantedCases[applicant.planted];
    const determination = bySociety.get(applicant.society.code);
    const grounds = determination?.findings.filter(({ outcome }) => outcome !== "pass") ?? [];
    checks.equal(`${applicant.planted}: the rules say ${expects}`, determination?.proposal, expects);
    checks.equal(
      `${applicant.planted}: for the planted ground`,
      grounds.map((one) => one.disqualifier),
      disqualifier === null ? [] : [disqualifier],
    );
  }
}

/** Officers look up what was missing and import it; the rules find again on the new facts. */
async function supplement(play: Play, intake: Intake, round: OpenRound): Promise<void> {
  const { local, definition, plan, checks } = play;
  const lacking = intake.applied
    .map(({ applicant }) => applicant)
    .filter(({ planted }) => planted !== null && plantedCases[planted].expects === "needs-evidence");
  const { first } = await officersOf(play);
  const before = await determinationsOf(first, round);
  const [one] = before.filter(({ proposal }) => proposal === "needs-evidence");
  if (one) {
    const body = { version: one.version, decision: "cleared" as const, reason: "未见不利记录（演示）。" };
    checks.equal(
      "what is missing is never a pass",
      await refusalOf(
        first.eligibility.determineEligibility({ key: newKey(), params: { id: one.applicationId }, body }),
      ),
      "evidence-required",
    );
  }
  await local.moveTo(momentsOf(definition).supplement);
  const officers = await officersOf(play);
  const rows = makeRegister(
    lacking.map(({ society }) => society),
    plan,
  ).map((row) => ({ ...row, facts: factsOf(null) }));
  const body = { csv: formatRegister(rows), fileName: "补充事实（演示）.csv", isDryRun: false };
  await officers.first.rounds.importRegister({ key: newKey(), body });
  await local.idle();
  const after = await determinationsOf(officers.first, round);
  checks.equal(
    "the rules find again when facts arrive",
    after.filter(({ proposal }) => proposal === "needs-evidence").length,
    0,
  );
  const skipped = lacking.find(({ planted }) => planted === "inspection-skipped");
  if (!skipped) return;
  const { earlier } = await officers.first.rounds.getSocietyFacts({ params: { code: skipped.society.code } });
  checks.equal(
    "the register keeps what stood before a correction",
    earlier.map(({ was }) => [was.kind, was.year]),
    [["inspection", 2020]],
  );
}

const clauseOf = ({ findings }: Determination): string => {
  const basis = findings.find(({ outcome }) => outcome === "fail")?.basis;
  return basis && "clause" in basis ? basis.clause : "";
};

/** Eligibility is examined: rules find, officers determine. Gives the societies that may not apply. */
export async function playExamination(play: Play, intake: Intake, round: OpenRound): Promise<Ineligible[]> {
  const { local, definition, checks, progress } = play;
  await local.moveTo(momentsOf(definition).examination);
  const { first } = await officersOf(play);
  await playTwinLook(play, round);
  const found = await determinationsOf(first, round);
  checkFindings(play, intake, found);
  await supplement(play, intake, round);
  const officers = await officersOf(play);
  const states = new Map(
    (
      await allOf((query) =>
        officers.first.applications.listApplications({ params: { roundId: round.roundId }, query }),
      )
    ).map(({ id, state }) => [id, state]),
  );
  const open = (await determinationsOf(officers.first, round)).filter(
    ({ applicationId, state }) => state === "FOUND" && states.get(applicationId) === "SUBMITTED",
  );
  const step = progress.step("资格审查 eligibility", open.length);
  await inTurns(open, atOnce, async (one) => {
    await determine(officers, one, (code) =>
      checks.equal("who proposes a rejection does not confirm it", code, "second-person-required"),
    );
    step.tick();
  });
  await local.idle();
  await playReconsidered(play, intake, round);
  await playLateTwinLook(play, round);
  step.end();
  const rejected = (await determinationsOf(officers.first, round)).filter(
    ({ state }) => state === "REJECTED",
  );
  return rejected
    .map((one) => ({ society: one.societyCode as string, clause: clauseOf(one) }))
    .toSorted((a, b) => (a.society < b.society ? -1 : 1));
}
