import type { Context, EventBridgeEvent } from "aws-lambda";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { handler } from "../../functions/identity/api.ts";
import { handler as onMail } from "../../functions/identity/on-mail.ts";
import { identity as routes } from "../../shared/contract/identity.ts";
import { callRecorded } from "../../shared/events/second-ways.ts";
import { answerTo } from "../asked.ts";
import { onceKey, signedIn } from "../given.ts";
import type { MailService } from "../mail-service.ts";
import { factsOf } from "../told.ts";
import { askCode, givenPerson, later, morning, startCodes } from "./given.ts";
import { givenFiller, registered } from "./given-society.ts";

let service: MailService;
beforeAll(async () => {
  service = await startCodes();
});
afterEach(() => {
  process.env.LINXUAN_MAIL_TRANSPORT = "ses";
  service.refuse(undefined);
});
afterAll(() => service.close());

interface Entry {
  personId: string;
  phone: string | null;
  owed: { letterId: string; why: string; kind: string }[];
  since: string;
  version: number;
}

/** The entry of a person on the list as an officer has it at an instant. */
async function onList(id: string, at: string): Promise<Entry | undefined> {
  const { token } = await signedIn("officer");
  const { body } = await answerTo(handler, routes.listCalls, { at, token, query: { limit: "1000" } });
  return (body.items as Entry[]).find(({ personId }) => personId === id);
}

/** What SES tells of a letter. */
const told = (letterId: string, at: string, detail: object) =>
  onMail(
    {
      source: "aws.ses",
      detail: {
        mail: { timestamp: at, messageId: "0102", headers: [{ name: "Letter-Id", value: letterId }] },
        ...detail,
      },
    } as EventBridgeEvent<string, unknown>,
    {} as Context,
  );
const bounced = (mail: string, letterId: string, at = morning) =>
  told(letterId, at, {
    eventType: "Bounce",
    bounce: { bounceType: "Permanent", bouncedRecipients: [{ emailAddress: mail }] },
  });
const delivered = (mail: string, letterId: string, at = morning) =>
  told(letterId, at, { eventType: "Delivery", delivery: { recipients: [mail] } });

const letterOf = (mail: string) => service.lettersTo(mail).at(-1)?.letter ?? "";

async function recordCall(id: string, version: number, body: object = {}) {
  const { token, personId } = await signedIn("officer");
  const answer = await answerTo(handler, routes.recordCall, {
    at: later(900),
    token,
    headers: onceKey(),
    params: { id },
    body: { version, outcome: "reached", ...body },
  });
  return { ...answer, officer: personId };
}

describe("who is to be called", () => {
  it("is whose letter bounced: with society, registered phone, what was owed and since when", async () => {
    const { person, society } = await givenFiller();
    await bounced(person.mail, "ltr_1");
    expect(await onList(person.id, later(1))).toEqual({
      ...{ personId: person.id, name: person.name, mail: person.mail, phone: registered },
      ...{ societyCode: society.code, society: society.names, since: morning, version: 1 },
      owed: [{ letterId: "ltr_1", kind: "letter", why: "bounced", since: morning }],
    });
  });

  it("is whose sign-in code has no delivery after ten minutes, not earlier", async () => {
    const { person } = await givenFiller();
    await askCode(person.mail);
    expect(await onList(person.id, later(599))).toBeUndefined();
    expect(await onList(person.id, later(601))).toMatchObject({
      owed: [{ letterId: letterOf(person.mail), kind: "code", why: "undelivered" }],
    });
  });

  it("is nobody to whom the code was delivered, however late", async () => {
    const { person } = await givenFiller();
    await askCode(person.mail);
    await delivered(person.mail, letterOf(person.mail), later(3));
    expect(await onList(person.id, later(3600))).toBeUndefined();
    await askCode(person.mail, { at: later(4000) });
    expect(await onList(person.id, later(5000))).toBeDefined();
    await delivered(person.mail, letterOf(person.mail), later(5001));
    expect(await onList(person.id, later(5002))).toBeUndefined();
  });

  it("is whose code the mail service does not take", async () => {
    const { person } = await givenFiller();
    service.refuse({ code: "ServiceUnavailable", status: 503 });
    await askCode(person.mail);
    expect(await onList(person.id, later(601))).toMatchObject({ owed: [{ why: "undelivered" }] });
  });

  it("is once on the list for all that is owed; a code that then bounces is owed once", async () => {
    const { person } = await givenFiller();
    await askCode(person.mail);
    const letter = letterOf(person.mail);
    await bounced(person.mail, letter, later(2));
    await bounced(person.mail, letter, later(2));
    await bounced(person.mail, "ltr_2", later(5));
    expect((await onList(person.id, later(6)))?.owed).toMatchObject([
      { letterId: letter, why: "bounced" },
      { letterId: "ltr_2", why: "bounced" },
    ]);
  });

  it("may be one of the staff, without a society or a registered phone", async () => {
    const { mail, id } = await givenPerson();
    await bounced(mail, "ltr_1");
    expect(await onList(id, later(1))).toMatchObject({ societyCode: null, society: null, phone: null });
  });

  it("is nobody whose mailbox is full: that passes", async () => {
    const { person } = await givenFiller();
    await told("ltr_1", morning, {
      eventType: "Bounce",
      bounce: { bounceType: "Transient", bouncedRecipients: [{ emailAddress: person.mail }] },
    });
    expect(await onList(person.id, later(3600))).toBeUndefined();
  });

  it("is not told to societies", async () => {
    const { token } = await signedIn("filler");
    expect((await answerTo(handler, routes.listCalls, { at: morning, token })).status).toBe(403);
  });
});

describe("a call", () => {
  it("takes the person off the list; who called, when and with what outcome is kept", async () => {
    const { person } = await givenFiller();
    await bounced(person.mail, "ltr_1");
    const made = await recordCall(person.id, 1, { outcome: "reached", note: "已口头告知" });
    expect(made).toMatchObject({
      status: 200,
      body: { outcome: "reached", note: "已口头告知", who: made.officer, letterIds: ["ltr_1"] },
    });
    expect(await onList(person.id, later(901))).toBeUndefined();
    expect(await factsOf(callRecorded, person.id)).toMatchObject([
      { actorId: made.officer, payload: { kind: "reached" } },
    ]);
  });

  it("settles what was owed then, told a second time or not; what bounces later is owed anew", async () => {
    const { person } = await givenFiller();
    await bounced(person.mail, "ltr_1");
    await recordCall(person.id, 1);
    await bounced(person.mail, "ltr_1", later(1000));
    expect(await onList(person.id, later(1001))).toBeUndefined();
    await bounced(person.mail, "ltr_2", later(1002));
    expect(await onList(person.id, later(1003))).toMatchObject({ owed: [{ letterId: "ltr_2" }] });
  });

  it("is not recorded over something that became owed meanwhile, nor for who is not on the list", async () => {
    const { person } = await givenFiller();
    await bounced(person.mail, "ltr_1");
    await bounced(person.mail, "ltr_2", later(1));
    expect((await recordCall(person.id, 1)).body).toMatchObject({ code: "version-conflict", version: 2 });
    const other = await givenFiller();
    expect((await recordCall(other.person.id, 1)).status).toBe(404);
  });
});
