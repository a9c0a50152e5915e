import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { handler } from "../../functions/identity/api.ts";
import { people, secondWays } from "../../functions/identity/records.ts";
import { hmacSha1 } from "../../functions/identity/step-hashes.ts";
import { stepAt, totpOf } from "../../functions/identity/totp.ts";
import { identity as routes } from "../../shared/contract/identity.ts";
import { secondWayChanged } from "../../shared/events/second-ways.ts";
import { Instant } from "../../shared/kernel/time.ts";
import { transact } from "../../shared/store/commit.ts";
import { answerTo } from "../asked.ts";
import type { MailService } from "../mail-service.ts";
import { factsOf } from "../told.ts";
import { givenPerson, later, morning, signedInBy, startCodes, tryCode } from "./given.ts";

let service: MailService;
beforeAll(async () => {
  service = await startCodes();
});
afterAll(() => service.close());

type Mine = "getSecondWays" | "startTotp" | "removeTotp" | "makeRecoveryCodes";

/** A signed-in person and what they do with their own ways in. */
async function signedPerson() {
  const person = await givenPerson();
  const { token } = await signedInBy(service, person.mail);
  return {
    person,
    token,
    ask: (route: Mine, at = morning) => answerTo(handler, routes[route], { at, token }),
    confirm: (code: string, at = morning) =>
      answerTo(handler, routes.confirmTotp, { at, token, body: { code } }),
  };
}

const codeAt = (secret: string, at: string) => totpOf(secret, stepAt(Instant.parse(at)), hmacSha1);
const wrongAt = (secret: string, at: string) => {
  const near = [-30, 0, 30].map((s) => codeAt(secret, new Date(Date.parse(at) + s * 1000).toISOString()));
  return ["000000", "000001", "000002", "000003"].find((code) => !near.includes(code)) ?? "";
};

/** Somebody with an authenticator app, enrolled in the morning. */
async function withApp() {
  const one = await signedPerson();
  const { secret } = (await one.ask("startTotp")).body;
  await one.confirm(codeAt(secret, morning));
  return { ...one, secret: secret as string };
}

describe("an authenticator app", () => {
  it("is no way in before a code of it confirmed it", async () => {
    const { person, ask, confirm } = await signedPerson();
    const { secret, uri } = (await ask("startTotp")).body;
    expect(uri).toBe(
      `otpauth://totp/Linxuan:${encodeURIComponent(person.mail)}?secret=${secret}&issuer=Linxuan&algorithm=SHA1&digits=6&period=30`,
    );
    expect((await tryCode(person.mail, codeAt(secret, morning))).status).toBe(401);
    expect((await confirm(wrongAt(secret, morning))).body.code).toBe("app-code-refused");
    expect((await ask("getSecondWays")).body.totp).toBeNull();
    expect((await confirm(codeAt(secret, morning))).body).toEqual({ since: morning });
    expect((await ask("getSecondWays")).body.totp).toEqual({ since: morning });
  });

  it("is not confirmed where none was begun", async () => {
    const { confirm } = await signedPerson();
    expect((await confirm("123456")).body.code).toBe("app-code-refused");
  });

  it("signs in instead of the mail, also when the phone is half a minute off", async () => {
    const { person, secret } = await withApp();
    for (const [at, shown] of [
      [90, 90],
      [180, 150],
      [240, 270],
    ] as const) {
      const answer = await tryCode(person.mail, codeAt(secret, later(shown)), { at: later(at) });
      expect(answer).toMatchObject({ status: 201, body: { id: person.id } });
    }
    expect((await tryCode(person.mail, codeAt(secret, later(600)), { at: later(661) })).status).toBe(401);
  });

  it("signs in with no code twice: not the confirming one, not one twice at once, none before it", async () => {
    const { person, secret } = await withApp();
    expect((await tryCode(person.mail, codeAt(secret, morning))).status).toBe(401);
    const code = codeAt(secret, later(60));
    const answers = await Promise.all([1, 2].map(() => tryCode(person.mail, code, { at: later(60) })));
    expect(answers.map(({ status }) => status).toSorted()).toEqual([201, 401]);
    expect((await tryCode(person.mail, codeAt(secret, later(30)), { at: later(61) })).status).toBe(401);
  });

  it("is guessed at five times in ten minutes at most", async () => {
    const { person, secret } = await withApp();
    const at = later(600);
    for (let n = 0; n < 5; n++) await tryCode(person.mail, wrongAt(secret, at), { at });
    expect((await tryCode(person.mail, codeAt(secret, at), { at })).status).toBe(401);
    expect((await tryCode(person.mail, codeAt(secret, later(1200)), { at: later(1200) })).status).toBe(201);
  });

  it("is confirmed with five guesses at most", async () => {
    const { ask, confirm } = await signedPerson();
    const { secret } = (await ask("startTotp")).body;
    for (let n = 0; n < 5; n++) await confirm(wrongAt(secret, morning));
    expect((await confirm(codeAt(secret, morning))).status).toBe(429);
  });

  it("is gone when it was removed, and replaced only by one that is confirmed", async () => {
    const { person, secret, ask } = await withApp();
    const next = (await ask("startTotp")).body.secret;
    expect((await tryCode(person.mail, codeAt(next, later(60)), { at: later(60) })).status).toBe(401);
    expect((await tryCode(person.mail, codeAt(secret, later(60)), { at: later(60) })).status).toBe(201);
    expect((await ask("removeTotp")).body).toEqual({ isRemoved: true });
    expect((await tryCode(person.mail, codeAt(secret, later(120)), { at: later(120) })).status).toBe(401);
    expect((await factsOf(secondWayChanged, person.id)).map(({ payload }) => payload.kind)).toEqual([
      "totp-on",
      "totp-off",
    ]);
  });

  it("shows its secret once: in no later answer and no fact", async () => {
    const { person, secret, ask } = await withApp();
    const seen = [(await ask("getSecondWays")).body, await factsOf(secondWayChanged, person.id)];
    expect(JSON.stringify(seen)).not.toContain(secret);
  });

  it("does not let in whoever comes after them under the same address", async () => {
    const { person, secret } = await withApp();
    const held = await people.get({ id: person.id });
    if (!held) throw new Error("the person is gone");
    await transact([people.replace({ ...held, name: "接任者", version: held.version + 1 })]);
    expect((await tryCode(person.mail, codeAt(secret, later(60)), { at: later(60) })).status).toBe(401);
  });

  it("does not let in who comes back after their roles were taken", async () => {
    const { person, secret } = await withApp();
    const held = await people.get({ id: person.id });
    if (!held) throw new Error("the person is gone");
    const stamp = { act: "revoke", who: "system", when: Instant.parse(later(30)), reason: "register" };
    await transact([people.replace({ ...held, stamps: [stamp], version: held.version + 1 })]);
    expect((await tryCode(person.mail, codeAt(secret, later(60)), { at: later(60) })).status).toBe(401);
  });
});

describe("recovery codes", () => {
  it("are ten, each good once, as printed or as people type them", async () => {
    const { person, ask } = await signedPerson();
    const { codes } = (await ask("makeRecoveryCodes")).body as { codes: string[] };
    expect(codes).toHaveLength(10);
    expect(new Set(codes).size).toBe(10);
    for (const code of codes) expect(code).toMatch(/^[0-9A-HJKMNP-TV-Z]{4}(-[0-9A-HJKMNP-TV-Z]{4}){2}$/);
    const [first = "", second = ""] = codes;
    const typed = first.toLowerCase().replaceAll("-", " ").replaceAll("0", "o").replaceAll("1", "l");
    expect((await tryCode(person.mail, typed)).status).toBe(201);
    expect((await tryCode(person.mail, first)).status).toBe(401);
    expect((await tryCode(person.mail, second)).status).toBe(201);
    expect((await ask("getSecondWays")).body.recoveryCodes).toEqual({ since: morning, left: 8 });
  });

  it("are void when new ones are made", async () => {
    const { person, ask } = await signedPerson();
    const [older = ""] = (await ask("makeRecoveryCodes")).body.codes as string[];
    const [newer = ""] = (await ask("makeRecoveryCodes")).body.codes as string[];
    expect((await tryCode(person.mail, older)).status).toBe(401);
    expect((await tryCode(person.mail, newer)).status).toBe(201);
  });

  it("open no other address", async () => {
    const { ask } = await signedPerson();
    const other = await signedPerson();
    const [code = ""] = (await ask("makeRecoveryCodes")).body.codes as string[];
    await other.ask("makeRecoveryCodes");
    expect((await tryCode(other.person.mail, code)).status).toBe(401);
  });

  it("are kept as hashes", async () => {
    const { person, ask } = await signedPerson();
    const { codes } = (await ask("makeRecoveryCodes")).body as { codes: string[] };
    const text = JSON.stringify(await secondWays.get({ mail: person.mail }));
    for (const code of codes)
      for (const one of [code, code.replaceAll("-", "")]) expect(text).not.toContain(one);
  });
});
