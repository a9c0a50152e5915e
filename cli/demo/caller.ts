import { randomUUID } from "node:crypto";
import { setTimeout as wait } from "node:timers/promises";
import { allRoutes } from "../../shared/contract/all.ts";
import { type Client, clientOf, type Fetch, Refused } from "../../shared/contract/client.ts";

type Groups = typeof allRoutes;

/** Every route of the product as this caller may ask for it. */
export type Caller = { [K in keyof Groups]: Client<Groups[K]> };

/** Throttled or busy: what a client tries again, with the key that it had. */
const passing = [429, 503];
const attempts = 6;

/** A caller with a cookie jar of its own; a passing refusal is tried again with growing pauses. */
export function callerOf(url: string): Caller {
  let cookie = "";
  const send: Fetch = async (address, { headers, ...init }) => {
    for (let attempt = 1; ; attempt += 1) {
      const response = await fetch(address, { ...init, headers: { ...headers, ...(cookie && { cookie }) } });
      for (const set of response.headers.getSetCookie()) cookie = set.split(";", 1)[0] ?? "";
      if (!passing.includes(response.status) || attempt === attempts) return response;
      await response.arrayBuffer();
      await wait(50 * 2 ** attempt);
    }
  };
  const clients = Object.entries(allRoutes).map(([name, routes]) => [name, clientOf(url, routes, send)]);
  return Object.fromEntries(clients) as Caller;
}

/** A key for one act. */
export const newKey = (): string => randomUUID();

/** The code with which a call is refused; undefined when it is answered. Other failures are thrown. */
export async function refusalOf(call: Promise<unknown>): Promise<string | undefined> {
  try {
    await call;
    return undefined;
  } catch (cause) {
    if (cause instanceof Refused) return cause.refusal.code;
    throw cause;
  }
}

/** Every item of a paged list. */
export async function allOf<T>(
  page: (query: { cursor?: string }) => Promise<{ items: T[]; cursor: string | null }>,
): Promise<T[]> {
  const found: T[] = [];
  for (let cursor: string | null | undefined; cursor !== null; ) {
    const next: { items: T[]; cursor: string | null } = await page(cursor === undefined ? {} : { cursor });
    found.push(...next.items);
    cursor = next.cursor;
  }
  return found;
}
