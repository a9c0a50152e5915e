import { randomUUID } from "node:crypto";
import type { Context } from "aws-lambda";
import { answerOf } from "../../infra/local/answer.ts";
import { eventOf, pathOf } from "../../infra/local/payload.ts";
import { createRouter } from "../../infra/local/routing.ts";
import { routeKeysOf } from "../../infra/route-keys.ts";
import { services } from "../../infra/services.ts";
import type { Fetch } from "../../shared/contract/client.ts";
import type { Route } from "../../shared/contract/kit.ts";
import type { ServiceName } from "../../shared/kernel/services.ts";
import type { Handler } from "../asked.ts";

/** Every route that a service deploys, with the service that answers it. */
export const served: readonly { service: ServiceName; route: Route }[] = services.flatMap(
  ({ name, functions }) =>
    Object.values(functions.api?.serves ?? {}).map((route) => ({ service: name, route })),
);

/** The Lambda that answers a service's routes, the deployed one. */
export async function handlerOf(service: ServiceName): Promise<Handler> {
  const loaded: { handler: Handler } = await import(`../../functions/${service}/api.ts`);
  return loaded.handler;
}

const routerOf = createRouter([
  ...services.flatMap(({ name: service, functions }) =>
    routeKeysOf(Object.values(functions.api?.serves ?? {})).map((routeKey) => ({ routeKey, service })),
  ),
  { routeKey: "$default", service: "front" as const },
]);

interface Caller {
  /** The session's token; nobody is signed in without it. */
  token?: string | undefined;
  /** Arrival at the gateway. */
  at: string;
  headers?: Record<string, string>;
  requestId?: string;
}

/** A fetch that ends in the handlers: the local gateway's own choice of route, event and reading of the answer. */
export function sendAs({ token, at, headers = {}, requestId = randomUUID() }: Caller): Fetch {
  return async (url, init) => {
    const target = url.slice(new URL(url).origin.length);
    const sent = {
      host: new URL(url).host,
      ...init.headers,
      ...headers,
      ...(token !== undefined && { cookie: `__Host-linxuan=${token}` }),
    };
    const found = routerOf(init.method, pathOf(target));
    if (found === undefined) throw new Error(`no route takes ${init.method} ${target}`);
    const handler = await handlerOf(found.route.service);
    const event = eventOf(
      {
        method: init.method,
        target,
        httpVersion: "1.1",
        rawHeaders: Object.entries(sent).flat(),
        headers: sent,
        body: Buffer.from(init.body ?? ""),
        sourceIp: "192.0.2.1",
        requestId,
        arrivedAt: new Date(at),
      },
      {
        routeKey: found.route.routeKey,
        parameters: found.parameters,
        api: { accountId: "000000000000", apiId: "test", region: "local" },
      },
    );
    const value = await handler(event as Parameters<Handler>[0], {} as Context);
    const { status, headers: answered, body } = answerOf({ outcome: "returned", value });
    return new Response(new Uint8Array(body), { status, headers: answered });
  };
}
