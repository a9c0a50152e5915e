import { applicationSubmitted } from "../../shared/events/applications.ts";
import { consume } from "../../shared/runtime/consume.ts";
import { applications } from "../../shared/store/published/applications.ts";
import { determinations } from "../../shared/store/published/determinations.ts";
import { together } from "../../shared/store/together.ts";
import { found } from "./records.ts";

/** A submission is examined by the rules; one that came again is examined anew. */
export const handler = consume({
  service: "eligibility",
  name: "on-submitted",
  mode: "latest",
  hears: [applicationSubmitted],
  handle: async ({ event, now, commit }) => {
    const { applicationId } = event.payload;
    const [application, held] = await together(
      applications.ask({ id: applicationId }),
      determinations.ask({ applicationId }),
    );
    if (!application) throw new Error(`application ${applicationId} is unknown`);
    await commit(await found(application, held, now));
  },
});
