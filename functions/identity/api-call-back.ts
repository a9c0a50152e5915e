import { randomInt } from "node:crypto";
import type { identity as routes } from "../../shared/contract/identity.ts";
import type { CallBack } from "../../shared/contract/second-ways.ts";
import { callBackCodeGiven } from "../../shared/events/second-ways.ts";
import { CallBackId } from "../../shared/kernel/ids.ts";
import { holdsIdentityData } from "../../shared/kernel/personal-numbers.ts";
import { plusSeconds } from "../../shared/kernel/time.ts";
import type { Call } from "../../shared/runtime/call.ts";
import { fact } from "../../shared/runtime/facts.ts";
import { again } from "../../shared/store/again.ts";
import { societies } from "../../shared/store/published/societies.ts";
import { contactsOf } from "./accounts.ts";
import { codeCount, codeOf } from "./codes.ts";
import { callBacks, people } from "./records.ts";
import { callBackSeconds, isSamePhone, nextWays } from "./second-ways.ts";
import { hashOfWay } from "./step-hashes.ts";
import { keptWays, waysOf } from "./step-second-ways.ts";

type Routes = typeof routes;

/**
 * A code to read out, for somebody of a society and after calling the registered number; never for staff, experts or
 * oneself. It is shown in this one answer; what is kept is its hash, and who asked for whom, when and why.
 */
export async function giveCallBackCode(call: Call<Routes["giveCallBackCode"]>) {
  if (holdsIdentityData(call.body.reason)) throw call.refuse("identity-data-not-taken");
  return again(async () => {
    const person = await people.get({ id: call.params.id });
    if (!person || person.roles.length === 0) throw call.refuse("not-found");
    if (person.societyCode === null) throw call.refuse("forbidden");
    const { societyCode } = person;
    const [[society], ways] = await Promise.all([
      societies.getMany([{ code: societyCode }]),
      waysOf(person.mail),
    ]);
    const contact = society && contactsOf(society).find(({ mail }) => mail === person.mail);
    const { phone, reason } = call.body;
    if (contact?.phone === undefined || !isSamePhone(contact.phone, phone))
      throw call.refuse("phone-not-registered");
    const code = codeOf(randomInt(codeCount));
    const expiresAt = plusSeconds(call.now, callBackSeconds);
    const given: CallBack = {
      id: CallBackId.parse(call.newId("callBack")),
      personId: person.id,
      societyCode,
      phone: contact.phone,
      reason,
      askedBy: call.actor.id,
      askedAt: call.now,
      expiresAt,
      version: 1,
    };
    const { id, personId } = given;
    const codeHash = hashOfWay("call-back", person.mail, code);
    return call.commit({
      writes: [callBacks.create(given), keptWays(nextWays(ways, { callBack: { id, codeHash, expiresAt } }))],
      facts: [
        fact(callBackCodeGiven, {
          aggregateId: id,
          version: 1,
          payload: { callBackId: id, personId, societyCode },
        }),
      ],
      answer: { id, code, validSeconds: callBackSeconds, expiresAt },
    });
  });
}

export const listCallBacks = (call: Call<Routes["listCallBacks"]>) =>
  callBacks.page("all", { ...call.query, descending: true });
