import type { Application } from "../../shared/contract/applications.ts";
import { applicationExpired } from "../../shared/events/applications.ts";
import { roundAdvanced } from "../../shared/events/rounds.ts";
import { type Transition, transitionOf } from "../../shared/kernel/lifecycle.ts";
import { consume } from "../../shared/runtime/consume.ts";
import { fact } from "../../shared/runtime/facts.ts";
import { applications } from "../../shared/store/published/applications.ts";
import { applicationLifecycle } from "./lifecycle.ts";
import { changed } from "./records.ts";

/** Phases at which unfinished applications are looked at; writes have judged their own deadline long before. */
const phases: readonly string[] = ["INTAKE_CLOSED", "IN_REVIEW", "SCORES_LOCKED"];

/** Expired applications of one transaction: each is two items beside the consumer's mark, a transaction takes a hundred. */
const atOnce = 40;

type Expired = Application & Pick<Transition, "from">;

/** The intake has ended: drafts and returned applications whose own deadline has passed are expired. */
export const handler = consume({
  service: "applications",
  name: "on-round",
  mode: "each",
  hears: [roundAdvanced],
  handle: async ({ event, now, commit, commitPart }) => {
    const { roundId, state } = event.payload;
    const listed = phases.includes(state) ? await applications.all(`round#${roundId}`) : [];
    const expired = listed.flatMap((one): Expired[] => {
      const transition = transitionOf(applicationLifecycle, "expire", one.state);
      if (one.closesAt >= now || !transition) return [];
      const stamp = { act: "expire", who: "system", when: now, reason: null };
      const { to: state, from } = transition;
      return [{ ...one, state, stamps: [...one.stamps, stamp], version: one.version + 1, from }];
    });
    const part = (some: readonly Expired[]) => ({
      writes: some.map(({ from, ...one }) => changed(one, { from })),
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
