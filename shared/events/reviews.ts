import * as z from "zod";
import { ApplicationId, ExpertId, RoundId, Sha256 } from "../kernel/ids.ts";
import { event } from "./kit.ts";

/** A sheet was submitted or amended; the aggregate is `<application>#<stage>#<expert>`. */
export const reviewSubmitted = event({
  type: "review.submitted.v1",
  service: "reviews",
  aggregate: "review",
  payload: z.object({
    roundId: RoundId,
    applicationId: ApplicationId,
    expertId: ExpertId,
    stage: z.string(),
    sha256: Sha256,
    isAmendment: z.boolean(),
  }),
});
