import type { SESClient } from "@aws-sdk/client-ses";
import type { Composed } from "./mail-compose.ts";
import { MailFailed } from "./mail-failed.ts";

/** Three tries at 4 s each stay within the 15 s of a function. */
const tries = 3;
const answerMs = 4000;

/** What SES refuses about a letter itself. */
const refusals = new Set(["MessageRejected", "InvalidParameterValue", "InvalidParameterValueException"]);

// Loaded on the first letter only: where mail goes by SMTP, a second SDK client would cost every cold start.
let ses: SESClient | undefined;

/** Sends through SES. @throws MailFailed */
export async function sendBySes({ to, raw }: Composed): Promise<string> {
  const { SESClient, SendRawEmailCommand } = await import("@aws-sdk/client-ses");
  ses ??= new SESClient({
    maxAttempts: tries,
    requestHandler: { connectionTimeout: answerMs, requestTimeout: answerMs, throwOnRequestTimeout: true },
  });
  const command = new SendRawEmailCommand({
    Destinations: [to],
    RawMessage: { Data: raw },
    ConfigurationSetName: process.env.LINXUAN_MAIL_CONFIGURATION,
  });
  const { MessageId } = await ses.send(command).catch((cause: unknown) => {
    const code = cause instanceof Error ? cause.name : "unknown";
    throw new MailFailed(code, refusals.has(code) ? "letter" : "service");
  });
  if (MessageId === undefined) throw new MailFailed("no MessageId", "service");
  return MessageId;
}
