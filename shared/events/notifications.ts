import * as z from "zod";
import { PersonId } from "../kernel/ids.ts";
import { event } from "./kit.ts";

/** A letter stands in the ledger and waits to be sent. */
export const letterOwed = event({
  type: "letter.owed.v1",
  service: "notifications",
  aggregate: "letter",
  payload: z.object({ letterId: z.string() }),
});

/** The mail service refuses a reader's address for good: there is no such mailbox. */
export const addressRefused = event({
  type: "letter.address-refused.v1",
  service: "notifications",
  aggregate: "letter",
  payload: z.object({ letterId: z.string(), personId: PersonId }),
});
