import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { handler } from "../../functions/identity/api.ts";
import { handler as onSociety } from "../../functions/identity/on-society.ts";
import { people } from "../../functions/identity/records.ts";
import { identity as routes } from "../../shared/contract/identity.ts";
import { societyRecorded } from "../../shared/events/rounds.ts";
import { transact } from "../../shared/store/commit.ts";
import { members } from "../../shared/store/published/members.ts";
import { societies } from "../../shared/store/published/societies.ts";
import type { NamedSociety } from "../applications/given.ts";
import { givenSociety } from "../applications/given.ts";
import { answerTo } from "../asked.ts";
import { newSocietyCode } from "../codes.ts";
import { onceKey, signedIn } from "../given.ts";
import type { MailService } from "../mail-service.ts";
import { factOf, tell } from "../told.ts";
import { askCode, givenPerson, later, morning, newMail, signedInBy, startCodes } from "./given.ts";

let service: MailService;
beforeAll(async () => {
  service = await startCodes();
});
afterAll(() => service.close());

type Contacts = Partial<Pick<NamedSociety, "filler" | "approver">>;

/** The register records a society: with these contacts, and as the `version`th change of its entry. */
async function recorded(society: NamedSociety, contacts: Contacts = {}, version = 1): Promise<NamedSociety> {
  const next = { ...society, ...contacts, version };
  await transact([societies.overwrite(next)]);
  const payload = { societyCode: society.code, importHash: society.importHash };
  await tell(
    onSociety,
    factOf(societyRecorded, { aggregateId: society.code, version, at: morning, payload }),
  );
  return next;
}

/** A society that identity has not heard of. */
async function newSociety(): Promise<NamedSociety> {
  const { society } = await givenSociety();
  const [filler, approver] = [newMail("filler"), newMail("approver")];
  const people = { filler: { name: "填报人", mail: filler }, approver: { name: "审核人", mail: approver } };
  return { ...society, ...people, code: newSocietyCode().code };
}
const acting = async (society: NamedSociety) =>
  (await members.list(`society#${society.code}`))
    .filter(({ roles }) => roles.length > 0)
    .map(({ name, mail, roles }) => ({ name, mail, roles }))
    .toSorted((a, b) => a.roles.join().localeCompare(b.roles.join()));
const me = (token: string, at = later(60)) => answerTo(handler, routes.getMe, { at, token });

describe("a society in the register", () => {
  it("has two people who can sign in: one fills in, the other submits", async () => {
    const society = await recorded(await newSociety());
    const { filler, approver } = society;
    expect(await acting(society)).toEqual([
      { ...approver, roles: ["approver"] },
      { ...filler, roles: ["filler"] },
    ]);
    const signed = await signedInBy(service, filler.mail);
    expect(signed.body).toMatchObject({ roles: ["filler"], societyCode: society.code });
  });

  it("has the same two people when the event comes again, or late", async () => {
    const society = await newSociety();
    await recorded(society, {}, 2);
    const before = await members.list(`society#${society.code}`);
    await recorded(society, {}, 2);
    await recorded(society, { filler: { name: "旧人", mail: newMail() } }, 1);
    expect(await members.list(`society#${society.code}`)).toEqual(before);
  });

  it("shows under a new name somebody who stays, and leaves them signed in", async () => {
    const society = await recorded(await newSociety());
    const { token } = await signedInBy(service, society.filler.mail);
    await recorded(society, { filler: { ...society.filler, name: "李明明" } }, 2);
    expect((await me(token)).body).toMatchObject({ name: "李明明" });
  });
});

describe("somebody whom the register replaces", () => {
  it("is signed out at once, gets no code any more, and the new one acts in their place", async () => {
    const society = await recorded(await newSociety());
    const { token } = await signedInBy(service, society.filler.mail);
    const filler = { name: "新填报人", mail: newMail("new") };
    await recorded(society, { filler }, 2);
    expect((await me(token)).status).toBe(401);
    const letters = service.lettersTo(society.filler.mail).length;
    await askCode(society.filler.mail, { at: later(120) });
    expect(service.lettersTo(society.filler.mail)).toHaveLength(letters);
    expect((await signedInBy(service, filler.mail, later(120))).body).toMatchObject({ roles: ["filler"] });
    expect((await acting(society)).map(({ mail }) => mail)).not.toContain(society.filler.mail);
  });

  it("can come back later, and the history says when they went and came", async () => {
    const society = await recorded(await newSociety());
    await recorded(society, { filler: { name: "代理", mail: newMail() } }, 2);
    await recorded(society, {}, 3);
    expect((await signedInBy(service, society.filler.mail)).body).toMatchObject({ roles: ["filler"] });
    const [member] = (await members.list(`society#${society.code}`)).filter(
      ({ mail }) => mail === society.filler.mail,
    );
    const person = member && (await people.get({ id: member.personId }));
    expect(person?.stamps.map(({ act }) => act)).toEqual(["grant", "revoke", "grant"]);
  });
});

describe("somebody whose roles an administrator took", () => {
  it("gets none back by the next import, until the register has replaced and named them anew", async () => {
    const society = await recorded(await newSociety());
    const { mail } = society.filler;
    const [member] = (await members.list(`society#${society.code}`)).filter((one) => one.mail === mail);
    const revoked = await answerTo(handler, routes.revokeRoles, {
      at: morning,
      token: (await signedIn("administrator")).token,
      headers: onceKey(),
      params: { id: member?.personId ?? "" },
      body: { version: 1, reason: "邮箱疑被盗用" },
    });
    expect(revoked.status).toBe(200);
    await recorded(society, {}, 2);
    expect((await acting(society)).map((one) => one.mail)).toEqual([society.approver.mail]);
    await recorded(society, { filler: { name: "代理", mail: newMail() } }, 3);
    await recorded(society, {}, 4);
    expect((await acting(society)).map((one) => one.mail)).toContain(mail);
  });
});

describe("two people who change places", () => {
  it("must sign in anew, and then have each other's rights", async () => {
    const society = await recorded(await newSociety());
    const { filler, approver } = society;
    const [one, two] = [await signedInBy(service, filler.mail), await signedInBy(service, approver.mail)];
    await recorded(society, { filler: approver, approver: filler }, 2);
    expect((await me(one.token)).status).toBe(401);
    expect((await me(two.token)).status).toBe(401);
    const again = await signedInBy(service, filler.mail, later(120));
    expect(again.body).toMatchObject({ roles: ["approver"] });
  });
});

describe("somebody who goes from one society to another", () => {
  it("is not taken from the first by the second, whose event waits until the first has let go", async () => {
    const [from, to] = [await recorded(await newSociety()), await newSociety()];
    const mover = from.filler;
    await expect(recorded(to, { filler: mover })).rejects.toThrow("has another account");
    await recorded(from, { filler: { name: "接任", mail: newMail() } }, 2);
    await recorded(to, { filler: mover });
    expect((await acting(to)).map(({ mail }) => mail)).toContain(mover.mail);
    expect((await acting(from)).map(({ mail }) => mail)).not.toContain(mover.mail);
    const signed = await signedInBy(service, mover.mail);
    expect(signed.body).toMatchObject({ societyCode: to.code, roles: ["filler"] });
  });

  it("keeps the new society when the first one is recorded again", async () => {
    const [from, to] = [await recorded(await newSociety()), await newSociety()];
    const mover = from.filler;
    const next = { name: "接任", mail: newMail() };
    await recorded(from, { filler: next }, 2);
    await recorded(to, { filler: mover });
    const { token } = await signedInBy(service, mover.mail);
    await recorded(from, { filler: next }, 3);
    expect((await me(token)).status).toBe(200);
  });
});

describe("a contact whose address is a member of staff's", () => {
  it("changes nobody's rights; the event is told of", async () => {
    const officer = await givenPerson();
    const society = await newSociety();
    const refused = recorded(society, { filler: { name: "李明", mail: officer.mail } });
    await expect(refused).rejects.toThrow("has another account");
    expect(await people.get({ id: officer.id })).toEqual(officer);
    expect(await acting(society)).toEqual([]);
  });
});
