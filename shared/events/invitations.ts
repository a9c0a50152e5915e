import * as z from "zod";
import { RoundId, SocietyCode } from "../kernel/ids.ts";
import { event } from "./kit.ts";

/** An officer invited a society of the register to a round. */
export const societyInvited = event({
  type: "society.invited.v1",
  service: "rounds",
  aggregate: "invitation",
  payload: z.object({ roundId: RoundId, societyCode: SocietyCode }),
});
