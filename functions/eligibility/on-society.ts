import { societyCodesOf } from "../../shared/contract/partnership-record.ts";
import type { RoundState } from "../../shared/contract/rounds.ts";
import { societyRecorded } from "../../shared/events/rounds.ts";
import { consume } from "../../shared/runtime/consume.ts";
import { applications } from "../../shared/store/published/applications.ts";
import { determinations } from "../../shared/store/published/determinations.ts";
import { partnerships } from "../../shared/store/published/partnerships.ts";
import { rounds } from "../../shared/store/published/rounds.ts";
import { together } from "../../shared/store/together.ts";
import { isDetermined, isOutdated } from "./examination.ts";
import { found, type Part } from "./records.ts";
import { doubted } from "./step-second-look.ts";

/** Phases in which a new fact still matters: up to the result. */
const examined: readonly RoundState[] = ["OPEN", "INTAKE_CLOSED", "IN_REVIEW", "SCORES_LOCKED", "ON_NOTICE"];

/**
 * A fact of a society has changed, such as a pending inspection that has arrived: what the rules found before is found
 * again; what people have determined stands, and they are asked to look again.
 */
export const handler = consume({
  service: "eligibility",
  name: "on-society",
  mode: "latest",
  hears: [societyRecorded],
  handle: async ({ event, now, commitAll }) => {
    const open = (await rounds.all("all")).filter(({ state }) => examined.includes(state));
    const { societyCode } = event.payload;
    const joined = await partnerships.all(`society#${societyCode}`);
    const parts: Part[] = [];
    for (const round of open) {
      const { items } = await determinations.page(`round#${round.id}`, { limit: 1, at: societyCode });
      const asPartner = joined.filter(({ roundId }) => roundId === round.id);
      for (const { applicationId } of [...items, ...asPartner]) {
        const [held, application] = await together(
          determinations.ask({ applicationId }),
          applications.ask({ id: applicationId }),
        );
        // Of a draft that it is asked to take part in nothing was examined.
        if (!held || !application || !societyCodesOf(application).includes(societyCode)) continue;
        const isFinal = isDetermined(held) && !isOutdated(held, application);
        const part = await (isFinal ? doubted : found)(application, held, now);
        if (part.writes.length > 0) parts.push(part);
      }
    }
    // Each by itself, for all stand on the same row of the register; done again there is nothing new to find.
    await commitAll(parts);
  },
});
