import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import * as z from "zod";
import { type RunningCloud, startCloud } from "../../infra/local/cloud.ts";
import { synthesize } from "../../infra/synth.ts";
import { certificate, type Relay, startRelay } from "../relay.ts";

const scratch = mkdtempSync(join(tmpdir(), "linxuan-identity-"));
const assembly = join(scratch, "assembly");
const dir = join(scratch, "kept");
const administrator = "admin@linxuan.example";
const lines: string[] = [];
let relay: Relay;
let cloud: RunningCloud;

/** Identity as the China partition has it: there mail goes through the relay whose password is a secret. */
beforeAll(async () => {
  const only = ["events", "identity"] as const;
  synthesize({
    outdir: assembly,
    region: "cn-north-1",
    stage: "local",
    firstAdministrator: administrator,
    only,
  });
  relay = await startRelay({ tls: "starttls", user: "linxuan", password: "the-password" });
  const secret = {
    ...{ host: "127.0.0.1", port: relay.port, tls: "starttls", ca: certificate },
    ...{ user: "linxuan", password: "the-password" },
  };
  const secrets = new Proxy({}, { get: () => JSON.stringify(secret) });
  cloud = await startCloud({ assembly, dir, secrets, log: (_, line) => lines.push(line) });
});
afterAll(async () => {
  await cloud.close();
  await relay.close();
  rmSync(scratch, { recursive: true, force: true });
});

const post = (path: string, body: object, headers: Record<string, string> = {}) =>
  fetch(`${cloud.url}${path}`, {
    method: "POST",
    headers: { "content-type": "application/json", ...headers },
    body: JSON.stringify(body),
  });

/** Every file in which the cloud keeps something: table, stream, deliveries, dead letters. */
const kept = () =>
  readdirSync(dir, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => readFileSync(join(entry.parentPath, entry.name), "latin1"));

const deadLetters = z.array(z.object({ event: z.record(z.string(), z.unknown()), reason: z.string() }));

/** Digits that stand alone: not in the middle of a hash or an instant. */
const standsIn = (text: string, code: string) => new RegExp(`(?<![0-9a-f])${code}(?![0-9a-f])`).test(text);

const newestCode = () => /\d{6}/.exec(relay.taken.at(-1)?.mail.text ?? "")?.[0] ?? "";

describe("signing in where mail goes through a relay", () => {
  it("works from asking to being told who one is, with a letter that came by TLS and password", async () => {
    const asked = await post("/sign-in/codes", { mail: administrator });
    expect(asked.status).toBe(202);
    await cloud.settle();
    expect(relay.taken).toMatchObject([{ to: [administrator], isSecure: true, user: "linxuan" }]);
    const signed = await post("/sessions", { mail: administrator, code: newestCode() });
    expect(signed.status).toBe(201);
    const cookie = signed.headers.getSetCookie()[0]?.split(";")[0] ?? "";
    const me = await fetch(`${cloud.url}/me`, { headers: { cookie } });
    expect(await me.json()).toMatchObject({ roles: ["administrator"] });
  });

  it("leaves the code in no file of the cloud and in no line of a log", async () => {
    await post("/sign-in/codes", { mail: administrator });
    await cloud.settle();
    const code = newestCode();
    expect(relay.taken.at(-1)?.mail.text).toContain(code);
    expect(kept().some((text) => text.includes(administrator))).toBe(true);
    expect(kept().filter((text) => standsIn(text, code))).toEqual([]);
    expect(lines.filter((line) => standsIn(line, code))).toEqual([]);
    expect(lines.join("")).toContain("code mailed");
  });

  it("leaves no address, password or cookie in a log either", () => {
    const all = lines.join("\n");
    for (const secret of [administrator, "the-password", "__Host-"]) expect(all).not.toContain(secret);
  });

  it("answers an address that nobody has in the same way, and writes to nobody", async () => {
    const before = relay.taken.length;
    const asked = await post("/sign-in/codes", { mail: "nobody@linxuan.example" });
    expect(await asked.json()).toEqual({ isAsked: true, validSeconds: 600 });
    expect(asked.status).toBe(202);
    await cloud.settle();
    expect(relay.taken).toHaveLength(before);
  });

  it("ends in the dead-letter queue, without any code, when the relay lets nobody in", async () => {
    relay.refuse("mail", 530);
    await post("/sign-in/codes", { mail: administrator });
    await cloud.settle();
    const dead = deadLetters.parse(await (await fetch(`${cloud.url}/_local/dlq`)).json());
    expect(dead).toMatchObject([
      { event: { mail: administrator, language: "zh-CN" }, reason: "MailFailed: EENVELOPE 530" },
    ]);
    expect(Object.keys(dead[0]?.event ?? {}).toSorted()).toEqual([
      "askedAt",
      "correlationId",
      "language",
      "mail",
    ]);
    relay.refuse(undefined);
    const before = relay.taken.length;
    await fetch(`${cloud.url}/_local/dlq/redrive`, { method: "POST" });
    await cloud.settle();
    expect(relay.taken).toHaveLength(before + 1);
    expect((await post("/sessions", { mail: administrator, code: newestCode() })).status).toBe(201);
  });
});
