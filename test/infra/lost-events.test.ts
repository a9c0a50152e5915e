import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { startCloud } from "../../infra/local/cloud.ts";
import type { Grant } from "../../infra/local/grants.ts";
import { mailEvents } from "../../infra/local/mail-events.ts";
import type { KeptMail } from "../../infra/local/mailbox.ts";
import type { Application } from "../../shared/contract/applications.ts";
import { applicationSubmitted, dispensationGranted } from "../../shared/events/applications.ts";
import { letterUndelivered } from "../../shared/events/deliveries.ts";
import { addressRefused, letterOwed } from "../../shared/events/notifications.ts";
import { type Fact, fact } from "../../shared/runtime/facts.ts";
import { localAssembly } from "./deployed.ts";
import { setClock, submittedIn } from "./submitted.ts";

/**
 * Days on which an event got lost: what a straight round never does, and for which functions hold grants all the same.
 * Records are written past the front, as an operator would; the cloud then finds them by its sweeps.
 */
const cloud = await startCloud({ assembly: await localAssembly() });
afterAll(cloud.close);

// Read by the store's client when it is first loaded: nothing above may have loaded it.
Object.assign(process.env, {
  AWS_ENDPOINT_URL_DYNAMODB: cloud.store.url,
  LINXUAN_TABLE: cloud.cloud.tables[0]?.name,
});
const { transact } = await import("../../shared/store/commit.ts");
const { applications } = await import("../../shared/store/published/applications.ts");
const { members } = await import("../../shared/store/published/members.ts");
const { uploads } = await import("../../shared/store/published/uploads.ts");
const { dues, letters } = await import("../../functions/notifications/records.ts");

/** First actions of the statements of a function that nothing has needed yet. */
async function unneeded(name: string): Promise<string[]> {
  const grants = (await (await fetch(`${cloud.url}/_local/grants`)).json()) as Grant[];
  return grants
    .filter((one) => one.function === `linxuan-local-${name}` && !one.needed)
    .map(({ statement }) => `${statement.actions[0]} ${statement.keys[0] ?? ""}`.trim());
}

describe("the event of an object got lost", () => {
  let applicationId: Application["id"];

  beforeAll(async () => {
    const form = Buffer.from("<html>no form</html>");
    const application = await submittedIn(cloud, { isTold: false, form });
    applicationId = application.id;
    expect(application.receipt?.files.map(({ versionId }) => versionId)).not.toContain(null);
    await setClock(cloud, "2021-11-08T02:10:00.000Z");
  });

  it("the submission stands on what has landed", async () => {
    expect(await unneeded("applications-api")).not.toContain("s3:GetObject");
  });

  it("the sweep inspects both files a few minutes later, and nobody waits for ever", async () => {
    const found = await uploads.list(applicationId);
    const states = Object.fromEntries(found.map(({ kind, state, kept }) => [kind, [state, kept !== null]]));
    expect(states).toEqual({ form: ["REFUSED", false], stamped: ["ACCEPTED", true] });
    expect(await unneeded("uploads-on-tick")).toEqual([]);
  });

  it("what was refused after the submission opens a correction", async () => {
    const application = await applications.get({ id: applicationId });
    expect(application?.corrections.map(({ kind }) => kind)).toEqual(["form"]);
    expect(await unneeded("applications-on-inspected")).toEqual([]);
  });
});

describe("the event of a mail got lost", () => {
  it("the sweep reads it a few minutes later, with what was granted for it", async () => {
    const { givenMailed } = await import("./mailed.ts");
    const mail = await givenMailed(cloud);
    await setClock(cloud, "2021-11-08T02:20:00.000Z");
    const { mails } = await import("../../shared/store/published/mails.ts");
    expect(await mails.get(mail)).toMatchObject({ state: "READ", read: { files: [{ kind: "stamped" }] } });
    expect(await unneeded("applications-on-tick")).toEqual([]);
  });
});

describe("the event of a letter got lost", () => {
  const at = "2021-11-09T02:00:00.000Z";

  beforeAll(async () => {
    const { newId, PersonId } = await import("../../shared/kernel/ids.ts");
    const { Instant } = await import("../../shared/kernel/time.ts");
    const owedAt = Instant.parse(at);
    const personId = PersonId.parse(newId("person", 1_636_000_000_000, Math.random));
    const words = (zh: string, en: string) => ({ zh, en });
    await transact([
      members.create({
        ...{ group: "staff", personId, name: "张三", mail: "officer@cast.example", roles: ["officer"] },
        ...{ language: "zh-CN", mailTrouble: null, version: 1 },
      }),
      letters.create({
        ...{
          id: "ltr_lost",
          roundId: null,
          template: "receipt",
          personId,
          eventId: "evt_lost",
          state: "OWED",
        },
        ...{ owedAt, sentAt: null, messageId: null, attempts: 0, group: "staff", correlationId: "lost" },
        ...{ subject: words("回执", "Receipt"), text: words("已收到", "It has arrived") },
        ...{ isPersonal: false, claimedAt: null, failure: null, version: 1 },
      }),
      dues.create({ letterId: "ltr_lost", owedAt, version: 1 }),
    ]);
    await setClock(cloud, "2021-11-09T02:06:00.000Z");
  });

  it("the sweep sends it, once", async () => {
    const inbox = (await (
      await fetch(`${cloud.url}/_local/inbox?to=officer@cast.example`)
    ).json()) as unknown[];
    expect(inbox).toMatchObject([{ letter: "ltr_lost", subject: "回执" }]);
    await setClock(cloud, "2021-11-09T02:20:00.000Z");
    expect(await letters.get({ id: "ltr_lost" })).toMatchObject({ state: "SENT", attempts: 1 });
    expect(await dues.get({ letterId: "ltr_lost" })).toBeUndefined();
  });

  it("what the sweep alone does was granted for it", async () => {
    const idle = await unneeded("notifications-on-tick");
    const ofTheSweep = [
      "dynamodb:DeleteItem notifications#*",
      "dynamodb:GetItem identity#member#*",
      "ses:SendRawEmail",
    ];
    expect(idle.filter((one) => ofTheSweep.includes(one))).toEqual([]);
  });
});

describe("what seldom happens", () => {
  /** States a fact as its service would have. */
  async function state(...facts: Fact[]): Promise<void> {
    const { outboxOf } = await import("../../shared/runtime/facts.ts");
    const { Instant } = await import("../../shared/kernel/time.ts");
    const now = Instant.parse("2021-11-09T03:00:00.000Z");
    const circumstance = { now, actorId: "system", correlationId: "seldom", random: Math.random };
    await transact(outboxOf(facts, circumstance));
    await cloud.settle();
  }

  it("an address that the mail service refuses at once is marked", async () => {
    const { givenPerson } = await import("../identity/given.ts");
    const { people } = await import("../../functions/identity/records.ts");
    const { id } = await givenPerson();
    const payload = { letterId: "ltr_refused", personId: id };
    await state(fact(addressRefused, { aggregateId: "ltr_refused", version: 2, payload }));
    expect(await people.get({ id })).toMatchObject({ mailTrouble: "bounced" });
    expect(await unneeded("identity-on-address")).toEqual([]);
  });

  it("a letter of which nothing is heard brings a call", async () => {
    const { givenPerson } = await import("../identity/given.ts");
    const { calls } = await import("../../functions/identity/records.ts");
    const { Instant } = await import("../../shared/kernel/time.ts");
    const { id: personId } = await givenPerson();
    const letterId = "ltr_silent";
    const owedAt = Instant.parse("2021-11-09T02:50:00.000Z");
    const payload = { letterId, personId, owedAt };
    await state(fact(letterUndelivered, { aggregateId: letterId, version: 1, payload }));
    expect(await calls.get({ personId })).toMatchObject({ owed: [{ letterId, why: "undelivered" }] });
    expect(await unneeded("identity-on-delivery")).toEqual([]);
  });

  it("a letter that was told of as silent is told again when it arrives at last", async () => {
    const { givenPerson } = await import("../identity/given.ts");
    const { calls } = await import("../../functions/identity/records.ts");
    const { awaited } = await import("../../functions/notifications/records.ts");
    const { Instant } = await import("../../shared/kernel/time.ts");
    const { id: personId } = await givenPerson();
    const letterId = "ltr_late";
    const owedAt = Instant.parse("2021-11-09T02:40:00.000Z");
    await transact([awaited.create({ letterId, personId, owedAt, isTold: true, version: 1 })]);
    const payload = { letterId, personId, owedAt };
    await state(fact(letterUndelivered, { aggregateId: letterId, version: 1, payload }));
    const mail: KeptMail = {
      ...{ id: "0102", from: "linxuan@cast.example", to: ["late@society.example"], subject: "回执" },
      ...{ headers: { "letter-id": letterId }, configurationSet: "local", at: "2021-11-09T03:00:00.000Z" },
      ...{ text: "", html: "", raw: "" },
    };
    for (const event of mailEvents(mail, cloud.cloud)) cloud.bus.put(event);
    await cloud.settle();
    expect(await awaited.get({ letterId })).toBeUndefined();
    expect((await calls.get({ personId }))?.owed ?? []).toEqual([]);
    expect(await unneeded("notifications-on-mail")).toEqual([]);
  });

  it("a letter that was owed before its reader had an account is sent to who has it now", async () => {
    const lost = await letters.get({ id: "ltr_lost" });
    if (!lost) throw new Error("the letter before is gone");
    const early = {
      ...lost,
      id: "ltr_early",
      personId: null,
      state: "OWED" as const,
      sentAt: null,
      version: 1,
    };
    await transact([
      letters.create(early),
      dues.create({ letterId: early.id, owedAt: early.owedAt, version: 1 }),
    ]);
    await state(fact(letterOwed, { aggregateId: early.id, version: 1, payload: { letterId: early.id } }));
    expect(await letters.get({ id: early.id })).toMatchObject({ state: "SENT" });
    expect(await unneeded("notifications-on-owed")).toEqual([]);
  });

  it("a verdict that was written while the submission was under way still opens a correction", async () => {
    const { id, version, roundId, societyCode, receipt } = await submittedIn(cloud, { isTold: true });
    if (!receipt) throw new Error("there is no receipt");
    const [form] = await uploads.list(id);
    if (!form) throw new Error("nothing was uploaded");
    await transact([uploads.overwrite({ ...form, state: "REFUSED", version: form.version + 1 })]);
    const { number: receiptNumber, arrivedAt, sha256, files } = receipt;
    const payload = { applicationId: id, roundId, societyCode, receiptNumber, arrivedAt, sha256, files };
    // A version that no other fact of the application will take.
    await state(fact(applicationSubmitted, { aggregateId: id, version: version + 10, payload }));
    expect((await applications.get({ id }))?.corrections.map(({ kind }) => kind)).toEqual([form.kind]);
    expect(await unneeded("applications-on-submitted")).toEqual([]);
  });
});

describe("what two officers grant", () => {
  const now = "2021-11-09T03:00:00.000Z";

  /** A dispensation as its API leaves it, and the fact of it. */
  async function grant(
    { id: applicationId, roundId, societyCode, closesAt }: Application,
    kind: "extension" | "further-return",
  ): Promise<void> {
    const { outboxOf } = await import("../../shared/runtime/facts.ts");
    const { dispensations } = await import("../../functions/applications/records.ts");
    const { DispensationId, newId, PersonId } = await import("../../shared/kernel/ids.ts");
    const { Instant, plusSeconds } = await import("../../shared/kernel/time.ts");
    const isExtension = kind === "extension";
    const until = isExtension ? plusSeconds(closesAt, 3600) : null;
    const id = DispensationId.parse(newId("dispensation", Date.parse(now), Math.random));
    const by = PersonId.parse(newId("person", Date.parse(now), Math.random));
    const about = { roundId, kind, category: "office-error" as const };
    const payload = {
      ...{ ...about, dispensationId: id, until, applicationId: isExtension ? null : applicationId },
      cohort: isExtension ? ("all" as const) : null,
    };
    const at = Instant.parse(now);
    const decided = { proposedBy: by, proposedAt: at, decidedBy: by, decidedAt: at, reason: "属实" };
    const items = isExtension ? [] : [{ item: "预算", reason: "合计不一致", place: null }];
    await transact([
      dispensations.create({
        ...{ ...about, ...decided, id, until, items, societyCode, applicationId: payload.applicationId },
        ...{ evidence: "值班记录", state: "GRANTED", version: 2 },
      }),
      ...outboxOf([fact(dispensationGranted, { aggregateId: id, version: 2, payload })], {
        ...{ now: at, actorId: "system", correlationId: "granted", random: Math.random },
      }),
    ]);
    await cloud.settle();
  }

  it("reaches the round and its applications, and needs what was granted for it", async () => {
    const { rounds } = await import("../../shared/store/published/rounds.ts");
    const application = await submittedIn(cloud, { isTold: true });
    await grant(application, "extension");
    const moved = await applications.get({ id: application.id });
    expect(moved && moved.closesAt > application.closesAt).toBe(true);
    expect((await rounds.get({ id: application.roundId }))?.closesAt).toBe(moved?.closesAt);
    await grant(application, "further-return");
    expect((await applications.get({ id: application.id }))?.state).toBe("RETURNED");
    expect(await unneeded("applications-on-dispensation")).toEqual([]);
    expect(await unneeded("rounds-on-extended")).toEqual([]);
  });
});

it("no function met an AccessDenied on these days either", async () => {
  expect(await (await fetch(`${cloud.url}/_local/refusals`)).json()).toEqual([]);
});
