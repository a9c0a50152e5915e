import { randomUUID } from "node:crypto";
import { EventEmitter, once } from "node:events";
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
  const byAddress = new Map<string, KeptMail[]>();
  const arrivals = new EventEmitter().setMaxListeners(0);

  function file(mail: KeptMail): void {
    for (const address of new Set(mail.to.map((one) => one.toLowerCase()))) {
      const held = byAddress.get(address);
      if (held) held.push(mail);
      else byAddress.set(address, [mail]);
    }
  }
  for (const [, mail] of kept.entries()) file(mail);

  /** One letter as each of its recipients, or the one who is named, finds it. */
  function entriesOf({ id, to, subject, text, html, headers, at }: KeptMail, of?: string): InboxEntry[] {
    const letter = headers["letter-id"] ?? null;
    return to
      .filter((address) => of === undefined || address.toLowerCase() === of)
      .map((address) => ({ id, to: address, letter, subject, code: codeOf(text), text, html, at }));
  }

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
      file(mail);
      arrivals.emit("mail");
      return mail;
    },

    get: (id: string) => kept.get(id),

    /**
     * Letters in the order they came, one entry per recipient; of one address when it is named (case does not matter), and
     * only those behind the letter `after`.
     */
    inbox(to?: string, after?: string): InboxEntry[] {
      const of = to?.toLowerCase();
      const all = of === undefined ? kept.entries().map(([, mail]) => mail) : (byAddress.get(of) ?? []);
      const from = after === undefined ? 0 : all.findIndex(({ id }) => id === after) + 1;
      return all.slice(from).flatMap((mail) => entriesOf(mail, of));
    },

    /** Resolves when the next letter comes. */
    next: (signal: AbortSignal) => once(arrivals, "mail", { signal }),
  };
}

export type Mailbox = ReturnType<typeof openMailbox>;
