import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { handler } from "../../functions/identity/api.ts";
import { openSessions, people } from "../../functions/identity/records.ts";
import { hmacSha1 } from "../../functions/identity/step-hashes.ts";
import { stepAt, totpOf } from "../../functions/identity/totp.ts";
import { versionInForce } from "../../shared/consent/in-force.ts";
import { identity as routes } from "../../shared/contract/identity.ts";
import { problems } from "../../shared/contract/problems.ts";
import { Instant } from "../../shared/kernel/time.ts";
import { hashToken } from "../../shared/runtime/actor.ts";
import { sha256Of } from "../../shared/runtime/sha256.ts";
import { transact } from "../../shared/store/commit.ts";
import { sessions } from "../../shared/store/published/sessions.ts";
import { answerTo } from "../asked.ts";
import { onceKey, signedIn } from "../given.ts";
import type { MailService } from "../mail-service.ts";
import {
  accept,
  askCode,
  codeIn,
  givenPerson,
  later,
  morning,
  newMail,
  newSource,
  signedInBy,
  signedInOnly,
  startCodes,
  textRead,
  tokenIn,
  tryCode,
} from "./given.ts";
import { readOut, registered, staffed } from "./given-society.ts";

let service: MailService;
beforeAll(async () => {
  service = await startCodes();
});
afterAll(() => service.close());

const me = (token: string, at = morning) => answerTo(handler, routes.getMe, { at, token });
/** Something that only who has accepted is served. */
const ways = (token: string, at = morning) => answerTo(handler, routes.getSecondWays, { at, token });
const withdraw = (token: string, { at = later(60), headers = onceKey() } = {}) =>
  answerTo(handler, routes.withdrawConsent, { at, token, headers });

/** What is recorded of a person's consent, oldest first. */
async function recorded(personId: string) {
  const { token } = await signedIn("supervisor");
  const { body } = await answerTo(handler, routes.listConsents, {
    at: morning,
    token,
    query: { limit: "1000" },
  });
  return body.items.filter((one: { personId: string }) => one.personId === personId).toReversed();
}

describe("who has not accepted the consent text", () => {
  it("is refused with what to do next, and may see who they are and sign out", async () => {
    const { mail } = await givenPerson();
    const { token, body } = await signedInOnly(service, mail);
    expect(body.hasConsented).toBe(false);
    const refused = await ways(token);
    expect(refused).toMatchObject({
      status: 403,
      body: {
        code: "consent-required",
        textVersion: versionInForce,
        detail: problems["consent-required"].next.zh,
      },
    });
    expect((await me(token)).body).toMatchObject({ hasConsented: false });
    const out = await answerTo(handler, routes.signOut, { at: morning, token });
    expect(out.body).toEqual({ isSignedOut: true });
  });

  it("can neither rotate the session nor choose a language by it", async () => {
    const { mail } = await givenPerson();
    const { token } = await signedInOnly(service, mail);
    const rotated = await answerTo(handler, routes.rotateSession, { at: morning, token });
    const chosen = await answerTo(handler, routes.setLanguage, {
      at: morning,
      token,
      body: { language: "en" },
    });
    expect([rotated.body.code, chosen.body.code]).toEqual(["consent-required", "consent-required"]);
    expect(rotated.cookies).toEqual([]);
  });

  it("is asked on a device that was signed in before there was a text", async () => {
    const { token } = await signedIn("officer");
    const held = await sessions.get({ tokenHash: hashToken(token) });
    if (!held) throw new Error("the session is there");
    const { item } = sessions.replace({ ...held, version: held.version + 1 });
    if (!item.Put?.Item) throw new Error("a replacement puts an item");
    const { consentVersion: _, ...older } = item.Put.Item;
    await transact([
      {
        item: { ...item, Put: { ...item.Put, Item: { ...older, schemaVersion: 1 } } },
        refused: () => undefined,
      },
    ]);
    expect((await ways(token)).body.code).toBe("consent-required");
  });

  it("cannot accept another version, nor other words than those in force", async () => {
    const { id, mail } = await givenPerson();
    const { token } = await signedInOnly(service, mail);
    const read = await textRead();
    const english = await textRead("en");
    for (const body of [
      { ...read, textVersion: versionInForce + 1 },
      { ...read, sha256: sha256Of("什么都同意") },
      { ...read, sha256: english.sha256 },
    ]) {
      const refused = await answerTo(handler, routes.acceptConsent, {
        at: morning,
        token,
        headers: onceKey(),
        body,
      });
      expect(refused).toMatchObject({
        status: 409,
        body: { code: "consent-text-changed", textVersion: versionInForce },
      });
    }
    expect((await ways(token)).body.code).toBe("consent-required");
    expect(await recorded(id)).toEqual([]);
  });

  it("accepts for nobody else: a person is not part of what is sent", async () => {
    const { mail } = await givenPerson();
    const other = await givenPerson();
    const { token } = await signedInOnly(service, mail);
    const body = { ...(await textRead()), personId: other.id };
    const refused = await answerTo(handler, routes.acceptConsent, {
      at: morning,
      token,
      headers: onceKey(),
      body,
    });
    expect(refused.body.code).toBe("invalid-request");
    expect(await recorded(other.id)).toEqual([]);
  });

  it("cannot withdraw what was not given", async () => {
    const { id, mail } = await givenPerson();
    const { token } = await signedInOnly(service, mail);
    expect((await withdraw(token)).body.code).toBe("wrong-state");
    expect(await recorded(id)).toEqual([]);
  });
});

describe("the consent text", () => {
  it("is read by anybody, in both languages, with the hash of what is read", async () => {
    const { status, body } = await answerTo(handler, routes.getConsentText, { at: morning });
    expect([status, body.textVersion]).toEqual([200, versionInForce]);
    expect(body.texts.map(({ language }: { language: string }) => language)).toEqual(["zh-CN", "en"]);
    for (const { text, sha256 } of body.texts) expect(sha256).toBe(sha256Of(text));
  });
});

describe("accepting", () => {
  it("opens everything on every device, and records who, which words, in which language and when", async () => {
    const { id, mail } = await givenPerson();
    const here = await signedInOnly(service, mail);
    const there = await signedInOnly(service, mail, later(30));
    const body = await textRead("en");
    const accepted = await answerTo(handler, routes.acceptConsent, {
      at: later(60),
      token: here.token,
      headers: onceKey(),
      body,
    });
    expect(accepted.status).toBe(201);
    for (const { token } of [here, there]) {
      expect((await ways(token, later(61))).status).toBe(200);
      expect((await me(token, later(61))).body.hasConsented).toBe(true);
    }
    expect(await recorded(id)).toEqual([
      {
        id: expect.stringMatching(/^cst_/),
        personId: id,
        act: "accepted",
        textVersion: versionInForce,
        read: { language: "en", sha256: body.sha256 },
        at: later(60),
        correlationId: expect.stringMatching(/^test-/),
        version: 1,
      },
    ]);
  });

  it("is asked for once: the next sign-in knows it, and so does a rotated session", async () => {
    const { mail } = await givenPerson();
    const { token } = await signedInBy(service, mail);
    const next = await signedInOnly(service, mail, later(60));
    expect(next.body.hasConsented).toBe(true);
    expect((await ways(next.token, later(60))).status).toBe(200);
    const rotated = await answerTo(handler, routes.rotateSession, { at: later(60), token });
    expect(rotated.body.hasConsented).toBe(true);
    expect((await ways(tokenIn(rotated), later(61))).status).toBe(200);
  });

  it("under one key is recorded once, also twice at once", async () => {
    const { id, mail } = await givenPerson();
    const { token } = await signedInOnly(service, mail);
    const headers = onceKey();
    const [one, two] = await Promise.all([accept(token, { headers }), accept(token, { headers })]);
    const three = await accept(token, { headers, at: later(30) });
    expect([one.body, two.body]).toEqual([three.body, three.body]);
    expect(await recorded(id)).toHaveLength(1);
  });

  it("is also asked of who gets in by an app, a printed code or a code that was read out", async () => {
    const { filler } = await staffed(service);
    const { body: enrolment } = await answerTo(handler, routes.startTotp, {
      at: morning,
      token: filler.token,
    });
    const code = (at: string) => totpOf(enrolment.secret, stepAt(Instant.parse(at)), hmacSha1);
    await answerTo(handler, routes.confirmTotp, {
      at: morning,
      token: filler.token,
      body: { code: code(morning) },
    });
    const { body: printed } = await answerTo(handler, routes.makeRecoveryCodes, {
      at: morning,
      token: filler.token,
    });
    await withdraw(filler.token);
    const { body: call } = await readOut(filler.id, { at: later(90), phone: registered });
    for (const [at, typed] of [
      [later(90), call.code],
      [later(120), code(later(120))],
      [later(150), printed.codes[0]],
    ] as const) {
      const signed = await tryCode(filler.mail, typed, { at });
      expect([signed.status, signed.body.hasConsented]).toEqual([201, false]);
      expect((await ways(tokenIn(signed), at)).body.code).toBe("consent-required");
    }
  });

  it("is asked anew of who comes to a mailbox that was another's", async () => {
    const { code, filler, approver } = await staffed(service);
    const replaced = await answerTo(handler, routes.replaceContact, {
      at: later(60),
      token: approver.token,
      headers: onceKey(),
      params: { code, role: "filler" },
      body: {
        ...{ leaves: filler.mail, name: "接任人", mail: filler.mail },
        ...{ phone: registered, reason: "人员变动" },
      },
    });
    expect(replaced.body.came.personId).toBe(filler.id);
    const { body } = await signedInOnly(service, filler.mail, later(120));
    expect(body.hasConsented).toBe(false);
  });

  it("is asked of a deputy as of anybody", async () => {
    const { code, approver } = await staffed(service);
    const mail = newMail("deputy");
    const lent = await answerTo(handler, routes.grantDelegation, {
      at: morning,
      token: approver.token,
      headers: onceKey(),
      params: { code },
      body: { name: "代审人", mail, from: morning, until: later(86_400), reason: "出差" },
    });
    expect(lent.status).toBe(201);
    const deputy = await signedInOnly(service, mail, later(60));
    expect(deputy.body.hasConsented).toBe(false);
    expect((await ways(deputy.token, later(60))).body.code).toBe("consent-required");
  });
});

describe("withdrawing", () => {
  it("shuts every device but to accept again, says what stays, and keeps the history", async () => {
    const { id, mail } = await givenPerson();
    const here = await signedInBy(service, mail);
    const there = await signedInOnly(service, mail, later(30));
    const withdrawn = await withdraw(there.token);
    expect(withdrawn.status).toBe(201);
    expect(withdrawn.body.afterwards[0].zh).toContain("已经提交的材料");
    for (const { token } of [here, there])
      expect((await ways(token, later(61))).body.code).toBe("consent-required");
    expect((await signedInOnly(service, mail, later(90))).body.hasConsented).toBe(false);
    expect((await accept(here.token, { at: later(120) })).status).toBe(201);
    expect((await ways(there.token, later(121))).status).toBe(200);
    const acts = (await recorded(id)).map(({ act, at }: { act: string; at: string }) => [act, at]);
    expect(acts).toEqual([
      ["accepted", morning],
      ["withdrawn", later(60)],
      ["accepted", later(120)],
    ]);
  });

  it("gives its first answer again under the same key", async () => {
    const { id, mail } = await givenPerson();
    const { token } = await signedInBy(service, mail);
    const headers = onceKey();
    const first = await withdraw(token, { headers });
    expect((await withdraw(token, { headers, at: later(90) })).body).toEqual(first.body);
    expect(await recorded(id)).toHaveLength(2);
  });

  it("takes back an older acceptance too", async () => {
    const { id, mail } = await givenPerson();
    const { token } = await signedInBy(service, mail);
    const session = await sessions.get({ tokenHash: hashToken(token) });
    if (!session) throw new Error("the session is there");
    const older = { consentVersion: versionInForce - 1, version: session.version + 1 };
    await transact([sessions.replace({ ...session, ...older })]);
    expect((await ways(token)).body.code).toBe("consent-required");
    expect((await me(token)).body.hasConsented).toBe(false);
    expect((await withdraw(token)).status).toBe(201);
    expect((await recorded(id)).at(-1)).toMatchObject({ act: "withdrawn", textVersion: versionInForce - 1 });
  });

  it("is not undone by a sign-in that is under way", async () => {
    const signed = await Promise.all(
      Array.from({ length: 6 }, async () => {
        const { mail } = await givenPerson();
        const { token } = await signedInBy(service, mail);
        await askCode(mail, { at: later(30) });
        return { mail, token };
      }),
    );
    const signIns = signed.map(({ mail }) =>
      tryCode(mail, codeIn(service, mail), { at: later(60), sourceIp: newSource() }),
    );
    const acts = await Promise.all(signed.map(({ token }) => withdraw(token)));
    expect(acts.map(({ status }) => status)).toEqual(acts.map(() => 201));
    for (const answer of await Promise.all(signIns)) {
      expect(answer.status).toBe(201);
      expect((await ways(tokenIn(answer), later(61))).body.code).toBe("consent-required");
    }
  });

  it("takes no account away: roles and what was done stay", async () => {
    const person = await givenPerson();
    const { token } = await signedInBy(service, person.mail);
    await withdraw(token);
    expect(await people.get({ id: person.id })).toEqual(person);
    expect(await openSessions.get({ personId: person.id })).toMatchObject({ consentVersion: null });
  });
});
