import { createConfig, lintFromString } from "@redocly/openapi-core";
import { beforeAll, describe, expect, it } from "vitest";
import * as z from "zod";
import { front } from "../../shared/contract/front.ts";
import { problems } from "../../shared/contract/problems.ts";
import { answerTo } from "../asked.ts";
import { handlerOf, served } from "./gateway.ts";
import { declaredBy } from "./hostile.ts";

const Operation = z.looseObject({
  operationId: z.string(),
  parameters: z.array(z.object({ name: z.string(), in: z.string() }).loose()),
  responses: z.record(z.string(), z.looseObject({ description: z.string() })),
});
const Document = z.looseObject({
  openapi: z.string(),
  paths: z.record(z.string(), z.record(z.string(), Operation)),
});

let source: string;
let document: z.infer<typeof Document>;
beforeAll(async () => {
  const { status, body } = await answerTo(await handlerOf("front"), front.getOpenApi, {
    at: "2024-03-05T02:00:00.000Z",
  });
  expect(status).toBe(200);
  source = JSON.stringify(body);
  document = Document.parse(body);
});

describe("GET /openapi.json", () => {
  it("is OpenAPI 3.1, and a public linter finds nothing in it", async () => {
    expect(document.openapi).toMatch(/^3\.1\./);
    const config = await createConfig({ extends: ["recommended-strict"] });
    const found = await lintFromString({ source, config, absoluteRef: "openapi.json" });
    expect(found.map(({ ruleId, message, location }) => [ruleId, message, location[0]?.pointer])).toEqual([]);
  });

  it("is looked at by that linter: what is wrong in it is found", async () => {
    const wrong = JSON.parse(source);
    wrong.paths["/health"].get.operationId = "getMe";
    wrong.paths["/health"].get.responses = {};
    const config = await createConfig({ extends: ["recommended-strict"] });
    const found = await lintFromString({
      source: JSON.stringify(wrong),
      config,
      absoluteRef: "openapi.json",
    });
    expect(new Set(found.map(({ ruleId }) => ruleId))).toEqual(
      new Set(["operation-operationId-unique", "operation-2xx-response", "operation-4xx-response"]),
    );
  });

  it("names every route once, by an operationId that never changes", () => {
    const ids = Object.values(document.paths).flatMap((path) =>
      Object.values(path).map(({ operationId }) => operationId),
    );
    expect(ids.toSorted()).toEqual(served.map(({ route }) => route.id).toSorted());
    expect(ids).toEqual(
      expect.arrayContaining([
        ...["requestCode", "signIn", "importRegister", "publishRound", "openDraft", "saveDraft"],
        ...["presignUpload", "getUpload", "submitApplication", "withdrawApplication", "returnApplication"],
        ...["determineEligibility", "assignExpert", "submitSheet", "proposeDecision", "approveDecision"],
        "publishNotice",
      ]),
    );
  });

  it("tells of each route its key, its problems by status and what it answers", () => {
    for (const { route } of served) {
      const operation = document.paths[route.path]?.[route.method.toLowerCase()];
      const names = operation?.parameters.map(({ name }) => name) ?? [];
      expect(names.includes("Idempotency-Key"), route.id).toBe(route.isIdempotent === true);
      expect(Object.keys(operation?.responses ?? {}), route.id).toContain(String(route.status ?? 200));
      for (const code of declaredBy(route)) {
        const { description = "" } = operation?.responses[String(problems[code].status)] ?? {};
        expect(description, route.id).toContain(`${code}: `);
      }
    }
  });
});
