import middy from "@middy/core";
import type { EventBridgeEvent } from "aws-lambda";
import * as z from "zod";
import { Mail, type Person } from "../../shared/contract/identity.ts";
import { log } from "../../shared/runtime/log.ts";
import { transact } from "../../shared/store/commit.ts";
import { changedPerson, mailClaims, people } from "./records.ts";

/** The part of an SES event that tells which addresses a letter did not reach. */
const MailEvent = z.object({
  eventType: z.string(),
  bounce: z
    .object({ bounceType: z.string(), bouncedRecipients: z.array(z.object({ emailAddress: Mail })) })
    .optional(),
  complaint: z.object({ complainedRecipients: z.array(z.object({ emailAddress: Mail })) }).optional(),
});

/** A permanent bounce or a complaint marks the address, so that an officer calls instead of writing into the void. */
function troubleOf(event: z.infer<typeof MailEvent>): [Person["mailTrouble"], string[]] {
  if (event.complaint)
    return ["complained", event.complaint.complainedRecipients.map((one) => one.emailAddress)];
  if (event.bounce?.bounceType !== "Permanent") return [null, []];
  return ["bounced", event.bounce.bouncedRecipients.map((one) => one.emailAddress)];
}

export const handler = middy<EventBridgeEvent<string, unknown>, void>().handler(async ({ detail }) => {
  const [trouble, addresses] = troubleOf(MailEvent.parse(detail));
  for (const mail of addresses) {
    const claim = await mailClaims.get({ mail });
    const person = claim && (await people.get({ id: claim.personId }));
    if (!person || person.mailTrouble === trouble) continue;
    await transact(changedPerson({ ...person, mailTrouble: trouble, version: person.version + 1 }));
    log("warn", "mail trouble", { actorId: person.id, ...(trouble && { code: trouble }) });
  }
});
