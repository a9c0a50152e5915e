import { createHash } from "node:crypto";
import type { APIGatewayProxyEventV2 } from "aws-lambda";
import type * as z from "zod";
import { zhCN } from "zod/locales";
import type { Route } from "../contract/kit.ts";
import { Problem } from "../contract/problems.ts";
import { isSound, type Language, type Words, wordsIn } from "../kernel/text.ts";

/** 1 MB: a section of text is far below it, and files never pass through a function. */
export const longestBodyBytes = 1_000_000;

/** Four times what a programme definition needs; what walks a body may then call itself. */
const deepestBody = 32;

const inChinese = zhCN().localeError;
const utf8 = new TextDecoder("utf-8", { fatal: true });

/** The first of the reader's languages that the product speaks; Chinese when none is asked for. */
export function languageOf(header: string | undefined): Language {
  const asked = (header ?? "")
    .toLowerCase()
    .split(",")
    .map((part) => part.trim());
  const first = asked.find((part) => part.startsWith("zh") || part.startsWith("en"));
  return first?.startsWith("en") ? "en" : "zh-CN";
}

/** The body as JSON; undefined when there is none. @throws Problem too-large, malformed-json, invalid-request */
export function bodyOf(event: APIGatewayProxyEventV2, language: Language): unknown {
  if (event.body === undefined || event.body === "") return undefined;
  if (Buffer.byteLength(event.body, event.isBase64Encoded ? "base64" : "utf8") > longestBodyBytes)
    throw new Problem("too-large", { bytes: longestBodyBytes });
  const body = jsonOf(event.isBase64Encoded ? Buffer.from(event.body, "base64") : event.body);
  const unsound = unsoundIn(body);
  if (!unsound) return body;
  const { path, code, words } = unsound;
  const faults = [{ path, code, message: wordsIn(words, language) }];
  throw new Problem("invalid-request", { part: "body", faults });
}

/** JSON of a text, or of bytes that must be UTF-8: what another encoding wrote would be kept as rubbish. */
function jsonOf(given: string | Uint8Array): unknown {
  try {
    return JSON.parse(typeof given === "string" ? given : utf8.decode(given));
  } catch {
    throw new Problem("malformed-json");
  }
}

interface Unsound {
  path: string;
  code: "unsound-text" | "too-deep";
  words: Words;
}

const unsoundText: Words = {
  zh: "含有无法保存的字符（半个字符或空字符）",
  en: "It holds what can't be kept: half a character, or a NUL",
};
const tooDeep: Words = {
  zh: `嵌套超过 ${deepestBody} 层`,
  en: `It is nested deeper than ${deepestBody} levels`,
};

/** The first place of a body that no store takes as it is, looked for without recursion. */
function unsoundIn(body: unknown): Unsound | undefined {
  const left: { value: unknown; path: string[] }[] = [{ value: body, path: [] }];
  for (let next = left.pop(); next; next = left.pop()) {
    const { value, path } = next;
    const isText = typeof value === "string";
    if (isText && !isSound(value)) {
      return { path: path.join("."), code: "unsound-text", words: unsoundText };
    }
    if (isText || typeof value !== "object" || value === null) continue;
    if (path.length >= deepestBody)
      return { path: path.slice(0, 3).join("."), code: "too-deep", words: tooDeep };
    for (const [key, inner] of Object.entries(value)) {
      if (!isSound(key)) return { path: path.join("."), code: "unsound-text", words: unsoundText };
      left.push({ value: inner, path: [...path, key] });
    }
  }
  return undefined;
}

/** Parses one part of a request. @throws Problem invalid-request with every fault at once, in the reader's language */
function parsed(
  schema: z.ZodType | undefined,
  value: unknown,
  { part, language }: { part: string; language: Language },
): unknown {
  if (!schema) return undefined;
  const result = schema.safeParse(value, language === "zh-CN" ? { error: inChinese } : {});
  if (result.success) return result.data;
  const faults = result.error.issues.map(({ path, code, message }) => ({
    path: path.join("."),
    code,
    message,
  }));
  throw new Problem("invalid-request", { part, faults });
}

/** Path, query and body of a request, parsed by the route's own schemas. */
export function inputOf(
  route: Route,
  event: APIGatewayProxyEventV2,
  { body, language }: { body: unknown; language: Language },
) {
  return {
    params: parsed(route.params, event.pathParameters ?? {}, { part: "params", language }),
    query: parsed(route.query, event.queryStringParameters ?? {}, { part: "query", language }),
    body: parsed(route.body, body, { part: "body", language }),
  };
}

/** JSON with the keys of every object in one order. Not `canonicalJson`: a body may hold numbers that this refuses. */
const orderedJson = (value: unknown): string =>
  JSON.stringify(value, (_, inner: unknown) =>
    typeof inner === "object" && inner !== null && !Array.isArray(inner)
      ? Object.fromEntries(Object.entries(inner).sort(([a], [b]) => (a < b ? -1 : 1)))
      : inner,
  );

/** The hash of what is asked: route, path, query and body; two requests with it are one act. */
export function requestHashOf(event: APIGatewayProxyEventV2, body: unknown): string {
  const asked = { path: event.rawPath, query: event.rawQueryString, body: body ?? null };
  return createHash("sha256").update(orderedJson(asked)).digest("hex");
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
