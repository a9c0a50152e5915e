import type { Delegation } from "../../shared/contract/delegations.ts";
import type { Person } from "../../shared/contract/identity.ts";
import type { ContactRole } from "../../shared/contract/replacements.ts";
import { delegationEnded } from "../../shared/events/access.ts";
import type { PersonId, SocietyCode } from "../../shared/kernel/ids.ts";
import type { Instant } from "../../shared/kernel/time.ts";
import { type Fact, fact } from "../../shared/runtime/facts.ts";
import type { Write } from "../../shared/store/entity.ts";
import { replacements } from "../../shared/store/published/replacements.ts";
import { nextAccount, stamped } from "./accounts.ts";
import { stands } from "./delegations.ts";
import { changedPerson, delegations, people } from "./records.ts";
import { endSessions } from "./step-sessions.ts";

/** What writing something brings with it. */
export interface Part {
  writes: Write[];
  facts: Fact[];
}

interface Ending {
  who: string;
  now: Instant;
  reason: string | null;
  /** Whose account something else of the same act has in hand. */
  except?: readonly string[];
}

/** A delegation ends now; the delegate has no role and no session from this instant. */
export async function ended(
  held: Delegation,
  { who, now, reason, except = [] }: Ending,
): Promise<Part & { next: Delegation }> {
  const next: Delegation = { ...held, ended: { who, when: now, reason }, version: held.version + 1 };
  const person = await people.get({ id: held.delegate.personId });
  const isLent = person?.delegated?.delegationId === held.id && !except.includes(person.mail);
  const { id: delegationId, societyCode, role, grantedBy: grantedById } = held;
  return {
    next,
    writes: [
      delegations.replace(next),
      ...(person && isLent
        ? [
            ...changedPerson(
              stamped(nextAccount(person, { roles: [] }), { act: "revoke", who, when: now, reason }),
            ),
            ...(await endSessions(person.id, now)),
          ]
        : []),
    ],
    facts: [
      fact(delegationEnded, {
        aggregateId: delegationId,
        version: next.version,
        payload: { delegationId, societyCode, role, personId: held.delegate.personId, grantedById },
      }),
    ],
  };
}

/** Whoever loses a role lends it to nobody any more. */
export async function withoutDelegates(
  { id, societyCode }: Pick<Person, "id" | "societyCode">,
  ending: Ending,
): Promise<Part> {
  if (societyCode === null) return { writes: [], facts: [] };
  const held = await delegations.list(societyCode);
  const parts: Part[] = [];
  for (const one of held)
    if (one.grantedBy === id && stands(one, ending.now)) parts.push(await ended(one, ending));
  return { writes: parts.flatMap(({ writes }) => writes), facts: parts.flatMap(({ facts }) => facts) };
}

/** Has somebody ever acted in a role of a society, as its contact or in a contact's place, as far as is recorded? */
export async function hasActedAs(
  role: ContactRole,
  societyCode: SocietyCode,
  id: PersonId,
): Promise<boolean> {
  const [replaced, lent] = await Promise.all([replacements.list(societyCode), delegations.list(societyCode)]);
  const isOf = (one: { role: ContactRole }, ...ids: PersonId[]) => one.role === role && ids.includes(id);
  return (
    replaced.some((one) => isOf(one, one.left.personId, one.came.personId)) ||
    lent.some((one) => isOf(one, one.delegate.personId))
  );
}
