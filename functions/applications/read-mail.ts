import PostalMime, { type Attachment, type Email } from "postal-mime";
import type { MailReasonCode } from "../../shared/contract/mail-reasons.ts";
import type { MailedFile, MailRead } from "../../shared/contract/mail-record.ts";
import type { RequiredDocument } from "../../shared/programme/documents.ts";
import { formatOf, nameFor } from "./mail-attachments.ts";
import { mailInstant, receivedInstant } from "./mail-received.ts";
import { hasBrokenBase64, hasTooManyParts } from "./mail-text.ts";

/** An attachment that is one of the programme's documents, with its bytes. */
export interface FoundFile extends Pick<MailedFile, "kind" | "format" | "name"> {
  content: Uint8Array;
}

export interface TakenApart extends Omit<MailRead, "files"> {
  files: FoundFile[];
}

type Unread = { because: MailReasonCode; where: string | null };

const unread = (because: MailReasonCode, where: string | null = null): Unread => ({ because, where });

/** Headers are some kilobytes; a mail that is nested deeper than this was not written by anybody. */
const bounds = { maxNestingDepth: 20, maxHeadersSize: 262_144, forceRfc822Attachments: true };

const longestText = 2000;

const bytesOf = ({ content }: Attachment): Uint8Array =>
  typeof content === "string" ? Buffer.from(content, "latin1") : new Uint8Array(content);

/** Every mail names its sender and bears what a server or a program wrote into it. */
const isMail = ({ from, headers }: Email) =>
  from?.address !== undefined &&
  from.address !== "" &&
  headers.some(({ key }) => ["received", "date", "message-id"].includes(key));

const isWinmail = ({ filename, mimeType }: Attachment) =>
  mimeType === "application/ms-tnef" || filename?.toLowerCase() === "winmail.dat";

const isSame = (a: Uint8Array, b: Uint8Array) => Buffer.compare(a, b) === 0;

/** The documents among the attachments, by content: one for each kind, the same file twice being one. */
function sorted(
  attachments: readonly Attachment[],
  required: readonly RequiredDocument[],
): { files: FoundFile[]; ignored: string[] } | Unread {
  const files: FoundFile[] = [];
  const ignored: string[] = [];
  for (const attachment of attachments) {
    const content = bytesOf(attachment);
    const name = nameFor(attachment.filename, "attachment");
    const format = formatOf(content, name);
    const document = required.find((one) => one.format === format);
    if (!format || !document) {
      ignored.push(name);
      continue;
    }
    if (content.length > document.maxBytes) return unread("attachment-too-large", name);
    const held = files.find(({ kind }) => kind === document.kind);
    if (held && !isSame(held.content, content)) return unread("several-of-kind", `${held.name}, ${name}`);
    const kept = nameFor(attachment.filename, `${document.kind}.${format}`);
    if (!held) files.push({ kind: document.kind, format, name: kept, content });
  }
  return { files, ignored };
}

/**
 * 四、申报程序（一）“将电子版申报材料（附件2）word版和盖章PDF版发送至项目申报邮箱”: takes a mail apart. Nothing of it is trusted: its
 * attachments are known by content, and inspection judges them as it judges any file.
 * @param documents of the programme; at most one for each format
 */
export async function readMail(
  bytes: Uint8Array,
  documents: readonly RequiredDocument[],
): Promise<TakenApart | Unread> {
  const raw = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).toString("latin1");
  if (raw.slice(0, 4096).includes("\0") || !/^[!-9;-~]+[ \t]*:/.test(raw)) return unread("not-a-mail");
  if (hasTooManyParts(raw)) return unread("too-many-parts");
  const email = await PostalMime.parse(bytes, bounds).catch(() => undefined);
  if (!email) return unread("too-many-parts");
  if (!isMail(email)) return unread("not-a-mail");
  const { attachments, headers } = email;
  const nested = attachments.find(({ mimeType }) => mimeType === "message/rfc822");
  if (nested) return unread("nested-mail", nested.filename);
  if (attachments.some(isWinmail)) return unread("winmail");
  if (hasBrokenBase64(raw)) return unread("broken-encoding");
  const found = sorted(attachments, documents);
  if ("because" in found) return found;
  if (found.files.length === 0) return unread("no-attachments", found.ignored.join(", ") || null);
  const received = headers.find(({ key }) => key === "received")?.value.slice(0, longestText);
  const at = received === undefined ? null : receivedInstant(received);
  const date = headers.find(({ key }) => key === "date")?.value;
  return {
    messageId: email.messageId?.slice(0, longestText) ?? null,
    from: email.from?.address?.slice(0, 320) ?? "",
    date: date === undefined ? null : mailInstant(date),
    received: received !== undefined && at ? { text: received, at } : null,
    files: found.files,
    ignored: found.ignored.slice(0, 50),
  };
}
