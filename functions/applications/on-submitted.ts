import { applicationSubmitted } from "../../shared/events/applications.ts";
import { consume } from "../../shared/runtime/consume.ts";
import { correctionsFor } from "./step-correction.ts";

/** A submission stands: a verdict that came while it was being written found no submission to speak of, so it is looked for here. */
export const handler = consume({
  service: "applications",
  name: "on-submitted",
  mode: "each",
  hears: [applicationSubmitted],
  handle: async ({ event, now, commit, commitPart }) => {
    const parts = await correctionsFor(event.payload.applicationId, now);
    for (const part of parts.slice(0, -1)) await commitPart(part);
    await commit(parts.at(-1) ?? { writes: [] });
  },
});
