import * as z from "zod";
import type { Route, Routes } from "./kit.ts";
import { commonProblems, idempotencyProblems, type ProblemCode, problems } from "./problems.ts";

type Json = Record<string, unknown>;

/** A schema as JSON Schema 2020-12, the dialect of OpenAPI 3.1. */
function schemaOf(schema: z.ZodType, io: "input" | "output"): Json {
  const { $schema, ...rest } = z.toJSONSchema(schema, { io, unrepresentable: "any", reused: "inline" });
  return rest;
}

/** Path and query parameters of a route. */
function parametersOf(route: Route): Json[] {
  const of = (schema: z.ZodObject | undefined, place: "path" | "query") =>
    Object.entries(schema?.shape ?? {}).map(([name, field]) => ({
      name,
      in: place,
      required: place === "path" || !(field as z.ZodType).safeParse(undefined).success,
      schema: schemaOf(field as z.ZodType, "input"),
    }));
  const key = {
    name: "Idempotency-Key",
    in: "header",
    required: true,
    description: "One unique key per act; the same key and body give the first answer for 7 days.",
    schema: { type: "string", minLength: 1, maxLength: 200 },
  };
  return [...of(route.params, "path"), ...of(route.query, "query"), ...(route.isIdempotent ? [key] : [])];
}

/** The problems of a route by status: every code that it may answer. */
function problemResponses(route: Route): Json {
  const codes: ProblemCode[] = [
    ...commonProblems,
    ...(route.isIdempotent ? idempotencyProblems : []),
    ...route.problems,
  ];
  const byStatus = new Map<number, ProblemCode[]>();
  for (const code of new Set(codes)) {
    const { status } = problems[code];
    byStatus.set(status, [...(byStatus.get(status) ?? []), code]);
  }
  return Object.fromEntries(
    [...byStatus].map(([status, some]) => [
      String(status),
      {
        description: some.map((code) => `${code}: ${problems[code].title.en}`).join("; "),
        content: { "application/problem+json": { schema: { $ref: "#/components/schemas/Problem" } } },
      },
    ]),
  );
}

/** Who may call a route. */
function calledBy({ who, beforeConsent }: Route): string {
  if (who === "anyone") return "Anyone may call it.";
  return `Roles: ${who.join(", ")}${beforeConsent ? "; also before the consent text is accepted" : ""}.`;
}

function operationOf(route: Route, tag: string): Json {
  const media = route.media ?? "application/json";
  return {
    operationId: route.id,
    tags: [tag],
    summary: `${route.summary.zh} / ${route.summary.en}`,
    description: calledBy(route),
    security: route.who === "anyone" ? [] : [{ session: [] }],
    parameters: parametersOf(route),
    ...(route.body && {
      requestBody: {
        required: true,
        content: { "application/json": { schema: schemaOf(route.body, "input") } },
      },
    }),
    responses: {
      [String(route.status ?? 200)]: {
        description: route.summary.en,
        content: { [media]: { schema: route.media ? { type: "string" } : schemaOf(route.output, "output") } },
      },
      ...problemResponses(route),
    },
  };
}

const problemSchema: Json = {
  type: "object",
  description: "Problem details (RFC 9457); `code` is stable, `detail` says what to do next.",
  required: ["type", "code", "status", "title", "detail", "instance"],
  properties: {
    type: { type: "string" },
    code: { type: "string", enum: Object.keys(problems) },
    status: { type: "integer" },
    title: { type: "string" },
    detail: { type: "string" },
    instance: { type: "string" },
  },
};

/** The OpenAPI 3.1 document of some groups of routes; each group is a tag. */
export function openApiOf(groups: Record<string, Routes>): Json {
  const paths: Record<string, Json> = {};
  for (const [tag, routes] of Object.entries(groups)) {
    for (const route of Object.values(routes)) {
      paths[route.path] = { ...paths[route.path], [route.method.toLowerCase()]: operationOf(route, tag) };
    }
  }
  return {
    openapi: "3.1.0",
    info: {
      title: "遴选 Linxuan",
      version: "1.0.0",
      description: "An open call becomes a defended, provable list of winners.",
      license: { name: "All rights reserved", identifier: "LicenseRef-Linxuan" },
    },
    servers: [{ url: "/" }],
    tags: Object.keys(groups).map((name) => ({ name, description: `Routes of ${name}` })),
    paths,
    components: {
      securitySchemes: { session: { type: "apiKey", in: "cookie", name: "__Host-linxuan" } },
      schemas: { Problem: problemSchema },
    },
  };
}
