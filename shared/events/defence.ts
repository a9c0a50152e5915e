import * as z from "zod";
import { DefenceTimetableId, RoundId, Sha256 } from "../kernel/ids.ts";
import { event } from "./kit.ts";

/** The aggregate is the round: it has one draw. */
export const defenceDrawOpened = event({
  type: "defence-draw.opened.v1",
  service: "defence",
  aggregate: "defence-draw",
  payload: z.object({ roundId: RoundId, seedHash: Sha256.nullable() }),
});

/** Who defends is frozen, and the seed is open. */
export const defenceDrawn = event({
  type: "defence-draw.drawn.v1",
  service: "defence",
  aggregate: "defence-draw",
  payload: z.object({ roundId: RoundId, listHash: Sha256 }),
});

/** Two officers want this timetable; it takes the place of the one before. The aggregate is the timetable. */
export const defenceTimetableApproved = event({
  type: "defence-timetable.approved.v1",
  service: "defence",
  aggregate: "defence-timetable",
  payload: z.object({
    timetableId: DefenceTimetableId,
    roundId: RoundId,
    timetableHash: Sha256,
    timetableNumber: z.int().positive(),
  }),
});
