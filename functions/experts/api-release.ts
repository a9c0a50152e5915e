import { type Assignment, isStanding, type experts as routes } from "../../shared/contract/experts.ts";
import { expertReleased } from "../../shared/events/experts.ts";
import { transitionOf } from "../../shared/kernel/lifecycle.ts";
import { holdsIdentityData } from "../../shared/kernel/personal-numbers.ts";
import { scoresLockAt } from "../../shared/programme/windows.ts";
import type { Call } from "../../shared/runtime/call.ts";
import { asRead, stillIn, type Write } from "../../shared/store/entity.ts";
import { assignments } from "../../shared/store/published/assignments.ts";
import { definitionOf } from "../../shared/store/published/rounds.ts";
import { sheets } from "../../shared/store/published/sheets.ts";
import { assignmentLifecycle } from "./lifecycle.ts";
import { counted, countsOf, pairFact } from "./records.ts";

type Routes = typeof routes;
type Releasing = Call<Routes["releaseExpert"]> | Call<Routes["stepDown"]>;

/** No scores vanish with a release, nor with one submitted at the same moment: each stage's sheet stays as it was read. */
async function unsubmitted(
  call: Releasing,
  pair: Assignment,
  stages: readonly { id: string }[],
): Promise<Write[]> {
  const { applicationId, expertId } = pair;
  const own = (await sheets.list(applicationId)).filter((one) => one.expertId === expertId);
  if (own.some(({ submitted }) => submitted !== null)) throw call.refuse("sheet-stands");
  return stages.map(({ id: stage }) =>
    sheets.check({ applicationId, expertId, stage }, [asRead(own.find((one) => one.stage === stage))]),
  );
}

/** Frees the place of a standing pair: its own state, both counts, and the event, in one write. */
async function released(call: Releasing, pair: Assignment, act: "release" | "step-down") {
  if (holdsIdentityData(call.body.reason)) throw call.refuse("identity-data-not-taken");
  const transition = transitionOf(assignmentLifecycle, act, pair.state);
  if (!transition) throw call.refuse("wrong-state", { state: pair.state });
  const definition = await definitionOf({ id: pair.roundId, definitionHash: pair.definitionHash });
  const last = scoresLockAt(definition);
  if (call.now > last) throw call.refuse("reviews-locked", { locksAt: last });
  const next: Assignment = {
    ...pair,
    state: transition.to,
    releasedBecause: call.body.reason,
    version: pair.version + 1,
  };
  const checks = await unsubmitted(call, pair, definition.scoring.stages);
  return {
    next,
    writes: [
      assignments.replace(next, [stillIn(transition.from)]),
      ...counted(pair, await countsOf(pair), -1),
      ...checks,
    ],
    facts: [pairFact(expertReleased, next)],
  };
}

/** An officer releases an expert, such as one who has fallen ill. */
export async function releaseExpert(call: Call<Routes["releaseExpert"]>) {
  const { id: applicationId, expertId } = call.params;
  const pair = await assignments.get({ applicationId, expertId });
  if (!pair) throw call.refuse("not-found");
  const { next, writes, facts } = await released(call, pair, "release");
  return call.commit({ writes, facts, answer: next });
}

/** An expert gives an assignment back. */
export async function stepDown(call: Call<Routes["stepDown"]>) {
  const { expertId } = call.actor;
  const pair = expertId && (await assignments.get({ applicationId: call.params.id, expertId }));
  // Who has stood aside, or was released, knows no more of the application than who was never assigned.
  if (!pair || !isStanding(pair)) throw call.refuse("not-found");
  const { next, writes, facts } = await released(call, pair, "step-down");
  return call.commit({ writes, facts, answer: { state: next.state } });
}
