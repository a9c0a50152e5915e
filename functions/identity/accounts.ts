import type { Person } from "../../shared/contract/identity.ts";
import type { Society } from "../../shared/contract/rounds.ts";
import type { Role } from "../../shared/kernel/roles.ts";

/** A contact of a society's entry in the register, and what it may do. */
export interface Contact {
  name: string;
  mail: string;
  role: Extract<Role, "filler" | "approver">;
}

/** The two people of a society: who fills in, and who submits. */
export function contactsOf(society: Pick<Society, "filler" | "approver">): Contact[] {
  return [
    { name: society.filler.name, mail: society.filler.mail.toLowerCase(), role: "filler" },
    { name: society.approver.name, mail: society.approver.mail.toLowerCase(), role: "approver" },
  ];
}

/** Does a person's account already say what the register says? */
export function isAsRegistered(person: Person, contact: Contact): boolean {
  return person.name === contact.name && person.roles.length === 1 && person.roles[0] === contact.role;
}

/** Those of a society's people whom the register no longer names: they lose access. */
export function leavers<P extends { mail: string; roles: readonly Role[] }>(
  members: readonly P[],
  contacts: readonly Contact[],
): P[] {
  const named = new Set(contacts.map(({ mail }) => mail));
  return members.filter(({ mail, roles }) => !named.has(mail) && roles.length > 0);
}
