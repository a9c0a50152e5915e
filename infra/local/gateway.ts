import { randomUUID } from "node:crypto";
import type { IncomingMessage, ServerResponse } from "node:http";
import { type Answer, answerOf, gatewayAnswers } from "./answer.ts";
import type { Clock, Cloud, Invoke, LocalRoute, Throttle } from "./model.ts";
import { eventOf, pathOf, type Taken } from "./payload.ts";
import { createRouter, type Routed } from "./routing.ts";

/** HTTP API's limits; they cannot be raised. */
const bodyLimitBytes = 10 * 1024 * 1024;
const headerLimitBytes = 10_240;
const answerLimitMs = 30_000;

interface GatewayOptions {
  cloud: Cloud;
  invoke: Invoke;
  /** Its `now` is a request's arrival: `requestContext.timeEpoch`. */
  clock: Clock;
}

/** Reads a body; undefined when it is over the limit. Rejects when the caller goes away. */
async function bodyOf(request: IncomingMessage): Promise<Buffer | undefined> {
  const parts: Buffer[] = [];
  let size = 0;
  for await (const part of request) {
    size += part.length;
    if (size <= bodyLimitBytes) parts.push(part);
  }
  return size <= bodyLimitBytes ? Buffer.concat(parts) : undefined;
}

/** A token bucket on real time. */
function bucketOf({ perSecond, burst }: Throttle): () => boolean {
  let tokens = burst;
  let filledAt = performance.now();
  return () => {
    const now = performance.now();
    tokens = Math.min(burst, tokens + ((now - filledAt) / 1000) * perSecond);
    filledAt = now;
    if (tokens < 1) return false;
    tokens -= 1;
    return true;
  };
}

function send(response: ServerResponse, { status, headers, body }: Answer, requestId: string): void {
  const lines = [...headers, ["apigw-requestid", requestId]];
  if (status !== 204 && status !== 304) lines.push(["content-length", String(body.length)]);
  response.writeHead(status, lines.flat()).end(body);
}

/** The HTTP API of the template as a request handler: it routes, calls the function and answers as API Gateway does. */
export function createGateway({ cloud, invoke, clock }: GatewayOptions) {
  const { accountId, region, apiId = "local" } = cloud;
  const api = { accountId, apiId, region };
  const route = createRouter(cloud.routes);
  const buckets = new Map(cloud.routes.map((one) => [one, one.throttle && bucketOf(one.throttle)]));

  function routed(taken: Omit<Taken, "body">): Routed<LocalRoute> | Answer {
    const size = taken.rawHeaders.reduce((sum, text) => sum + Buffer.byteLength(text), 0);
    if (size > headerLimitBytes) return gatewayAnswers.headersTooLarge;
    try {
      const found = route(taken.method, pathOf(taken.target));
      if (found === undefined) return gatewayAnswers.notFound;
      return buckets.get(found.route)?.() === false ? gatewayAnswers.tooMany : found;
    } catch {
      return gatewayAnswers.badRequest;
    }
  }

  async function call(
    { route: { functionArn, routeKey, timeoutMs }, parameters }: Routed<LocalRoute>,
    taken: Taken,
  ) {
    const { promise: late, resolve } = Promise.withResolvers<Answer>();
    let isLate = false;
    const timer = setTimeout(() => {
      isLate = true;
      resolve(gatewayAnswers.unavailable);
    }, timeoutMs ?? answerLimitMs);
    const event = eventOf(taken, { routeKey, parameters, api });
    const answer = await Promise.race([invoke(functionArn, event, () => isLate).then(answerOf), late]);
    clearTimeout(timer);
    return answer;
  }

  return async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const { method = "GET", url = "/", httpVersion, rawHeaders, headers } = request;
    const sourceIp = request.socket.remoteAddress?.replace("::ffff:", "") ?? "";
    const arrival = { method, target: url, httpVersion, rawHeaders, headers, sourceIp };
    const taken = { ...arrival, requestId: randomUUID(), arrivedAt: clock.now() };
    try {
      const found = routed(taken);
      const body = await bodyOf(request);
      if (!("route" in found)) send(response, found, taken.requestId);
      else if (body === undefined) send(response, gatewayAnswers.tooLarge, taken.requestId);
      else send(response, await call(found, { ...taken, body }), taken.requestId);
    } catch (cause) {
      // A caller that went away hears nothing more; anything else is a fault of the gateway itself.
      if (response.headersSent || request.destroyed) response.destroy();
      else send(response, gatewayAnswers.failed, taken.requestId);
      if (!request.errored) console.error("gateway:", cause);
    }
  };
}
