import { hasConsented } from "../../shared/consent/in-force.ts";
import type { Person } from "../../shared/contract/identity.ts";
import type { Society } from "../../shared/contract/rounds.ts";
import { PersonId } from "../../shared/kernel/ids.ts";
import type { Role } from "../../shared/kernel/roles.ts";
import type { Instant } from "../../shared/kernel/time.ts";

/** A contact of a society's entry in the register, and what it may do. */
export interface Contact {
  name: string;
  mail: string;
  role: Extract<Role, "filler" | "approver">;
  /** The registered number, where the register holds one. */
  phone?: string | undefined;
}

/** The people of a society whom the register names: who fills in, and who submits. */
export function contactsOf(society: Pick<Society, "filler" | "approver">): Contact[] {
  const { filler, approver } = society;
  return [
    ...(filler ? [{ ...filler, role: "filler" as const }] : []),
    ...(approver ? [{ ...approver, role: "approver" as const }] : []),
  ];
}

/** Does a person's account already say what the register says? */
export function isAsRegistered(person: Person, contact: Contact): boolean {
  const isOwn = !person.delegated;
  return (
    isOwn && person.name === contact.name && person.roles.length === 1 && person.roles[0] === contact.role
  );
}

/** Those of a society's people whom the register does not name. */
export function unnamed<P extends { mail: string }>(
  members: readonly P[],
  contacts: readonly Contact[],
): P[] {
  const named = new Set(contacts.map(({ mail }) => mail));
  return members.filter(({ mail }) => !named.has(mail));
}

/**
 * Did an administrator, and not the register, take a person's roles last? Then the next import gives nothing back while it
 * names the same person; only who was replaced in the register and is named anew comes back.
 */
export function isBarred({ roles, stamps }: Pick<Person, "roles" | "stamps">): boolean {
  const last = stamps.at(-1);
  return roles.length === 0 && last?.act === "revoke" && last.who !== "system";
}

/** What an account is made for; a person acts for a society, as an expert, or as staff, never for two at once. */
type Given = Pick<Person, "name" | "mail" | "roles" | "societyCode" | "expertId" | "delegated"> & {
  language?: Person["language"];
};

/** A first account. */
export const newAccount = (id: string, now: Instant, { language = "zh-CN", ...given }: Given): Person => ({
  ...given,
  id: PersonId.parse(id),
  language,
  mailTrouble: null,
  createdAt: now,
  stamps: [],
  version: 1,
});

/** The account as it goes on; a person whom another group has let go may act for a new one. */
export const nextAccount = (person: Person, given: Partial<Omit<Person, "id" | "version">>): Person => ({
  ...person,
  ...given,
  version: person.version + 1,
});

/** Who gave or took a person's roles, when and why. */
export const stamped = (person: Person, stamp: Person["stamps"][number]): Person => ({
  ...person,
  stamps: [...person.stamps, stamp],
});

/** Who somebody is on a device of theirs, for the portal. */
export const meOf = (person: Person, session: { expiresAt: Instant; consentVersion: number | null }) => ({
  ...person,
  expiresAt: session.expiresAt,
  hasConsented: hasConsented(session.consentVersion),
});
