import { registrationAsked } from "../../shared/events/registrations.ts";
import { consume } from "../../shared/runtime/consume.ts";
import { awaitedLetter } from "./letter-scan.ts";
import { letterInspections } from "./records.ts";

/** Somebody asks to be registered: the sweep looks for the letter, should nobody tell that it came. */
export const handler = consume({
  service: "uploads",
  name: "on-letter-asked",
  mode: "each",
  hears: [registrationAsked],
  handle: async ({ event, now, commit }) => {
    const { registrationId } = event.payload;
    const held = await letterInspections.get({ registrationId });
    await commit({ writes: held ? [] : [letterInspections.create(awaitedLetter(registrationId, now))] });
  },
});
