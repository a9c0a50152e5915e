import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { ProblemCode } from "../../shared/contract/problems.ts";
import { idPrefixes } from "../../shared/kernel/ids.ts";
import { longestBodyBytes } from "../../shared/runtime/request.ts";
import { answerTo } from "../asked.ts";
import fc from "../chance.ts";
import { onceKey } from "../given.ts";
import { startCodes } from "../identity/given.ts";
import { ownTable } from "../own-table.ts";
import { handlerOf, served } from "./gateway.ts";
import { declaredBy, type Json, placesOf, promised, replaced, wrongBodies } from "./hostile.ts";
import { watched } from "./table.ts";
import { openWorld, type Rightful, type World } from "./world.ts";

type Served = (typeof served)[number];

let world: World;
let mail: Awaited<ReturnType<typeof startCodes>>;
beforeAll(async () => {
  await ownTable();
  mail = await startCodes();
  world = await openWorld();
});
afterAll(() => mail.close());

const writes = served.filter(({ route }) => route.method !== "GET");
const withBody = served.filter(({ route }) => route.body !== undefined);

function rightfulOf({ route }: Served): Rightful {
  const found = world.rightful[route.id];
  if (!found) throw new Error(`the world has no request for ${route.id}`);
  return found;
}

let turn = 0;

/** The rightful request with something wrong in it, by readers of both languages in turn. */
async function ask(
  one: Served,
  change: Partial<Rightful> & { rawBody?: string; headers?: Record<string, string> } = {},
) {
  turn += 1;
  const language = turn % 2 === 0 ? "en" : "zh-CN";
  const { who, ...request } = { ...rightfulOf(one), ...change };
  const { body, ...bare } = request;
  const answer = await answerTo(await handlerOf(one.service), one.route, {
    ...bare,
    ...(change.rawBody === undefined && body !== undefined && { body }),
    headers: { ...onceKey(), ...(language === "en" && { "accept-language": "en" }), ...change.headers },
    ...(who && { token: who.token }),
  });
  const { status, headers } = answer;
  const seen = {
    route: one.route.id,
    status,
    type: headers["content-type"],
    language: headers["content-language"],
    code: answer.body?.code,
    title: answer.body?.title,
    detail: answer.body?.detail,
    says: answer.body?.status,
  };
  return { language, status: status ?? 0, body: answer.body, seen } as const;
}

/** Asks, and expects one of the codes, wholly as the contract promises it. */
async function refused(one: Served, change: Parameters<typeof ask>[1], ...codes: ProblemCode[]) {
  const { language, seen, body } = await ask(one, change);
  const code = codes.includes(seen.code) ? seen.code : codes[0];
  expect({ ...seen, change: describeChange(change) }).toEqual({
    ...promised(one.route, code, language),
    change: describeChange(change),
  });
  expect(declaredBy(one.route)).toContain(code);
  expect(body.instance).toMatch(/^urn:linxuan:request:/);
}

const describeChange = (change: object = {}) => JSON.stringify(change).slice(0, 200);

/** Runs hostile requests and sees that the table is as it was. */
async function changingNothing(run: () => Promise<void>) {
  const changes = await watched();
  await run();
  expect(await changes()).toEqual([]);
}

describe("a body", () => {
  it("that is not JSON is told so", () =>
    changingNothing(async () => {
      for (const one of withBody) {
        for (const rawBody of ["{", "{'a':1}", '{"a":1}x', "NaN", "\u0000", "[1,", '"', "\ufeff{}"]) {
          await refused(one, { rawBody }, "malformed-json");
        }
      }
    }));

  it("that is missing, null, a list, a number or a text is told so", () =>
    changingNothing(async () => {
      for (const one of withBody) {
        for (const rawBody of ["", "null", "[]", "1", '"x"', "true"]) {
          await refused(one, { rawBody }, "invalid-request");
        }
      }
    }));

  it(
    "with any one field missing, of another type or out of bounds is told so",
    () =>
      changingNothing(async () => {
        for (const one of withBody) {
          const wrong = wrongBodies(one.route, rightfulOf(one).body as Json);
          expect(wrong.length, one.route.id).toBeGreaterThan(5);
          for (const { body } of wrong) {
            await refused(one, { body: body as Record<string, unknown> }, "invalid-request");
          }
        }
      }),
    300_000,
  );

  it("longer than a megabyte is too large", () =>
    changingNothing(async () => {
      for (const one of withBody) {
        const rawBody = JSON.stringify({ filling: "x".repeat(longestBodyBytes) });
        await refused(one, { rawBody }, "too-large");
      }
    }));

  it("with half a character or a NUL in it is told so, wherever it hides", () =>
    changingNothing(async () => {
      for (const one of withBody) {
        const rightful = rightfulOf(one).body as Json;
        const text = JSON.stringify(rightful);
        for (const poison of ["\\ud800", "\\udc00x", "a\\u0000b"]) {
          const extra = `${text.slice(0, -1)}${text === "{}" ? "" : ","}"x":"${poison}"}`;
          const key = `${text.slice(0, -1)}${text === "{}" ? "" : ","}"${poison}":1}`;
          await refused(one, { rawBody: extra }, "invalid-request");
          await refused(one, { rawBody: key }, "invalid-request");
        }
      }
    }));

  it("nested without end is told so", () =>
    changingNothing(async () => {
      for (const one of withBody) {
        const text = JSON.stringify(rightfulOf(one).body);
        for (const deep of [
          `${"[".repeat(200_000)}${"]".repeat(200_000)}`,
          `${'{"a":'.repeat(90_000)}1${"}".repeat(90_000)}`,
        ]) {
          await refused(one, { rawBody: `${text.slice(0, -1)},"x":${deep}}` }, "invalid-request");
        }
      }
    }));
});

describe("a write", () => {
  it("that comes from another site's page is refused", () =>
    changingNothing(async () => {
      for (const one of writes) {
        for (const origin of [
          "https://evil.example",
          "null",
          "https://linxuan.example.evil.example",
          "linxuan.example",
        ]) {
          await refused(one, { headers: { origin } }, "origin-refused");
        }
      }
    }));

  it("without a key, or with one that is no key, is told to bring one", () =>
    changingNothing(async () => {
      for (const one of writes.filter(({ route }) => route.isIdempotent)) {
        for (const key of ["", "k".repeat(201)]) {
          await refused(one, { headers: { "idempotency-key": key } }, "missing-idempotency-key");
        }
      }
    }));

  it("that knows only an older version hears that somebody changed it meanwhile", () =>
    changingNothing(async () => {
      const versioned = withBody.filter((one) => rightfulOf(one).body?.version !== undefined);
      expect(versioned.length).toBeGreaterThan(8);
      for (const one of versioned) {
        const body = { ...rightfulOf(one).body, version: 999 };
        await refused(one, { body }, "version-conflict");
      }
    }));
});

/** An id of the same kind that nobody ever gave out; undefined of what is no id. */
const unknownFor = (id: unknown) => {
  const [prefix, rest] = typeof id === "string" ? id.split("_") : [];
  const isId = rest?.length === 26 && Object.values<string>(idPrefixes).includes(prefix ?? "");
  return isId ? `${prefix}_01HQHET0M0AAAAAAAAAAAAAAAA` : undefined;
};

/** An empty list tells as little as a refusal. */
const isEmptyList = (body: unknown) =>
  typeof body === "object" &&
  body !== null &&
  "items" in body &&
  Array.isArray(body.items) &&
  body.items.length === 0;

describe("an id", () => {
  it("that nobody ever gave out is not found, in the path and in the body", () =>
    changingNothing(async () => {
      for (const one of served) {
        const { params = {}, body = {} } = rightfulOf(one);
        for (const [name, id] of Object.entries(params)) {
          const other = unknownFor(id);
          if (
            other === undefined ||
            (one.route.method === "GET" &&
              isEmptyList((await ask(one, { params: { ...params, [name]: other } })).body))
          )
            continue;
          // A stranger who proves an address hears nothing but that the code is wrong.
          const known = one.route.who === "anyone" ? (["code-refused"] as const) : [];
          await refused(one, { params: { ...params, [name]: other } }, "not-found", "not-assigned", ...known);
        }
        for (const [name, id] of Object.entries(body)) {
          const other = unknownFor(id);
          if (other !== undefined) await refused(one, { body: { ...body, [name]: other } }, "not-found");
        }
      }
    }));

  it("of another society's or another expert's record does not exist for the caller", () =>
    changingNothing(async () => {
      for (const one of served) {
        if (one.route.who === "anyone" || rightfulOf(one).params === undefined) continue;
        // A round belongs to everybody who takes part, and a shown list to everybody.
        if (/^\/(rounds|notices)\//.test(one.route.path)) continue;
        for (const role of one.route.who) {
          const who = world.strangers[role];
          if (who) await refused(one, { who }, "not-found", "not-assigned");
        }
      }
    }));

  it("that is no id at all is told so", () =>
    changingNothing(async () => {
      const absurd = [
        "x",
        "..",
        "__proto__",
        "constructor",
        "\u0000",
        "𠮷",
        "' OR 1=1 --",
        "a/b",
        "%",
        "x".repeat(3000),
      ];
      for (const one of served) {
        const { params = {} } = rightfulOf(one);
        for (const name of Object.keys(params)) {
          for (const value of absurd) {
            await refused(one, { params: { ...params, [name]: value } }, "invalid-request");
          }
        }
      }
    }));
});

describe("a query", () => {
  it("with an absurd limit is told so", () =>
    changingNothing(async () => {
      for (const one of served.filter(({ route }) => route.query?.shape.limit !== undefined)) {
        for (const limit of ["0", "-1", "1.5", "1001", "1e9", "NaN", "", " ", "ten", "1,2"]) {
          await refused(one, { query: { limit } }, "invalid-request");
        }
      }
    }));

  it("with a cursor that no list gave out is told so", () =>
    changingNothing(async () => {
      const coded = (value: unknown) => Buffer.from(JSON.stringify(value)).toString("base64url");
      const forged = [
        "x",
        "%%%",
        "\u0000",
        coded(null),
        coded([]),
        coded({}),
        coded({ pk: 1, sk: 2, isk: 3 }),
        coded({ pk: "", sk: "", isk: "" }),
        coded({ pk: "x".repeat(3000), sk: "x", isk: "x" }),
        coded({ pk: "x", sk: "x".repeat(1100), isk: "x" }),
        "x".repeat(2001),
      ];
      for (const one of served.filter(({ route }) => route.query?.shape.cursor !== undefined)) {
        for (const cursor of forged) await refused(one, { query: { cursor } }, "invalid-request");
      }
    }));

  it("with a stage that there is none of is told so", () =>
    changingNothing(async () => {
      for (const one of served.filter(({ route }) => route.query?.shape.stage !== undefined)) {
        for (const stage of ["", "third", "__proto__"])
          await refused(one, { query: { stage } }, "invalid-request");
        await refused(one, { query: { stage: "defence" } }, "not-found");
      }
    }));

  it("with fields that nobody asked for is answered as if it had none", async () => {
    for (const one of served.filter(({ route }) => route.method === "GET")) {
      const query = { ...rightfulOf(one).query, __proto__x: "1", constructor: "2", "a[b]": "3" };
      expect({ route: one.route.id, status: (await ask(one, { query })).status }).toEqual({
        route: one.route.id,
        status: one.route.status ?? 200,
      });
    }
  });
});

const nasty = fc.oneof(
  fc.jsonValue({ maxDepth: 3 }),
  fc.constantFrom<Json>(
    "\ud83d",
    "\u0000",
    "𠮷𠀀𪚥",
    "字".repeat(70_000),
    "\u202e\u200b\ufeff",
    "'; DROP TABLE societies; --",
    "<script>alert(1)</script>",
    "../../etc/passwd",
    Number.MAX_SAFE_INTEGER,
    -0,
    1e308,
    1e-7,
  ),
  fc.constant(JSON.parse('{"__proto__":{"roles":["administrator"]},"constructor":{"prototype":{"x":1}}}')),
);

describe("whatever is sent", () => {
  it("is answered by the contract: taken as it is allowed, or refused with a declared code; never a failure of ours", async () => {
    for (const one of withBody) {
      const rightful = rightfulOf(one).body as Json;
      const places = placesOf(rightful).slice(1);
      const changes = await watched();
      let taken = 0;
      const someBody = fc
        .array(fc.tuple(fc.constantFrom(...places), nasty), { minLength: 1, maxLength: 3 })
        .map((some) =>
          some.reduce<Json>((body, [path, value]) => replaced(body, path, value as Json), rightful),
        );
      await fc.assert(
        fc.asyncProperty(someBody, async (body) => {
          const { status, seen, language } = await ask(one, { body: body as Record<string, unknown> });
          if (status < 400) taken += 1;
          else {
            expect(declaredBy(one.route)).toContain(seen.code);
            expect(seen).toEqual(promised(one.route, seen.code, language));
            expect(status).toBeLessThan(500);
          }
        }),
        { seed: 20_240_305, numRuns: 40, endOnFailure: true },
      );
      if (taken === 0) expect(await changes(), one.route.id).toEqual([]);
    }
    expect(({} as Record<string, unknown>).roles).toBeUndefined();
  });
});
