import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from "vitest";
import { certificate, type Relay, startRelay } from "../relay.ts";
import { type Secrets, startSecrets } from "../relay-secret.ts";

let secrets: Secrets;
beforeAll(async () => {
  secrets = await startSecrets();
});
afterAll(() => secrets.close());

let relay: Relay | undefined;
// A container reads the secret once: each test is a container of its own.
beforeEach(() => vi.resetModules());
afterEach(() => relay?.close());

const letter = {
  letterId: "ltr_0123456789abcdef",
  to: "filler@society.example",
  subject: "【遴选平台】申报已提交：中国煤炭学会",
  text: "欧阳娜娜，您好：\n\n回执编号：CAST-2021/A-01/1 <请保存>",
  language: "zh-CN" as const,
  correlationId: "the-request",
};

async function send(more: Partial<typeof letter> = {}): Promise<string> {
  const { sendMail } = await import("../../shared/runtime/mail.ts");
  return sendMail({ ...letter, ...more });
}
/** What a refused letter throws: what it is about, and its name. */
const failure = () =>
  send().then(
    () => "sent",
    (cause: { about: string; code: string; message: string }) => `${cause.about}: ${cause.message}`,
  );
const settings = (more: object) => JSON.stringify({ host: "127.0.0.1", port: relay?.port, ...more });

describe("a letter through the relay", () => {
  it("arrives whole: Chinese subject, text and HTML, its Letter-Id, its request's id", async () => {
    relay = await startRelay({ tls: "none" });
    secrets.set(settings({ tls: "none" }));
    await send();
    const [taken] = relay.taken;
    expect(taken?.to).toEqual(["filler@society.example"]);
    expect(taken?.mail).toMatchObject({
      subject: letter.subject,
      from: { name: "遴选平台", address: "no-reply@linxuan.example" },
    });
    expect(taken?.mail.text?.replaceAll("\r\n", "\n").trim()).toBe(letter.text);
    expect(taken?.mail.html).toContain("回执编号：CAST-2021/A-01/1 &lt;请保存&gt;");
    const headers = Object.fromEntries(taken?.mail.headers.map(({ key, value }) => [key, value]) ?? []);
    expect(headers).toMatchObject({
      "letter-id": letter.letterId,
      "correlation-id": "the-request",
      "content-language": "zh-CN",
    });
  });

  it("is recorded under the Message-ID that its reader sees, the same on every attempt", async () => {
    relay = await startRelay({ tls: "none" });
    secrets.set(settings({ tls: "none" }));
    const ids = [await send(), await send()];
    expect(ids).toEqual(["<ltr_0123456789abcdef@linxuan.example>", "<ltr_0123456789abcdef@linxuan.example>"]);
    expect(relay.taken.map(({ mail }) => mail.messageId)).toEqual(ids);
  });

  it("goes to one reader, whatever the address looks like", async () => {
    relay = await startRelay({ tls: "none" });
    secrets.set(settings({ tls: "none" }));
    await send({ to: "o'neill+linxuan@society.example" });
    expect(relay.taken[0]?.to).toEqual(["o'neill+linxuan@society.example"]);
    expect(relay.taken[0]?.mail.to).toHaveLength(1);
  });
});

describe("the way to the relay", () => {
  it("is secured from the first byte where the secret says so, with its user and password", async () => {
    relay = await startRelay({ tls: "implicit", user: "linxuan", password: "秘密-1" });
    secrets.set(settings({ tls: "implicit", user: "linxuan", password: "秘密-1", ca: certificate }));
    await send();
    expect(relay.taken).toMatchObject([{ isSecure: true, user: "linxuan" }]);
  });

  it("is secured by STARTTLS where the secret says so", async () => {
    relay = await startRelay({ tls: "starttls", user: "linxuan", password: "p" });
    secrets.set(settings({ tls: "starttls", user: "linxuan", password: "p", ca: certificate }));
    await send();
    expect(relay.taken).toMatchObject([{ isSecure: true, user: "linxuan" }]);
  });

  it("carries neither letter nor password to a relay that does not offer the STARTTLS asked for", async () => {
    relay = await startRelay({ tls: "none", user: "linxuan", password: "p" });
    secrets.set(settings({ tls: "starttls", user: "linxuan", password: "p", ca: certificate }));
    expect(await failure()).toMatch(/^service: ETLS/);
    expect(relay.taken).toEqual([]);
  });

  it("carries nothing to a relay whose certificate nobody vouches for", async () => {
    relay = await startRelay({ tls: "implicit" });
    secrets.set(settings({ tls: "implicit" }));
    expect(await failure()).toMatch(/^service: /);
    expect(relay.taken).toEqual([]);
  });

  it("is found again with a new password, once the old one was refused", async () => {
    relay = await startRelay({ tls: "none", user: "linxuan", password: "old" });
    secrets.set(settings({ tls: "none", user: "linxuan", password: "old" }));
    await send();
    relay.expect("new");
    expect(await failure()).toBe("service: EAUTH 535");
    secrets.set(settings({ tls: "none", user: "linxuan", password: "new" }));
    await send();
    expect(relay.taken).toHaveLength(2);
  });

  it("is looked up once for many letters", async () => {
    relay = await startRelay({ tls: "none" });
    secrets.set(settings({ tls: "none" }));
    const before = secrets.reads();
    for (let n = 0; n < 3; n++) await send();
    expect(secrets.reads() - before).toBe(1);
    expect(relay.connections()).toBe(3);
  });
});

describe("a relay that refuses", () => {
  it.each([
    ["the reader's address for good", "rcpt", 550, "address: EENVELOPE 550"],
    ["the reader's address for now", "rcpt", 450, "service: EENVELOPE 450"],
    ["the letter for good", "data", 554, "letter: EMESSAGE 554"],
    ["the letter for now", "data", 451, "service: EMESSAGE 451"],
    ["the sender, which is no fault of the letter", "mail", 550, "service: EENVELOPE 550"],
  ] as const)("%s says so, and names nobody", async (_, at, code, said) => {
    relay = await startRelay({ tls: "none" });
    secrets.set(settings({ tls: "none" }));
    relay.refuse(at, code);
    expect(await failure()).toBe(said);
    relay.refuse(undefined);
    await send();
    expect(relay.taken).toHaveLength(1);
  });

  it("by not being there leaves the letter to be sent later", async () => {
    relay = await startRelay({ tls: "none" });
    secrets.set(settings({ tls: "none" }));
    await relay.close();
    expect(await failure()).toMatch(/^service: E/);
  });
});

describe("a secret that is wrong", () => {
  const password = "hunter2";
  it.each([
    ["no JSON", `host=relay password=${password}`, "service: the secret is no JSON"],
    ["not one of a relay", JSON.stringify({ password }), "service: the secret is wrong: host"],
    [
      "unsure about TLS",
      JSON.stringify({ host: "h", port: 25, secure: false, password }),
      "service: the secret is wrong: tls",
    ],
  ])("is told of without a word of it: %s", async (_, text, said) => {
    secrets.set(text);
    const told = await failure();
    expect(told).toContain(said);
    expect(told).not.toContain(password);
  });

  it("is told of when there is none", async () => {
    secrets.set(undefined);
    expect(await failure()).toBe("service: ResourceNotFoundException");
  });
});
