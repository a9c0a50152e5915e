import { createHash } from "node:crypto";
import type { APIGatewayProxyEventV2 } from "aws-lambda";
import type * as z from "zod";
import type { Route } from "../contract/kit.ts";
import { Problem } from "../contract/problems.ts";
import { canonicalJson } from "../kernel/canonical.ts";
import type { Language } from "../kernel/text.ts";

/** 1 MB: a section of text is far below it, and files never pass through a function. */
export const longestBodyBytes = 1_000_000;

/** The first of the reader's languages that the product speaks; Chinese when none is asked for. */
export function languageOf(header: string | undefined): Language {
  const asked = (header ?? "")
    .toLowerCase()
    .split(",")
    .map((part) => part.trim());
  const first = asked.find((part) => part.startsWith("zh") || part.startsWith("en"));
  return first?.startsWith("en") ? "en" : "zh-CN";
}

/** The body as JSON; undefined when there is none. @throws Problem too-large, malformed-json */
export function bodyOf(event: APIGatewayProxyEventV2): unknown {
  if (event.body === undefined || event.body === "") return undefined;
  const text = event.isBase64Encoded ? Buffer.from(event.body, "base64").toString("utf8") : event.body;
  if (Buffer.byteLength(text) > longestBodyBytes) throw new Problem("too-large", { bytes: longestBodyBytes });
  try {
    return JSON.parse(text);
  } catch {
    throw new Problem("malformed-json");
  }
}

/** Each fault of a value against its schema: where, and what is wrong in the reader's language. */
function faultsOf(error: z.ZodError): { path: string; code: string; message: string }[] {
  return error.issues.map((issue) => ({
    path: issue.path.join("."),
    code: issue.code,
    message: issue.message,
  }));
}

/** Parses one part of a request. @throws Problem invalid-request with every fault at once */
function parsed(schema: z.ZodType | undefined, value: unknown, part: string): unknown {
  if (!schema) return undefined;
  const result = schema.safeParse(value);
  if (result.success) return result.data;
  throw new Problem("invalid-request", { part, faults: faultsOf(result.error) });
}

/** Path, query and body of a request, parsed by the route's own schemas. */
export function inputOf(route: Route, event: APIGatewayProxyEventV2, body: unknown) {
  return {
    params: parsed(route.params, event.pathParameters ?? {}, "params"),
    query: parsed(route.query, event.queryStringParameters ?? {}, "query"),
    body: parsed(route.body, body, "body"),
  };
}

/** The hash of what is asked: route, path, query and body; two requests with it are one act. */
export function requestHashOf(event: APIGatewayProxyEventV2, body: unknown): string {
  const asked = { path: event.rawPath, query: event.rawQueryString, body: body ?? null };
  return createHash("sha256").update(canonicalJson(asked)).digest("hex");
}

/**
 * A write must come from our own pages, or from a client that is no browser: browsers always name the origin of a
 * write, so a foreign name is refused.
 * @throws Problem origin-refused
 */
export function checkOrigin(event: APIGatewayProxyEventV2): void {
  const origin = event.headers.origin;
  if (origin === undefined || event.requestContext.http.method === "GET") return;
  const allowed = process.env.LINXUAN_ORIGIN;
  const isOurs = allowed
    ? origin === allowed
    : URL.canParse(origin) && new URL(origin).host === event.headers.host;
  if (!isOurs) throw new Problem("origin-refused");
}
