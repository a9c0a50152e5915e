import { randomBytes } from "node:crypto";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { applications } from "../../shared/contract/applications.ts";
import { identity } from "../../shared/contract/identity.ts";
import { rounds } from "../../shared/contract/rounds.ts";
import { uploads } from "../../shared/contract/uploads.ts";
import { cast2021 } from "../../shared/programme/cast-2021.ts";
import { callerOf } from "./caller.ts";
import { hashOf, type Ready } from "./given.ts";
import { type Running, startPrepared } from "./running.ts";
import { submit } from "./storm.ts";
import { uploadFile } from "./upload.ts";

let running: Running;
beforeAll(async () => {
  running = await startPrepared({ societies: 4 });
});
afterAll(() => running.close());

/** The partitions that the API's writes touch or check while an applicant saves, uploads and submits. */
async function touchedBy(ready: Ready): Promise<Set<string>> {
  const { url, cloud } = running;
  const { application, filler } = ready;
  const client = callerOf(url, applications, filler);
  const { sections } = await client.getApplication({ params: { id: application.id } });
  const [section] = sections;
  cloud.front.record();
  if (section) {
    const { key, content, version } = section;
    await client.saveDraft({ params: { id: application.id, key }, body: { version, content } });
  }
  await uploadFile(url, ready, { kind: "stamped", format: "pdf", bytes: Buffer.from("%PDF-1.7") });
  await submit(url, ready, `keys-${application.id}`);
  const writes = cloud.front
    .calls()
    .filter(({ function: name, action }) => name.endsWith("-api") && action === "TransactWriteItems");
  return new Set(writes.flatMap(({ accesses }) => accesses.flatMap(({ keys }) => keys)));
}

describe("what two applicants write", () => {
  it("has no item in common, not even one that is only checked", async () => {
    const [one, other] = running.ready;
    if (!one || !other) throw new Error("two societies were to be prepared");
    const first = await touchedBy(one);
    const second = await touchedBy(other);
    expect(first.size).toBeGreaterThan(4);
    expect([...first].filter((key) => second.has(key))).toEqual([]);
  });
});

describe("a store that stays too busy", () => {
  it("is told as unavailable, changes nothing, and the same key brings the answer later", async () => {
    const { url, control, ready } = running;
    const [, , one] = ready;
    if (!one) throw new Error("three societies were to be prepared");
    await control.disturb({ store: { seed: 1, throttle: 1 } });
    await expect(submit(url, one, "busy")).rejects.toMatchObject({
      refusal: { status: 503, code: "unavailable" },
    });
    await control.disturb({ store: { seed: 1, conflict: 1 } });
    await expect(submit(url, one, "busy")).rejects.toMatchObject({
      refusal: { status: 503, code: "unavailable" },
    });
    await control.disturb({});
    const { application } = await callerOf(url, applications, one.filler).getApplication({
      params: { id: one.application.id },
    });
    expect(application).toEqual(one.application);
    expect(await submit(url, one, "busy")).toMatchObject({ state: "SUBMITTED", submissions: 1 });
  });
});

/** A write of some service: what it is asked with, and what then exists of it. */
interface Act {
  ask: (key: string, isOther: boolean) => Promise<unknown>;
  existing: () => Promise<number>;
}

const acts: Record<string, () => Act> = {
  "a round that is drafted": () => {
    const officer = callerOf(running.url, rounds, running.officer);
    const version = 1000 + Math.floor(Math.random() * 1e6);
    const definition = (isOther: boolean) => ({ ...cast2021, version: isOther ? version + 1 : version });
    return {
      ask: (key, isOther) => officer.createRound({ body: { definition: definition(isOther) }, key }),
      existing: async () => {
        const { items } = await officer.listRounds({ query: { limit: 1000 } });
        return items.filter(({ definitionVersion }) => definitionVersion === version).length;
      },
    };
  },
  "an account that is opened": () => {
    const administrator = callerOf(running.url, identity, running.administrator);
    const mail = `officer-${randomBytes(6).toString("hex")}@umbrella.example`;
    const name = (isOther: boolean) => (isOther ? "另一位" : "一位");
    return {
      ask: (key, isOther) =>
        administrator.grantRole({ body: { mail, name: name(isOther), roles: ["officer"] }, key }),
      existing: async () => {
        const { items } = await administrator.listPeople({ query: { limit: 1000 } });
        return items.filter((one) => one.mail === mail).length;
      },
    };
  },
  "a file that is declared": () => {
    const [, , , one] = running.ready;
    if (!one) throw new Error("four societies were to be prepared");
    const params = { id: one.application.id };
    const filler = callerOf(running.url, uploads, one.filler);
    const name = `${randomBytes(6).toString("hex")}.pdf`;
    const body = { kind: "stamped", name, bytes: 5, sha256: hashOf(Buffer.from("%PDF-")) };
    return {
      ask: (key, isOther) =>
        filler.presignUpload({ params, body: isOther ? { ...body, bytes: 6 } : body, key }),
      existing: async () => {
        const { items } = await filler.listUploads({ params });
        return items.filter((upload) => upload.name === name).length;
      },
    };
  },
};

const newKey = () => randomBytes(12).toString("hex");

describe.each(Object.entries(acts))("%s", (_, given) => {
  beforeAll(async () => {
    await running.control.disturb({ store: { seed: 3, conflict: 0.1, throttle: 0.05, lost: 0.2 } });
  });

  it("again under the same key is the first answer, and under another body a refusal", async () => {
    const { ask, existing } = given();
    const key = newKey();
    const first = await ask(key, false);
    expect(await ask(key, false)).toEqual(first);
    await expect(ask(key, true)).rejects.toMatchObject({
      refusal: { status: 422, code: "idempotency-mismatch" },
    });
    expect(await existing()).toBe(1);
  });

  it("at the same moment under one key has one effect, and one answer for both", async () => {
    const { ask, existing } = given();
    const key = newKey();
    const [one, other] = await Promise.all([ask(key, false), ask(key, false)]);
    expect(one).toEqual(other);
    expect(await existing()).toBe(1);
  });
});
