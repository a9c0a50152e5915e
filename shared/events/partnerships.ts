import * as z from "zod";
import { ApplicationId, RoundId, Sha256, SocietyCode } from "../kernel/ids.ts";
import { event } from "./kit.ts";

const of = {
  applicationId: ApplicationId,
  roundId: RoundId,
  /** The lead. */
  societyCode: SocietyCode,
  partnerCode: SocietyCode,
  /** Of what the partner is asked for. */
  termsHash: Sha256,
};

/** A society is asked to be a partner, or asked anew because what it is asked for has changed. */
export const partnershipAsked = event({
  type: "partnership.asked.v1",
  service: "applications",
  aggregate: "partnership",
  payload: z.object(of),
});

export const partnershipAgreed = event({
  type: "partnership.agreed.v1",
  service: "applications",
  aggregate: "partnership",
  payload: z.object(of),
});

/** It declined, or took its agreement back before the submission. */
export const partnershipDeclined = event({
  type: "partnership.declined.v1",
  service: "applications",
  aggregate: "partnership",
  payload: z.object(of),
});

/** The lead went on without it, or withdrew the application. */
export const partnershipRemoved = event({
  type: "partnership.removed.v1",
  service: "applications",
  aggregate: "partnership",
  payload: z.object({ ...of, causeCode: z.enum(["removed", "withdrawn"]) }),
});
