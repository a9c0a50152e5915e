import type { Person } from "../../shared/contract/identity.ts";
import { societyRecorded } from "../../shared/events/rounds.ts";
import type { SocietyCode } from "../../shared/kernel/ids.ts";
import type { Instant } from "../../shared/kernel/time.ts";
import { consume } from "../../shared/runtime/consume.ts";
import type { Fact } from "../../shared/runtime/facts.ts";
import type { Write } from "../../shared/store/entity.ts";
import { members } from "../../shared/store/published/members.ts";
import { societies } from "../../shared/store/published/societies.ts";
import {
  type Contact,
  contactsOf,
  isAsRegistered,
  isBarred,
  newAccount,
  nextAccount,
  stamped,
  unnamed,
} from "./accounts.ts";
import { isTaken } from "./delegations.ts";
import { changedPerson, newPerson, people } from "./records.ts";
import { type Part, withoutDelegates } from "./step-delegations.ts";
import { personAt } from "./step-person.ts";
import { endSessions } from "./step-sessions.ts";

interface Recorded {
  code: SocietyCode;
  now: Instant;
  newId: () => string;
}

const stampOf = (act: "grant" | "revoke", now: Instant) => ({
  act,
  who: "system",
  when: now,
  reason: "register",
});

/** The account of a contact as the register has it. Sessions carry roles, so those with other roles end. */
async function named(contact: Contact, { code, now, newId }: Recorded): Promise<Write[]> {
  const { name, mail, role } = contact;
  const given = { name, mail, roles: [role], societyCode: code, expertId: null, delegated: null };
  const held = await personAt(mail);
  if (!held) return newPerson(stamped(newAccount(newId(), now, given), stampOf("grant", now)));
  // Whoever still acts for another group is not taken away from it: its own change may be on the way.
  const isElsewhere = held.societyCode !== code && isTaken(held, now);
  if (isElsewhere) throw new Error(`a contact of ${code} has another account`);
  if (held.societyCode === code && (isAsRegistered(held, contact) || isBarred(held))) return [];
  const next = nextAccount(held, given);
  if (held.roles.includes(role)) return changedPerson(next);
  return [...changedPerson(stamped(next, stampOf("grant", now))), ...(await endSessions(held.id, now))];
}

/** Somebody whom the register no longer names: no roles from now on, and no session, nor whoever acts in their place. */
async function left(person: Person, now: Instant, contacts: readonly Contact[]): Promise<Part> {
  const next = stamped(nextAccount(person, { roles: [] }), stampOf("revoke", now));
  const except = contacts.map(({ mail }) => mail);
  const lent = await withoutDelegates(person, { who: "system", now, reason: "register", except });
  return {
    writes: [...changedPerson(next), ...(await endSessions(person.id, now)), ...lent.writes],
    facts: lent.facts,
  };
}

/** The register names a society's two people: they get accounts, and whom it no longer names loses access. */
export const handler = consume({
  service: "identity",
  name: "on-society",
  mode: "latest",
  hears: [societyRecorded],
  handle: async ({ event, now, newId, commit }) => {
    const code = event.payload.societyCode;
    const society = await societies.get({ code });
    if (!society) throw new Error(`society ${code} is not in the register`);
    const contacts = contactsOf(society);
    const writes: Write[] = [];
    const facts: Fact[] = [];
    for (const contact of contacts)
      writes.push(...(await named(contact, { code, now, newId: () => newId("person") })));
    for (const { personId } of unnamed(await members.list(`society#${code}`), contacts)) {
      const person = await people.get({ id: personId });
      if (person?.societyCode !== code) continue;
      // To whom a role is lent the register never names; they go with whoever lent it.
      if (person.delegated && person.roles.length > 0) continue;
      if (person.roles.length === 0 && !isBarred(person)) continue;
      const part = await left(person, now, contacts);
      writes.push(...part.writes);
      facts.push(...part.facts);
    }
    await commit({ writes, facts });
  },
});
