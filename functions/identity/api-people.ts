import type { identity as routes } from "../../shared/contract/identity.ts";
import { holdsIdentityData } from "../../shared/kernel/personal-numbers.ts";
import type { Call } from "../../shared/runtime/call.ts";
import { again } from "../../shared/store/again.ts";
import { newAccount, nextAccount, stamped } from "./accounts.ts";
import { isTaken } from "./delegations.ts";
import { changedPerson, newPerson, people } from "./records.ts";
import { withoutDelegates } from "./step-delegations.ts";
import { personAt } from "./step-person.ts";
import { endSessions } from "./step-sessions.ts";

type Routes = typeof routes;

/** A new member of staff; somebody whose roles were all taken may come back, with a history that says so. */
export async function grantRole(call: Call<Routes["grantRole"]>) {
  if (holdsIdentityData(call.body.name)) throw call.refuse("identity-data-not-taken");
  return again(async () => {
    const held = await personAt(call.body.mail);
    if (held && isTaken(held, call.now)) throw call.refuse("already-exists", { personId: held.id });
    const given = { ...call.body, societyCode: null, expertId: null, delegated: null };
    const person = held ? nextAccount(held, given) : newAccount(call.newId("person"), call.now, given);
    const answer = stamped(person, { act: "grant", who: call.actor.id, when: call.now, reason: null });
    return call.commit({ writes: held ? changedPerson(answer) : newPerson(answer), answer });
  });
}

export async function revokeRoles(call: Call<Routes["revokeRoles"]>) {
  const { version, reason } = call.body;
  if (holdsIdentityData(reason)) throw call.refuse("identity-data-not-taken");
  const person = await people.get({ id: call.params.id });
  if (!person) throw call.refuse("not-found");
  if (person.version !== version) throw call.refuse("version-conflict", { version: person.version });
  const stamp = { act: "revoke", who: call.actor.id, when: call.now, reason };
  const answer = stamped(nextAccount(person, { roles: [] }), stamp);
  return again(async () => {
    const lent = await withoutDelegates(person, { who: call.actor.id, now: call.now, reason });
    return call.commit({
      writes: [...changedPerson(answer), ...(await endSessions(person.id, call.now)), ...lent.writes],
      facts: lent.facts,
      answer,
    });
  });
}

export const listPeople = (call: Call<Routes["listPeople"]>) => people.page("all", call.query);
