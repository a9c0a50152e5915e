import type { identity as routes } from "../../shared/contract/identity.ts";
import type { Replacement } from "../../shared/contract/replacements.ts";
import { contactReplaced } from "../../shared/events/access.ts";
import { ReplacementId } from "../../shared/kernel/ids.ts";
import { holdsIdentityData } from "../../shared/kernel/personal-numbers.ts";
import { isSamePerson, otherRole } from "../../shared/kernel/two-people.ts";
import type { Call } from "../../shared/runtime/call.ts";
import { fact } from "../../shared/runtime/facts.ts";
import { again } from "../../shared/store/again.ts";
import { asRead, type Write } from "../../shared/store/entity.ts";
import { replacements } from "../../shared/store/published/replacements.ts";
import { societies } from "../../shared/store/published/societies.ts";
import { newAccount, nextAccount, stamped } from "./accounts.ts";
import { isTaken } from "./delegations.ts";
import { changedPerson, newPerson, people } from "./records.ts";
import { hasActedAs, withoutDelegates } from "./step-delegations.ts";
import { personAt } from "./step-person.ts";
import { endSessions } from "./step-sessions.ts";

type Asked = Call<(typeof routes)["replaceContact"]>;

/** An officer replaces anybody; an approver the own filler and nobody else. To others the society has no such person. */
function checkMayReplace({ actor, params: { code, role }, refuse }: Asked): void {
  if (actor.roles.includes("officer")) return;
  if (actor.societyCode !== code) throw refuse("not-found");
  if (role !== "filler") throw refuse("forbidden");
}

/** Who leaves, by the address that was named; and who takes their place, as yet without an account or with an idle one. */
async function pairOf(call: Asked) {
  const { code, role } = call.params;
  const { leaves, name, mail } = call.body;
  const [left, held, [society]] = await Promise.all([
    personAt(leaves),
    personAt(mail),
    societies.getMany([{ code }]),
  ]);
  if (left?.societyCode !== code || !left.roles.includes(role) || left.delegated)
    throw call.refuse("not-found");
  const other = society?.[otherRole(role)];
  // Whoever acted for the society in one role does not come back in the other: four eyes stay the eyes of two.
  const isTwice = held && (await hasActedAs(otherRole(role), code, held.id));
  if ((other && isSamePerson(other, { name, mail })) || isTwice) throw call.refuse("second-person-required");
  if (held && held.id !== left.id && isTaken(held, call.now))
    throw call.refuse("already-exists", { personId: held.id });
  return { left, held };
}

/** The accounts of both after it. A mailbox may stay and its reader change: then it is one account, which nobody is signed in to. */
async function accountsAfter(call: Asked, { left, held }: Awaited<ReturnType<typeof pairOf>>) {
  const { name, mail, reason } = call.body;
  const { code: societyCode, role } = call.params;
  const stamp = (act: string) => ({ act, who: call.actor.id, when: call.now, reason });
  const given = { name, mail, roles: [role], societyCode, expertId: null, delegated: null };
  const ended = await endSessions(left.id, call.now);
  const gone = stamped(nextAccount(left, { roles: [] }), stamp("revoke"));
  if (held?.id === left.id) {
    const came = stamped({ ...gone, ...given }, stamp("grant"));
    return { came, writes: [...changedPerson(came), ...ended] };
  }
  const account = held ? nextAccount(held, given) : newAccount(call.newId("person"), call.now, given);
  const came = stamped(account, stamp("grant"));
  const writes: Write[] = [
    ...changedPerson(gone),
    ...ended,
    ...(held ? changedPerson(came) : newPerson(came)),
  ];
  return { came, writes };
}

/** From this instant who left has no session and no role; the register follows by the event. */
export function replaceContact(call: Asked) {
  const { phone, reason, name } = call.body;
  const { code: societyCode, role } = call.params;
  if (holdsIdentityData(name, reason, phone)) throw call.refuse("identity-data-not-taken");
  checkMayReplace(call);
  return again(async () => {
    // Whoever was replaced meanwhile, or acts in another's place, replaces nobody.
    const actor = await people.get({ id: call.actor.id });
    if (actor && (actor.delegated || !actor.roles.some((one) => call.actor.roles.includes(one))))
      throw call.refuse("forbidden");
    const pair = await pairOf(call);
    const { came, writes } = await accountsAfter(call, pair);
    const { left } = pair;
    const lent = await withoutDelegates(left, { who: call.actor.id, now: call.now, reason });
    const made: Replacement = {
      id: ReplacementId.parse(call.newId("replacement")),
      ...{ societyCode, role, reason },
      left: { personId: left.id, name: left.name, mail: left.mail },
      came: { personId: came.id, name: came.name, mail: came.mail, phone },
      ...{ replacedBy: call.actor.id, replacedAt: call.now, version: 1 },
    };
    const still = actor ? [people.check(actor, [asRead(actor)])] : [];
    return call.commit({
      writes: [replacements.create(made), ...still, ...writes, ...lent.writes],
      facts: [
        fact(contactReplaced, {
          aggregateId: made.id,
          version: 1,
          payload: {
            ...{ replacementId: made.id, societyCode, role },
            ...{ leftPersonId: left.id, personId: came.id },
          },
        }),
        ...lent.facts,
      ],
      answer: made,
    });
  });
}
