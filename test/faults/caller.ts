import { setTimeout as wait } from "node:timers/promises";
import { type Client, clientOf, type Refusal, Refused } from "../../shared/contract/client.ts";
import type { Routes } from "../../shared/contract/kit.ts";

/** A client of somebody who is signed in, for some routes. */
export const callerOf = <R extends Routes>(url: string, routes: R, { token }: { token: string }): Client<R> =>
  clientOf(url, routes, (to, init) =>
    fetch(to, { ...init, headers: { ...init.headers, cookie: `__Host-linxuan=${token}` } }),
  );

/** What somebody heard in the end: the answer, or the refusal. */
export type Heard<T> = { answer: T } | { refused: Refusal };

/** No connection, no answer, or a word that says "later"; a fault of the product's own is none of these. */
function isPassing(cause: unknown): boolean {
  if (!(cause instanceof Refused)) return cause instanceof TypeError;
  const { code, status, facts } = cause.refusal;
  const isGateways = status >= 500 && facts.code === undefined;
  return isGateways || code === "unavailable" || code === "too-many-requests";
}

/**
 * Asks until there is an answer, ever less often, as a good client does. The act carries its key, so asking again is
 * safe.
 */
export async function insist<T>(act: () => Promise<T>): Promise<Heard<T>> {
  for (let attempt = 0; ; attempt += 1) {
    try {
      return { answer: await act() };
    } catch (cause) {
      if (!isPassing(cause)) {
        if (cause instanceof Refused) return { refused: cause.refusal };
        throw cause;
      }
      await wait(Math.min(200 * 2 ** attempt, 3000) * (0.5 + Math.random() / 2));
    }
  }
}
