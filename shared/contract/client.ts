import type { CallOf, OutputOf, Route, Routes } from "./kit.ts";
import { type ProblemCode, problems } from "./problems.ts";

/** What a client is told when it is refused, also by the gateway itself. */
export interface Refusal {
  code: string;
  status: number;
  title: string;
  detail: string;
  facts: Record<string, unknown>;
}

/** Thrown when an answer is not the one asked for. */
export class Refused extends Error {
  readonly refusal: Refusal;
  constructor(refusal: Refusal) {
    super(`${refusal.status} ${refusal.code}: ${refusal.title}`);
    this.refusal = refusal;
  }
}

type NoUndefined<T> = { [K in keyof T as T[K] extends undefined ? never : K]: T[K] };

/** What a call takes: the route's path, query and body, and the key of an idempotent act. */
export type Asking<R extends Route> = NoUndefined<CallOf<R>> &
  (R extends { isIdempotent: true } ? { key: string } : unknown);

type Answered<R extends Route> = R extends { media: string } ? Uint8Array : OutputOf<R>;

export type Client<R extends Routes> = { [K in keyof R]: (asking: Asking<R[K]>) => Promise<Answered<R[K]>> };

/** How requests travel: a fetch that keeps the caller's cookies. */
export type Fetch = (
  url: string,
  init: { method: string; headers: Record<string, string>; body?: string },
) => Promise<Response>;

/** What only the gateway can answer keeps AWS's own body, `{"message": ...}`; a reader gets it as a problem all the same. */
const gatewayCodes: Record<number, ProblemCode> = {
  400: "invalid-request",
  403: "forbidden",
  404: "not-found",
  413: "too-large",
  429: "too-many-requests",
  431: "too-large",
  502: "unavailable",
  503: "unavailable",
  504: "unavailable",
};

/** The gateway does not know the reader's language: its answers are put in both. */
function gatewayRefusal(status: number): Refusal {
  const code = gatewayCodes[status] ?? "internal-error";
  const { title, next } = problems[code];
  return {
    code,
    status,
    title: `${title.zh} / ${title.en}`,
    detail: `${next.zh} / ${next.en}`,
    facts: {},
  };
}

async function refusalOf(response: Response): Promise<Refusal> {
  const body: unknown = await response.json().catch(() => undefined);
  const facts = typeof body === "object" && body !== null ? (body as Record<string, unknown>) : {};
  const { code, title, detail } = facts;
  const isProblem = typeof code === "string" && typeof title === "string" && typeof detail === "string";
  if (!isProblem) return gatewayRefusal(response.status);
  return { code, status: response.status, title, detail, facts };
}

function urlOf(baseUrl: string, route: Route, asking: { params?: unknown; query?: unknown }): string {
  const params = (asking.params ?? {}) as Record<string, unknown>;
  const path = route.path.replaceAll(/\{(\w+)\}/g, (_, name: string) =>
    encodeURIComponent(String(params[name])),
  );
  const query = Object.entries((asking.query ?? {}) as Record<string, unknown>).filter(
    ([, value]) => value !== undefined,
  );
  const search = new URLSearchParams(
    query.map(([name, value]): [string, string] => [name, String(value)]),
  ).toString();
  return `${baseUrl}${path}${search === "" ? "" : `?${search}`}`;
}

/**
 * A typed client of some routes, inferred from their declarations.
 * @throws Refused when the answer is a problem
 */
export function clientOf<R extends Routes>(baseUrl: string, routes: R, send: Fetch): Client<R> {
  const calls = Object.entries(routes).map(([name, route]) => {
    const call = async (asking: { params?: unknown; query?: unknown; body?: unknown; key?: string }) => {
      const response = await send(urlOf(baseUrl, route, asking), {
        method: route.method,
        headers: {
          ...(asking.body !== undefined && { "content-type": "application/json" }),
          ...(asking.key !== undefined && { "idempotency-key": asking.key }),
        },
        ...(asking.body !== undefined && { body: JSON.stringify(asking.body) }),
      });
      if (!response.ok) throw new Refused(await refusalOf(response));
      return route.media === undefined ? response.json() : new Uint8Array(await response.arrayBuffer());
    };
    return [name, call];
  });
  return Object.fromEntries(calls) as Client<R>;
}
