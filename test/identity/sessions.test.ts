import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { handler } from "../../functions/identity/api.ts";
import { identity as routes } from "../../shared/contract/identity.ts";
import { Instant } from "../../shared/kernel/time.ts";
import { actorOf, hashToken } from "../../shared/runtime/actor.ts";
import { members } from "../../shared/store/published/members.ts";
import { sessions } from "../../shared/store/published/sessions.ts";
import { answerTo } from "../asked.ts";
import { onceKey, signedIn } from "../given.ts";
import type { MailService } from "../mail-service.ts";
import { askCode, codeIn, givenPerson, later, morning, signedInBy, startCodes, tryCode } from "./given.ts";

let service: MailService;
beforeAll(async () => {
  service = await startCodes();
});
afterAll(() => service.close());

const me = (token: string, at = morning) => answerTo(handler, routes.getMe, { at, token });

/** Whether any service lets the session in. */
const isLetIn = (token: string, at: string) =>
  actorOf([`__Host-linxuan=${token}`], Instant.parse(at)).then(
    () => true,
    () => false,
  );

/** Takes a person's roles, as an administrator does. */
async function revoke(personId: string, version: number, at = later(60)) {
  const { token } = await signedIn("administrator");
  return answerTo(handler, routes.revokeRoles, {
    at,
    token,
    headers: onceKey(),
    params: { id: personId },
    body: { version, reason: "离职" },
  });
}

describe("a session", () => {
  it("lies in a cookie that scripts cannot read, that only this host gets back, over TLS, from its own pages", async () => {
    const { mail } = await givenPerson();
    const { cookies } = await signedInBy(service, mail);
    expect(cookies).toEqual([
      expect.stringMatching(
        /^__Host-linxuan=[\w-]{43}; Path=\/; Secure; HttpOnly; SameSite=Strict; Max-Age=43200$/,
      ),
    ]);
  });

  it("is kept without its token", async () => {
    const { mail } = await givenPerson();
    const { token } = await signedInBy(service, mail);
    const kept = await sessions.get({ tokenHash: hashToken(token) });
    expect(JSON.stringify(kept)).not.toContain(token);
  });

  it("says who is signed in and until when", async () => {
    const person = await givenPerson({ roles: ["officer", "supervisor"] });
    const { token } = await signedInBy(service, person.mail);
    const answer = await me(token);
    expect(answer).toMatchObject({
      status: 200,
      body: { id: person.id, name: "李明", roles: ["officer", "supervisor"], expiresAt: later(12 * 3600) },
    });
    expect(answer.body).not.toHaveProperty("mail");
  });

  it("ends after twelve hours by the clock of the request, whether or not the table has forgotten it", async () => {
    const { mail } = await givenPerson();
    const { token } = await signedInBy(service, mail);
    expect((await me(token, later(12 * 3600 - 0.001))).status).toBe(200);
    expect((await me(token, later(12 * 3600))).status).toBe(401);
  });

  it("cannot be made up", async () => {
    expect((await me("A".repeat(43))).body.code).toBe("unauthenticated");
    expect((await answerTo(handler, routes.getMe, { at: morning })).body.code).toBe("unauthenticated");
  });
});

describe("rotating a session", () => {
  const rotate = (token: string, at = later(60)) => answerTo(handler, routes.rotateSession, { at, token });

  it("gives a new token and ends the old one at once", async () => {
    const { mail } = await givenPerson();
    const { token } = await signedInBy(service, mail);
    const rotated = await rotate(token);
    const next = /__Host-linxuan=([^;]*)/.exec(rotated.cookies[0] ?? "")?.[1] ?? "";
    expect(next).not.toBe(token);
    expect(rotated.body.expiresAt).toBe(later(60 + 12 * 3600));
    expect(await isLetIn(next, later(61))).toBe(true);
    expect(await isLetIn(token, later(61))).toBe(false);
  });

  it("gives one new session when it is asked for twice at once", async () => {
    const { mail } = await givenPerson();
    const { token } = await signedInBy(service, mail);
    const answers = await Promise.all([rotate(token), rotate(token)]);
    expect(answers.map(({ status }) => status).toSorted()).toEqual([200, 401]);
  });
});

describe("signing out", () => {
  const signOut = (token: string, at = later(60)) => answerTo(handler, routes.signOut, { at, token });

  it("ends this session, empties the cookie and leaves the other devices signed in", async () => {
    const { mail } = await givenPerson();
    const here = await signedInBy(service, mail);
    const there = await signedInBy(service, mail, later(10));
    const out = await signOut(here.token);
    expect(out).toMatchObject({ status: 200, body: { isSignedOut: true } });
    expect(out.cookies).toEqual(["__Host-linxuan=; Path=/; Secure; HttpOnly; SameSite=Strict; Max-Age=0"]);
    expect(await isLetIn(here.token, later(61))).toBe(false);
    expect(await isLetIn(there.token, later(61))).toBe(true);
  });

  it("works twice at once", async () => {
    const { mail } = await givenPerson();
    const { token } = await signedInBy(service, mail);
    const answers = await Promise.all([signOut(token), signOut(token)]);
    expect(answers.map(({ body }) => body.isSignedOut)).toContain(true);
    expect(answers.filter(({ status = 0 }) => status >= 500)).toEqual([]);
  });
});

describe("taking a person's roles", () => {
  it("ends every one of their sessions at once", async () => {
    const person = await givenPerson();
    const tokens = [];
    for (const seconds of [0, 5, 10])
      tokens.push((await signedInBy(service, person.mail, later(seconds))).token);
    const stopped = await revoke(person.id, 1);
    expect(stopped.body).toMatchObject({ roles: [], version: 2 });
    for (const token of tokens) expect(await isLetIn(token, later(60))).toBe(false);
  });

  it("beats a sign-in that is under way", async () => {
    const people = await Promise.all(Array.from({ length: 6 }, () => givenPerson()));
    for (const { mail } of people) await askCode(mail);
    const signIns = people.map(({ mail }) => tryCode(mail, codeIn(service, mail), { at: later(60) }));
    await Promise.all(people.map(({ id }) => revoke(id, 1)));
    for (const answer of await Promise.all(signIns)) {
      const token = /__Host-linxuan=([^;]*)/.exec(answer.cookies[0] ?? "")?.[1];
      if (token) expect(await isLetIn(token, later(60))).toBe(false);
    }
  });

  it("keeps who did it, when and why", async () => {
    const person = await givenPerson();
    const { body } = await revoke(person.id, 1);
    expect(body.stamps).toEqual([
      { act: "revoke", who: expect.stringMatching(/^per_/), when: later(60), reason: "离职" },
    ]);
  });

  it("takes them off the list of those who are written to", async () => {
    const person = await givenPerson();
    await revoke(person.id, 1);
    expect(await members.get({ group: "staff", personId: person.id })).toMatchObject({ roles: [] });
  });

  it("is refused for who has changed since, for who is not there, and to who is no administrator", async () => {
    const person = await givenPerson();
    expect((await revoke(person.id, 9)).body).toMatchObject({ code: "version-conflict", version: 1 });
    expect((await revoke("per_01FKYGY8M00000000000000000", 1)).body.code).toBe("not-found");
    const { token } = await signedIn("officer");
    const refused = await answerTo(handler, routes.revokeRoles, {
      at: morning,
      token,
      headers: onceKey(),
      params: { id: person.id },
      body: { version: 1, reason: "x" },
    });
    expect(refused.status).toBe(403);
  });
});

describe("many devices", () => {
  it("are twenty at most: the next sign-in ends the oldest session", async () => {
    const person = await givenPerson();
    const tokens: string[] = [];
    for (let n = 0; n <= 20; n++) {
      const { token } = await signedInBy(service, person.mail, later(n * 150));
      tokens.push(token);
    }
    const [oldest = "", second = ""] = tokens;
    expect(await isLetIn(oldest, later(3100))).toBe(false);
    expect(await isLetIn(second, later(3100))).toBe(true);
  });
});

describe("a write from another site", () => {
  const signOutFrom = (token: string, origin: string) =>
    answerTo(handler, routes.signOut, { at: later(60), token, headers: { origin } });

  it.each(["https://evil.example", "http://linxuan.example", "null", "https://linxuan.example.evil.example"])(
    "is refused and changes nothing: %s",
    async (origin) => {
      const { mail } = await givenPerson();
      const { token } = await signedInBy(service, mail);
      const refused = await signOutFrom(token, origin);
      expect(refused).toMatchObject({ status: 403, cookies: [], body: { code: "origin-refused" } });
      expect((await me(token, later(61))).status).toBe(200);
    },
  );

  it("is let through from the portal's own pages", async () => {
    const { mail } = await givenPerson();
    const { token } = await signedInBy(service, mail);
    expect((await signOutFrom(token, "https://linxuan.example")).status).toBe(200);
  });

  it("cannot sign somebody in either", async () => {
    const { mail } = await givenPerson();
    const refused = await askCode(mail, { headers: { origin: "https://evil.example" } });
    expect(refused.body.code).toBe("origin-refused");
    expect(service.lettersTo(mail)).toEqual([]);
  });
});

describe("choosing a language", () => {
  it("holds for letters from then on, on every device", async () => {
    const person = await givenPerson();
    const { token } = await signedInBy(service, person.mail);
    const answer = await answerTo(handler, routes.setLanguage, {
      at: later(60),
      token,
      body: { language: "en" },
    });
    expect(answer).toMatchObject({ status: 200, body: { language: "en" } });
    expect(await members.get({ group: "staff", personId: person.id })).toMatchObject({ language: "en" });
    expect((await me(token, later(61))).body.language).toBe("en");
  });

  it("is possible in the languages that the product speaks", async () => {
    const { mail } = await givenPerson();
    const { token } = await signedInBy(service, mail);
    const answer = await answerTo(handler, routes.setLanguage, {
      at: later(60),
      token,
      body: { language: "fr" },
    });
    expect(answer.body.code).toBe("invalid-request");
  });
});
