import nodemailer from "nodemailer";
import { epochOf, type Instant } from "../../shared/kernel/time.ts";

/** A mail as a society's program sends it, and when the mailbox's server had it. */
export interface WrittenMail {
  from: string;
  to: string;
  subject: string;
  sentAt: Instant;
  /** Null: saved from the outbox, which no server wrote into. */
  receivedAt: Instant | null;
  attachments: readonly { name: string; bytes: Uint8Array; type?: string }[];
}

const composer = nodemailer.createTransport({ streamTransport: true, buffer: true, newline: "windows" });

/** The same instant as mail servers in Beijing write it, to the second. */
function inBeijing(at: Instant): string {
  const [day, date, month, year, time] = new Date(epochOf(at) + 8 * 3_600_000).toUTCString().split(" ");
  return `${day} ${date} ${month} ${year} ${time} +0800 (CST)`;
}

/** The .eml as the mailbox's program saves it: the server's Received header stands above everything else. */
export async function writeMail(mail: WrittenMail): Promise<Uint8Array<ArrayBuffer>> {
  const { from, to, subject, sentAt, receivedAt, attachments } = mail;
  const { message } = await composer.sendMail({
    from: { name: "学会办公室", address: from },
    to: { name: "", address: to },
    subject,
    date: new Date(epochOf(sentAt)),
    text: "现报送申报材料，请查收。",
    attachments: attachments.map(({ name, bytes, type }) => ({
      filename: name,
      content: Buffer.from(bytes),
      contentType: type ?? "application/octet-stream",
    })),
  });
  if (!Buffer.isBuffer(message)) throw new Error("a buffering composer gave a stream");
  const received =
    receivedAt === null
      ? ""
      : `Received: from mail.society.example (mail.society.example [192.0.2.7])\r\n\tby mx.office.example with ESMTPS id 4Hq1Yt0x1Wz9;\r\n\t${inBeijing(receivedAt)}\r\n`;
  return new Uint8Array(Buffer.concat([Buffer.from(received), message]));
}
