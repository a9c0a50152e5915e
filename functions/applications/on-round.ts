import type { Application } from "../../shared/contract/applications.ts";
import { isLostRace } from "../../shared/contract/problems.ts";
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

/** Expired applications of one transaction: each is two items, a transaction takes a hundred. */
const atOnce = 40;

type Expired = Application & Pick<Transition, "from">;

/** One that was written meanwhile, such as by a submission that arrived in time, is left as it is; it holds up no other. */
async function eachAlone(
  some: readonly Expired[],
  cause: unknown,
  expire: (some: readonly Expired[]) => Promise<void>,
): Promise<void> {
  if (!isLostRace(cause)) throw cause;
  for (const one of some) {
    await expire([one]).catch((alone: unknown) => {
      if (!isLostRace(alone)) throw alone;
    });
  }
}

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
    const expire = (some: readonly Expired[]) =>
      commitPart({
        writes: some.map(({ from, ...one }) => changed(one, { from })),
        facts: some.map(({ id: applicationId, version, societyCode }) =>
          fact(applicationExpired, {
            aggregateId: applicationId,
            version,
            payload: { applicationId, roundId, societyCode },
          }),
        ),
      });
    // Parts carry no mark: a second delivery finds those applications expired already.
    for (let at = 0; at < expired.length; at += atOnce) {
      const some = expired.slice(at, at + atOnce);
      await expire(some).catch((cause) => eachAlone(some, cause, expire));
    }
    await commit({ writes: [] });
  },
});
