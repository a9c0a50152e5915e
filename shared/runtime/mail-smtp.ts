import nodemailer, { type Transporter } from "nodemailer";
import * as z from "zod";
import type { Composed } from "./mail-compose.ts";
import { MailFailed, type MailFailure } from "./mail-failed.ts";

/** A relay that is silent for so long is tried again later; together they stay within the 15 s of a function. */
const connectMs = 4000;
const silenceMs = 8000;

/**
 * The relay's settings as JSON, kept in Secrets Manager. `tls`: from the first byte (usually port 465), by STARTTLS
 * (usually 587; a relay that does not offer it gets neither letter nor password), or none, for a relay on a private line.
 */
const SmtpSettings = z.strictObject({
  host: z.string().min(1),
  port: z.int().min(1).max(65_535),
  tls: z.enum(["implicit", "starttls", "none"]),
  user: z.string().min(1).optional(),
  password: z.string().min(1).optional(),
  /** PEM of the authority that signed the relay's certificate, where it is no public one. */
  ca: z.string().optional(),
});
type SmtpSettings = z.infer<typeof SmtpSettings>;

/** The settings of a secret's text. @throws without a word of the text: it holds the password */
function settingsOf(text: string | undefined): SmtpSettings {
  let parsed: unknown;
  try {
    parsed = JSON.parse(text ?? "");
  } catch {
    throw new MailFailed("the secret is no JSON", "service");
  }
  const settings = SmtpSettings.safeParse(parsed);
  if (settings.success) return settings.data;
  const places = settings.error.issues.map(({ path, code }) => `${path.join(".")} ${code}`);
  throw new MailFailed(`the secret is wrong: ${places.join(", ")}`, "service");
}

async function relayOfSecret(): Promise<Transporter> {
  const { GetSecretValueCommand, SecretsManagerClient } = await import("@aws-sdk/client-secrets-manager");
  const command = new GetSecretValueCommand({ SecretId: process.env.LINXUAN_SMTP_SECRET });
  const answer = await new SecretsManagerClient({}).send(command).catch((cause: unknown) => {
    throw new MailFailed(cause instanceof Error ? cause.name : "unknown", "service");
  });
  const { host, port, tls, user, password, ca } = settingsOf(answer.SecretString);
  // One connection per letter: an idle one dies unseen while the function is frozen.
  return nodemailer.createTransport({
    host,
    port,
    secure: tls === "implicit",
    requireTLS: tls === "starttls",
    ignoreTLS: tls === "none",
    tls: { minVersion: "TLSv1.2", ...(ca !== undefined && { ca }) },
    connectionTimeout: connectMs,
    greetingTimeout: connectMs,
    socketTimeout: silenceMs,
    ...(user !== undefined && { auth: { user, pass: password } }),
  });
}

/** What a relay refuses for good: the reader, or the letter. What it says of the sender or the password is our affair. */
const refusals: Record<string, MailFailure> = { "RCPT TO": "address", DATA: "letter" };

function failureOf(cause: unknown): MailFailed {
  if (cause instanceof MailFailed) return cause;
  const { code, command, responseCode } = cause as { code?: string; command?: string; responseCode?: number };
  const isForGood = responseCode !== undefined && responseCode >= 500;
  const about = (isForGood && refusals[command ?? ""]) || "service";
  return new MailFailed([code ?? "unknown", responseCode].filter(Boolean).join(" "), about);
}

let relay: Promise<Transporter> | undefined;

/** Sends through the relay; gives the letter's own Message-ID, as a relay need not tell its. @throws MailFailed */
export async function sendBySmtp({ from, to, messageId, raw }: Composed): Promise<string> {
  try {
    relay ??= relayOfSecret();
    await (await relay).sendMail({ envelope: { from, to: [to] }, raw });
    return messageId;
  } catch (cause) {
    // After any failure the secret is read again: the password may be new.
    relay = undefined;
    throw failureOf(cause);
  }
}
