import * as z from "zod";
import { ApplicationId, RoundId, SocietyCode } from "../kernel/ids.ts";
import { Instant } from "../kernel/time.ts";
import { event } from "./kit.ts";

/** A society that was selected on condition has met it: its award stands without one. */
export const awardUnconditional = event({
  type: "award.unconditional.v1",
  service: "rounds",
  aggregate: "award",
  payload: z.object({
    roundId: RoundId,
    societyCode: SocietyCode,
    applicationId: ApplicationId,
    metAt: Instant,
  }),
});
