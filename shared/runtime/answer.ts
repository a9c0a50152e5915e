import type { APIGatewayProxyStructuredResultV2 } from "aws-lambda";
import type { Route } from "../contract/kit.ts";
import { type Problem, problems } from "../contract/problems.ts";
import { type Language, wordsIn } from "../kernel/text.ts";

/** On every answer: no sniffing, no framing, nothing cached that a person must sign in for. */
const headers = {
  "cache-control": "no-store",
  "x-content-type-options": "nosniff",
  "x-frame-options": "DENY",
  "referrer-policy": "same-origin",
  "strict-transport-security": "max-age=63072000; includeSubDomains",
};

interface Circumstances {
  correlationId: string;
  cookies: string[];
  fileName: string | undefined;
}

/** An answer of the route; output is parsed, so what is not declared does not leave. */
export function answerOf(
  route: Route,
  answer: unknown,
  seen: Circumstances,
): APIGatewayProxyStructuredResultV2 {
  const common = { ...headers, "x-correlation-id": seen.correlationId };
  const status = {
    statusCode: route.status ?? 200,
    ...(seen.cookies.length > 0 && { cookies: seen.cookies }),
  };
  if (route.media === undefined) {
    const body = JSON.stringify(route.output.parse(answer));
    return { ...status, headers: { ...common, "content-type": "application/json; charset=utf-8" }, body };
  }
  const isText = typeof answer === "string";
  const disposition = seen.fileName && {
    "content-disposition": `attachment; filename*=UTF-8''${encodeURIComponent(seen.fileName)}`,
  };
  return {
    ...status,
    headers: { ...common, "content-type": route.media, ...(disposition || {}) },
    body: isText ? answer : Buffer.from(answer as Uint8Array).toString("base64"),
    isBase64Encoded: !isText,
  };
}

/** A refusal as problem details (RFC 9457) in the reader's language, with what to do next. */
export function problemAnswer(
  problem: Problem,
  language: Language,
  correlationId: string,
): APIGatewayProxyStructuredResultV2 {
  const text = problems[problem.code];
  return {
    statusCode: text.status,
    headers: {
      ...headers,
      "x-correlation-id": correlationId,
      "content-language": language,
      "content-type": "application/problem+json; charset=utf-8",
      ...(problem.code === "too-many-requests" && {
        "retry-after": String(problem.facts.retryAfterSeconds ?? 60),
      }),
    },
    body: JSON.stringify({
      ...problem.facts,
      type: `urn:linxuan:problem:${problem.code}`,
      code: problem.code,
      status: text.status,
      title: wordsIn(text.title, language),
      detail: wordsIn(text.next, language),
      instance: `urn:linxuan:request:${correlationId}`,
    }),
  };
}
