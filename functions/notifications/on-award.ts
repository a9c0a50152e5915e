import { awardUnconditional } from "../../shared/events/awards.ts";
import { societyPeople } from "../../shared/kernel/roles.ts";
import { consume } from "../../shared/runtime/consume.ts";
import { awardUnconditionalLetter } from "./letters-result.ts";
import { applicationOf } from "./step-cause.ts";
import { type Owed, oweFew } from "./step-owe.ts";

/** An award stands without its condition: both people of the society hear it. */
export const handler = consume({
  service: "notifications",
  name: "on-award",
  mode: "each",
  hears: [awardUnconditional],
  handle: async ({ event, now, commit }) => {
    const { id, correlationId } = event;
    const { roundId, societyCode, applicationId } = event.payload;
    const { definition, about } = await applicationOf(applicationId);
    const { supplierRegistration: asked } = definition;
    const owed: Owed[] = asked
      ? [
          {
            ...{ template: "award-unconditional", roundId, group: `society#${societyCode}` },
            ...{ roles: societyPeople, words: awardUnconditionalLetter(about, asked) },
          },
        ]
      : [];
    await commit(await oweFew({ id, at: now, correlationId }, owed));
  },
});
