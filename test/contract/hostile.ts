import * as z from "zod";
import type { Route } from "../../shared/contract/kit.ts";
import {
  commonProblems,
  idempotencyProblems,
  type ProblemCode,
  problems,
} from "../../shared/contract/problems.ts";

export type Json = null | boolean | number | string | Json[] | { [key: string]: Json };
type JsonSchema = {
  type?: string;
  maxLength?: number;
  minLength?: number;
  minimum?: number;
  maximum?: number;
  minItems?: number;
  maxItems?: number;
  pattern?: string;
  enum?: unknown[];
  items?: JsonSchema;
  properties?: Record<string, JsonSchema>;
};

/** Every code that a route may answer with. */
export const declaredBy = (route: Route): readonly ProblemCode[] => [
  ...commonProblems,
  ...(route.isIdempotent ? idempotencyProblems : []),
  ...route.problems,
];

/** One body that is wrong in one place, and what is wrong with it. */
export interface Wrong {
  what: string;
  body: Json;
}

const otherTypes: Json[] = [null, true, 0.5, -1, "?", [], ["?"], {}, { "?": 1 }];

/** Values just outside of what a schema's node allows. */
function outside(node: JsonSchema, value: Json): Json[] {
  const { maxLength, minLength, minimum, maximum, minItems, maxItems } = node;
  return [
    ...(maxLength === undefined ? [] : ["字".repeat(maxLength + 1)]),
    ...(minLength === undefined ? [] : ["", "x".repeat(minLength - 1)]),
    ...(minimum === undefined ? [] : [minimum - 1]),
    ...(maximum === undefined ? [] : [maximum + 1]),
    ...(node.type === "integer" ? [1.5, 1e300, "1"] : []),
    ...(minItems === undefined ? [] : [[]]),
    ...(maxItems === undefined || !Array.isArray(value)
      ? []
      : [Array.from({ length: maxItems + 1 }, () => value[0] ?? null)]),
  ];
}

/** The value with the one at `path` replaced; removed when `by` is undefined. */
export function replaced(value: Json, path: readonly (string | number)[], by: Json | undefined): Json {
  const [step, ...rest] = path;
  if (step === undefined) return by ?? null;
  if (Array.isArray(value)) {
    return value.map((entry, at) => (at === step ? replaced(entry, rest, by) : entry));
  }
  if (typeof value !== "object" || value === null) return value;
  const entries = Object.entries(value);
  if (rest.length === 0 && by === undefined) {
    return Object.fromEntries(entries.filter(([key]) => key !== step));
  }
  return Object.fromEntries(
    entries.map(([key, inner]) => [key, key === step ? replaced(inner, rest, by) : inner]),
  );
}

/** Every place of a value, the deepest last; of a list only its first entry. */
export function placesOf(value: Json, path: (string | number)[] = [], depth = 4): (string | number)[][] {
  if (typeof value !== "object" || value === null || depth === 0) return [path];
  const inner = Array.isArray(value)
    ? value.slice(0, 1).map((one, at) => [at, one] as const)
    : Object.entries(value);
  return [path, ...inner.flatMap(([key, one]) => placesOf(one, [...path, key], depth - 1))];
}

const at = (value: Json, path: readonly (string | number)[]): Json =>
  path.reduce<Json>((inner, step) => (inner as Record<string | number, Json>)[step] ?? null, value);

function nodeAt(schema: JsonSchema, path: readonly (string | number)[]): JsonSchema {
  return path.reduce<JsonSchema>(
    (node, step) => (typeof step === "number" ? node.items : node.properties?.[step]) ?? {},
    schema,
  );
}

/** Bodies that a route's schema refuses, each wrong in one place: missing, of another type, or just out of bounds. */
export function wrongBodies(route: Route, rightful: Json): Wrong[] {
  if (!route.body) return [];
  const schema = route.body;
  const node = z.toJSONSchema(schema, { io: "input", unrepresentable: "any" }) as JsonSchema;
  return placesOf(rightful).flatMap((path) => {
    const held = at(rightful, path);
    const place = path.length === 0 ? "the body" : path.join(".");
    const values = [...otherTypes, ...outside(nodeAt(node, path), held)];
    const wrong: Wrong[] = values.map((value) => ({
      what: `${place} is ${JSON.stringify(value).slice(0, 40)}`,
      body: replaced(rightful, path, value),
    }));
    if (path.length > 0) {
      wrong.push({ what: `${place} is missing`, body: replaced(rightful, path, undefined) });
    }
    return wrong.filter(({ body }) => !schema.safeParse(body).success);
  });
}

/** A refusal as the contract promises it, in the reader's language. */
export function promised(route: Route, code: ProblemCode, language: "zh-CN" | "en") {
  const { status, title, next } = problems[code];
  const inLanguage = language === "en" ? "en" : "zh";
  return {
    route: route.id,
    status,
    type: "application/problem+json; charset=utf-8",
    language,
    code,
    title: title[inLanguage],
    detail: next[inLanguage],
    says: status,
  };
}
