import type { Application } from "../../shared/contract/applications.ts";
import { usccCorrected } from "../../shared/events/rounds.ts";
import type { Instant } from "../../shared/kernel/time.ts";
import { consume } from "../../shared/runtime/consume.ts";
import { stillIn, type Write } from "../../shared/store/entity.ts";
import { applications } from "../../shared/store/published/applications.ts";
import { usccCorrections } from "../../shared/store/published/uscc-corrections.ts";
import { claims } from "./records.ts";

/** States in which nothing stands that was frozen under the old code, or what stands is to be submitted anew. */
const unfrozen: readonly Application["state"][] = ["DRAFT", "RETURNED"];

/** What is still written goes on under the right code. */
function renamed(application: Application, uscc: string, now: Instant): Write[] {
  if (application.uscc === uscc || !unfrozen.includes(application.state)) return [];
  const stamp = { act: "correct-uscc", who: "system", when: now, reason: null };
  const { stamps, version } = application;
  const next = { ...application, uscc, stamps: [...stamps, stamp], version: version + 1 };
  return [applications.replace(next, [stillIn(unfrozen)])];
}

/**
 * A society's credit code was corrected. What it has under the old code is found under the new one too; what was submitted
 * stays as it was.
 */
export const handler = consume({
  service: "applications",
  name: "on-uscc",
  mode: "latest",
  hears: [usccCorrected],
  handle: async ({ event, now, commit, commitPart }) => {
    const { societyCode } = event.payload;
    const correction = await usccCorrections.get({ societyCode });
    if (!correction) throw new Error(`society ${societyCode} has no correction`);
    // A later proposal has taken its place on the record: it says of the code that stands what it will be, not what it is.
    const uscc = correction.state === "APPROVED" ? correction.to : correction.from;
    const own = await claims.all(`society#${societyCode}`);
    const held = await claims.getMany(own.map(({ roundId }) => ({ roundId, uscc })));
    const roundsHeld = new Set(held.map(({ roundId }) => roundId));
    const applied = [...new Map(own.map((one) => [one.applicationId, one])).values()];
    for (const { roundId, applicationId } of applied) {
      const application = await applications.get({ id: applicationId });
      const writes = [
        ...(roundsHeld.has(roundId)
          ? []
          : [claims.create({ roundId, uscc, applicationId, societyCode, version: 1 })]),
        ...(application ? renamed(application, uscc, now) : []),
      ];
      if (writes.length > 0) await commitPart({ writes });
    }
    await commit({ writes: [] });
  },
});
