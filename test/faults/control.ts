import type { Faults } from "../../infra/local/disturbance.ts";
import type { InboxEntry } from "../../infra/local/mailbox.ts";

async function ask(url: string, path: string, init: RequestInit = {}): Promise<unknown> {
  const response = await fetch(`${url}/_local/${path}`, init);
  const body: unknown = await response.json();
  if (!response.ok) throw new Error(`${path}: ${JSON.stringify(body)}`);
  return body;
}

const put = (body: unknown) => ({ method: "PUT", body: JSON.stringify(body) });

/** What only a local cloud has, asked as anybody outside would. */
export const controlOf = (url: string) => ({
  now: async () => Date.parse(((await ask(url, "clock")) as { now: string }).now),
  setClock: (now: string) => ask(url, "clock", put({ now })),
  disturb: (faults: Faults) => ask(url, "faults", put(faults)),
  /** Waits until nothing is in flight. */
  idle: () => ask(url, "idle", { method: "POST" }) as Promise<{ written: number; delivered: number }>,
  inbox: () => ask(url, "inbox") as Promise<InboxEntry[]>,
  deadLetters: () => ask(url, "dlq") as Promise<{ id: string; source: string; reason: string }[]>,
  redrive: (ids?: string[]) =>
    ask(url, "dlq/redrive", { method: "POST", ...(ids && { body: JSON.stringify({ ids }) }) }),
});
