import { letterOwed } from "../../shared/events/notifications.ts";
import { consume } from "../../shared/runtime/consume.ts";
import { deliver } from "./step-deliver.ts";

/**
 * A letter waits: it is sent. The claim on the letter keeps a second delivery from sending it again; what the mail service
 * does not take now, the sweep sends.
 */
export const handler = consume({
  service: "notifications",
  name: "on-owed",
  mode: "each",
  hears: [letterOwed],
  handle: async ({ event, now, commitPart }) => {
    await deliver(event.payload.letterId, { now, commit: commitPart });
  },
});
