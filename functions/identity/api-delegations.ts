import type { Delegation } from "../../shared/contract/delegations.ts";
import type { identity as routes } from "../../shared/contract/identity.ts";
import { ContactRole } from "../../shared/contract/replacements.ts";
import { delegationGranted } from "../../shared/events/access.ts";
import { DelegationId } from "../../shared/kernel/ids.ts";
import { holdsIdentityData } from "../../shared/kernel/personal-numbers.ts";
import { isSamePerson, otherRole } from "../../shared/kernel/two-people.ts";
import type { Call } from "../../shared/runtime/call.ts";
import { fact } from "../../shared/runtime/facts.ts";
import { again } from "../../shared/store/again.ts";
import { societies } from "../../shared/store/published/societies.ts";
import { contactsOf, newAccount, nextAccount, stamped } from "./accounts.ts";
import { isBounded, isTaken, stands } from "./delegations.ts";
import { changedPerson, delegations, newPerson, people } from "./records.ts";
import { ended, hasActedAs } from "./step-delegations.ts";
import { personAt } from "./step-person.ts";
import { endSessions } from "./step-sessions.ts";

type Routes = typeof routes;
type Granting = Call<Routes["grantDelegation"]>;

/** Who lends the own role: one of the society's two people, never somebody to whom it is lent. */
async function granterOf({ actor, params, refuse }: Granting) {
  const person = await people.get({ id: actor.id });
  const role = ContactRole.safeParse(person?.roles[0]).data;
  if (!person || role === undefined) throw refuse("forbidden");
  if (person.societyCode !== params.code) throw refuse("not-found");
  if (person.delegated) throw refuse("forbidden");
  return { person, role };
}

/** The account of whom the role is lent to: none, or one that nobody uses. The two roles never meet in one person. */
async function delegateOf({ params: { code }, body, now, refuse }: Granting, role: ContactRole) {
  const [held, [society], earlier] = await Promise.all([
    personAt(body.mail),
    societies.getMany([{ code }]),
    delegations.list(code),
  ]);
  const isContact = society && contactsOf(society).some((contact) => isSamePerson(contact, body));
  if (isContact || (held && (await hasActedAs(otherRole(role), code, held.id))))
    throw refuse("second-person-required");
  if (held && isTaken(held, now)) throw refuse("already-exists", { personId: held.id });
  const standing = earlier.find((one) => one.role === role && stands(one, now));
  if (standing) throw refuse("already-exists", { delegationId: standing.id });
  return held;
}

/** Who does what: the delegate acts under the own name, so that the record says who wrote and who submitted. */
export async function grantDelegation(call: Granting) {
  const { name, mail, from, until, reason } = call.body;
  if (holdsIdentityData(name, reason)) throw call.refuse("identity-data-not-taken");
  if (!isBounded({ from, until }, call.now)) throw call.refuse("delegation-too-long", { from, until });
  return again(async () => {
    const { person: granter, role } = await granterOf(call);
    const held = await delegateOf(call, role);
    const id = DelegationId.parse(call.newId("delegation"));
    const { code: societyCode } = call.params;
    const lent = { delegationId: id, from, until };
    const given = { name, mail, roles: [role], societyCode, expertId: null, delegated: lent };
    const account = held ? nextAccount(held, given) : newAccount(call.newId("person"), call.now, given);
    const delegate = stamped(account, { act: "delegate", who: granter.id, when: call.now, reason });
    const made: Delegation = {
      ...{ id, societyCode, role, from, until, reason },
      ...{ grantedBy: granter.id, grantedAt: call.now },
      delegate: { personId: delegate.id, name, mail },
      ended: null,
      version: 1,
    };
    return call.commit({
      writes: [
        delegations.create(made),
        // Of two delegations at once the second is judged again, over the first.
        ...changedPerson(nextAccount(granter, {})),
        ...(held
          ? [...changedPerson(delegate), ...(await endSessions(held.id, call.now))]
          : newPerson(delegate)),
      ],
      facts: [
        fact(delegationGranted, {
          aggregateId: id,
          version: 1,
          payload: {
            ...{ delegationId: id, societyCode, role, personId: delegate.id },
            ...{ grantedById: granter.id, fromAt: from, untilAt: until },
          },
        }),
      ],
      answer: made,
    });
  });
}

/** By whoever lent the role, or an officer. */
export async function endDelegation(call: Call<Routes["endDelegation"]>) {
  const { code: societyCode, id } = call.params;
  const { version, reason } = call.body;
  if (holdsIdentityData(reason)) throw call.refuse("identity-data-not-taken");
  const isOfficer = call.actor.roles.includes("officer");
  const read = async () => {
    const held = await delegations.get({ societyCode, id });
    if (!held || (!isOfficer && held.grantedBy !== call.actor.id)) throw call.refuse("not-found");
    if (!stands(held, call.now)) throw call.refuse("wrong-state", { until: held.until });
    return held;
  };
  const seen = (await read()).version;
  if (seen !== version) throw call.refuse("version-conflict", { version: seen });
  return again(async () => {
    const { next, ...part } = await ended(await read(), { who: call.actor.id, now: call.now, reason });
    return call.commit({ ...part, answer: next });
  });
}

export async function listDelegations(call: Call<Routes["listDelegations"]>) {
  const { code } = call.params;
  const isStaff = call.actor.roles.some((role) => role === "officer" || role === "supervisor");
  if (!isStaff && call.actor.societyCode !== code) throw call.refuse("not-found");
  return { items: await delegations.list(code) };
}
