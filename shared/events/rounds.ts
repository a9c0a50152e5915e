import * as z from "zod";
import { DispensationCategory } from "../contract/dispensation-record.ts";
import { RoundState } from "../contract/round-record.ts";
import { ApplicationId, RoundId, Sha256, SocietyCode } from "../kernel/ids.ts";
import { Instant } from "../kernel/time.ts";
import { Cohort } from "../programme/timetable.ts";
import { event } from "./kit.ts";

/** A round moved to another phase. */
export const roundAdvanced = event({
  type: "round.advanced.v1",
  service: "rounds",
  aggregate: "round",
  payload: z.object({ roundId: RoundId, state: RoundState, definitionHash: Sha256 }),
});

/** Its intake was extended: for everybody, or for the drafts begun by the deadline. From here on a new draft has that time. */
export const roundExtended = event({
  type: "round.extended.v1",
  service: "rounds",
  aggregate: "round",
  payload: z.object({
    roundId: RoundId,
    until: Instant,
    cohort: Cohort,
    cutOffAt: Instant,
    category: DispensationCategory,
  }),
});

/** A society was put into the register, or its entry or facts changed. */
export const societyRecorded = event({
  type: "society.recorded.v1",
  service: "rounds",
  aggregate: "society",
  payload: z.object({ societyCode: SocietyCode, importHash: Sha256 }),
});

/** A society says that it is registered as a supplier; an officer is to check. */
export const supplierClaimed = event({
  type: "supplier.claimed.v1",
  service: "rounds",
  aggregate: "supplier",
  payload: z.object({ societyCode: SocietyCode, applicationId: ApplicationId }),
});

/** What came of it, by an officer's word or the payer's own list. */
export const supplierDecided = event({
  type: "supplier.decided.v1",
  service: "rounds",
  aggregate: "supplier",
  payload: z.object({
    societyCode: SocietyCode,
    applicationId: ApplicationId,
    decision: z.enum(["confirmed", "refused"]),
  }),
});

/** The recommended list of a round stands: those on it are to be invited. Whom, its record says. */
export const recommendedListApproved = event({
  type: "recommended-list.approved.v1",
  service: "rounds",
  aggregate: "recommended-list",
  payload: z.object({ roundId: RoundId, listHash: Sha256, listed: z.int().nonnegative() }),
});

/** A society's wrong credit code was corrected: what it has under the old one is found under the new one too. */
export const usccCorrected = event({
  type: "uscc.corrected.v1",
  service: "rounds",
  aggregate: "uscc-correction",
  payload: z.object({ societyCode: SocietyCode }),
});
