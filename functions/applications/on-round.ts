import type { Application } from "../../shared/contract/applications.ts";
import { applicationExpired } from "../../shared/events/applications.ts";
import { roundAdvanced } from "../../shared/events/rounds.ts";
import { transitionOf } from "../../shared/kernel/lifecycle.ts";
import { consume } from "../../shared/runtime/consume.ts";
import { fact } from "../../shared/runtime/facts.ts";
import { applications } from "../../shared/store/published/applications.ts";
import { applicationLifecycle } from "./lifecycle.ts";

/** Phases at which unfinished applications are looked at; writes have judged their own deadline long before. */
const phases: readonly string[] = ["INTAKE_CLOSED", "IN_REVIEW"];

/** Expired applications of one transaction: each is two items beside the consumer's mark, a transaction takes a hundred. */
const atOnce = 40;

/** The intake has ended: drafts and returned applications whose own deadline has passed are expired. */
export const handler = consume({
  service: "applications",
  name: "on-round",
  mode: "each",
  hears: [roundAdvanced],
  handle: async ({ event, now, commit, commitPart }) => {
    const { roundId, state } = event.payload;
    const listed = phases.includes(state) ? await applications.all(`round#${roundId}`) : [];
    const due = listed.filter(
      (one) => one.closesAt < now && transitionOf(applicationLifecycle, "expire", one.state),
    );
    const expired = due.map(
      (one): Application => ({
        ...one,
        state: "EXPIRED",
        stamps: [...one.stamps, { act: "expire", who: "system", when: now, reason: null }],
        version: one.version + 1,
      }),
    );
    const part = (some: readonly Application[]) => ({
      writes: some.map((one) => applications.replace(one)),
      facts: some.map(({ id: applicationId, version, societyCode }) =>
        fact(applicationExpired, {
          aggregateId: applicationId,
          version,
          payload: { applicationId, roundId, societyCode },
        }),
      ),
    });
    // Parts before the last carry no mark: a second delivery finds those applications expired already.
    for (let at = atOnce; at < expired.length; at += atOnce)
      await commitPart(part(expired.slice(at, at + atOnce)));
    await commit(part(expired.slice(0, atOnce)));
  },
});
