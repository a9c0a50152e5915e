import { randomUUID } from "node:crypto";
import { defaultBus, type NewEvent } from "./bus.ts";
import type { KeptMail } from "./mailbox.ts";
import type { Cloud } from "./model.ts";

const startsWith = (prefix: string) => (address: string) => address.toLowerCase().startsWith(prefix);

/**
 * What SES publishes to the default bus about a mail with a configuration set. Here an address whose local part begins
 * with `bounce` bounces for good, one that begins with `complaint` gets the mail and complains; all others just get it.
 */
export function mailEvents(mail: KeptMail, cloud: Pick<Cloud, "region" | "accountId">): NewEvent[] {
  if (mail.configurationSet === null) return [];
  const timestamp = mail.at;
  const feedbackId = `${randomUUID()}-000000`;
  const partition = cloud.region.startsWith("cn-") ? "aws-cn" : "aws";
  const arnOf = (kind: string, name: string) =>
    `arn:${partition}:ses:${cloud.region}:${cloud.accountId}:${kind}/${name}`;
  const subject = {
    timestamp,
    source: mail.from,
    sourceArn: arnOf("identity", mail.from),
    sendingAccountId: cloud.accountId,
    messageId: mail.id,
    destination: mail.to,
    headersTruncated: false,
    headers: Object.entries(mail.headers).map(([name, value]) => ({ name, value })),
    commonHeaders: { from: [mail.from], to: mail.to, messageId: mail.id, subject: mail.subject },
    tags: { "ses:configuration-set": [mail.configurationSet] },
  };
  const eventOf = (detailType: string, eventType: string, rest: Record<string, unknown>): NewEvent => ({
    bus: defaultBus,
    source: "aws.ses",
    detailType,
    detail: { eventType, mail: subject, ...rest },
    resources: [arnOf("configuration-set", mail.configurationSet ?? "")],
  });

  const bounced = mail.to.filter(startsWith("bounce"));
  const complained = mail.to.filter(startsWith("complaint"));
  const delivered = mail.to.filter((address) => !bounced.includes(address));
  const events: NewEvent[] = [];
  if (bounced.length > 0) {
    const status = { action: "failed", status: "5.1.1", diagnosticCode: "smtp; 550 5.1.1 user unknown" };
    const bouncedRecipients = bounced.map((emailAddress) => ({ emailAddress, ...status }));
    const kind = { bounceType: "Permanent", bounceSubType: "General" };
    events.push(
      eventOf("Email Bounced", "Bounce", { bounce: { ...kind, bouncedRecipients, timestamp, feedbackId } }),
    );
  }
  if (delivered.length > 0) {
    const delivery = {
      timestamp,
      processingTimeMillis: 1,
      recipients: delivered,
      smtpResponse: "250 2.0.0 OK",
    };
    events.push(eventOf("Email Delivered", "Delivery", { delivery }));
  }
  if (complained.length > 0) {
    const complainedRecipients = complained.map((emailAddress) => ({ emailAddress }));
    const kind = { complaintSubType: null, complaintFeedbackType: "abuse" };
    const complaint = { ...kind, complainedRecipients, timestamp, feedbackId };
    events.push(eventOf("Email Complaint Received", "Complaint", { complaint }));
  }
  return events;
}
