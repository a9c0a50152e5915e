import { handler } from "../../functions/eligibility/api.ts";
import { handler as onSubmitted } from "../../functions/eligibility/on-submitted.ts";
import { mergedFacts } from "../../functions/rounds/merge-facts.ts";
import { eligibility as routes } from "../../shared/contract/eligibility.ts";
import type { SocietyFacts } from "../../shared/contract/register.ts";
import type { Round, Society } from "../../shared/contract/rounds.ts";
import { applicationSubmitted } from "../../shared/events/applications.ts";
import { LocalDate } from "../../shared/kernel/time.ts";
import { transact } from "../../shared/store/commit.ts";
import { determinations } from "../../shared/store/published/determinations.ts";
import { societies } from "../../shared/store/published/societies.ts";
import { duringIntake, givenReady, inspected } from "../applications/given.ts";
import { answerTo } from "../asked.ts";
import { onceKey, signedIn } from "../given.ts";
import { givenRow } from "../rounds/given.ts";
import { lastFact, tell } from "../told.ts";

export const duringExamination = "2021-11-15T02:00:00.000Z";

/** Nothing stands against the society. */
export const soundFacts: SocietyFacts = givenRow().facts;
export const partyIncomplete: SocietyFacts = {
  ...soundFacts,
  partyOrganisation: { state: "incomplete", source: "党建台账", on: LocalDate.parse("2021-10-20") },
};

/** The register comes to know these facts of a society. */
export async function registerLearns({ society }: { society: Pick<Society, "code"> }, facts: SocietyFacts) {
  const held = await societies.get({ code: society.code });
  if (!held) throw new Error("the register has it");
  const merged = mergedFacts({ facts, withdrawn: [] }, undefined, held.nameRecorded);
  await transact([societies.replace({ ...held, facts: merged, version: held.version + 1 })]);
}

/** A submitted application of which the rules have spoken, unless it is not told yet; its files have the verdict given. */
export async function givenExamined(
  round: Round,
  {
    facts = soundFacts,
    files = "ACCEPTED",
    isTold = true,
  }: { facts?: SocietyFacts; files?: "ACCEPTED" | null; isTold?: boolean } = {},
) {
  const ready = await givenReady(round);
  const { id } = ready.application;
  /** The register learns something else of the society. */
  const registered = (next: SocietyFacts, version: number) =>
    transact([
      societies.overwrite({
        ...ready.society,
        facts: mergedFacts({ facts: next, withdrawn: [] }, undefined, ready.society.nameRecorded),
        version,
      }),
    ]);
  await registered(facts, 2);
  await ready.submit(duringIntake);
  if (files !== null) {
    for (const { uploadId } of ready.named)
      await inspected(ready.application, uploadId, { state: files, at: duringIntake });
  }
  if (isTold) await tell(onSubmitted, await lastFact(applicationSubmitted, id));
  const current = async () => {
    const held = await determinations.get({ applicationId: id });
    if (!held) throw new Error("the rules have not spoken");
    return held;
  };
  const officer = await signedIn("officer");
  const determine = async (
    decision: "cleared" | "rejected",
    by: { token?: string; version?: number; headers?: Record<string, string> } = {},
  ) =>
    answerTo(handler, routes.determineEligibility, {
      at: duringExamination,
      token: by.token ?? officer.token,
      headers: by.headers ?? onceKey(),
      params: { id },
      body: { version: by.version ?? (await current()).version, decision, reason: "经核实" },
    });
  return { ...ready, registered, current, officer, determine };
}
