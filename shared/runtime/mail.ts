import type { SESClient } from "@aws-sdk/client-ses";
import nodemailer from "nodemailer";

/** One letter to one person: text and HTML, and the ledger's id that travels with it. */
export interface Letter {
  letterId: string;
  to: string;
  subject: string;
  text: string;
  html: string;
  correlationId: string;
}

const composer = nodemailer.createTransport({ streamTransport: true, buffer: true, newline: "windows" });

/** The letter as a MIME message; the Letter-Id header is the same on every attempt, so that a copy can be told. */
async function compose(letter: Letter): Promise<Buffer> {
  const { message } = await composer.sendMail({
    from: process.env.LINXUAN_MAIL_FROM,
    to: letter.to,
    subject: letter.subject,
    text: letter.text,
    html: letter.html,
    headers: {
      "Letter-Id": letter.letterId,
      "Correlation-Id": letter.correlationId,
      "Auto-Submitted": "auto-generated",
    },
  });
  return message as Buffer;
}

// Only one of the two transports is ever loaded: a second SDK client costs a cold start what the first does.
let ses: SESClient | undefined;

async function sendBySes(letter: Letter, message: Buffer): Promise<string> {
  const { SESClient, SendRawEmailCommand } = await import("@aws-sdk/client-ses");
  ses ??= new SESClient({ maxAttempts: 3 });
  const answer = await ses.send(
    new SendRawEmailCommand({
      Destinations: [letter.to],
      RawMessage: { Data: message },
      ConfigurationSetName: process.env.LINXUAN_MAIL_CONFIGURATION,
    }),
  );
  if (answer.MessageId === undefined) throw new Error("SES gave no MessageId");
  return answer.MessageId;
}

/** SMTP settings, kept as JSON in Secrets Manager. */
interface SmtpSecret {
  host: string;
  port: number;
  secure: boolean;
  user?: string;
  password?: string;
}

let smtp: Promise<ReturnType<typeof nodemailer.createTransport>> | undefined;

async function smtpTransport() {
  const { GetSecretValueCommand, SecretsManagerClient } = await import("@aws-sdk/client-secrets-manager");
  const answer = await new SecretsManagerClient({}).send(
    new GetSecretValueCommand({ SecretId: process.env.LINXUAN_SMTP_SECRET }),
  );
  const secret = JSON.parse(answer.SecretString ?? "") as SmtpSecret;
  return nodemailer.createTransport({
    host: secret.host,
    port: secret.port,
    secure: secret.secure,
    pool: true,
    ...(secret.user !== undefined && { auth: { user: secret.user, pass: secret.password } }),
  });
}

async function sendBySmtp(letter: Letter, message: Buffer): Promise<string> {
  smtp ??= smtpTransport();
  const transport = await smtp;
  const envelope = { from: process.env.LINXUAN_MAIL_FROM ?? "", to: [letter.to] };
  const sent = await transport.sendMail({ envelope, raw: message });
  return sent.messageId;
}

/**
 * Hands a letter to the stage's mail service (SES, or an SMTP relay where there is no SES).
 * @returns the service's message id
 * @throws when the service did not take it; nothing was sent then
 */
export async function sendMail(letter: Letter): Promise<string> {
  const message = await compose(letter);
  return process.env.LINXUAN_MAIL_TRANSPORT === "smtp"
    ? sendBySmtp(letter, message)
    : sendBySes(letter, message);
}
