import type { Person } from "../../shared/contract/identity.ts";
import type { OwedLetter } from "../../shared/contract/second-ways.ts";
import { log } from "../../shared/runtime/log.ts";
import { again } from "../../shared/store/again.ts";
import { transact } from "../../shared/store/commit.ts";
import { nextAccount } from "./accounts.ts";
import { kindOf } from "./calls.ts";
import { changedPerson, mailClaims, people } from "./records.ts";
import { owes } from "./step-calls.ts";

/** The person whose address it is, or undefined. */
export async function personAt(mail: Person["mail"]): Promise<Person | undefined> {
  const claim = await mailClaims.get({ mail });
  return claim && people.get({ id: claim.personId });
}

/**
 * Marks a person's address and puts the letter on the call list, so that an officer calls. An address that belongs to nobody
 * is nobody's trouble.
 */
export const markTrouble = (
  find: () => Promise<Person | undefined>,
  trouble: NonNullable<Person["mailTrouble"]>,
  { letterId, since }: Pick<OwedLetter, "letterId" | "since">,
): Promise<void> =>
  again(async () => {
    const person = await find();
    if (!person) return;
    const isNew = person.mailTrouble !== trouble;
    const writes = [
      ...(isNew ? changedPerson(nextAccount(person, { mailTrouble: trouble })) : []),
      ...(await owes(person.id, { letterId, kind: kindOf(letterId), why: trouble, since })),
    ];
    if (writes.length > 0) await transact(writes);
    if (isNew) log("warn", "mail trouble", { actorId: person.id, code: trouble });
  });
