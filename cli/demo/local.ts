import { setTimeout as wait } from "node:timers/promises";
import * as z from "zod";
import { type Caller, callerOf } from "./caller.ts";

const Inbox = z.array(z.object({ code: z.string().nullable() }));
const Idle = z.object({ written: z.int(), delivered: z.int(), owed: z.int(), dead: z.int() });

/** What became of the facts: written by services, delivered to everybody who hears them, or dead. */
export type Deliveries = z.infer<typeof Idle>;

async function ask(address: string, init?: RequestInit): Promise<unknown> {
  const response = await fetch(address, init);
  if (!response.ok) throw new Error(`${address}: ${response.status} ${await response.text()}`);
  return response.json();
}

/** The letter with a code is on its way for a moment; after so long it is not coming. */
const codePollMs = 30;
const codePolls = 1000;

/** The local cloud's own side: its clock, its inbox, its queues. Nothing of it exists where people work. */
export function localOf(url: string) {
  /** Code letters that were read, by address: the next one is the answer to the next asking. */
  const read = new Map<string, number>();

  async function nextCode(mail: string): Promise<string> {
    const address = `${url}/_local/inbox?wait=no&to=${encodeURIComponent(mail)}`;
    const seen = read.get(mail) ?? 0;
    for (let poll = 0; poll < codePolls; poll += 1) {
      const codes = Inbox.parse(await ask(address)).flatMap(({ code }) => code ?? []);
      const next = codes[seen];
      read.set(mail, seen + (next === undefined ? 0 : 1));
      if (next !== undefined) return next;
      await wait(codePollMs);
    }
    throw new Error(`no sign-in code came to ${mail}`);
  }

  return {
    url,

    /** Moves the clock; resolves when everything that became due is done. */
    async moveTo(instant: string): Promise<void> {
      await ask(`${url}/_local/clock`, { method: "PUT", body: JSON.stringify({ now: instant }) });
    },

    /** Waits until nothing is in flight. */
    async idle(): Promise<Deliveries> {
      return Idle.parse(await ask(`${url}/_local/idle`, { method: "POST" }));
    },

    /** Somebody signs in as people do: asks for a code, reads it in the mail, types it. */
    async signIn(mail: string): Promise<Caller> {
      const caller = callerOf(url);
      await caller.identity.requestCode({ body: { mail } });
      const code = await nextCode(mail);
      await caller.identity.signIn({ body: { mail, code } });
      return caller;
    },
  };
}

export type Local = ReturnType<typeof localOf>;
