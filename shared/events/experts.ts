import * as z from "zod";
import { ApplicationId, ExpertId, RoundId } from "../kernel/ids.ts";
import { event } from "./kit.ts";

export const expertRecorded = event({
  type: "expert.recorded.v1",
  service: "experts",
  aggregate: "expert",
  payload: z.object({ expertId: ExpertId }),
});

const pair = { roundId: RoundId, applicationId: ApplicationId, expertId: ExpertId };

/** The aggregate is the pair: `<application>#<expert>`. */
export const expertAssigned = event({
  type: "expert.assigned.v1",
  service: "experts",
  aggregate: "pair",
  payload: z.object(pair),
});

export const expertRecused = event({
  type: "expert.recused.v1",
  service: "experts",
  aggregate: "pair",
  payload: z.object(pair),
});
