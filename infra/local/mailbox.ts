import { randomUUID } from "node:crypto";
import { join } from "node:path";
import PostalMime from "postal-mime";
import { openJournal } from "./journal.ts";
import type { Clock } from "./model.ts";

/** A mail as it was taken. */
export interface KeptMail {
  /** SES's MessageId. */
  id: string;
  /** The local clock's instant. */
  at: string;
  from: string;
  to: string[];
  subject: string;
  text: string;
  html: string;
  /** Lower-case name -> value. */
  headers: Record<string, string>;
  configurationSet: string | null;
  /** The MIME message, base64. */
  raw: string;
}

/** One letter to one address, as `GET /_local/inbox` shows it. */
export interface InboxEntry {
  id: string;
  to: string;
  /** The Letter-Id header: the ledger's id, the same on every attempt. */
  letter: string | null;
  subject: string;
  /** The one-time code of a sign-in letter. */
  code: string | null;
  text: string;
  html: string;
  at: string;
}

const codeOf = (text: string): string | null =>
  /(?:验证码|sign-in code)[^\d\n]{0,20}(\d{6,8})(?!\d)/i.exec(text)?.[1] ?? null;

/** Reads a MIME message. `from` is the address alone. */
export async function readMail(raw: Uint8Array) {
  const { from, to = [], subject = "", text = "", html = "", headers } = await PostalMime.parse(raw);
  return {
    from: from?.address ?? "",
    to: to.flatMap(({ address }) => address ?? []),
    subject,
    text,
    html,
    headers: Object.fromEntries(headers.map(({ key, value }) => [key, value])),
  };
}

interface Handed {
  raw: Uint8Array;
  /** The envelope's recipients; those of the To header when there are none. */
  recipients: readonly string[];
  configurationSet: string | null;
}

/** Keeps every mail that a function sent; nothing leaves the machine. */
export function openMailbox({ dir, clock }: { dir?: string | undefined; clock: Clock }) {
  const kept = openJournal<KeptMail>(dir === undefined ? undefined : join(dir, "mail.jsonl"));
  const all = () => kept.entries().map(([, mail]) => mail);
  return {
    /** Takes a mail; it is on disk when this resolves, and its id is SES's MessageId. */
    async take({ raw, recipients, configurationSet }: Handed): Promise<KeptMail> {
      const { to, ...read } = await readMail(raw);
      const id = `0102${randomUUID().replaceAll("-", "").slice(0, 12)}-${randomUUID()}-000000`;
      const mail: KeptMail = {
        ...read,
        id,
        at: clock.now().toISOString(),
        to: recipients.length > 0 ? [...recipients] : to,
        configurationSet,
        raw: Buffer.from(raw).toString("base64"),
      };
      kept.put(id, mail);
      return mail;
    },

    get: (id: string) => kept.get(id),

    /** Letters in the order they came, one entry per recipient; of one address when it is named (case does not matter). */
    inbox(to?: string): InboxEntry[] {
      const wanted = to?.toLowerCase();
      return all().flatMap(({ id, to: recipients, subject, text, html, headers, at }) =>
        recipients
          .filter((address) => wanted === undefined || address.toLowerCase() === wanted)
          .map((address) => {
            const letter = headers["letter-id"] ?? null;
            return { id, to: address, letter, subject, code: codeOf(text), text, html, at };
          }),
      );
    },
  };
}

export type Mailbox = ReturnType<typeof openMailbox>;
