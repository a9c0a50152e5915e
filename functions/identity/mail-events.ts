import * as z from "zod";
import { Mail, type Person } from "../../shared/contract/identity.ts";
import { letterIdOf, MailTold } from "../../shared/kernel/mail-told.ts";
import type { Instant } from "../../shared/kernel/time.ts";

export type MailTrouble = NonNullable<Person["mailTrouble"]>;

const Recipients = z.array(z.object({ emailAddress: z.string() }));

/** The part of an SES event that tells which addresses a letter reached or did not reach. */
export const MailEvent = z.discriminatedUnion("eventType", [
  z.object({
    eventType: z.literal("Bounce"),
    mail: MailTold,
    bounce: z.object({ bounceType: z.string(), bouncedRecipients: Recipients }),
  }),
  z.object({
    eventType: z.literal("Complaint"),
    mail: MailTold,
    complaint: z.object({ complainedRecipients: Recipients }),
  }),
  z.object({
    eventType: z.literal("Delivery"),
    mail: MailTold,
    delivery: z.object({ recipients: z.array(z.string()) }),
  }),
]);
export type MailEvent = z.infer<typeof MailEvent>;

/** The letter, and since when it has been under way. */
export const letterOf = ({ mail }: MailEvent): { letterId: string; since: Instant } => ({
  letterId: letterIdOf(mail),
  since: mail.timestamp,
});

/** SES takes an address from the answer of the other server, or from the letter with the name before it. */
function addressesOf(recipients: z.infer<typeof Recipients>): Mail[] {
  return recipients.flatMap(({ emailAddress }) => {
    const address = Mail.safeParse(/<([^<>]+)>/.exec(emailAddress)?.[1] ?? emailAddress);
    return address.success ? [address.data] : [];
  });
}

/**
 * A permanent bounce or a complaint marks the address, so that an officer calls instead of writing into the void. A full
 * mailbox or a busy server passes by itself.
 */
export function troubled(event: MailEvent): { trouble: MailTrouble | null; addresses: Mail[] } {
  if (event.eventType === "Delivery") return { trouble: null, addresses: [] };
  if (event.eventType === "Complaint")
    return { trouble: "complained", addresses: addressesOf(event.complaint.complainedRecipients) };
  const trouble = event.bounce.bounceType === "Permanent" ? "bounced" : null;
  return { trouble, addresses: addressesOf(event.bounce.bouncedRecipients) };
}

/** Whom a letter reached. */
export const reached = (event: MailEvent): Mail[] =>
  event.eventType === "Delivery"
    ? addressesOf(event.delivery.recipients.map((emailAddress) => ({ emailAddress })))
    : [];
