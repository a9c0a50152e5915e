import { createHash } from "node:crypto";
import * as z from "zod";
import { Consent } from "../../shared/contract/consents.ts";
import { Delegation } from "../../shared/contract/delegations.ts";
import { Mail, Person } from "../../shared/contract/identity.ts";
import { Problem } from "../../shared/contract/problems.ts";
import { CallBack, CallMade, OwedLetter } from "../../shared/contract/second-ways.ts";
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

/**
 * The sessions of a person that have not ended: written with each of them, so that who ends all of them misses none. What
 * the person accepted lies here too: a sign-in learns it from the record that it writes, and loses against a withdrawal.
 */
const OpenSessions = z.object({
  personId: PersonId,
  sessions: z.array(z.object({ tokenHash: z.string(), expiresAt: Instant })),
  /** As in each of the sessions. */
  consentVersion: z.int().nullable(),
  version: z.int().positive(),
});
export type OpenSessions = z.infer<typeof OpenSessions>;

export const openSessions = entity<OpenSessions, Pick<OpenSessions, "personId">>({
  prefix: "identity#person",
  schema: OpenSessions,
  schemaVersion: 2,
  upgrade: (old) => ({ consentVersion: null, ...old }),
  key: ({ personId }) => ({ of: personId, sort: "sessions" }),
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
  // To whom a role is lent no letter of that role goes: they come to an end unseen by the table.
  roles: person.delegated ? [] : person.roles,
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

/** What people of a society lent to others, of each society in the order of time. */
export const delegations = entity<Delegation, Pick<Delegation, "societyCode" | "id">>({
  prefix: "identity#delegation",
  schema: Delegation,
  schemaVersion: 1,
  key: ({ societyCode, id }) => ({ of: societyCode, sort: id }),
});

/** What somebody set up for themself: since when, and under which name. */
const ownWay = { since: Instant, holder: z.string() };

/**
 * The second ways in of an address. The app's secret must be known to compute its codes: it lies in the table as it is
 * (encrypted at rest, readable by this service's functions alone) and is in no event, log or later answer.
 */
const SecondWays = z.object({
  mail: Mail,
  /** The one live code that an officer reads out. */
  callBack: z.object({ id: z.string(), codeHash: z.string(), expiresAt: Instant }).nullable(),
  totp: z.object({ secret: z.string(), lastStep: z.int(), ...ownWay }).nullable(),
  /** An enrolment that is not confirmed. */
  totpBegun: z.object({ secret: z.string() }).nullable(),
  recovery: z.object({ codeHashes: z.array(z.string()), ...ownWay }).nullable(),
  version: z.int().nonnegative(),
});
export type SecondWays = z.infer<typeof SecondWays>;

export const secondWays = entity<SecondWays, Pick<SecondWays, "mail">>({
  prefix: "identity#second-ways",
  schema: SecondWays,
  schemaVersion: 1,
  key: ({ mail }) => ({ of: mail, sort: "second-ways" }),
});

export const callBacks = entity<CallBack, Pick<CallBack, "id">>({
  prefix: "identity#call-back",
  schema: CallBack,
  schemaVersion: 1,
  key: ({ id }) => ({ of: id, sort: "call-back" }),
  lists: { zh: "口头告知的验证码，按时间", en: "codes that were read out, by time" },
  index: ({ askedAt, id }) => ({ of: "all", sort: `${askedAt}#${id}` }),
});

/** Whom mail does not reach. The record stays when nothing is owed any more: its version counts on. */
const Call = z.object({
  personId: PersonId,
  owed: z.array(OwedLetter),
  /** When an officer is to see it; null when nothing is owed. */
  dueAt: Instant.nullable(),
  outcomes: z.array(CallMade),
  version: z.int().nonnegative(),
});
export type Call = z.infer<typeof Call>;

export const calls = entity<Call, Pick<Call, "personId">>({
  prefix: "identity#call",
  schema: Call,
  schemaVersion: 1,
  key: ({ personId }) => ({ of: personId, sort: "call" }),
  lists: { zh: "待电话联系的人员，最早的在前", en: "who is to be called, the oldest first" },
  index: (call) => ({ of: "open", sort: `${call.dueAt}#${call.personId}` }),
  isListed: ({ dueAt }) => dueAt !== null,
});

export const consents = entity<Consent, Pick<Consent, "personId" | "id">>({
  prefix: "identity#consent",
  schema: Consent,
  schemaVersion: 1,
  key: ({ personId, id }) => ({ of: personId, sort: id }),
  lists: { zh: "同意与撤回，按时间", en: "acceptances and withdrawals of consent by time" },
  index: ({ at, id }) => ({ of: "all", sort: `${at}#${id}` }),
});
