import { uploadInspected } from "../../shared/events/uploads.ts";
import { consume } from "../../shared/runtime/consume.ts";
import { applications } from "../../shared/store/published/applications.ts";
import { determinations } from "../../shared/store/published/determinations.ts";
import { together } from "../../shared/store/together.ts";
import { found } from "./records.ts";

/** A verdict on a file: what it says of a submission that the rules have looked at already is found again. */
export const handler = consume({
  service: "eligibility",
  name: "on-inspected",
  mode: "each",
  hears: [uploadInspected],
  handle: async ({ event, now, commit }) => {
    const { applicationId } = event.payload;
    const [application, held] = await together(
      applications.ask({ id: applicationId }),
      determinations.ask({ applicationId }),
    );
    if (!application) throw new Error(`application ${applicationId} is unknown`);
    await commit(held ? await found(application, held, now) : { writes: [] });
  },
});
