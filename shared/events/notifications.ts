import * as z from "zod";
import { event } from "./kit.ts";

/** A letter stands in the ledger and waits to be sent. */
export const letterOwed = event({
  type: "letter.owed.v1",
  service: "notifications",
  aggregate: "letter",
  payload: z.object({ letterId: z.string() }),
});
