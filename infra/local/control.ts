import type { IncomingMessage, ServerResponse } from "node:http";
import { setTimeout as wait } from "node:timers/promises";
import * as z from "zod";
import type { Bus } from "./bus.ts";
import { deadLetters, redrive } from "./dead-letters.ts";
import { Faults } from "./disturbance.ts";
import type { Grant, Refusal } from "./grants.ts";
import type { Mailbox } from "./mailbox.ts";
import type { Clock } from "./model.ts";
import { shellLines } from "./operator.ts";
import { accountsPage, apiPage, inboxPage, landingPage, letterPage } from "./pages.ts";
import type { Queues } from "./queues.ts";
import type { Schedules } from "./schedules.ts";
import { settle } from "./settle.ts";
import type { Streams } from "./streams.ts";

/** A function's longest cold start and work; after that the inbox shows what has come so far. */
const longestLookMs = 15_000;

interface ControlOptions {
  clock: Clock;
  schedules: Schedules;
  streams: Streams;
  bus: Bus;
  queues: Queues;
  mailbox: Mailbox;
  /** People to sign in as; their code comes by mail. */
  accounts: () => Promise<Record<string, unknown>[]>;
  /** The environment of a command that works as the operator. */
  operator: Record<string, string>;
  /** The API's OpenAPI document. */
  openapi: () => Promise<unknown>;
  /** What the functions are granted, and what of it they have needed. */
  grants: () => Grant[];
  /** What they asked for without a grant. */
  refusals: () => Refusal[];
  /** Turns the disturbances of a test on and off. */
  disturb: (faults: Faults) => void;
}

interface Reply {
  status: number;
  type: string;
  body: string;
}

interface Asked {
  method: string;
  url: URL;
  wantsPage: boolean;
  body: unknown;
}

const ClockSetting = z.object({ now: z.iso.datetime({ offset: true }) });
const Redrive = z.object({ ids: z.array(z.string()).optional() }).optional();

const json = (value: unknown, status = 200): Reply => ({
  status,
  type: "application/json",
  body: JSON.stringify(value),
});

const html = (body: string): Reply => ({ status: 200, type: "text/html; charset=utf-8", body });

const problem = (status: number, code: string, detail: string): Reply => ({
  status,
  type: "application/problem+json",
  body: JSON.stringify({ type: "about:blank", status, code, title: code, detail }),
});

// A page of another site could be pointed at this address by its DNS; then it must not read codes or move the clock.
const isLocalHost = (host = ""): boolean => /^(127\.0\.0\.1|localhost|\[::1\])(:\d+)?$/.test(host);

async function bodyOf(request: IncomingMessage): Promise<unknown> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  const text = Buffer.concat(chunks).toString();
  if (text === "") return undefined;
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}

/** Everything under `/_local/`: what only a local cloud has. */
export function createControl(options: ControlOptions) {
  const {
    clock,
    schedules,
    streams,
    bus,
    queues,
    mailbox,
    accounts,
    operator,
    openapi,
    grants,
    refusals,
    disturb,
  } = options;
  const clockReply = () => json({ now: clock.now().toISOString() });

  async function setClock(body: unknown): Promise<Reply> {
    const wished = ClockSetting.safeParse(body);
    if (!wished.success) {
      return problem(
        400,
        "clock-unreadable",
        'Send {"now": "2021-09-30T09:00:00Z"}: an ISO instant with its offset.',
      );
    }
    await settle({ streams, bus });
    clock.set(new Date(wished.data.now));
    schedules.fireAll();
    await settle({ streams, bus });
    return clockReply();
  }

  /**
   * A sign-in code is on its way for a moment after it was asked for: who looks for it waits until nothing is in flight;
   * with `after=` (a letter's id, or nothing) only until a letter behind that one is there.
   */
  async function inbox({ url, wantsPage }: Asked): Promise<Reply> {
    const to = url.searchParams.get("to") ?? undefined;
    const after = url.searchParams.get("after") ?? undefined;
    if (after === undefined)
      await Promise.race([bus.caughtUp(), wait(longestLookMs, undefined, { ref: false })]);
    else await arrived(to, after);
    const entries = mailbox.inbox(to, after);
    return wantsPage ? html(inboxPage(entries, to)) : json(entries);
  }

  /** Until there is a letter behind another, or for the longest look. */
  async function arrived(to: string | undefined, after: string): Promise<void> {
    const signal = AbortSignal.timeout(longestLookMs);
    while (mailbox.inbox(to, after).length === 0 && !signal.aborted) {
      await mailbox.next(signal).catch(() => undefined);
    }
  }

  async function redriven(body: unknown): Promise<Reply> {
    const wished = Redrive.safeParse(body);
    if (!wished.success)
      return problem(400, "redrive-unreadable", 'Send nothing for all, or {"ids": ["..."]}.');
    const count = await redrive({ queues, bus, streams }, wished.data?.ids);
    await settle({ streams, bus });
    return json({ redriven: count, left: deadLetters(queues).length });
  }

  function setFaults(body: unknown): Reply {
    const wished = Faults.safeParse(body ?? {});
    if (!wished.success) return problem(400, "faults-unreadable", z.prettifyError(wished.error));
    disturb(wished.data);
    return json(wished.data);
  }

  const routes: Record<string, (asked: Asked) => Reply | Promise<Reply>> = {
    "GET /_local/": () => html(landingPage(clock.now())),
    "GET /_local/accounts": async ({ wantsPage }) => {
      const found = await accounts();
      return wantsPage ? html(accountsPage(found)) : json(found);
    },
    "GET /_local/api": async () => html(apiPage(await openapi())),
    "GET /_local/operator": () => ({ status: 200, type: "text/plain", body: shellLines(operator) }),
    "GET /_local/inbox": inbox,
    "GET /_local/clock": clockReply,
    "PUT /_local/clock": ({ body }) => setClock(body),
    "PUT /_local/faults": ({ body }) => setFaults(body),
    "GET /_local/dlq": () => json(deadLetters(queues)),
    "POST /_local/dlq/redrive": ({ body }) => redriven(body),
    "GET /_local/grants": () => json(grants()),
    "GET /_local/refusals": () => json(refusals()),
    "POST /_local/idle": async () => {
      await settle({ streams, bus });
      const { told, owed } = bus.counts();
      const dead = deadLetters(queues).length;
      return json({ written: streams.wanted(), delivered: told, owed, dead });
    },
  };

  function letter(path: string): Reply | undefined {
    const mail = path.startsWith("/_local/inbox/")
      ? mailbox.get(path.slice("/_local/inbox/".length))
      : undefined;
    if (mail === undefined) return undefined;
    return html(letterPage({ ...mail, to: mail.to.join(", "), letter: mail.headers["letter-id"] ?? null }));
  }

  async function answer(request: IncomingMessage): Promise<Reply> {
    const { method = "GET", headers } = request;
    const url = new URL(request.url ?? "/", "http://127.0.0.1");
    const { host, origin } = headers;
    if (!isLocalHost(host) || (origin !== undefined && method !== "GET" && origin !== `http://${host}`)) {
      return problem(403, "not-local", "Only this machine may ask.");
    }
    const path = url.pathname === "/_local" ? "/_local/" : url.pathname;
    const route = routes[`${method} ${path}`];
    const wantsPage = (headers.accept ?? "").includes("text/html");
    if (route) return route({ method, url, wantsPage, body: await bodyOf(request) });
    const known = Object.keys(routes).join(", ");
    return (method === "GET" ? letter(path) : undefined) ?? problem(404, "not-found", `Known here: ${known}`);
  }

  return {
    /** Whether a request is for the control, not for the API. */
    isFor: (path: string): boolean => /^\/_local(?=$|[/?])/.test(path),
    handle(request: IncomingMessage, response: ServerResponse): void {
      answer(request)
        .catch((cause: unknown) => {
          console.error("the local control failed:", cause);
          return problem(500, "failed", String(cause));
        })
        .then(({ status, type, body }) => {
          const policy = "default-src 'none'; style-src 'unsafe-inline'; frame-src 'self'";
          response.writeHead(status, { "content-type": type, "content-security-policy": policy }).end(body);
        });
    },
  };
}

export type Control = ReturnType<typeof createControl>;
