import * as z from "zod";
import { RoundState } from "../contract/rounds.ts";
import { RoundId, Sha256, SocietyCode } from "../kernel/ids.ts";
import { event } from "./kit.ts";

/** A round moved to another phase. */
export const roundAdvanced = event({
  type: "round.advanced.v1",
  service: "rounds",
  aggregate: "round",
  payload: z.object({ roundId: RoundId, state: RoundState, definitionHash: Sha256 }),
});

/** A society was put into the register, or its entry or facts changed. */
export const societyRecorded = event({
  type: "society.recorded.v1",
  service: "rounds",
  aggregate: "society",
  payload: z.object({ societyCode: SocietyCode, importHash: Sha256 }),
});

/** The recommended list of a round stands: those on it are to be invited. Whom, its record says. */
export const recommendedListApproved = event({
  type: "recommended-list.approved.v1",
  service: "rounds",
  aggregate: "recommended-list",
  payload: z.object({ roundId: RoundId, listHash: Sha256, listed: z.int().nonnegative() }),
});
