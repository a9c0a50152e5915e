import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { changedPerson } from "../../functions/identity/records.ts";
import { handler as onAccess } from "../../functions/notifications/on-access.ts";
import { handler as onInvited } from "../../functions/notifications/on-invited.ts";
import { dues, type Letter, letters } from "../../functions/notifications/records.ts";
import type { Round } from "../../shared/contract/rounds.ts";
import { contactReplaced } from "../../shared/events/access.ts";
import { societyInvited } from "../../shared/events/invitations.ts";
import type { EventContract, EventOf } from "../../shared/events/kit.ts";
import { callBackCodeGiven, secondWayChanged } from "../../shared/events/second-ways.ts";
import { CallBackId, newId, ReplacementId } from "../../shared/kernel/ids.ts";
import { transact } from "../../shared/store/commit.ts";
import { openRound } from "../applications/given.ts";
import { givenPerson, later, morning } from "../identity/given.ts";
import { givenFiller, givenSociety } from "../identity/given-society.ts";
import { type MailService, startMailService } from "../mail-service.ts";
import { ownTable } from "../own-table.ts";
import { factOf, tell } from "../told.ts";
import { ledger, sendOwed } from "./given.ts";

let round: Round;
let service: MailService;
beforeAll(async () => {
  await ownTable();
  service = await startMailService();
  round = await openRound();
});
afterAll(() => service.close());

/** The letters that an event owes, each of them in no round's ledger or in one. */
async function owedBy(event: EventOf<EventContract>): Promise<Letter[]> {
  const owed = await dues.all("open");
  const held = await letters.getMany(owed.map(({ letterId: id }) => ({ id })));
  return held.filter(({ eventId }) => eventId === event.id);
}

describe("an invitation", () => {
  const invited = (societyCode: string) =>
    factOf(societyInvited, {
      aggregateId: `${round.id}#${societyCode}`,
      version: 1,
      at: morning,
      payload: { roundId: round.id, societyCode: societyCode as never },
    });

  it("goes to both contacts once, with the round's dates, however often it is told", async () => {
    const { person, society } = await givenFiller();
    const approver = await givenPerson({ roles: ["approver"], societyCode: society.code });
    await givenPerson({ roles: [], societyCode: society.code });
    const event = invited(society.code);
    await tell(onInvited, event);
    await tell(onInvited, event);
    const owed = (await ledger(round)).filter(({ eventId }) => eventId === event.id);
    expect(owed.map(({ personId }) => personId).toSorted()).toEqual([person.id, approver.id].toSorted());
    for (const { template, state, text } of owed) {
      expect([template, state]).toEqual(["invitation", "OWED"]);
      expect(text.zh).toContain(society.names.zh);
      expect(text.zh).toContain("截止时间：北京时间2021年11月11日（星期四）23:59:59");
    }
  });

  it("waits where the accounts are still being made: nobody is passed over", async () => {
    const society = await givenSociety();
    const event = invited(society.code);
    await expect(tell(onInvited, event)).rejects.toThrow("has no accounts yet");
    const filler = await givenPerson({ roles: ["filler"], societyCode: society.code });
    await tell(onInvited, event);
    const owed = (await ledger(round)).filter(({ eventId }) => eventId === event.id);
    expect(owed.map(({ personId }) => personId)).toEqual([filler.id]);
  });
});

describe("a way into an account that was opened or closed", () => {
  it("is told to whom a code was read out, and to nobody else of the society", async () => {
    const { person, society } = await givenFiller();
    await givenPerson({ roles: ["filler"], societyCode: society.code });
    const callBackId = CallBackId.parse(newId("callBack", Date.parse(morning), Math.random));
    const payload = { callBackId, personId: person.id, societyCode: society.code };
    const event = factOf(callBackCodeGiven, { aggregateId: callBackId, version: 1, at: morning, payload });
    await tell(onAccess, event);
    await tell(onAccess, event);
    const owed = await owedBy(event);
    expect(owed).toMatchObject([
      { template: "call-back-code", personId: person.id, group: `society#${society.code}` },
    ]);
    expect(owed[0]?.text.zh).toContain(callBackId);
  });

  it.each([
    ["totp-on", "已绑定动态口令"],
    ["totp-off", "已解除动态口令绑定"],
    ["recovery-codes-made", "十个新的恢复码"],
  ] as const)("is told to its owner: %s", async (kind, words) => {
    const { id: personId } = await givenPerson();
    const payload = { personId, societyCode: null, expertId: null, kind };
    const event = factOf(secondWayChanged, { aggregateId: personId, version: 3, at: morning, payload });
    await tell(onAccess, event);
    const owed = await owedBy(event);
    expect(owed).toMatchObject([{ template: "second-way", personId, group: "staff" }]);
    expect(owed[0]?.text.zh).toContain(words);
  });
});

describe("what changes whom a society acts by is told to each person whom it is about", () => {
  const replaced = async () => {
    const { person: left, society } = await givenFiller();
    const came = await givenPerson({ roles: ["filler"], societyCode: society.code });
    const approver = await givenPerson({ roles: ["approver"], societyCode: society.code });
    await transact(changedPerson({ ...left, roles: [], version: left.version + 1 }));
    const replacementId = ReplacementId.parse(newId("replacement", Date.parse(morning), Math.random));
    const payload = {
      ...{ replacementId, societyCode: society.code, role: "filler" as const },
      ...{ leftPersonId: left.id, personId: came.id },
    };
    return {
      event: factOf(contactReplaced, { aggregateId: replacementId, version: 1, at: morning, payload }),
      readers: [left, came, approver].map(({ id }) => id).toSorted(),
    };
  };

  it("who left has no role any more, and hears of it all the same", async () => {
    const { event, readers } = await replaced();
    await tell(onAccess, event);
    const owed = await owedBy(event);
    expect(owed.map(({ personId }) => personId).toSorted()).toEqual(readers);
    for (const { id } of owed) await sendOwed(id, later(1));
    const held = await letters.getMany(owed.map(({ id }) => ({ id })));
    expect(held.map(({ state, failure }) => [state, failure])).toEqual(readers.map(() => ["SENT", null]));
  });
});
