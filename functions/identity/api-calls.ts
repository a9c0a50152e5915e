import type { identity as routes } from "../../shared/contract/identity.ts";
import { callRecorded } from "../../shared/events/second-ways.ts";
import { holdsIdentityData } from "../../shared/kernel/personal-numbers.ts";
import type { Call as ApiCall } from "../../shared/runtime/call.ts";
import { fact } from "../../shared/runtime/facts.ts";
import { societies } from "../../shared/store/published/societies.ts";
import { contactsOf } from "./accounts.ts";
import { afterCall, owedBy } from "./calls.ts";
import { calls, people } from "./records.ts";
import { keptCall } from "./step-calls.ts";

type Routes = typeof routes;

/** Who is to be called by now, with the number to call and what did not reach them; the oldest first. */
export async function listCalls(call: ApiCall<Routes["listCalls"]>) {
  const page = await calls.page("open", { ...call.query, upTo: `${call.now}#~` });
  const found = await people.getMany(page.items.map(({ personId }) => ({ id: personId })));
  const personOf = new Map(found.map((person) => [person.id, person]));
  const codes = [...new Set(found.flatMap(({ societyCode }) => societyCode ?? []))];
  const societyOf = new Map(
    (await societies.getMany(codes.map((code) => ({ code })))).map((society) => [society.code, society]),
  );
  const items = page.items.flatMap((held) => {
    const person = personOf.get(held.personId);
    if (!person) return [];
    const { name, mail, societyCode } = person;
    const society = societyCode === null ? undefined : societyOf.get(societyCode);
    const contact = society && contactsOf(society).find((one) => one.mail === mail);
    return {
      personId: held.personId,
      name,
      mail,
      societyCode,
      society: society?.names ?? null,
      phone: contact?.phone ?? null,
      owed: owedBy(held, call.now),
      since: held.dueAt ?? call.now,
      version: held.version,
    };
  });
  return { items, cursor: page.cursor };
}

export async function recordCall(call: ApiCall<Routes["recordCall"]>) {
  const { version, outcome, note } = call.body;
  if (holdsIdentityData(note)) throw call.refuse("identity-data-not-taken");
  const held = await calls.get({ personId: call.params.id });
  if (!held || held.owed.length === 0) throw call.refuse("not-found");
  if (held.version !== version) throw call.refuse("version-conflict", { version: held.version });
  const { made, next } = afterCall(held, { outcome, note, who: call.actor.id, when: call.now });
  const { personId } = next;
  return call.commit({
    writes: [keptCall(next)],
    facts: [
      fact(callRecorded, {
        aggregateId: personId,
        version: next.version,
        payload: { personId, kind: outcome },
      }),
    ],
    answer: made,
  });
}
