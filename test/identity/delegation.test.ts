import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { handler } from "../../functions/identity/api.ts";
import { handler as onSociety } from "../../functions/identity/on-society.ts";
import { people } from "../../functions/identity/records.ts";
import { handler as toLedger } from "../../functions/notifications/on-access.ts";
import { dues, letters } from "../../functions/notifications/records.ts";
import { identity as routes } from "../../shared/contract/identity.ts";
import { delegationEnded, delegationGranted } from "../../shared/events/access.ts";
import { societyRecorded } from "../../shared/events/rounds.ts";
import { answerTo } from "../asked.ts";
import { onceKey, signedIn } from "../given.ts";
import type { MailService } from "../mail-service.ts";
import { ownTable } from "../own-table.ts";
import { factOf, lastFact, tell } from "../told.ts";
import { askCode, codeIn, givenPerson, later, newMail, signedInBy, startCodes, tryCode } from "./given.ts";
import { type Staffed, staffed } from "./given-society.ts";

let service: MailService;
beforeAll(async () => {
  await ownTable();
  service = await startCodes();
});
afterAll(() => service.close());

const day = 86_400;

const grant = (
  { code, approver }: Staffed,
  { token = approver.token, ...body }: { token?: string; [key: string]: unknown } = {},
) =>
  answerTo(handler, routes.grantDelegation, {
    at: later(10),
    token,
    headers: onceKey(),
    params: { code },
    body: {
      ...{ name: "代审人", mail: newMail("deputy"), from: later(20), until: later(3600), reason: "出差" },
      ...body,
    },
  });

const end = (
  { code, approver }: Staffed,
  { id, version }: { id: string; version: number },
  token = approver.token,
  at = later(100),
) =>
  answerTo(handler, routes.endDelegation, {
    at,
    token,
    headers: onceKey(),
    params: { code, id },
    body: { version, reason: "提前返回" },
  });
const me = (token: string, at: string) => answerTo(handler, routes.getMe, { at, token });

describe("a delegation is refused", () => {
  it("of another society, by a delegate, and by whoever acts for no society", async () => {
    const [own, foreign] = [await staffed(service), await staffed(service)];
    expect((await grant(own, { token: foreign.approver.token })).body.code).toBe("not-found");
    expect((await grant(own, { token: (await signedIn("officer")).token })).body.code).toBe("forbidden");
    const { body } = await grant(own, { from: later(0) });
    const deputy = await signedInBy(service, body.delegate.mail, later(11));
    expect((await grant(own, { token: deputy.token })).body.code).toBe("forbidden");
  });

  it("to either of the society's two people, by address or by name", async () => {
    const own = await staffed(service);
    const codes = [
      await grant(own, { mail: own.filler.mail }),
      await grant(own, { name: own.filler.name }),
      await grant(own, { mail: own.approver.mail }),
    ].map(({ body }) => body.code);
    expect(new Set(codes)).toEqual(new Set(["second-person-required"]));
  });

  it("to somebody who has another account, or while another of the role stands", async () => {
    const own = await staffed(service);
    const officer = await givenPerson();
    expect((await grant(own, { mail: officer.mail })).body.code).toBe("already-exists");
    const answers = await Promise.all([grant(own), grant(own)]);
    expect(answers.map(({ status }) => status).toSorted()).toEqual([201, 409]);
    expect((await grant(own)).body.code).toBe("already-exists");
  });

  it.each([
    ["longer than thirty days", later(20), later(20 + 30 * day + 1)],
    ["that begins in more than thirty days", later(10 + 30 * day + 1), later(10 + 31 * day)],
    ["that is over before it begins", later(20), later(20)],
    ["that is over already", later(0), later(10)],
  ])("%s", async (_, from, until) => {
    expect((await grant(await staffed(service), { from, until })).body.code).toBe("delegation-too-long");
  });

  it("with an identity number in it", async () => {
    const { body } = await grant(await staffed(service), { reason: "11010519491231002X" });
    expect(body.code).toBe("identity-data-not-taken");
  });

  it("in the other role of the society to whoever acted in one, also when that is over", async () => {
    const own = await staffed(service);
    const mail = newMail("deputy");
    expect((await grant(own, { mail, until: later(60) })).status).toBe(201);
    const asked = await answerTo(handler, routes.grantDelegation, {
      at: later(100),
      token: own.filler.token,
      headers: onceKey(),
      params: { code: own.code },
      body: { name: "代审人", mail, from: later(100), until: later(200), reason: "出差" },
    });
    expect(asked.body.code).toBe("second-person-required");
  });
});

describe("a delegate", () => {
  it("gets in from the first instant, acts in the role, and is out at the last", async () => {
    const own = await staffed(service);
    const { body } = await grant(own);
    const { mail } = body.delegate;
    await askCode(mail, { at: later(11) });
    const early = await tryCode(mail, codeIn(service, mail), { at: later(19) });
    expect(early.body.code).toBe("delegation-not-in-force");
    const signed = await signedInBy(service, mail, later(20));
    expect(signed.body).toMatchObject({
      ...{ roles: ["approver"], societyCode: own.code, name: "代审人", expiresAt: later(3600) },
    });
    expect((await me(signed.token, later(3599))).status).toBe(200);
    const rotated = await answerTo(handler, routes.rotateSession, { at: later(3000), token: signed.token });
    expect(rotated.body.expiresAt).toBe(later(3600));
    expect((await me(signed.token, later(3600))).status).toBe(401);
    await askCode(mail, { at: later(3600) });
    const late = await tryCode(mail, codeIn(service, mail), { at: later(3601) });
    expect(late.body.code).toBe("delegation-not-in-force");
    expect((await me(own.approver.token, later(3600))).status).toBe(200);
  });

  it("is out at once when the role is taken back, by whoever lent it or an officer and by nobody else", async () => {
    const own = await staffed(service);
    const { body } = await grant(own);
    const { token } = await signedInBy(service, body.delegate.mail, later(20));
    for (const foreign of [own.filler.token, token])
      expect((await end(own, body, foreign)).body.code).toBe("not-found");
    expect((await end(own, { ...body, version: 9 })).body.code).toBe("version-conflict");
    const ended = await end(own, body);
    expect(ended.body).toMatchObject({
      ended: { who: own.approver.id, when: later(100), reason: "提前返回" },
    });
    expect((await me(token, later(101))).status).toBe(401);
    expect((await end(own, { ...body, version: 2 })).body.code).toBe("wrong-state");
    const again = await grant(own, { from: later(30) });
    expect((await end(own, again.body, (await signedIn("officer")).token)).status).toBe(200);
  });

  it("stays when the register is imported anew, and goes with whoever lent the role", async () => {
    const own = await staffed(service);
    const { body } = await grant(own);
    const { token } = await signedInBy(service, body.delegate.mail, later(20));
    const payload = { societyCode: own.code, importHash: "0".repeat(64) as never };
    await tell(
      onSociety,
      factOf(societyRecorded, { aggregateId: own.code, version: 2, at: later(30), payload }),
    );
    expect((await me(token, later(31))).status).toBe(200);
    const replaced = await answerTo(handler, routes.replaceContact, {
      at: later(40),
      token: (await signedIn("officer")).token,
      headers: onceKey(),
      params: { code: own.code, role: "approver" },
      body: {
        ...{ leaves: own.approver.mail, name: "接任人", mail: newMail("new") },
        ...{ phone: "010-62194054", reason: "人员调动" },
      },
    });
    expect(replaced.status).toBe(201);
    expect((await me(token, later(41))).status).toBe(401);
    expect((await people.get({ id: body.delegate.personId }))?.roles).toEqual([]);
  });

  it("and whoever lent the role read of it, and the society's other person does", async () => {
    const own = await staffed(service);
    const { body } = await grant(own);
    await end(own, body);
    const about = [await lastFact(delegationGranted, body.id), await lastFact(delegationEnded, body.id)];
    for (const event of about) await tell(toLedger, event);
    const owed = await dues.all("open");
    const found = await letters.getMany(owed.map(({ letterId: id }) => ({ id })));
    for (const { id } of about) {
      const readers = found.filter(({ eventId }) => eventId === id).map(({ personId }) => personId);
      expect(readers.toSorted()).toEqual([body.delegate.personId, own.approver.id, own.filler.id].toSorted());
    }
    const read = async (token: string) =>
      answerTo(handler, routes.listDelegations, { at: later(120), token, params: { code: own.code } });
    expect((await read(own.filler.token)).body.items).toMatchObject([{ id: body.id, role: "approver" }]);
    expect((await read((await staffed(service)).filler.token)).body.code).toBe("not-found");
  });
});
