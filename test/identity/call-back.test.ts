import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { handler } from "../../functions/identity/api.ts";
import { callBacks, people, secondWays } from "../../functions/identity/records.ts";
import { identity as routes } from "../../shared/contract/identity.ts";
import { callBackCodeGiven } from "../../shared/events/second-ways.ts";
import { transact } from "../../shared/store/commit.ts";
import { members } from "../../shared/store/published/members.ts";
import { answerTo } from "../asked.ts";
import { signedIn } from "../given.ts";
import type { MailService } from "../mail-service.ts";
import { lastFact } from "../told.ts";
import { askCode, bare, givenPerson, later, morning, newMail, startCodes, tryCode } from "./given.ts";
import { givenFiller, readOut, registered } from "./given-society.ts";

let service: MailService;
beforeAll(async () => {
  service = await startCodes();
});
afterAll(() => service.close());

const another = (code: string) => (code === "000000" ? "000001" : "000000");

describe("a code to read out", () => {
  it("is refused for a number that is not the registered one, and where none is registered", async () => {
    const { person } = await givenFiller();
    const unlisted = await givenFiller(null);
    expect((await readOut(person.id, { phone: "010-12345678" })).body.code).toBe("phone-not-registered");
    expect((await readOut(unlisted.person.id)).body.code).toBe("phone-not-registered");
    expect(await secondWays.get({ mail: person.mail })).toBeUndefined();
  });

  it("is refused for staff, for experts, for oneself, for who is not there or has no roles", async () => {
    const officer = await givenPerson();
    const own = await answerTo(handler, routes.giveCallBackCode, {
      at: morning,
      token: (await signedIn("officer")).token,
      params: { id: officer.id },
      body: { phone: registered, reason: "x" },
    });
    expect(own.status).toBe(403);
    const expert = await givenPerson({ roles: ["expert"] });
    expect((await readOut(expert.id)).status).toBe(403);
    expect((await readOut("per_01FKYGY8M00000000000000000")).status).toBe(404);
    const stopped = await givenPerson({ roles: [], societyCode: (await givenFiller()).society.code });
    expect((await readOut(stopped.id)).status).toBe(404);
  });

  it.each(["supervisor", "administrator", "filler"] as const)("is refused to a %s", async (role) => {
    const { person } = await givenFiller();
    const { token } = await signedIn(role);
    expect((await readOut(person.id, { token })).status).toBe(403);
  });

  it("signs in once, typed where every code is typed", async () => {
    const { person } = await givenFiller();
    const given = await readOut(person.id, { phone: "０１０ 68571898" });
    expect(given).toMatchObject({ status: 201, body: { validSeconds: 120, expiresAt: later(120) } });
    expect(await tryCode(person.mail, given.body.code, { at: later(60) })).toMatchObject({
      status: 201,
      body: { id: person.id, roles: ["filler"] },
    });
    expect((await tryCode(person.mail, given.body.code, { at: later(61) })).status).toBe(401);
  });

  it("gives one session when it is typed twice at once", async () => {
    const { person } = await givenFiller();
    const { code } = (await readOut(person.id)).body;
    const answers = await Promise.all([tryCode(person.mail, code), tryCode(person.mail, code)]);
    expect(answers.map(({ status }) => status).toSorted()).toEqual([201, 401]);
  });

  it("is good up to two minutes, for its own address, and only the newest", async () => {
    const { person } = await givenFiller();
    const other = await givenFiller();
    const first = (await readOut(person.id)).body.code;
    expect((await tryCode(person.mail, first, { at: later(120) })).status).toBe(401);
    expect((await tryCode(other.person.mail, first)).status).toBe(401);
    const newest = (await readOut(person.id, { at: later(10) })).body.code;
    if (first !== newest) expect((await tryCode(person.mail, first, { at: later(20) })).status).toBe(401);
    expect((await tryCode(person.mail, newest, { at: later(129.999) })).status).toBe(201);
  });

  it("is void after five wrong ones, while the next one has tries of its own", async () => {
    const { person } = await givenFiller();
    const { code } = (await readOut(person.id)).body;
    for (let n = 0; n < 5; n++) expect((await tryCode(person.mail, another(code))).status).toBe(401);
    expect((await tryCode(person.mail, code)).status).toBe(401);
    const next = (await readOut(person.id, { at: later(30) })).body.code;
    expect((await tryCode(person.mail, next, { at: later(40) })).status).toBe(201);
  });

  it("is void when the roles were taken meanwhile", async () => {
    const { person } = await givenFiller();
    const { code } = (await readOut(person.id)).body;
    await transact([people.replace({ ...person, roles: [], version: 2 })]);
    expect((await tryCode(person.mail, code)).body.code).toBe("code-refused");
  });

  it("leaves the bounced mark on the address: it proves a phone, not a mailbox", async () => {
    const { person } = await givenFiller();
    await transact([people.replace({ ...person, mailTrouble: "bounced", version: 2 })]);
    const { code } = (await readOut(person.id)).body;
    expect((await tryCode(person.mail, code)).status).toBe(201);
    expect(await people.get({ id: person.id })).toMatchObject({ mailTrouble: "bounced" });
  });

  it("does not touch the code that was mailed", async () => {
    const { person } = await givenFiller();
    await askCode(person.mail);
    await readOut(person.id);
    const mailed = service.lettersTo(person.mail).at(-1)?.code ?? "";
    expect((await tryCode(person.mail, mailed)).status).toBe(201);
  });

  it("makes no address look different from one that nobody has", async () => {
    const { person } = await givenFiller();
    const { code } = (await readOut(person.id)).body;
    const answers = [await tryCode(person.mail, another(code)), await tryCode(newMail(), another(code))];
    expect(answers.map(bare)[0]).toEqual(answers.map(bare)[1]);
  });
});

describe("what is kept of it", () => {
  it("is who asked for whom, on which number, why and when, for the supervisor to read; never the code", async () => {
    const { person, society } = await givenFiller();
    const { token, personId } = await signedIn("officer");
    const { id, code } = (await readOut(person.id, { token, reason: "截止当晚收不到邮件" })).body;
    const supervisor = (await signedIn("supervisor")).token;
    const query = { limit: "1000" };
    const { body } = await answerTo(handler, routes.listCallBacks, {
      at: later(1),
      token: supervisor,
      query,
    });
    expect((body.items as { id: string }[]).find((one) => one.id === id)).toEqual({
      ...{ id, personId: person.id, societyCode: society.code, phone: registered, askedBy: personId },
      ...{ reason: "截止当晚收不到邮件", askedAt: morning, expiresAt: later(120), version: 1 },
    });
    const stored = [
      await callBacks.get({ id }),
      await secondWays.get({ mail: person.mail }),
      await members.list(`society#${society.code}`),
      await lastFact(callBackCodeGiven, id),
    ];
    expect(JSON.stringify(stored).replaceAll(/[0-9a-f]{64}/g, "")).not.toContain(`"${code}"`);
    const payload = { callBackId: id, personId: person.id, societyCode: society.code };
    expect(await lastFact(callBackCodeGiven, id)).toMatchObject({ actorId: personId, payload });
  });
});
