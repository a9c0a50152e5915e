import type { RoundState } from "../../shared/contract/rounds.ts";
import { societyRecorded } from "../../shared/events/rounds.ts";
import { consume } from "../../shared/runtime/consume.ts";
import { applications } from "../../shared/store/published/applications.ts";
import { determinations } from "../../shared/store/published/determinations.ts";
import { rounds } from "../../shared/store/published/rounds.ts";
import { together } from "../../shared/store/together.ts";
import { found } from "./records.ts";

/** Phases in which a new fact still changes what the rules say; what people have determined waits for people. */
const examined: readonly RoundState[] = ["OPEN", "INTAKE_CLOSED", "IN_REVIEW"];

/** A fact of a society has changed: what the rules found before is found again, until people have determined. */
export const handler = consume({
  service: "eligibility",
  name: "on-society",
  mode: "latest",
  hears: [societyRecorded],
  handle: async ({ event, now, commit }) => {
    const open = (await rounds.all("all")).filter(({ state }) => examined.includes(state));
    const parts = [];
    for (const round of open) {
      const { items } = await determinations.page(`round#${round.id}`, {
        limit: 1,
        at: event.payload.societyCode,
      });
      for (const { applicationId } of items) {
        const [held, application] = await together(
          determinations.ask({ applicationId }),
          applications.ask({ id: applicationId }),
        );
        if (held && application) parts.push(await found(application, held, now));
      }
    }
    await commit({
      writes: parts.flatMap(({ writes }) => writes),
      facts: parts.flatMap(({ facts }) => facts),
    });
  },
});
