import * as z from "zod";
import { ApplicationId, NoticeId, ObjectionId, RoundId, SocietyCode } from "../kernel/ids.ts";
import { event } from "./kit.ts";

/** Of the target; never of who objects. */
const of = {
  objectionId: ObjectionId,
  roundId: RoundId,
  noticeId: NoticeId,
  applicationId: ApplicationId,
  societyCode: SocietyCode,
};

const objection = { service: "objections", aggregate: "objection" } as const;

export const objectionLodged = event({
  type: "objection.lodged.v1",
  ...objection,
  payload: z.object(of),
});

export const objectionAccepted = event({
  type: "objection.accepted.v1",
  ...objection,
  payload: z.object(of),
});

export const objectionRefused = event({
  type: "objection.refused.v1",
  ...objection,
  payload: z.object(of),
});

export const objectionDecided = event({
  type: "objection.decided.v1",
  ...objection,
  payload: z.object({
    ...of,
    decision: z.enum(["upheld", "partly", "dismissed"]),
    effect: z.enum(["removed", "stands"]),
  }),
});

const ofRevocation = { applicationId: ApplicationId, roundId: RoundId, societyCode: SocietyCode };
const revocation = { service: "objections", aggregate: "revocation" } as const;

export const revocationProposed = event({
  type: "revocation.proposed.v1",
  ...revocation,
  payload: z.object(ofRevocation),
});

export const revocationDecided = event({
  type: "revocation.decided.v1",
  ...revocation,
  payload: z.object({ ...ofRevocation, decision: z.enum(["revoked", "dropped"]) }),
});
