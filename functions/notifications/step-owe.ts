import { createHash } from "node:crypto";
import type { Application } from "../../shared/contract/application-record.ts";
import { societyCodesOf } from "../../shared/contract/partnership-record.ts";
import { letterOwed } from "../../shared/events/notifications.ts";
import type { PersonId, RoundId } from "../../shared/kernel/ids.ts";
import { societyPeople } from "../../shared/kernel/roles.ts";
import type { Instant } from "../../shared/kernel/time.ts";
import { type Fact, fact } from "../../shared/runtime/facts.ts";
import type { Write } from "../../shared/store/entity.ts";
import { type Member, members } from "../../shared/store/published/members.ts";
import type { LetterWords, Template } from "./letters.ts";
import { letterLifecycle } from "./lifecycle.ts";
import { awaited, dues, type Letter, letters } from "./records.ts";

/** A letter before it has a reader's person. */
export interface Owed {
  template: Template;
  roundId: RoundId | null;
  /** Whom: everybody of the group who holds one of the roles. */
  group: string;
  roles: readonly Member["roles"][number][];
  /** Nobody of the group but this person: with roles while they hold any, without whatever they hold. */
  only?: PersonId;
  words: LetterWords;
}

/** Each society of an application, the partners of a joint one like its lead. */
export const toSocieties = (application: Application, letter: Pick<Owed, "template" | "words">): Owed[] =>
  societyCodesOf(application).map((code) => ({
    ...letter,
    ...{ roundId: application.roundId, group: `society#${code}`, roles: societyPeople },
  }));

/** One cause, one template, one reader: one letter, however often the cause is delivered. */
const letterId = (cause: string, template: Template, reader: string) =>
  `ltr_${createHash("sha256").update(`${cause}\n${template}\n${reader}`).digest("hex").slice(0, 32)}`;

/**
 * Who gets the letters of a group. Null: nobody has an account in it yet, as it may be with an expert who was assigned
 * right after the import; the letter then waits for the one whom the group is made for.
 */
const readersOf = (people: readonly Member[], roles: Owed["roles"]): Letter["personId"][] =>
  people.length === 0
    ? [null]
    : people.filter((one) => one.roles.some((role) => roles.includes(role))).map(({ personId }) => personId);

/** A letter is four items (letter, two marks, event); a transaction takes a hundred with the consumer's mark. */
const lettersAtOnce = 24;

interface Part {
  writes: Write[];
  facts: Fact[];
}

interface Cause {
  id: string;
  at: Instant;
  correlationId: string;
}

/** The letters that a cause owes, one for each reader. */
async function lettersOwed(cause: Cause, owed: readonly Owed[]): Promise<Letter[]> {
  const wanted: Letter[] = [];
  const groups = new Map<string, Member[]>();
  for (const { template, roundId, group, roles, only, words } of owed) {
    const people = only ? [] : (groups.get(group) ?? (await members.list(group)));
    if (!only) groups.set(group, people);
    for (const personId of only ? [only] : readersOf(people, roles)) {
      wanted.push({
        id: letterId(cause.id, template, personId ?? group),
        roundId,
        template,
        personId,
        eventId: cause.id,
        state: letterLifecycle.initial,
        owedAt: cause.at,
        sentAt: null,
        messageId: null,
        attempts: 0,
        group,
        isPersonal: only !== undefined && roles.length === 0,
        ...words,
        correlationId: cause.correlationId,
        claimedAt: null,
        failure: null,
        version: 1,
      });
    }
  }
  // Of two alike the last is owed: a letter has one reader, and goes out once.
  return [...new Map(wanted.map((one) => [one.id, one])).values()];
}

/** The mark of a letter whose arrival is waited for; who has no account yet can't be called either. */
const awaitedOf = ({ id: letterId, personId, owedAt }: Letter): Write[] =>
  personId === null ? [] : [awaited.create({ letterId, personId, owedAt, isTold: false, version: 1 })];

/** Letters into the ledger, each with its marks and the event that has it sent. */
const partOf = (some: readonly Letter[]): Part => ({
  writes: some.flatMap((letter) => [
    letters.create(letter),
    dues.create({ letterId: letter.id, owedAt: letter.owedAt, version: 1 }),
    ...awaitedOf(letter),
  ]),
  facts: some.map((letter) =>
    fact(letterOwed, { aggregateId: letter.id, version: 1, payload: { letterId: letter.id } }),
  ),
});

/**
 * The letters that an event to a few readers owes, in one transaction with the consumer's mark: that keeps a repeated
 * delivery from owing them twice.
 * @throws when they are too many for one
 */
export async function oweFew(cause: Cause, owed: readonly Owed[]): Promise<Part> {
  const wanted = await lettersOwed(cause, owed);
  if (wanted.length > lettersAtOnce) throw new Error(`${cause.id} owes ${wanted.length} letters at once`);
  return partOf(wanted);
}

/**
 * The letters that a cause owes, in parts of one transaction each; letters that stand in the ledger already are left out,
 * so a repeated delivery owes nothing twice.
 */
export async function owe(cause: Cause, owed: readonly Owed[]): Promise<Part[]> {
  const wanted = await lettersOwed(cause, owed);
  const held = new Set((await letters.getMany(wanted.map(({ id }) => ({ id })))).map(({ id }) => id));
  const fresh = wanted.filter(({ id }) => !held.has(id));
  const parts: Part[] = [];
  for (let at = 0; at < fresh.length; at += lettersAtOnce)
    parts.push(partOf(fresh.slice(at, at + lettersAtOnce)));
  return parts;
}
