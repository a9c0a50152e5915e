import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { handler } from "../../functions/identity/api.ts";
import { people } from "../../functions/identity/records.ts";
import { type Person, identity as routes } from "../../shared/contract/identity.ts";
import { answerTo } from "../asked.ts";
import { onceKey, signedIn } from "../given.ts";
import type { MailService } from "../mail-service.ts";
import { givenPerson, morning, newMail, startCodes } from "./given.ts";
import { givenFiller, readOut, registered, staffed } from "./given-society.ts";

let service: MailService;
beforeAll(async () => {
  service = await startCodes();
});
afterAll(() => service.close());

/** Invented, with the right check digits. */
const [identityNumber, cardNumber] = ["11010519491231002X", "6222 0202 0001 2345 670"];

const by = async (role: "administrator" | "officer") => ({
  at: morning,
  token: (await signedIn(role)).token,
  headers: onceKey(),
});
const isHeld = (mail: string) =>
  people.all("all").then((all) => all.some((one: Person) => one.mail === mail));

describe("an identity number or a bank card is refused", () => {
  it("in the name of a member of staff, who gets no account", async () => {
    const mail = newMail("staff");
    const body = { name: `王芳 ${identityNumber}`, mail, roles: ["officer"] };
    const refused = await answerTo(handler, routes.grantRole, { ...(await by("administrator")), body });
    expect([refused.status, refused.body.code]).toEqual([400, "identity-data-not-taken"]);
    expect(await isHeld(mail)).toBe(false);
  });

  it("in the reason for which roles are taken, and they stay", async () => {
    const person = await givenPerson();
    const refused = await answerTo(handler, routes.revokeRoles, {
      ...(await by("administrator")),
      params: { id: person.id },
      body: { version: 1, reason: `证件 ${identityNumber} 有误` },
    });
    expect(refused.body.code).toBe("identity-data-not-taken");
    expect(await people.get({ id: person.id })).toEqual(person);
  });

  it("in the reason of a code that is read out, and none is made", async () => {
    const { person } = await givenFiller();
    const { body } = await readOut(person.id, { reason: `已核对身份证 ${identityNumber}` });
    expect(body).toMatchObject({ code: "identity-data-not-taken" });
    expect(body).not.toHaveProperty("validSeconds");
  });

  it("in the note of a call", async () => {
    const { person } = await givenFiller();
    const refused = await answerTo(handler, routes.recordCall, {
      ...(await by("officer")),
      params: { id: person.id },
      body: { version: 1, outcome: "reached", note: `卡号 ${cardNumber}` },
    });
    expect(refused.body.code).toBe("identity-data-not-taken");
  });

  it("as the telephone of who takes a contact's place, and nobody is replaced", async () => {
    const { code, filler } = await staffed(service);
    const mail = newMail("successor");
    const body = { leaves: filler.mail, name: "接任人", mail, phone: registered, reason: "人员变动" };
    const refused = await answerTo(handler, routes.replaceContact, {
      ...(await by("officer")),
      params: { code, role: "filler" },
      body: { ...body, phone: cardNumber },
    });
    expect(refused.body.code).toBe("identity-data-not-taken");
    expect(await isHeld(mail)).toBe(false);
  });
});

describe("a field for one that is sent all the same", () => {
  it("is kept nowhere", async () => {
    const mail = newMail("staff");
    const body = { name: "王芳", mail, roles: ["officer"], idCard: identityNumber, bankAccount: cardNumber };
    const granted = await answerTo(handler, routes.grantRole, { ...(await by("administrator")), body });
    expect(granted.status).toBe(201);
    const held = JSON.stringify(await people.get({ id: granted.body.id }));
    for (const number of [identityNumber, cardNumber]) expect(held).not.toContain(number);
  });
});
