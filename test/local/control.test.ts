import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { PutItemCommand } from "@aws-sdk/client-dynamodb";
import nodemailer from "nodemailer";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { type Bus, type BusEvent, createBus } from "../../infra/local/bus.ts";
import { openClock } from "../../infra/local/clock.ts";
import { createControl } from "../../infra/local/control.ts";
import type { Faults } from "../../infra/local/disturbance.ts";
import { type Store, startStore, storeClient } from "../../infra/local/dynamodb.ts";
import { type Mailbox, openMailbox } from "../../infra/local/mailbox.ts";
import type { Invocation } from "../../infra/local/model.ts";
import { matches } from "../../infra/local/pattern.ts";
import { openQueues } from "../../infra/local/queues.ts";
import { createSchedules } from "../../infra/local/schedules.ts";
import type { StreamRecord } from "../../infra/local/stream-record.ts";
import { createStreams, type Streams } from "../../infra/local/streams.ts";
import { functionArn, givenCloud, queueArn, table } from "./cloud-fixture.ts";

const targetOf = (name: string) => ({
  arn: functionArn(name),
  deadLetterArn: undefined,
  retries: 2,
  input: undefined,
});
/** `other` is the relay on the stream; `listener` hears the clock and the bus. */
const cloud = givenCloud({
  rules: [
    {
      name: "tick",
      busName: "default",
      pattern: undefined,
      schedule: "rate(5 minutes)",
      targets: [targetOf("listener")],
    },
    {
      name: "hear",
      busName: "linxuan",
      pattern: { source: ["test"] },
      schedule: undefined,
      targets: [targetOf("listener")],
    },
  ],
  mappings: [
    {
      functionArn: functionArn("other"),
      tableName: table.name,
      batchSize: 10,
      filters: [],
      bisects: true,
      retries: 0,
      reportsItemFailures: true,
      deadLetterArn: queueArn,
    },
  ],
});

const fine: Invocation = { outcome: "returned", value: {} };
const broken: Invocation = { outcome: "failed", errorType: "TypeError", message: "no such field" };

let store: Store;
let bus: Bus;
let streams: Streams;
let mailbox: Mailbox;
let server: Server;
let heard: BusEvent[];
let isBroken: boolean;
let disturbed: Faults[];

beforeEach(async () => {
  heard = [];
  isBroken = false;
  disturbed = [];
  store = await startStore({ memory: true, tables: [table] });
  const queues = openQueues({ queues: cloud.queues });
  const clock = openClock();
  mailbox = openMailbox({ clock });
  const invoke = async (arn: string, event: unknown): Promise<Invocation> => {
    if (isBroken) return broken;
    if (arn === functionArn("listener")) {
      heard.push(event as BusEvent);
      return fine;
    }
    for (const { dynamodb } of (event as { Records: StreamRecord[] }).Records) {
      bus.put({ bus: "linxuan", source: "test", detailType: "written", detail: dynamodb.Keys });
    }
    return fine;
  };
  bus = createBus({ cloud, queues, clock, matches, deliver: invoke, retryDelayMs: () => 1 });
  streams = createStreams({ cloud, storeUrl: store.url, invoke, matches, queues });
  const schedules = createSchedules({ cloud, clock, tick: bus.tick });
  const accounts = async () => [{ name: "张三 <officer>", mail: "officer@cast.example", roles: ["officer"] }];
  const openapi = async () => ({ paths: { "/rounds": { post: { operationId: "publishRound" } } } });
  const disturb = (faults: Faults) => void disturbed.push(faults);
  const control = createControl({
    clock,
    schedules,
    streams,
    bus,
    queues,
    mailbox,
    accounts,
    operator: { AWS_REGION: "eu-west-1", LINXUAN_TABLE: "it's" },
    openapi,
    grants: () => [],
    refusals: () => [],
    disturb,
  });
  server = createServer(control.handle);
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
});
afterEach(async () => {
  server.close();
  server.closeAllConnections();
  await streams.close();
  await bus.close();
  await store.close();
});

const ask = (path: string, init: RequestInit = {}) =>
  fetch(`http://127.0.0.1:${(server.address() as AddressInfo).port}${path}`, init);
const post = (path: string, body?: unknown) =>
  ask(path, { method: "POST", ...(body !== undefined && { body: JSON.stringify(body) }) });
const write = (key: string) =>
  storeClient(store.url).send(
    new PutItemCommand({ TableName: table.name, Item: { pk: { S: key }, sk: { S: "-" } } }),
  );

describe("the clock", () => {
  test("a jump fires each schedule once, at the new instant, before it is answered", async () => {
    const answer = await ask("/_local/clock", {
      method: "PUT",
      body: JSON.stringify({ now: "2021-10-20T17:00:00+08:00" }),
    });
    expect(await answer.json()).toEqual({ now: expect.stringMatching(/^2021-10-20T09:00:/) });
    expect(heard).toMatchObject([
      {
        source: "aws.events",
        "detail-type": "Scheduled Event",
        detail: {},
        time: expect.stringMatching(/^2021-10-20T09:00:/),
      },
    ]);
  });

  test("what is no instant is refused and moves nothing", async () => {
    for (const body of ["", "{", '{"now":"tomorrow"}', '{"now":"2021-10-20T17:00:00"}']) {
      expect((await ask("/_local/clock", { method: "PUT", body })).status).toBe(400);
    }
    expect(heard).toEqual([]);
  });
});

describe("waiting for quiet", () => {
  test("ends when a write has come through the stream and the bus to its listener", async () => {
    await write("a");
    await post("/_local/idle");
    expect(heard).toMatchObject([{ "detail-type": "written", detail: { pk: { S: "a" } } }]);
  });
});

describe("dead letters", () => {
  test("of the stream and of the bus are seen with their reason, and gone when redriven", async () => {
    isBroken = true;
    await write("a");
    await post("/_local/idle");
    bus.put({ bus: "linxuan", source: "test", detailType: "direct", detail: {} });
    await post("/_local/idle");
    const dead = await (await ask("/_local/dlq")).json();
    expect(dead).toMatchObject([
      {
        source: "stream of linxuan-test",
        functionArn: functionArn("other"),
        reason: "TypeError: no such field",
      },
      { source: "rule hear", functionArn: functionArn("listener"), attempts: 3 },
    ]);
    isBroken = false;
    expect(await (await post("/_local/dlq/redrive")).json()).toEqual({ redriven: 2, left: 0 });
    expect(heard.map((event) => event["detail-type"]).toSorted()).toEqual(["direct", "written"]);
  });

  test("that fail again are there again; only those named are taken", async () => {
    isBroken = true;
    for (const detail of [{ n: 1 }, { n: 2 }])
      bus.put({ bus: "linxuan", source: "test", detailType: "direct", detail });
    await post("/_local/idle");
    const [first] = (await (await ask("/_local/dlq")).json()) as { id: string }[];
    expect(await (await post("/_local/dlq/redrive", { ids: [first?.id] })).json()).toEqual({
      redriven: 1,
      left: 2,
    });
  });
});

describe("disturbances", () => {
  const put = (faults: unknown) => ask("/_local/faults", { method: "PUT", body: JSON.stringify(faults) });

  test("are set from outside, and a rate that is none is refused", async () => {
    expect((await put({ store: { seed: 1, conflict: 0.1, lost: 0.05 } })).status).toBe(200);
    expect((await put({ store: { seed: 1, conflict: 2 } })).status).toBe(400);
    expect(disturbed).toEqual([{ store: { seed: 1, conflict: 0.1, lost: 0.05 } }]);
  });
});

describe("the inbox", () => {
  const take = (subject: string) =>
    mailbox.take({
      raw: Buffer.from(`From: a@example.org\r\nTo: Officer@cast.example\r\nSubject: ${subject}\r\n\r\nhello`),
      recipients: [],
      configurationSet: null,
    });

  test("behind a letter holds what came after it, and who is there before the next one waits for it", async () => {
    const first = await take("one");
    const second = await take("two");
    const behind = (id: string) =>
      ask(`/_local/inbox?to=officer@cast.example&after=${id}`).then((answer) => answer.json());
    expect(await behind(first.id)).toMatchObject([{ id: second.id, subject: "two" }]);
    const waiting = behind(second.id);
    const third = await take("three");
    expect(await waiting).toMatchObject([{ id: third.id, subject: "three" }]);
  });
});

describe("the pages", () => {
  test("show letters and accounts as JSON to a script and as HTML, escaped, to a person", async () => {
    const composer = nodemailer.createTransport({ streamTransport: true, buffer: true });
    const { message } = await composer.sendMail({
      from: "noreply@example.org",
      to: "officer@cast.example",
      subject: "<b>您的登录验证码</b>",
      text: "Your sign-in code is: 123456",
    });
    const { id } = await mailbox.take({ raw: message as Buffer, recipients: [], configurationSet: null });
    const listed = await (await ask("/_local/inbox?to=officer@cast.example")).json();
    expect(listed).toMatchObject([{ to: "officer@cast.example", letter: null, code: "123456" }]);
    expect(await (await ask("/_local/inbox?to=nobody@cast.example")).json()).toEqual([]);

    const person = { headers: { accept: "text/html" } };
    expect(await (await ask("/_local/inbox", person)).text()).toContain("&lt;b&gt;您的登录验证码&lt;/b&gt;");
    expect(await (await ask(`/_local/inbox/${id}`, person)).text()).toContain("Your sign-in code is: 123456");
    expect(await (await ask("/_local/accounts", person)).text()).toContain("张三 &lt;officer&gt;");
    expect(await (await ask("/_local/api", person)).text()).toContain("publishRound");
    expect(await (await ask("/_local/", person)).text()).toContain("收件箱");
    expect(await (await ask("/_local/accounts")).json()).toMatchObject([{ mail: "officer@cast.example" }]);
  });

  test("give the operator's environment to a shell, whatever stands in it", async () => {
    const lines = await (await ask("/_local/operator")).text();
    expect(lines).toBe("export AWS_REGION='eu-west-1'\nexport LINXUAN_TABLE='it'\\''s'\n");
  });

  test("are closed to other sites", async () => {
    const foreign = { headers: { origin: "http://elsewhere.example" } };
    expect((await ask("/_local/dlq/redrive", { method: "POST", ...foreign })).status).toBe(403);
  });

  test("an unknown one is a problem that names those there are", async () => {
    const answer = await ask("/_local/nothing");
    expect(answer.status).toBe(404);
    expect(await answer.json()).toMatchObject({
      code: "not-found",
      detail: expect.stringContaining("/_local/inbox"),
    });
  });
});
