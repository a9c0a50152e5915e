import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { handler } from "../../functions/identity/api.ts";
import { codes } from "../../functions/identity/records.ts";
import { identity as routes } from "../../shared/contract/identity.ts";
import { answerTo } from "../asked.ts";
import { onceKey, signedIn } from "../given.ts";
import type { MailService } from "../mail-service.ts";
import {
  askCode,
  bare,
  codeIn,
  givenPerson,
  later,
  newMail,
  newSource,
  startCodes,
  tryCode,
} from "./given.ts";

let service: MailService;
beforeAll(async () => {
  service = await startCodes();
});
afterEach(() => service.refuse(undefined));
afterAll(() => service.close());

/** A code that is not the one of the letter. */
const wrong = (code: string) => (code === "000000" ? "000001" : "000000");

describe("trying a code", () => {
  it("signs in once and never again", async () => {
    const { mail } = await givenPerson();
    await askCode(mail);
    const code = codeIn(service, mail);
    expect((await tryCode(mail, code)).status).toBe(201);
    expect((await tryCode(mail, code)).body.code).toBe("code-refused");
  });

  it("signs in with a code that was copied with spaces or typed in full width", async () => {
    const { mail } = await givenPerson();
    await askCode(mail);
    const code = codeIn(service, mail);
    const wide = [...code].map((digit) => String.fromCodePoint(0xff10 + Number(digit))).join("");
    expect((await tryCode(mail, ` ${wide.slice(0, 3)} ${wide.slice(3)} `)).status).toBe(201);
  });

  it("is possible up to ten minutes after asking and not at ten minutes", async () => {
    const { mail } = await givenPerson();
    await askCode(mail);
    expect((await tryCode(mail, codeIn(service, mail), { at: later(600) })).status).toBe(401);
    expect((await tryCode(mail, codeIn(service, mail), { at: later(599.999) })).status).toBe(201);
  });

  it("is refused after five wrong ones, also with the right one", async () => {
    const { mail } = await givenPerson();
    await askCode(mail);
    const code = codeIn(service, mail);
    for (let n = 0; n < 5; n++) expect((await tryCode(mail, wrong(code))).status).toBe(401);
    expect((await tryCode(mail, code)).status).toBe(401);
  });

  it("is possible with the right one at the fifth try", async () => {
    const { mail } = await givenPerson();
    await askCode(mail);
    const code = codeIn(service, mail);
    for (let n = 0; n < 4; n++) await tryCode(mail, wrong(code));
    expect((await tryCode(mail, code)).status).toBe(201);
  });

  it("counts tries made at the same time, and tells none of them apart", async () => {
    const { mail } = await givenPerson();
    await askCode(mail);
    const code = codeIn(service, mail);
    const guesses = Array.from({ length: 40 }, (_, n) => String(n).padStart(6, "0")).filter(
      (one) => one !== code,
    );
    const answers = await Promise.all(guesses.map((guess) => tryCode(mail, guess)));
    expect(new Set(answers.map(({ status, body }) => `${status} ${body.code}`))).toEqual(
      new Set(["401 code-refused"]),
    );
    expect((await codes.get({ mail: mail }))?.triesLeft).toBe(0);
    expect((await tryCode(mail, code)).status).toBe(401);
  });

  it("gives one session when the same code is used twice at once", async () => {
    const { mail } = await givenPerson();
    await askCode(mail);
    const code = codeIn(service, mail);
    const answers = await Promise.all([tryCode(mail, code), tryCode(mail, code), tryCode(mail, code)]);
    expect(answers.map(({ status }) => status).toSorted()).toEqual([201, 401, 401]);
    expect(answers.flatMap(({ cookies }) => cookies)).toHaveLength(1);
  });

  it("is only possible with the newest code", async () => {
    const { mail } = await givenPerson();
    await askCode(mail);
    const older = codeIn(service, mail);
    await askCode(mail, { at: later(30) });
    const newest = codeIn(service, mail);
    expect((await tryCode(mail, older, { at: later(60) })).status).toBe(401);
    expect((await tryCode(mail, newest, { at: later(60) })).status).toBe(201);
  });

  it("is only possible for the address that the code came to", async () => {
    const [mine, other] = [await givenPerson(), await givenPerson()];
    await askCode(mine.mail);
    await askCode(other.mail);
    const code = codeIn(service, mine.mail);
    expect((await tryCode(other.mail, code)).status).toBe(401);
    expect((await tryCode(mine.mail, code)).status).toBe(201);
  });

  it("is answered the same for an address that nobody has, and costs the same try", async () => {
    const [known, unknown] = [(await givenPerson()).mail, newMail()];
    await askCode(known);
    await askCode(unknown);
    const code = wrong(codeIn(service, known));
    expect(bare(await tryCode(unknown, code))).toEqual(bare(await tryCode(known, code)));
    const [left, leftUnknown] = [await codes.get({ mail: known }), await codes.get({ mail: unknown })];
    expect(leftUnknown?.triesLeft).toBe(4);
    expect(left?.triesLeft).toBe(4);
  });

  it("is refused when the roles were taken after the code was mailed", async () => {
    const person = await givenPerson();
    await askCode(person.mail);
    const { token } = await signedIn("administrator");
    await answerTo(handler, routes.revokeRoles, {
      at: later(10),
      token,
      headers: onceKey(),
      params: { id: person.id },
      body: { version: 1, reason: "离职" },
    });
    const refused = await tryCode(person.mail, codeIn(service, person.mail), { at: later(20) });
    expect(refused).toMatchObject({ status: 401, cookies: [], body: { code: "code-refused" } });
  });

  it("is refused from a source that has been wrong a hundred times, even with the right code", async () => {
    const { mail } = await givenPerson();
    const sourceIp = newSource();
    await Promise.all(Array.from({ length: 100 }, () => tryCode(newMail(), "123456", { sourceIp })));
    await askCode(mail);
    const code = codeIn(service, mail);
    expect((await tryCode(mail, code, { sourceIp })).status).toBe(429);
    expect((await tryCode(mail, code)).status).toBe(201);
  });
});
