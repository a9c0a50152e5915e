import { uploadInspected } from "../../shared/events/uploads.ts";
import { consume } from "../../shared/runtime/consume.ts";
import { correctionsFor } from "./step-correction.ts";

/** A verdict on a file: where it refuses one of a submission, that file may be replaced. */
export const handler = consume({
  service: "applications",
  name: "on-inspected",
  mode: "each",
  hears: [uploadInspected],
  handle: async ({ event, now, commit, commitPart }) => {
    const { applicationId, verdict } = event.payload;
    const parts = verdict === "refused" ? await correctionsFor(applicationId, now) : [];
    for (const part of parts.slice(0, -1)) await commitPart(part);
    await commit(parts.at(-1) ?? { writes: [] });
  },
});
