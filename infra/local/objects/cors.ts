import type { CorsRule } from "../model.ts";
import { fault } from "./fault.ts";

interface CorsAsk {
  origin: string;
  method: string;
  /** Headers that a preflight asks for, in lower case. */
  headers: string[];
}

function fitsOne(pattern: string, text: string): boolean {
  const star = pattern.indexOf("*");
  if (star === -1) return pattern === text;
  const [start, end] = [pattern.slice(0, star), pattern.slice(star + 1)];
  return text.length >= start.length + end.length && text.startsWith(start) && text.endsWith(end);
}

/** The first rule that allows the request, as S3 picks it. */
const ruleFor = (rules: readonly CorsRule[], { origin, method, headers }: CorsAsk): CorsRule | undefined =>
  rules.find(
    (rule) =>
      rule.origins.some((allowed) => fitsOne(allowed, origin)) &&
      rule.methods.includes(method) &&
      headers.every((header) => rule.headers.some((allowed) => fitsOne(allowed.toLowerCase(), header))),
  );

function headersOf(rule: CorsRule, { origin }: CorsAsk): Record<string, string> {
  const isForAll = rule.origins.includes("*");
  return {
    "access-control-allow-origin": isForAll ? "*" : origin,
    ...(isForAll ? {} : { "access-control-allow-credentials": "true" }),
    "access-control-allow-methods": rule.methods.join(", "),
    ...(rule.exposed.length > 0 ? { "access-control-expose-headers": rule.exposed.join(", ") } : {}),
    vary: "Origin, Access-Control-Request-Headers, Access-Control-Request-Method",
  };
}

/** Headers for the answer to a request with an Origin; none when no rule allows it: the browser then keeps it from the page. */
export function corsHeaders(rules: readonly CorsRule[], ask: CorsAsk): Record<string, string> {
  const rule = ruleFor(rules, ask);
  return rule === undefined ? {} : headersOf(rule, ask);
}

/**
 * Headers for the answer to a preflight.
 * @throws AccessForbidden when no rule allows it
 */
export function preflightHeaders(rules: readonly CorsRule[], ask: CorsAsk): Record<string, string> {
  const rule = ruleFor(rules, ask);
  if (rule === undefined) throw fault("AccessForbidden");
  return {
    ...headersOf(rule, ask),
    ...(ask.headers.length > 0 ? { "access-control-allow-headers": ask.headers.join(", ") } : {}),
    ...(rule.maxAgeSeconds > 0 ? { "access-control-max-age": `${rule.maxAgeSeconds}` } : {}),
  };
}
