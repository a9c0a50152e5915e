import { letterHandedOver, letterUndelivered } from "../../shared/events/deliveries.ts";
import { consume } from "../../shared/runtime/consume.ts";
import { withoutDelivered } from "./calls.ts";
import { calls } from "./records.ts";
import { keptCall, owes } from "./step-calls.ts";

/** A letter of the ledger has not arrived for ten minutes: somebody is to call, until it is handed over after all. */
export const handler = consume({
  service: "identity",
  name: "on-delivery",
  mode: "latest",
  hears: [letterUndelivered, letterHandedOver],
  handle: async ({ event, commit }) => {
    const { letterId, personId } = event.payload;
    if (event.type === letterUndelivered.type) {
      const since = event.payload.owedAt;
      await commit({ writes: await owes(personId, { letterId, kind: "letter", why: "undelivered", since }) });
      return;
    }
    const held = await calls.get({ personId });
    const next = held && withoutDelivered(held, letterId);
    await commit({ writes: next ? [keptCall(next)] : [] });
  },
});
