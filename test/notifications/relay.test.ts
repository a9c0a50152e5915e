import type { Context } from "aws-lambda";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { handler as onAddress } from "../../functions/identity/on-address.ts";
import { handler as mailCode } from "../../functions/identity/on-code-asked.ts";
import { handler as onDelivery } from "../../functions/identity/on-delivery.ts";
import { calls, people } from "../../functions/identity/records.ts";
import { awaited } from "../../functions/notifications/records.ts";
import { applicationWithdrawn } from "../../shared/events/applications.ts";
import { letterHandedOver, letterUndelivered } from "../../shared/events/deliveries.ts";
import { addressRefused } from "../../shared/events/notifications.ts";
import { openRound } from "../applications/given.ts";
import { givenPerson, morning } from "../identity/given.ts";
import { ownTable } from "../own-table.ts";
import { type Relay, startRelay } from "../relay.ts";
import { type Secrets, startSecrets } from "../relay-secret.ts";
import { factOf, factsOf, tell } from "../told.ts";
import { givenApplication, hear, ledger, sendOwed, tick } from "./given.ts";

const at = "2021-11-09T02:00:00.000Z";
let secrets: Secrets;
let relay: Relay;
beforeAll(async () => {
  await ownTable();
  secrets = await startSecrets();
  relay = await startRelay({ tls: "none" });
  secrets.set(JSON.stringify({ host: "127.0.0.1", port: relay.port, tls: "none" }));
});
afterAll(async () => {
  await relay.close();
  await secrets.close();
});

/** The letters that a withdrawal owes to a society's two people, each handed to the sender. */
async function sent() {
  const round = await openRound();
  const { of, filler, approver } = await givenApplication(round, { state: "WITHDRAWN" });
  await hear(factOf(applicationWithdrawn, { aggregateId: of.applicationId, version: 2, at, payload: of }));
  for (const { id } of await ledger(round)) await sendOwed(id, at);
  return { filler, approver, letters: await ledger(round) };
}

describe("where mail goes through a relay", () => {
  it("each letter is in the ledger under the Message-ID that its reader sees", async () => {
    const before = relay.taken.length;
    const { letters } = await sent();
    expect(letters.map(({ state }) => state)).toEqual(["SENT", "SENT"]);
    const seen = relay.taken.slice(before).map(({ mail }) => mail.messageId);
    expect(letters.map(({ messageId }) => messageId).toSorted()).toEqual(seen.toSorted());
  });

  it("an address that it refuses is given up and marked, so that an officer calls", async () => {
    relay.refuse("rcpt", 550);
    const { letters, filler, approver } = await sent();
    relay.refuse(undefined);
    expect(letters).toMatchObject([
      { state: "FAILED", failure: "EENVELOPE 550" },
      { state: "FAILED", failure: "EENVELOPE 550" },
    ]);
    for (const { id } of letters)
      for (const fact of await factsOf(addressRefused, id)) await tell(onAddress, fact);
    for (const { id } of [filler, approver])
      expect(await people.get({ id })).toMatchObject({ mailTrouble: "bounced" });
  });

  it("a letter that it will take later marks nobody", async () => {
    relay.refuse("rcpt", 451);
    const { letters, filler } = await sent();
    relay.refuse(undefined);
    expect(letters.map(({ state }) => state)).toEqual(["CLAIMED", "CLAIMED"]);
    for (const { id } of letters) expect(await factsOf(addressRefused, id)).toEqual([]);
    expect(await people.get({ id: filler.id })).toMatchObject({ mailTrouble: null });
  });

  it("a letter counts as arrived when the relay takes it: nobody is to be called", async () => {
    const { letters, filler } = await sent();
    for (const { id } of letters) expect(await awaited.get({ letterId: id })).toBeUndefined();
    expect(await calls.get({ personId: filler.id })).toBeUndefined();
  });

  it("a letter that it takes too late brings a call, until it is taken", async () => {
    relay.refuse("rcpt", 451);
    const { letters, filler } = await sent();
    await tick("2021-11-09T02:10:01.000Z");
    relay.refuse(undefined);
    const told = async () => {
      for (const { id } of letters)
        for (const contract of [letterUndelivered, letterHandedOver])
          for (const fact of await factsOf<typeof contract>(contract, id)) await tell(onDelivery, fact);
    };
    await told();
    expect((await calls.get({ personId: filler.id }))?.owed).toMatchObject([{ why: "undelivered" }]);
    await tick("2021-11-09T02:20:00.000Z");
    await told();
    expect(await calls.get({ personId: filler.id })).toMatchObject({ owed: [], dueAt: null });
  });

  it("a code that it takes is on no call list, one that it does not take is", async () => {
    const taken = await givenPerson();
    const refused = await givenPerson();
    const asked = { language: "zh-CN", askedAt: morning };
    await mailCode({ ...asked, mail: taken.mail, correlationId: "taken" }, {} as Context);
    relay.refuse("rcpt", 451);
    const late = mailCode({ ...asked, mail: refused.mail, correlationId: "refused" }, {} as Context);
    await expect(late).rejects.toThrow();
    relay.refuse(undefined);
    expect(await calls.get({ personId: taken.id })).toMatchObject({ owed: [], dueAt: null });
    expect(await calls.get({ personId: refused.id })).toMatchObject({ owed: [{ why: "undelivered" }] });
  });

  it("a code for an address that it refuses marks the address and is not tried again", async () => {
    const { mail, id } = await givenPerson();
    relay.refuse("rcpt", 550);
    const asked = { mail, language: "zh-CN", askedAt: morning, correlationId: "asking" };
    await mailCode(asked, {} as Context);
    relay.refuse(undefined);
    expect(await people.get({ id })).toMatchObject({ mailTrouble: "bounced" });
  });
});
