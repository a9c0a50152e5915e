import { expertRecorded } from "../../shared/events/experts.ts";
import { PersonId } from "../../shared/kernel/ids.ts";
import { consume } from "../../shared/runtime/consume.ts";
import { experts } from "../../shared/store/published/experts.ts";
import { mailClaims, newPerson } from "./records.ts";

/** An expert of the pool gets an account. */
export const handler = consume({
  service: "identity",
  name: "on-expert",
  mode: "latest",
  hears: [expertRecorded],
  handle: async ({ event, now, newId, commit }) => {
    const expert = await experts.get({ id: event.payload.expertId });
    if (!expert) throw new Error(`expert ${event.payload.expertId} is not in the pool`);
    if (await mailClaims.get({ mail: expert.mail })) {
      await commit({ writes: [] });
      return;
    }
    const person = {
      id: PersonId.parse(newId("person")),
      name: expert.name,
      mail: expert.mail,
      roles: ["expert" as const],
      societyCode: null,
      expertId: expert.id,
      language: "zh-CN" as const,
      mailTrouble: null,
      createdAt: now,
      version: 1,
    };
    await commit({ writes: newPerson(person) });
  },
});
