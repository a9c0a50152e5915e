import { randomBytes } from "node:crypto";
import type { Context, EventBridgeEvent } from "aws-lambda";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { handler } from "../../functions/identity/api.ts";
import { handler as onAddress } from "../../functions/identity/on-address.ts";
import { handler as onExpert } from "../../functions/identity/on-expert.ts";
import { handler as onMail } from "../../functions/identity/on-mail.ts";
import { people } from "../../functions/identity/records.ts";
import { type Person, identity as routes } from "../../shared/contract/identity.ts";
import { expertRecorded } from "../../shared/events/experts.ts";
import { addressRefused } from "../../shared/events/notifications.ts";
import { ExpertId, newId } from "../../shared/kernel/ids.ts";
import { Instant } from "../../shared/kernel/time.ts";
import { transact } from "../../shared/store/commit.ts";
import { experts } from "../../shared/store/published/experts.ts";
import { members } from "../../shared/store/published/members.ts";
import { answerTo } from "../asked.ts";
import { onceKey, signedIn } from "../given.ts";
import type { MailService } from "../mail-service.ts";
import { factOf, tell } from "../told.ts";
import { givenPerson, morning, newMail, signedInBy, startCodes } from "./given.ts";

let service: MailService;
beforeAll(async () => {
  service = await startCodes();
});
afterAll(() => service.close());

async function grant(body: object, key = onceKey()) {
  const { token } = await signedIn("administrator");
  return answerTo(handler, routes.grantRole, { at: morning, token, headers: key, body });
}

/** The person as an officer finds them in the list. */
async function listed(mail: string): Promise<Person | undefined> {
  const { token } = await signedIn("officer");
  let cursor: string | null = null;
  do {
    const query: Record<string, string> = { limit: "1000", ...(cursor !== null && { cursor }) };
    const { body } = await answerTo(handler, routes.listPeople, { at: morning, token, query });
    const found = (body.items as Person[]).find((one) => one.mail === mail);
    if (found) return found;
    cursor = body.cursor;
  } while (cursor !== null);
  return undefined;
}

describe("giving a member of staff an account", () => {
  it("lets them sign in with the roles that they were given", async () => {
    const mail = newMail("officer");
    const granted = await grant({ name: "王芳", mail, roles: ["officer"] });
    expect(granted).toMatchObject({ status: 201, body: { name: "王芳", language: "zh-CN" } });
    expect(granted.body.stamps).toMatchObject([{ act: "grant" }]);
    const signed = await signedInBy(service, mail);
    expect(signed.body).toMatchObject({ name: "王芳", roles: ["officer"] });
  });

  it("is refused for an address that somebody has, in whatever case it is typed", async () => {
    const { mail } = await givenPerson();
    const refused = await grant({ name: "王芳", mail: mail.toUpperCase(), roles: ["officer"] });
    expect(refused).toMatchObject({ status: 409, body: { code: "already-exists" } });
  });

  it("brings back who had lost all roles, and the history says so", async () => {
    const stopped = await givenPerson({ roles: [] });
    const back = await grant({ name: "李明", mail: stopped.mail, roles: ["supervisor"] });
    expect(back).toMatchObject({ status: 201, body: { id: stopped.id, roles: ["supervisor"], version: 2 } });
    expect((await signedInBy(service, stopped.mail)).status).toBe(201);
  });

  it("never makes a member of staff act for a society", async () => {
    const refused = await grant({ name: "王芳", mail: newMail(), roles: ["filler"] });
    expect(refused.body.code).toBe("invalid-request");
  });
});

const expert = (mail: string) => ({
  id: ExpertId.parse(newId("expert", 1_636_000_000_000, Math.random)),
  ...{ name: "赵院士", mail, institution: "大学", fields: [], ties: [], loadCap: null },
  ...{ parentInstitution: null, department: null, cleared: null },
  createdAt: Instant.parse(morning),
  version: 1,
});

describe("an expert of the pool", () => {
  async function recorded(mail: string, version = 1) {
    const one = expert(mail);
    await transact([experts.create(one)]);
    const payload = { expertId: one.id };
    const event = factOf(expertRecorded, { aggregateId: one.id, version, at: morning, payload });
    return { one, event };
  }

  it("gets an account and signs in as that expert", async () => {
    const mail = newMail("expert");
    const { one, event } = await recorded(mail);
    await tell(onExpert, event);
    expect((await signedInBy(service, mail)).body).toMatchObject({ roles: ["expert"], expertId: one.id });
    expect(await members.list(`expert#${one.id}`)).toMatchObject([{ name: "赵院士", mail }]);
  });

  it("gets one account however often the event comes", async () => {
    const mail = newMail("expert");
    const { one, event } = await recorded(mail);
    for (let n = 0; n < 3; n++) await tell(onExpert, event);
    expect(await members.list(`expert#${one.id}`)).toHaveLength(1);
    expect(await listed(mail)).toMatchObject({ version: 1 });
  });

  it("whose address is somebody else's is told of in the dead-letter queue, and nobody's rights change", async () => {
    const officer = await givenPerson();
    const { event } = await recorded(officer.mail);
    await expect(tell(onExpert, event)).rejects.toThrow("has another account");
    expect(await people.get({ id: officer.id })).toEqual(officer);
  });

  it("may have been somebody else before, who has lost all roles", async () => {
    const former = await givenPerson({ roles: [] });
    const { one, event } = await recorded(former.mail);
    await tell(onExpert, event);
    expect(await people.get({ id: former.id })).toMatchObject({ roles: ["expert"], expertId: one.id });
  });
});

/** What the default bus brings from SES. */
const mailed = { timestamp: morning, messageId: "0102", headers: [{ name: "Letter-Id", value: "ltr_1" }] };
const ses = (detail: object) =>
  ({
    "detail-type": "Email Bounced",
    source: "aws.ses",
    detail: { mail: mailed, ...detail },
  }) as EventBridgeEvent<string, unknown>;
const bounce = (emailAddress: string, bounceType = "Permanent") =>
  ses({ eventType: "Bounce", bounce: { bounceType, bouncedRecipients: [{ emailAddress }] } });
const complaint = (emailAddress: string) =>
  ses({ eventType: "Complaint", complaint: { complainedRecipients: [{ emailAddress }] } });
const tellOf = (event: EventBridgeEvent<string, unknown>) => onMail(event, {} as Context);

describe("mail that did not arrive", () => {
  it("marks a bounced address, where officers see it", async () => {
    const { mail } = await givenPerson();
    await tellOf(bounce(mail));
    expect(await listed(mail)).toMatchObject({ mailTrouble: "bounced" });
  });

  it("marks an address that complained, however SES writes it", async () => {
    const { mail } = await givenPerson();
    await tellOf(complaint(`李明 <${mail.toUpperCase()}>`));
    expect(await listed(mail)).toMatchObject({ mailTrouble: "complained" });
  });

  it("marks it once however often it is told", async () => {
    const { mail, id } = await givenPerson();
    for (let n = 0; n < 3; n++) await tellOf(bounce(mail));
    expect(await people.get({ id })).toMatchObject({ mailTrouble: "bounced", version: 2 });
  });

  it("does not mark an address whose server was only busy", async () => {
    const { mail, id } = await givenPerson();
    await tellOf(bounce(mail, "Transient"));
    expect(await people.get({ id })).toMatchObject({ mailTrouble: null, version: 1 });
  });

  it("passes over addresses that belong to nobody or are none, and marks the others", async () => {
    const { mail, id } = await givenPerson();
    const bouncedRecipients = [newMail(), "not an address", mail].map((emailAddress) => ({ emailAddress }));
    await tellOf(ses({ eventType: "Bounce", bounce: { bounceType: "Permanent", bouncedRecipients } }));
    expect(await people.get({ id })).toMatchObject({ mailTrouble: "bounced" });
  });

  it.each([
    ["nothing", {}],
    ["a bounce of nobody", { eventType: "Bounce" }],
    ["an unknown kind", { eventType: "Open", open: {} }],
    ["recipients that are none", { eventType: "Complaint", complaint: { complainedRecipients: "x" } }],
  ])("ends in the dead-letter queue when it makes no sense: %s", async (_, detail) => {
    await expect(tellOf(ses(detail))).rejects.toThrow();
  });

  it("keeps the address out of the log", async () => {
    const { mail } = await givenPerson();
    const write = vi.spyOn(process.stdout, "write").mockReturnValue(true);
    await tellOf(bounce(mail));
    const lines = write.mock.calls.map(([line]) => String(line));
    write.mockRestore();
    expect(lines.filter((line) => line.includes("mail trouble"))).toHaveLength(1);
    expect(lines.filter((line) => line.includes(mail))).toEqual([]);
  });

  it("marks an address that a relay refused", async () => {
    const person = await givenPerson();
    const payload = { letterId: `ltr_${randomBytes(8).toString("hex")}`, personId: person.id };
    const refused = factOf(addressRefused, {
      aggregateId: payload.letterId,
      version: 3,
      at: morning,
      payload,
    });
    await tell(onAddress, refused);
    expect(await listed(person.mail)).toMatchObject({ mailTrouble: "bounced" });
  });

  it("is forgotten when a code has come there and signed in", async () => {
    const { mail, id } = await givenPerson({ mailTrouble: "bounced" });
    expect((await signedInBy(service, mail)).status).toBe(201);
    expect(await people.get({ id })).toMatchObject({ mailTrouble: null });
  });
});
