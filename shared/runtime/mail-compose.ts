import nodemailer from "nodemailer";
import type { Language } from "../kernel/text.ts";
import { htmlOf } from "./mail-html.ts";

/** One letter to one person, and the ledger's id that travels with it. */
export interface Letter {
  letterId: string;
  to: string;
  subject: string;
  text: string;
  language: Language;
  correlationId: string;
}

/** A letter as the mail service gets it. */
export interface Composed {
  from: string;
  to: string;
  messageId: string;
  /** The MIME message. */
  raw: Buffer;
}

const composer = nodemailer.createTransport({ streamTransport: true, buffer: true, newline: "windows" });

const senderNames: Record<Language, string> = { "zh-CN": "遴选平台", en: "Linxuan" };

/**
 * The letter as a MIME message, as text and as HTML. Letter-Id and Message-ID are the same on every attempt: a copy can
 * be told, and many mail programs drop it.
 */
export async function compose({
  letterId,
  to,
  subject,
  text,
  language,
  correlationId,
}: Letter): Promise<Composed> {
  const from = process.env.LINXUAN_MAIL_FROM ?? "";
  const messageId = `<${letterId}@${from.slice(from.indexOf("@") + 1)}>`;
  const { message } = await composer.sendMail({
    from: { name: senderNames[language], address: from },
    to: { name: "", address: to },
    subject,
    text,
    html: htmlOf(subject, text, language),
    messageId,
    headers: {
      "Letter-Id": letterId,
      "Correlation-Id": correlationId,
      "Auto-Submitted": "auto-generated",
      "Content-Language": language,
    },
  });
  if (!Buffer.isBuffer(message)) throw new Error("a buffering composer gave a stream");
  return { from, to, messageId, raw: message };
}
