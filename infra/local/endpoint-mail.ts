import { randomUUID } from "node:crypto";
import nodemailer from "nodemailer";
import type { Bus } from "./bus.ts";
import { type Access, type IsAllowed, refusalOf } from "./caller.ts";
import { type Answer, type Api, escaped } from "./endpoint-kit.ts";
import { mailEvents } from "./mail-events.ts";
import { type Mailbox, readMail } from "./mailbox.ts";
import type { Cloud } from "./model.ts";

const namespace = "http://ses.amazonaws.com/doc/2010-12-01/";
const xml = (status: number, body: string): Answer => ({
  status,
  headers: { "content-type": "text/xml" },
  body,
});

/** An error of the query protocol. */
export const mailFailure = (status: number, code: string, message: string): Answer =>
  xml(
    status,
    `<ErrorResponse xmlns="${namespace}"><Error><Type>Sender</Type><Code>${code}</Code><Message>${escaped(message)}` +
      `</Message></Error><RequestId>${randomUUID()}</RequestId></ErrorResponse>`,
  );

/** `Destinations.member.1`, `.2`, ... of the query protocol. */
function members(form: URLSearchParams, name: string): string[] {
  const found: string[] = [];
  for (let at = 1; form.has(`${name}.member.${at}`); at += 1)
    found.push(form.get(`${name}.member.${at}`) ?? "");
  return found;
}

const composer = nodemailer.createTransport({ streamTransport: true, buffer: true, newline: "windows" });

/** The MIME message that SES makes of a SendEmail. */
async function composed(form: URLSearchParams, to: string[]): Promise<Uint8Array> {
  const { message } = await composer.sendMail({
    from: form.get("Source") ?? "",
    to,
    subject: form.get("Message.Subject.Data") ?? "",
    text: form.get("Message.Body.Text.Data") ?? "",
    html: form.get("Message.Body.Html.Data") ?? "",
  });
  return message as Buffer;
}

const addressOf = (named: string): string => /<([^>]+)>/.exec(named)?.[1] ?? named;

/**
 * SES (API of 2010, query protocol): SendEmail and SendRawEmail into the mailbox. As on AWS the sender's identity (its
 * address or its domain) must be granted, and the configuration set when one is named.
 */
export function mailApi(options: { cloud: Cloud; mailbox: Mailbox; bus: Bus; isAllowed: IsAllowed }): Api {
  const { cloud, mailbox, bus, isAllowed } = options;
  const partition = cloud.region.startsWith("cn-") ? "aws-cn" : "aws";
  const arnOf = (kind: string, name: string) =>
    `arn:${partition}:ses:${cloud.region}:${cloud.accountId}:${kind}/${name}`;

  return async ({ caller, body }) => {
    const form = new URLSearchParams(body.toString());
    const action = form.get("Action") ?? "";
    if (action !== "SendRawEmail" && action !== "SendEmail") {
      return mailFailure(400, "InvalidAction", `The local cloud does not know the SES action ${action}`);
    }
    const listed = members(form, action === "SendEmail" ? "Destination.ToAddresses" : "Destinations");
    const raw =
      action === "SendEmail"
        ? await composed(form, listed)
        : Buffer.from(form.get("RawMessage.Data") ?? "", "base64");
    const read = await readMail(raw);
    const from = addressOf(form.get("Source") ?? read.from);
    const recipients = listed.length > 0 ? listed.map(addressOf) : read.to;
    if (!from.includes("@"))
      return mailFailure(400, "InvalidParameterValue", "Missing required header 'From'.");
    if (recipients.length === 0)
      return mailFailure(400, "InvalidParameterValue", "Missing required header 'To'.");

    const context = { "ses:FromAddress": [from], "ses:Recipients": recipients };
    const askFor = (resource: string): Access => ({ action: `ses:${action}`, resource, context });
    // The domain first: it is what this app's stacks verify and grant, so that asking for the address seldom is a refusal.
    const identities = [from.slice(from.indexOf("@") + 1), from].map((name) =>
      askFor(arnOf("identity", name)),
    );
    const configurationSet = form.get("ConfigurationSetName");
    const refused =
      (identities.every((access) => refusalOf(caller, [access], isAllowed)) ? identities[0] : undefined) ??
      (configurationSet === null
        ? undefined
        : refusalOf(caller, [askFor(arnOf("configuration-set", configurationSet))], isAllowed));
    if (refused) {
      const { action: act, resource } = refused;
      const sentence = `User \`${caller.arn}' is not authorized to perform \`${act}' on resource \`${resource}'`;
      return mailFailure(403, "AccessDenied", sentence);
    }

    const mail = await mailbox.take({ raw, recipients, configurationSet });
    for (const event of mailEvents(mail, cloud)) bus.put(event);
    return xml(
      200,
      `<${action}Response xmlns="${namespace}"><${action}Result><MessageId>${mail.id}</MessageId></${action}Result>` +
        `<ResponseMetadata><RequestId>${randomUUID()}</RequestId></ResponseMetadata></${action}Response>`,
    );
  };
}
