import type { Person } from "../../shared/contract/identity.ts";
import { log } from "../../shared/runtime/log.ts";
import { again } from "../../shared/store/again.ts";
import { transact } from "../../shared/store/commit.ts";
import { nextAccount } from "./accounts.ts";
import { changedPerson, mailClaims, people } from "./records.ts";

/** The person whose address it is, or undefined. */
export async function personAt(mail: Person["mail"]): Promise<Person | undefined> {
  const claim = await mailClaims.get({ mail });
  return claim && people.get({ id: claim.personId });
}

/** Marks a person's address, so that an officer calls. An address that belongs to nobody is nobody's trouble. */
export const markTrouble = (
  find: () => Promise<Person | undefined>,
  trouble: NonNullable<Person["mailTrouble"]>,
): Promise<void> =>
  again(async () => {
    const person = await find();
    if (!person || person.mailTrouble === trouble) return;
    await transact(changedPerson(nextAccount(person, { mailTrouble: trouble })));
    log("warn", "mail trouble", { actorId: person.id, code: trouble });
  });
