import * as z from "zod";
import { type Caller, callerOf } from "./caller.ts";
import { acceptConsent } from "./consent.ts";

const Inbox = z.array(z.object({ id: z.string(), subject: z.string(), code: z.string().nullable() }));
const Idle = z.object({ written: z.int(), delivered: z.int(), owed: z.int(), dead: z.int() });

/** What became of the facts: written by services, delivered to everybody who hears them, or dead. */
export type Deliveries = z.infer<typeof Idle>;

async function ask(address: string, init?: RequestInit): Promise<unknown> {
  const response = await fetch(address, init);
  if (!response.ok) throw new Error(`${address}: ${response.status} ${await response.text()}`);
  return response.json();
}

/** The inbox is looked into for some seconds at a time; after so many looks a code is not coming. */
const looks = 6;

/** The local cloud's own side: its clock, its inbox, its queues. Nothing of it exists where people work. */
export function localOf(url: string) {
  /** The last letter that was read, by address: the next code behind it is the answer to the next asking. */
  const read = new Map<string, string>();
  /** Who has signed in since the clock was moved: after days, a session has ended. */
  const present = new Map<string, Promise<Caller>>();

  async function nextCode(mail: string): Promise<string> {
    for (let look = 0; look < looks; ) {
      const query = new URLSearchParams({ to: mail, after: read.get(mail) ?? "" });
      const letters = Inbox.parse(await ask(`${url}/_local/inbox?${query}`));
      if (letters.length === 0) look += 1;
      for (const { id, code } of letters) {
        read.set(mail, id);
        if (code !== null) return code;
      }
    }
    throw new Error(`no sign-in code came to ${mail}`);
  }

  /** Somebody signs in as people do: asks for a code, reads it in the mail, types it. */
  async function begin(mail: string) {
    const caller = callerOf(url);
    await caller.identity.requestCode({ body: { mail } });
    const code = await nextCode(mail);
    const { hasConsented } = await caller.identity.signIn({ body: { mail, code } });
    return { caller, hasConsented };
  }

  /** And accepts the consent text, the first time. */
  async function signIn(mail: string): Promise<Caller> {
    const { caller, hasConsented } = await begin(mail);
    if (!hasConsented) await acceptConsent(caller);
    return caller;
  }

  return {
    url,
    signIn,

    /** Somebody signs in and accepts nothing. */
    signInOnly: async (mail: string): Promise<Caller> => (await begin(mail)).caller,

    /** The next code that is mailed to an address. */
    codeTo: nextCode,

    /** What the letters to an address are about, once nothing is on its way. */
    async subjectsTo(mail: string): Promise<string[]> {
      const letters = Inbox.parse(await ask(`${url}/_local/inbox?${new URLSearchParams({ to: mail })}`));
      return letters.map(({ subject }) => subject);
    },

    /** Somebody who stays signed in while the clock stands. */
    staysIn(mail: string): Promise<Caller> {
      const caller = present.get(mail) ?? signIn(mail);
      present.set(mail, caller);
      return caller;
    },

    /** Moves the clock; resolves when everything that became due is done. */
    async moveTo(instant: string): Promise<void> {
      present.clear();
      await ask(`${url}/_local/clock`, { method: "PUT", body: JSON.stringify({ now: instant }) });
    },

    /** Waits until nothing is in flight. */
    async idle(): Promise<Deliveries> {
      return Idle.parse(await ask(`${url}/_local/idle`, { method: "POST" }));
    },

    /** What the functions are granted, and whether it was needed. */
    grants: (): Promise<unknown> => ask(`${url}/_local/grants`),

    /** What the functions asked for without a grant. */
    refusals: (): Promise<unknown> => ask(`${url}/_local/refusals`),
  };
}

export type Local = ReturnType<typeof localOf>;
