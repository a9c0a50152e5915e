import middy from "@middy/core";
import type { EventBridgeEvent } from "aws-lambda";
import { letterOf, MailEvent, reached, troubled } from "./mail-events.ts";
import { settleDelivery } from "./step-calls.ts";
import { markTrouble, personAt } from "./step-person.ts";

/** SES tells of letters that arrived or did not; what it can't mean throws and ends in the dead-letter queue. */
export const handler = middy<EventBridgeEvent<string, unknown>, void>().handler(async ({ detail }) => {
  const event = MailEvent.parse(detail);
  const { trouble, addresses } = troubled(event);
  const letter = letterOf(event);
  if (trouble !== null)
    for (const mail of addresses) await markTrouble(() => personAt(mail), trouble, letter);
  for (const mail of reached(event)) {
    const person = await personAt(mail);
    if (person) await settleDelivery(person.id, letter.letterId);
  }
});
