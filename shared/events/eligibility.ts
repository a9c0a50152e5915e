import * as z from "zod";
import { ApplicationId, RoundId, SocietyCode } from "../kernel/ids.ts";
import { Key } from "../programme/basis.ts";
import { event } from "./kit.ts";

const of = { applicationId: ApplicationId, roundId: RoundId, societyCode: SocietyCode };

/** The rules have spoken on a submission; no person has yet. */
export const eligibilityFound = event({
  type: "eligibility.found.v1",
  service: "eligibility",
  aggregate: "determination",
  payload: z.object({ ...of, proposal: z.enum(["pass", "fail", "needs-evidence"]) }),
});

export const eligibilityDetermined = event({
  type: "eligibility.determined.v1",
  service: "eligibility",
  aggregate: "determination",
  payload: z.object({ ...of, decision: z.enum(["cleared", "rejected"]) }),
});

/** The rules now say something else of a determined application, or its appeal was upheld: an officer must look again. */
export const secondLookOpened = event({
  type: "second-look.opened.v1",
  service: "eligibility",
  aggregate: "second-look",
  payload: z.object(of),
});

export const secondLookSettled = event({
  type: "second-look.settled.v1",
  service: "eligibility",
  aggregate: "second-look",
  payload: z.object({ ...of, decision: z.enum(["stands", "reopened"]) }),
});

/** A society says that a fact is wrong; `disqualifierCode` is the definition's id of the ground. */
export const appealLodged = event({
  type: "appeal.lodged.v1",
  service: "eligibility",
  aggregate: "appeal",
  payload: z.object({ ...of, disqualifierCode: Key }),
});

export const appealAnswered = event({
  type: "appeal.answered.v1",
  service: "eligibility",
  aggregate: "appeal",
  payload: z.object({ ...of, disqualifierCode: Key, decision: z.enum(["upheld", "dismissed"]) }),
});

/** Two officers have a rejected application examined again. */
export const eligibilityReinstated = event({
  type: "eligibility.reinstated.v1",
  service: "eligibility",
  aggregate: "determination",
  payload: z.object(of),
});
