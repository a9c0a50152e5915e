import * as z from "zod";
import { type Caller, callerOf } from "./caller.ts";

const Inbox = z.array(z.object({ code: z.string().nullable(), at: z.string() }));
const Idle = z.object({ written: z.int(), delivered: z.int(), owed: z.int(), dead: z.int() });

/** What became of the facts: written by services, delivered to everybody who hears them, or dead. */
export type Deliveries = z.infer<typeof Idle>;

async function ask(address: string, init?: RequestInit): Promise<unknown> {
  const response = await fetch(address, init);
  if (!response.ok) throw new Error(`${address}: ${response.status} ${await response.text()}`);
  return response.json();
}

/** The local cloud's own side: its clock, its inbox, its queues. Nothing of it exists where people work. */
export function localOf(url: string) {
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
      const letters = Inbox.parse(await ask(`${url}/_local/inbox?to=${encodeURIComponent(mail)}`));
      const code = letters.findLast((letter) => letter.code !== null)?.code;
      if (typeof code !== "string") throw new Error(`no sign-in code came to ${mail}`);
      await caller.identity.signIn({ body: { mail, code } });
      return caller;
    },
  };
}

export type Local = ReturnType<typeof localOf>;
