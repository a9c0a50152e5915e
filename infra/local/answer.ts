import * as z from "zod";
import type { Invocation } from "./model.ts";

/** What goes back to a caller. */
export interface Answer {
  status: number;
  headers: [name: string, value: string][];
  body: Buffer;
}

const json = "application/json";

const own = (status: number, message: string): Answer => ({
  status,
  headers: [["content-type", json]],
  body: Buffer.from(JSON.stringify({ message })),
});

/** What only the gateway can answer, byte for byte as API Gateway does. */
export const gatewayAnswers = {
  badRequest: own(400, "Bad Request"),
  notFound: own(404, "Not Found"),
  tooLarge: own(413, "Request Entity Too Large"),
  tooMany: own(429, "Too Many Requests"),
  headersTooLarge: own(431, "Request Header Fields Too Large"),
  failed: own(500, "Internal Server Error"),
  unavailable: own(503, "Service Unavailable"),
};

const HeaderValue = z.union([z.string(), z.number(), z.boolean()]).transform(String);
const Structured = z.looseObject({
  statusCode: z.coerce.number().int().min(200).max(599),
  headers: z.record(z.string(), HeaderValue).nullish(),
  cookies: z.array(z.string()).nullish(),
  body: z.string().nullish(),
  isBase64Encoded: z.boolean().nullish(),
});

/** Headers that the connection, not the function, decides on. */
const hopHeaders = new Set(["connection", "content-length", "keep-alive", "transfer-encoding"]);

/** A function's value read as an answer of payload format 2.0; a value without a status is a 200 with that JSON. */
function read(value: unknown): Answer {
  const hasStatus = typeof value === "object" && value !== null && "statusCode" in value;
  if (!hasStatus)
    return { status: 200, headers: [["content-type", json]], body: Buffer.from(JSON.stringify(value)) };
  const parsed = Structured.safeParse(value);
  if (!parsed.success) return gatewayAnswers.failed;
  const { statusCode, headers, cookies, body, isBase64Encoded } = parsed.data;
  const given = Object.entries(headers ?? {})
    .map(([name, text]): [string, string] => [name.toLowerCase(), text])
    .filter(([name]) => !hopHeaders.has(name));
  const hasType = given.some(([name]) => name === "content-type");
  return {
    status: statusCode,
    headers: [
      ...(hasType ? [] : [["content-type", "text/plain;charset=UTF-8"] satisfies [string, string]]),
      ...given,
      ...(cookies ?? []).map((cookie): [string, string] => ["set-cookie", cookie]),
    ],
    body: Buffer.from(body ?? "", isBase64Encoded === true ? "base64" : "utf8"),
  };
}

/** What a caller hears of an invocation. A function that failed, crashed or ran into its own timeout is a 500. */
export function answerOf(invocation: Invocation): Answer {
  if (invocation.outcome === "returned") return read(invocation.value);
  if (invocation.outcome === "throttled") return gatewayAnswers.tooMany;
  const isTooLarge =
    invocation.outcome === "failed" && invocation.errorType === "RequestEntityTooLargeException";
  return isTooLarge ? gatewayAnswers.tooLarge : gatewayAnswers.failed;
}
