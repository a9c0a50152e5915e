import type { Person } from "../../shared/contract/identity.ts";
import { societyRecorded } from "../../shared/events/rounds.ts";
import { PersonId } from "../../shared/kernel/ids.ts";
import { consume } from "../../shared/runtime/consume.ts";
import { members } from "../../shared/store/published/members.ts";
import { sessions } from "../../shared/store/published/sessions.ts";
import { societies } from "../../shared/store/published/societies.ts";
import { contactsOf, isAsRegistered, leavers } from "./accounts.ts";
import { changedPerson, mailClaims, newPerson, people, revoked } from "./records.ts";

/** The register names a society's two people: they get accounts, and whom it no longer names loses access. */
export const handler = consume({
  service: "identity",
  name: "on-society",
  mode: "latest",
  hears: [societyRecorded],
  handle: async ({ event, now, newId, commit }) => {
    const code = event.payload.societyCode;
    const society = await societies.get({ code });
    if (!society) throw new Error(`society ${code} is not in the register`);
    const contacts = contactsOf(society);
    const writes = [];
    for (const contact of contacts) {
      const claim = await mailClaims.get({ mail: contact.mail });
      const person = claim && (await people.get({ id: claim.personId }));
      if (person && person.societyCode !== code) throw new Error(`a contact of ${code} has another account`);
      if (person && isAsRegistered(person, contact)) continue;
      const next: Person = {
        ...(person ?? {
          id: PersonId.parse(newId("person")),
          societyCode: code,
          expertId: null,
          language: "zh-CN",
          mailTrouble: null,
          createdAt: now,
          version: 0,
        }),
        name: contact.name,
        mail: contact.mail,
        roles: [contact.role],
        version: (person?.version ?? 0) + 1,
      };
      writes.push(...(person ? changedPerson(next) : newPerson(next)));
    }
    for (const { personId } of leavers(await members.list(`society#${code}`), contacts)) {
      const person = await people.get({ id: personId });
      if (!person) continue;
      writes.push(...changedPerson({ ...person, roles: [], version: person.version + 1 }));
      const open = (await sessions.all(`person#${personId}`)).filter(({ revokedAt }) => revokedAt === null);
      writes.push(...open.slice(-20).map((session) => revoked(session, now)));
    }
    await commit({ writes });
  },
});
