import { expertAssigned } from "../../shared/events/experts.ts";
import { consume } from "../../shared/runtime/consume.ts";
import { untold } from "./records.ts";

/** An expert has one application more to judge: the schedule tells of it together with those that follow. */
export const handler = consume({
  service: "notifications",
  name: "on-assigned",
  mode: "each",
  hears: [expertAssigned],
  handle: ({ event, now, commit }) =>
    commit({ writes: [untold.create({ ...event.payload, assignedAt: now, version: 1 })] }),
});
