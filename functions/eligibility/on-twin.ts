import { twinCompared, twinLookedAt } from "../../shared/events/uploads.ts";
import { consume } from "../../shared/runtime/consume.ts";
import { applications } from "../../shared/store/published/applications.ts";
import { determinations } from "../../shared/store/published/determinations.ts";
import { together } from "../../shared/store/together.ts";
import { isDetermined, isOutdated } from "./examination.ts";
import { found } from "./records.ts";
import { doubted } from "./step-second-look.ts";

/**
 * Word form and PDF were compared, or a person has looked at their differences: what the rules found before is found again;
 * what people have determined stands, and they are asked to look again.
 */
export const handler = consume({
  service: "eligibility",
  name: "on-twin",
  mode: "each",
  hears: [twinCompared, twinLookedAt],
  handle: async ({ event, now, commit }) => {
    const { applicationId } = event.payload;
    const [application, held] = await together(
      applications.ask({ id: applicationId }),
      determinations.ask({ applicationId }),
    );
    if (!application) throw new Error(`application ${applicationId} is unknown`);
    // The submission's own event has not been heard yet: it examines with whatever was compared until then.
    if (!held) return commit({ writes: [] });
    const isFinal = isDetermined(held) && !isOutdated(held, application);
    return commit(await (isFinal ? doubted : found)(application, held, now));
  },
});
