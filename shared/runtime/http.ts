import middy from "@middy/core";
import type { APIGatewayProxyEventV2, APIGatewayProxyStructuredResultV2 } from "aws-lambda";
import { versionInForce } from "../consent/in-force.ts";
import type { Route, Routes } from "../contract/kit.ts";
import { Problem } from "../contract/problems.ts";
import type { ServiceName } from "../kernel/services.ts";
import type { Language } from "../kernel/text.ts";
import { type Instant, instantFrom } from "../kernel/time.ts";
import { AnsweredBefore, answeredBefore, type Once } from "../store/once.ts";
import { type Actor, actorOf } from "./actor.ts";
import { answerOf, problemAnswer } from "./answer.ts";
import { type Answer, type Call, callOf, random } from "./call.ts";
import { accountLinks, type HandedOut, leavingOf } from "./exports.ts";
import { filled } from "./filled.ts";
import { errorWords, log } from "./log.ts";
import { isPassing } from "./passing.ts";
import { watchOf } from "./recusal.ts";
import { bodyOf, checkOrigin, inputOf, languageOf, requestHashOf } from "./request.ts";

type Handlers<R extends Routes> = { [K in keyof R]: (call: Call<R[K]>) => Promise<Answer<R[K]>> };

const longestKey = 200;

/** The act that an Idempotency-Key names. @throws Problem missing-idempotency-key */
function onceOf(
  service: ServiceName,
  route: Route,
  event: APIGatewayProxyEventV2,
  asked: { actor: Actor | null; now: Instant; body: unknown },
): Once | undefined {
  if (!route.isIdempotent) return undefined;
  const key = event.headers["idempotency-key"];
  if (key === undefined || key === "" || key.length > longestKey)
    throw new Problem("missing-idempotency-key");
  return {
    service,
    actorId: asked.actor?.id ?? "anyone",
    route: route.id,
    key,
    requestHash: requestHashOf(event, asked.body),
    arrivedAt: asked.now,
  };
}

/**
 * Deny by default: a route names its roles, and one of them must be the caller's; and but for the few that say so it is
 * closed to who has not accepted the consent text in force.
 */
async function authorise(route: Route, event: APIGatewayProxyEventV2, now: Instant): Promise<Actor | null> {
  if (route.who === "anyone") return null;
  const actor = await actorOf(event.cookies ?? [], now);
  if (!actor.hasConsented && !route.beforeConsent)
    throw new Problem("consent-required", { textVersion: versionInForce });
  if (!route.who.some((role) => actor.roles.includes(role))) throw new Problem("forbidden");
  return actor;
}

/** Runs the handler; a refusal of an act that was done before gives that first answer, also after the deadline. */
async function act(run: () => Promise<unknown>, once: Once | undefined): Promise<unknown> {
  try {
    return await run();
  } catch (cause) {
    if (cause instanceof AnsweredBefore) return cause.answer;
    const before = once && cause instanceof Problem && (await answeredBefore(once));
    if (before) return before.answer;
    throw cause;
  }
}

/** Refuses what is not a known failure with an id that leads to the log, and nothing else. */
function problemOf(cause: unknown, route: string, correlationId: string): Problem {
  if (cause instanceof Problem) return cause;
  log("error", "request failed", { correlationId, route, error: errorWords(cause) });
  return new Problem(isPassing(cause) ? "unavailable" : "internal-error");
}

/** Method and path as the contract names them: the gateway calls a path with several methods `ANY`. */
const routeOf = ({ routeKey, requestContext }: APIGatewayProxyEventV2): string =>
  routeKey.replace(/^ANY /, `${requestContext.http.method} `);

/**
 * The Lambda of a service's routes: parses, authorises, calls the handler, answers. Handlers see parsed and authorised
 * calls only, and throw `call.refuse(...)`.
 */
export function serve<const R extends Routes>(service: ServiceName, routes: R, handlers: Handlers<R>) {
  const byKey = new Map<string, [Route, (call: Call<Route>) => Promise<unknown>]>();
  for (const [name, route] of Object.entries(routes)) {
    const handler = handlers[name as keyof R] as unknown as (call: Call<Route>) => Promise<unknown>;
    byKey.set(`${route.method} ${route.path}`, [route, handler]);
  }

  const answer = async (event: APIGatewayProxyEventV2, language: Language, correlationId: string) => {
    const found = byKey.get(routeOf(event));
    if (!found) throw new Problem("not-found");
    const [route, handler] = found;
    const now = instantFrom(event.requestContext.timeEpoch);
    checkOrigin(event);
    const actor = await authorise(route, event, now);
    const body = bodyOf(event, language);
    const input = inputOf(route, event, { body, language });
    const once = onceOf(service, route, event, { actor, now, body });
    const cookies: string[] = [];
    const fileName: { value: string | undefined } = { value: undefined };
    const sourceIp = event.requestContext.http.sourceIp;
    const watch = actor && (await watchOf({ service, route, actor, now, correlationId, random }));
    watch?.enter(input);
    const requested = { route, params: input.params, actor, now, correlationId, random };
    const leaving = leavingOf(requested);
    const handedOut: HandedOut[] = [];
    const around = { actor, now, language, correlationId, sourceIp, once };
    const asked = { ...input, ...around, cookies, handedOut, fileName };
    const call = callOf({ ...asked, watch: watch ?? undefined, mark: leaving?.mark ?? null });
    const told = (cause: unknown) => {
      throw watch && cause instanceof Problem ? watch.tell(cause) : cause;
    };
    const done = await act(() => handler(call), once).catch(told);
    const ask = (query: unknown) => handler({ ...call, query: query as never });
    const answered = watch ? await filled(done, { watch, query: input.query, ask }) : done;
    await watch?.account();
    await accountLinks(requested, handedOut);
    await leaving?.account(answered as string | Uint8Array, fileName.value);
    return answerOf(route, answered, { correlationId, cookies, fileName: fileName.value });
  };

  return middy<APIGatewayProxyEventV2, APIGatewayProxyStructuredResultV2>().handler(async (event) => {
    const correlationId = event.requestContext.requestId;
    const language = languageOf(event.headers["accept-language"]);
    const result = await answer(event, language, correlationId).catch((cause: unknown) =>
      problemAnswer(problemOf(cause, routeOf(event), correlationId), language, correlationId),
    );
    log("info", "request", { correlationId, route: routeOf(event), status: result.statusCode ?? 200 });
    return result;
  });
}
