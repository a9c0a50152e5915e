import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { DynamoDBClient, GetItemCommand } from "@aws-sdk/client-dynamodb";
import { EventBridgeClient, PutEventsCommand, type PutEventsRequestEntry } from "@aws-sdk/client-eventbridge";
import { GetSecretValueCommand, SecretsManagerClient } from "@aws-sdk/client-secrets-manager";
import { SESClient, SendRawEmailCommand } from "@aws-sdk/client-ses";
import nodemailer from "nodemailer";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type Bus, createBus } from "../../infra/local/bus.ts";
import { type Store, startStore } from "../../infra/local/dynamodb.ts";
import { createFront, type Front } from "../../infra/local/dynamodb-front.ts";
import { createEndpoint, type Endpoint } from "../../infra/local/endpoint.ts";
import { isAllowed } from "../../infra/local/iam.ts";
import { type Mailbox, openMailbox } from "../../infra/local/mailbox.ts";
import { matches } from "../../infra/local/pattern.ts";
import { openQueues } from "../../infra/local/queues.ts";
import { accountId, allow, busArn, functionArn, givenCloud, region, table } from "./cloud-fixture.ts";

const secretArn = `arn:aws:secretsmanager:${region}:${accountId}:secret:smtp-AbCdEf`;
const target = { arn: functionArn("listener"), deadLetterArn: undefined, retries: 0, input: undefined };
const cloud = givenCloud({
  secrets: [{ name: "smtp", arn: secretArn }],
  rules: [
    {
      name: "own",
      busName: "linxuan",
      pattern: { source: ["linxuan.rounds"] },
      schedule: undefined,
      targets: [target],
    },
    {
      name: "mail",
      busName: "default",
      pattern: { source: ["aws.ses"] },
      schedule: undefined,
      targets: [target],
    },
  ],
});
const sesArn = (what: string) => `arn:aws:ses:${region}:${accountId}:${what}`;
const statements = [
  allow(["events:PutEvents"], [busArn]),
  allow(["ses:SendRawEmail"], [sesArn("identity/example.org"), sesArn("configuration-set/linxuan")]),
  allow(["secretsmanager:GetSecretValue"], [secretArn]),
];
const callers: Record<string, { statements: typeof statements }> = {
  GRANTED: { statements },
  BARE: { statements: [] },
};

let store: Store;
let front: Front;
let bus: Bus;
let mailbox: Mailbox;
let endpoint: Endpoint;
let server: Server;
const heard: { "detail-type": string; detail: Record<string, unknown> }[] = [];

beforeAll(async () => {
  store = await startStore({ memory: true, tables: [table] });
  const queues = openQueues({ queues: cloud.queues });
  const clock = { now: () => new Date("2021-09-30T09:00:00.000Z"), set: () => {} };
  front = createFront({ cloud, storeUrl: store.url, isAllowed });
  mailbox = openMailbox({ clock });
  const invoke = async (_: string, event: unknown) => {
    heard.push(event as (typeof heard)[number]);
    return { outcome: "returned", value: null } as const;
  };
  bus = createBus({ cloud, queues, clock, matches, deliver: invoke });
  endpoint = createEndpoint({
    cloud,
    credentialOf: (key) => {
      const found = callers[key];
      const arn = `arn:aws:sts::${accountId}:assumed-role/${key}/${key}`;
      return found && { secretAccessKey: `secret of ${key}`, caller: { name: key, arn, ...found } };
    },
    isAllowed,
    front,
    bus,
    mailbox,
    queues,
    invoke,
    secretOf: (name) => `text of ${name}`,
  });
  server = createServer(endpoint.handle);
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
});
afterAll(async () => {
  server.close();
  server.closeAllConnections();
  front.close();
  await store.close();
});

const as = (accessKeyId: string, secretAccessKey = `secret of ${accessKeyId}`) => ({
  endpoint: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
  region,
  maxAttempts: 1,
  credentials: { accessKeyId, secretAccessKey },
});

const composer = nodemailer.createTransport({ streamTransport: true, buffer: true });
async function sendTo(to: string, { from = "noreply@example.org", key = "GRANTED" } = {}) {
  const { message } = await composer.sendMail({
    from: `遴选平台 <${from}>`,
    to,
    subject: "【遴选平台】登录验证码",
    text: "您的登录验证码是：042137\n\n10 分钟内有效",
    html: "<p>您的登录验证码是：042137</p>",
    headers: { "Letter-Id": "ltr_1" },
  });
  const Data = message as Buffer;
  return new SESClient(as(key)).send(
    new SendRawEmailCommand({ Destinations: [to], RawMessage: { Data }, ConfigurationSetName: "linxuan" }),
  );
}

describe("a signature", () => {
  const get = new GetItemCommand({ TableName: table.name, Key: { pk: { S: "a" }, sk: { S: "b" } } });

  test("of an unknown key or with a wrong secret is refused in each service's form", async () => {
    await expect(new DynamoDBClient(as("NOBODY")).send(get)).rejects.toMatchObject({
      name: "UnrecognizedClientException",
    });
    await expect(new DynamoDBClient(as("GRANTED", "guessed")).send(get)).rejects.toMatchObject({
      name: "InvalidSignatureException",
    });
    const mail = new SendRawEmailCommand({ RawMessage: { Data: Buffer.from("x") } });
    await expect(new SESClient(as("GRANTED", "guessed")).send(mail)).rejects.toMatchObject({
      name: "SignatureDoesNotMatch",
    });
  });

  test("says who calls: without a grant the store refuses", async () => {
    await expect(new DynamoDBClient(as("GRANTED")).send(get)).rejects.toMatchObject({
      name: "AccessDeniedException",
      message: expect.stringContaining(
        "assumed-role/GRANTED/GRANTED is not authorized to perform: dynamodb:GetItem",
      ),
    });
  });
});

describe("PutEvents", () => {
  const entry = (overrides: Partial<PutEventsRequestEntry> = {}): PutEventsRequestEntry => ({
    EventBusName: "linxuan",
    Source: "linxuan.rounds",
    DetailType: "round.opened.v1",
    Detail: JSON.stringify({ id: "rnd_1" }),
    ...overrides,
  });
  const put = (Entries: PutEventsRequestEntry[], key = "GRANTED") =>
    new EventBridgeClient(as(key)).send(new PutEventsCommand({ Entries }));

  test("is refused without the grant, and on a bus that is not granted", async () => {
    await expect(put([entry()], "BARE")).rejects.toMatchObject({ name: "AccessDeniedException" });
    await expect(put([entry({ EventBusName: "default" })])).rejects.toMatchObject({
      name: "AccessDeniedException",
    });
  });

  test("refuses eleven entries, and more than 256 KB", async () => {
    await expect(put(Array.from({ length: 11 }, () => entry()))).rejects.toMatchObject({
      name: "ValidationException",
    });
    const Detail = JSON.stringify({ text: "x".repeat(200_000) });
    await expect(put([entry({ Detail }), entry({ Detail })])).rejects.toMatchObject({
      name: "ValidationException",
    });
  });

  test("takes the good entries and names the bad one", async () => {
    const answer = await put([entry(), entry({ Detail: "not JSON" })]);
    expect(answer.FailedEntryCount).toBe(1);
    expect(answer.Entries?.map(({ ErrorCode }) => ErrorCode)).toEqual([undefined, "MalformedDetail"]);
    await bus.idle();
    expect(heard.filter((one) => one["detail-type"] === "round.opened.v1")).toHaveLength(1);
  });

  test("can be made to fail for single entries", async () => {
    endpoint.disturbEvents({ seed: 3, rate: 0.5 });
    const answer = await put(Array.from({ length: 10 }, () => entry()));
    endpoint.disturbEvents(undefined);
    expect(answer.FailedEntryCount).toBeGreaterThan(0);
    expect(answer.FailedEntryCount).toBeLessThan(10);
  });
});

describe("SES", () => {
  test("keeps the letter, whole, with its code", async () => {
    const { MessageId } = await sendTo("office@society.example");
    expect(mailbox.inbox("Office@society.example")).toEqual([
      {
        id: MessageId,
        to: "office@society.example",
        letter: "ltr_1",
        subject: "【遴选平台】登录验证码",
        code: "042137",
        text: expect.stringContaining("10 分钟内有效"),
        html: expect.stringContaining("<p>"),
        at: "2021-09-30T09:00:00.000Z",
      },
    ]);
  });

  test("is refused for another identity, and without the grant", async () => {
    const denied = {
      name: "AccessDenied",
      message: expect.stringContaining("not authorized to perform `ses:SendRawEmail'"),
    };
    await expect(sendTo("a@b.example", { from: "noreply@elsewhere.example" })).rejects.toMatchObject(denied);
    await expect(sendTo("a@b.example", { key: "BARE" })).rejects.toMatchObject(denied);
    expect(mailbox.inbox("a@b.example")).toEqual([]);
  });

  test("an address that bounces or complains is an event on the default bus", async () => {
    await sendTo("bounce-1@society.example");
    await sendTo("complaint@society.example");
    await bus.idle();
    const events = heard.filter(({ detail }) => detail.eventType !== undefined);
    const about = (detailType: string) =>
      events.filter((one) => one["detail-type"] === detailType).map(({ detail }) => detail);
    expect(about("Email Bounced")).toMatchObject([
      {
        eventType: "Bounce",
        bounce: {
          bounceType: "Permanent",
          bouncedRecipients: [{ emailAddress: "bounce-1@society.example" }],
        },
      },
    ]);
    expect(about("Email Complaint Received")).toMatchObject([
      { complaint: { complainedRecipients: [{ emailAddress: "complaint@society.example" }] } },
    ]);
  });
});

describe("a secret", () => {
  const get = new GetSecretValueCommand({ SecretId: secretArn });
  test("is read by who may, and by nobody else", async () => {
    expect((await new SecretsManagerClient(as("GRANTED")).send(get)).SecretString).toBe("text of smtp");
    await expect(new SecretsManagerClient(as("BARE")).send(get)).rejects.toMatchObject({
      name: "AccessDeniedException",
    });
  });
});
