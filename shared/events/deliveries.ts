import * as z from "zod";
import { PersonId } from "../kernel/ids.ts";
import { Instant } from "../kernel/time.ts";
import { event } from "./kit.ts";

const ofLetter = z.object({ letterId: z.string(), personId: PersonId });

/** For ten minutes a letter was not handed over, or the mail service told nothing of it. */
export const letterUndelivered = event({
  type: "letter.undelivered.v1",
  service: "notifications",
  aggregate: "delivery",
  payload: ofLetter.extend({ owedAt: Instant }),
});

/** A relay that tells of no deliveries took such a letter after all. */
export const letterHandedOver = event({
  type: "letter.handed-over.v1",
  service: "notifications",
  aggregate: "delivery",
  payload: ofLetter,
});
