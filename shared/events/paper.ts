import * as z from "zod";
import { ApplicationId, RoundId, SocietyCode } from "../kernel/ids.ts";
import { event } from "./kit.ts";

const numbers = z.array(z.int().positive());

/** The copies after the fact, by the numbers of their sets. */
const of = {
  applicationId: ApplicationId,
  roundId: RoundId,
  societyCode: SocietyCode,
  due: z.int().positive(),
  received: numbers,
  late: numbers,
  missing: numbers,
};

/** Sets were booked in: those of one parcel. */
export const paperBooked = event({
  type: "paper.booked.v1",
  service: "paper",
  aggregate: "copies",
  payload: z.object({ ...of, booked: numbers }),
});

/** The booking of a set was wrong and is put right or taken back. */
export const paperCorrected = event({
  type: "paper.corrected.v1",
  service: "paper",
  aggregate: "copies",
  payload: z.object({ ...of, corrected: numbers }),
});

/** The deadline for paper has passed, and copies are missing or came late. */
export const paperShort = event({
  type: "paper.short.v1",
  service: "paper",
  aggregate: "copies",
  payload: z.object(of),
});

/** An officer has decided what a shortage means for one society. */
export const paperDecided = event({
  type: "paper.decided.v1",
  service: "paper",
  aggregate: "copies",
  payload: z.object({ ...of, outcome: z.enum(["waived", "barred"]) }),
});
