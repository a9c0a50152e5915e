import { expect, it } from "vitest";
import { handler } from "../../functions/eligibility/api.ts";
import { handler as onSubmitted } from "../../functions/eligibility/on-submitted.ts";
import { eligibility as routes } from "../../shared/contract/eligibility.ts";
import { applicationSubmitted } from "../../shared/events/applications.ts";
import { duringIntake, inspected, openRound } from "../applications/given.ts";
import { givenJoint, jointProgramme } from "../applications/given-partners.ts";
import { answerTo } from "../asked.ts";
import { duringExamination, registerLearns, soundFacts } from "../eligibility/given.ts";
import { onceKey, signedIn } from "../given.ts";
import { lastFact, tell } from "../told.ts";
import { assigning, givenExpert } from "./given.ts";

it("a tie to a partner bars as one to the lead does; who is assigned sees both societies", async () => {
  const round = await openRound(jointProgramme({ disqualifiers: [] }));
  const { lead, partner } = await givenJoint(round);
  await registerLearns(lead, soundFacts);
  await lead.submit(duringIntake);
  const { id } = lead.application;
  for (const { uploadId } of lead.named)
    await inspected(lead.application, uploadId, { state: "ACCEPTED", at: duringIntake });
  await tell(onSubmitted, await lastFact(applicationSubmitted, id));
  await answerTo(handler, routes.determineEligibility, {
    at: duringExamination,
    token: (await signedIn("officer")).token,
    headers: onceKey(),
    params: { id },
    body: { version: 1, decision: "cleared", reason: "经核实", evidence: [] },
  });
  const tied = await givenExpert([{ kind: "office-holder", societyCode: partner.society.code }]);
  expect((await assigning(lead.application, tied)).body.code).toBe("conflict-of-interest");
  const { body } = await assigning(lead.application, await givenExpert());
  expect(body.societyNames.zh).toBe(`${lead.society.names.zh}（联合申报单位：${partner.society.names.zh}）`);
});
