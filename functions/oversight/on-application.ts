import { applicationOpened } from "../../shared/events/applications.ts";
import { partnershipAsked } from "../../shared/events/partnerships.ts";
import { consume } from "../../shared/runtime/consume.ts";
import { recusals } from "../../shared/store/published/recusals.ts";
import { ties } from "./records.ts";
import { withApplication } from "./recusal.ts";
import { recusalWrite } from "./step-recusal.ts";

/** Whoever is tied to a society stands aside from what it applies for later, too. */
export const handler = consume({
  service: "oversight",
  name: "on-application",
  mode: "each",
  hears: [applicationOpened, partnershipAsked],
  handle: async ({ event, commitAll }) => {
    const { applicationId, roundId, societyCode: leadCode } = event.payload;
    const code = event.type === partnershipAsked.type ? event.payload.partnerCode : leadCode;
    const tied = (await ties.list(code)).filter(({ state }) => state === "DECLARED");
    const parts = [];
    for (const { personId } of tied) {
      const held = await recusals.get({ personId });
      const next = held && withApplication(held, code, { applicationId, roundId, leadCode });
      if (next && next !== held) parts.push({ writes: [recusalWrite(held, next)] });
    }
    await commitAll(parts);
  },
});
