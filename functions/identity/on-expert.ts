import { expertRecorded } from "../../shared/events/experts.ts";
import { consume } from "../../shared/runtime/consume.ts";
import { experts } from "../../shared/store/published/experts.ts";
import { newAccount, nextAccount, stamped } from "./accounts.ts";
import { isTaken } from "./delegations.ts";
import { changedPerson, newPerson } from "./records.ts";
import { personAt } from "./step-person.ts";

/** An expert of the pool gets an account. One address can't be an expert's and somebody else's: a person must decide. */
export const handler = consume({
  service: "identity",
  name: "on-expert",
  mode: "latest",
  hears: [expertRecorded],
  handle: async ({ event, now, newId, commit }) => {
    const expert = await experts.get({ id: event.payload.expertId });
    if (!expert) throw new Error(`expert ${event.payload.expertId} is not in the pool`);
    const held = await personAt(expert.mail);
    if (held && held.expertId !== expert.id && isTaken(held, now))
      throw new Error(`expert ${expert.id} has another account`);
    const { name, mail } = expert;
    const given = {
      name,
      mail,
      roles: ["expert" as const],
      societyCode: null,
      expertId: expert.id,
      delegated: null,
    };
    const account = held ? nextAccount(held, given) : newAccount(newId("person"), now, given);
    const person = stamped(account, { act: "grant", who: "system", when: now, reason: "pool" });
    await commit({ writes: held ? changedPerson(person) : newPerson(person) });
  },
});
