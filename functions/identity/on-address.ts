import { addressRefused } from "../../shared/events/notifications.ts";
import { consume } from "../../shared/runtime/consume.ts";
import { people } from "./records.ts";
import { markTrouble } from "./step-person.ts";

/** A mail service that tells of bad addresses at once, as an SMTP relay does, marks them as a bounce does. */
export const handler = consume({
  service: "identity",
  name: "on-address",
  mode: "each",
  hears: [addressRefused],
  handle: ({ event }) =>
    markTrouble(() => people.get({ id: event.payload.personId }), "bounced", {
      letterId: event.payload.letterId,
      since: event.at,
    }),
});
