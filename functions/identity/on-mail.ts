import middy from "@middy/core";
import type { EventBridgeEvent } from "aws-lambda";
import { MailEvent, troubled } from "./mail-events.ts";
import { markTrouble, personAt } from "./step-person.ts";

/** SES tells of letters that did not arrive; what it can't mean throws and ends in the dead-letter queue. */
export const handler = middy<EventBridgeEvent<string, unknown>, void>().handler(async ({ detail }) => {
  const { trouble, addresses } = troubled(MailEvent.parse(detail));
  if (trouble !== null) for (const mail of addresses) await markTrouble(() => personAt(mail), trouble);
});
