import { createServer, request as openRequest, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll, afterEach, describe, expect, it } from "vitest";
import { type Functions, startFunctions } from "../../infra/local/environments.ts";
import { createGateway } from "../../infra/local/gateway.ts";
import type { LocalRoute } from "../../infra/local/model.ts";
import { smallCloud, smallFunction } from "./small-functions.ts";

const clock = { now: () => new Date("2021-03-12T19:03:58.500Z"), set: () => undefined };
const echo = smallFunction("Echo", "exports.handler = async (event) => event;");
const scripted = smallFunction(
  "Scripted",
  `exports.handler = async ({ body }) => {
    const asked = JSON.parse(body);
    if (asked.fail) throw new Error("secret words");
    if (asked.hang) await new Promise(() => setInterval(() => {}, 1000));
    return asked.answer;
  };`,
);
const capped = { ...scripted, name: "Capped", arn: `${scripted.arn}2`, reservedConcurrency: 0 };
const brief = { ...scripted, name: "Brief", arn: `${scripted.arn}3`, timeoutSeconds: 1 };

let servers: Server[] = [];
const functions: Functions = startFunctions({
  cloud: smallCloud(echo, scripted, capped, brief),
  endpointUrl: "http://127.0.0.1:1",
  credentialsOf: () => ({ accessKeyId: "a", secretAccessKey: "b", sessionToken: "c" }),
  log: () => undefined,
});
afterEach(() => {
  for (const server of servers) server.close();
  servers = [];
});
afterAll(() => functions.close());

async function open(...routes: LocalRoute[]): Promise<string> {
  const cloud = { ...smallCloud(echo, scripted, capped, brief), routes };
  const gateway = createGateway({ cloud, invoke: functions.invoke, clock });
  const server = createServer((request, response) => void gateway(request, response));
  servers.push(server);
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

interface Event {
  headers: Record<string, string>;
  requestContext: { requestId: string };
}

const echoing = { routeKey: "ANY /a/{id}", functionArn: echo.arn };
const post = (functionArn: string, more: Partial<LocalRoute> = {}) => ({
  routeKey: "POST /",
  functionArn,
  ...more,
});
const scriptedAnswer = async (answer: unknown) =>
  fetch(await open(post(scripted.arn)), {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ answer }),
  });
const ask = async (route: LocalRoute, asked: unknown) =>
  fetch(await open(route), {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify(asked),
  });

describe("a function behind a route", () => {
  it("receives the event of payload format 2.0", async () => {
    const url = await open(echoing);
    const response = await fetch(`${url}/a/%E9%81%B4%20x?q=1&q=%C3%A4&empty=`, {
      method: "PUT",
      headers: {
        "content-type": "application/json; charset=utf-8",
        Cookie: "s=1; t=2",
        "X-One": "1",
        "user-agent": "me",
      },
      body: '{"名":1}',
    });
    expect(response.headers.get("content-type")).toBe("application/json");
    const event: Event = JSON.parse(await response.text());
    expect(event).toMatchObject({
      version: "2.0",
      routeKey: "ANY /a/{id}",
      rawPath: "/a/遴 x",
      rawQueryString: "q=1&q=%C3%A4&empty=",
      cookies: ["s=1", "t=2"],
      headers: { "x-one": "1", "user-agent": "me", "content-type": "application/json; charset=utf-8" },
      queryStringParameters: { q: "1,ä", empty: "" },
      pathParameters: { id: "遴 x" },
      requestContext: {
        accountId: "000000000000",
        apiId: "abc123",
        http: {
          method: "PUT",
          path: "/a/遴 x",
          protocol: "HTTP/1.1",
          sourceIp: "127.0.0.1",
          userAgent: "me",
        },
        routeKey: "ANY /a/{id}",
        stage: "$default",
        time: "12/Mar/2021:19:03:58 +0000",
        timeEpoch: Date.UTC(2021, 2, 12, 19, 3, 58, 500),
      },
      body: '{"名":1}',
      isBase64Encoded: false,
    });
    expect(event.headers).not.toHaveProperty("cookie");
    expect(event.requestContext.requestId).toBe(response.headers.get("apigw-requestid"));
  });

  it("receives no cookies, query, parameters or body when there are none", async () => {
    const event = await (await fetch(await open({ routeKey: "$default", functionArn: echo.arn }))).json();
    for (const field of ["cookies", "queryStringParameters", "pathParameters", "body"]) {
      expect(event).not.toHaveProperty(field);
    }
  });

  it.each([
    ["application/json", false],
    ["text/csv", false],
    ["application/xml", false],
    ["application/octet-stream", true],
    ["application/x-www-form-urlencoded", true],
    ["application/problem+json", true],
  ])("receives a body of type %s with isBase64Encoded %s, as on AWS", async (type, isBase64Encoded) => {
    const url = await open(echoing);
    const response = await fetch(`${url}/a/1`, {
      method: "POST",
      headers: { "content-type": type },
      body: "a=1",
    });
    expect(await response.json()).toMatchObject({ isBase64Encoded, body: isBase64Encoded ? "YT0x" : "a=1" });
  });

  it("receives repeated headers joined by a comma", async () => {
    const url = new URL(`${await open(echoing)}/a/1`);
    const text = await new Promise<string>((resolve, reject) => {
      openRequest(url, { headers: { "X-Twice": ["1", "2"] } }, (response) => {
        let body = "";
        response.on("data", (part) => (body += part)).on("end", () => resolve(body));
      })
        .on("error", reject)
        .end();
    });
    expect(JSON.parse(text).headers["x-twice"]).toBe("1,2");
  });
});

describe("a function's answer", () => {
  it("carries its status, headers, cookies and body", async () => {
    const response = await scriptedAnswer({
      statusCode: 201,
      headers: { Location: "/a/1", "X-Count": 2, "content-type": "application/problem+json" },
      cookies: ["s=1; HttpOnly", "t=2"],
      body: '{"a":"名"}',
    });
    expect(response.status).toBe(201);
    expect(response.headers.get("location")).toBe("/a/1");
    expect(response.headers.get("x-count")).toBe("2");
    expect(response.headers.get("content-type")).toBe("application/problem+json");
    expect(response.headers.getSetCookie()).toEqual(["s=1; HttpOnly", "t=2"]);
    expect(await response.text()).toBe('{"a":"名"}');
  });

  it("in base64 goes out as its bytes", async () => {
    const response = await scriptedAnswer({ statusCode: 200, body: "AAH/", isBase64Encoded: true });
    expect([...new Uint8Array(await response.arrayBuffer())]).toEqual([0, 1, 255]);
  });

  it("without a type is plain text, without a body empty", async () => {
    const response = await scriptedAnswer({ statusCode: 200 });
    expect(response.headers.get("content-type")).toBe("text/plain;charset=UTF-8");
    expect(await response.text()).toBe("");
    expect((await scriptedAnswer({ statusCode: 204 })).status).toBe(204);
  });

  it("without a status is a 200 with that value as JSON", async () => {
    const response = await scriptedAnswer({ a: 1 });
    expect(response.status).toBe(200);
    expect(await response.json()).toEqual({ a: 1 });
  });

  it.each([
    [{ statusCode: 200, body: { not: "text" } }],
    [{ statusCode: "many" }],
    [{ statusCode: 200, headers: { list: ["1"] } }],
  ])("that is malformed, as %j, is a 500", async (answer) => {
    const response = await scriptedAnswer(answer);
    expect([response.status, await response.text()]).toEqual([500, '{"message":"Internal Server Error"}']);
  });

  it("to HEAD goes out without its body", async () => {
    const response = await fetch(`${await open(echoing)}/a/1`, { method: "HEAD" });
    expect(response.status).toBe(200);
    expect(Number(response.headers.get("content-length"))).toBeGreaterThan(0);
    expect(await response.text()).toBe("");
  });
});

describe("what only the gateway can answer", () => {
  const isAnswered = async (response: Response, status: number, message: string) => {
    expect([response.status, await response.text()]).toEqual([status, JSON.stringify({ message })]);
    expect(response.headers.get("content-type")).toBe("application/json");
  };

  it("is 404 on an unknown path without $default", async () => {
    await isAnswered(await fetch(`${await open(echoing)}/b`), 404, "Not Found");
    expect((await fetch(`${await open(post(echo.arn))}/`, { method: "HEAD" })).status).toBe(404);
  });

  it("is 400 on a path with a broken escape", async () => {
    await isAnswered(await fetch(`${await open(echoing)}/a/%E9%`), 400, "Bad Request");
  });

  it("is 413 on a body over 10 MB, and on one over the 6 MB that a function takes", async () => {
    const url = await open(echoing);
    for (const size of [10 * 1024 * 1024 + 1, 7e6]) {
      const body = Buffer.alloc(size, "a");
      const headers = { "content-type": "text/plain" };
      await isAnswered(
        await fetch(`${url}/a/1`, { method: "POST", headers, body }),
        413,
        "Request Entity Too Large",
      );
    }
  });

  it("is 431 on more than 10,240 bytes of headers", async () => {
    const response = await fetch(`${await open(echoing)}/a/1`, { headers: { "x-long": "a".repeat(10_300) } });
    expect(response.status).toBe(431);
  });

  it("is 429 when the function's cap or the route's throttle is reached", async () => {
    await isAnswered(await ask(post(capped.arn), {}), 429, "Too Many Requests");
    const url = await open({ ...echoing, throttle: { perSecond: 0.001, burst: 2 } });
    const statuses = [];
    for (let count = 0; count < 3; count += 1) statuses.push((await fetch(`${url}/a/1`)).status);
    expect(statuses).toEqual([200, 200, 429]);
  });

  it("is 500 on a function that failed or ran into its own timeout, without its words", async () => {
    await isAnswered(await ask(post(scripted.arn), { fail: true }), 500, "Internal Server Error");
    await isAnswered(await ask(post(brief.arn), { hang: true }), 500, "Internal Server Error");
  });

  it("is 503 when the function did not answer within the integration's timeout", async () => {
    await isAnswered(
      await ask(post(brief.arn, { timeoutMs: 50 }), { hang: true }),
      503,
      "Service Unavailable",
    );
  });
});
