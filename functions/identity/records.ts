import { createHash } from "node:crypto";
import * as z from "zod";
import { Mail, Person } from "../../shared/contract/identity.ts";
import { Problem } from "../../shared/contract/problems.ts";
import { PersonId } from "../../shared/kernel/ids.ts";
import { Instant } from "../../shared/kernel/time.ts";
import { entity, type Write } from "../../shared/store/entity.ts";
import { type Member, members } from "../../shared/store/published/members.ts";

export const people = entity<Person, Pick<Person, "id">>({
  prefix: "identity#person",
  schema: Person,
  schemaVersion: 1,
  key: ({ id }) => ({ of: id, sort: "person" }),
  lists: { zh: "全部账号，按邮箱", en: "all people by address" },
  index: (person) => ({ of: "all", sort: person.mail }),
});

/** One address belongs to one person: the claim is written with the person. */
const MailClaim = z.object({ mail: Mail, personId: PersonId, version: z.int().positive() });
type MailClaim = z.infer<typeof MailClaim>;

export const mailClaims = entity<MailClaim, Pick<MailClaim, "mail">>({
  prefix: "identity#mail",
  schema: MailClaim,
  schemaVersion: 1,
  key: ({ mail }) => ({ of: mail, sort: "claim" }),
});

/**
 * The one live code of an address, known or not: trying a code is the same work for both. Only its hash is kept; a newer
 * code replaces it.
 */
const Code = z.object({
  mail: Mail,
  /** The asking that it answers, and those whose codes it replaced: when one of them is tried again it is of no use. */
  askId: z.string(),
  replaced: z.array(z.string()),
  codeHash: z.string(),
  expiresAt: Instant,
  triesLeft: z.int().nonnegative(),
  isMailed: z.boolean(),
  isUsed: z.boolean(),
  expiresAtSeconds: z.int(),
  version: z.int().positive(),
});
export type Code = z.infer<typeof Code>;

export const codes = entity<Code, Pick<Code, "mail">>({
  prefix: "identity#code",
  schema: Code,
  schemaVersion: 1,
  key: ({ mail }) => ({ of: mail, sort: "code" }),
});

/** A code is only good for the address that asked for it. */
export const hashOfCode = (mail: Mail, code: string) =>
  createHash("sha256").update(`${mail}\n${code}`).digest("hex");

/** The sessions of a person that have not ended: written with each of them, so that who ends all of them misses none. */
const OpenSessions = z.object({
  personId: PersonId,
  sessions: z.array(z.object({ tokenHash: z.string(), expiresAt: Instant })),
  version: z.int().positive(),
});
export type OpenSessions = z.infer<typeof OpenSessions>;

export const openSessions = entity<OpenSessions, Pick<OpenSessions, "personId">>({
  prefix: "identity#person",
  schema: OpenSessions,
  schemaVersion: 1,
  key: ({ personId }) => ({ of: personId, sort: "sessions" }),
});

/** The key of a limit's count: what is limited (an address or a source; only its hash is kept) and the window of time. */
export const limitKey = (subject: string, window: string) => ({
  pk: `identity#limit#${createHash("sha256").update(subject).digest("hex")}`,
  sk: window,
});

/** The group in which others find a person. */
export function groupOf(person: Pick<Person, "societyCode" | "expertId">): string {
  if (person.societyCode !== null) return `society#${person.societyCode}`;
  return person.expertId === null ? "staff" : `expert#${person.expertId}`;
}

const memberOf = (person: Person): Member => ({
  group: groupOf(person),
  personId: person.id,
  name: person.name,
  mail: person.mail,
  roles: person.roles,
  language: person.language,
  mailTrouble: person.mailTrouble,
  version: person.version,
});

/** A new person with the claim on the address and the entry that others read. */
export const newPerson = (person: Person): Write[] => [
  mailClaims.create(
    { mail: person.mail, personId: person.id, version: 1 },
    () => new Problem("already-exists"),
  ),
  people.create(person),
  members.create(memberOf(person)),
];

/** The next version of a person, and of the entry that others read. */
export const changedPerson = (person: Person): Write[] => [
  people.replace(person),
  members.overwrite(memberOf(person)),
];
