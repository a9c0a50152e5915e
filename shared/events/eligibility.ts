import * as z from "zod";
import { ApplicationId, RoundId, SocietyCode } from "../kernel/ids.ts";
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
