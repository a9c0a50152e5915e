import type { Application } from "../../shared/contract/application-record.ts";
import type { DrawnPanel, ReserveCall } from "../../shared/contract/assignment-draw-record.ts";
import type { assignmentDrawRoutes } from "../../shared/contract/assignment-draws.ts";
import { type Assignment, isStanding } from "../../shared/contract/experts.ts";
import type { RoundPanel } from "../../shared/contract/round-panel-record.ts";
import { expertAssigned } from "../../shared/events/experts.ts";
import { transitionOf } from "../../shared/kernel/lifecycle.ts";
import type { ProgrammeDefinition } from "../../shared/programme/schema.ts";
import type { Call } from "../../shared/runtime/call.ts";
import { stillIn, type Write } from "../../shared/store/entity.ts";
import { applications } from "../../shared/store/published/applications.ts";
import { assignments } from "../../shared/store/published/assignments.ts";
import { determinations } from "../../shared/store/published/determinations.ts";
import { definitionOf } from "../../shared/store/published/rounds.ts";
import { together } from "../../shared/store/together.ts";
import { assignmentPlanLifecycle } from "./lifecycle.ts";
import { counted, drawnPanels, pairFact, plannings, plans, roundPanels } from "./records.ts";
import { inTurn } from "./reserve-turn.ts";
import { droppedOut, nextReserves } from "./round-panel.ts";
import { newPair } from "./step-panel.ts";
import { firstReserve } from "./step-reserves.ts";

type Calling = Call<(typeof assignmentDrawRoutes)["callReserve"]>;

/** What a call is about. */
interface About {
  application: Application;
  definition: ProgrammeDefinition;
  pairs: readonly Assignment[];
}

/**
 * The next of the ordered reserves takes the place of who dropped out: the first who was not called yet and whom no hard
 * rule keeps out now. Nobody chooses, and nothing is drawn anew; that none is left is recorded as well.
 */
export async function callReserve(call: Calling) {
  const applicationId = call.params.id;
  const [application, determination] = await together(
    applications.ask({ id: applicationId }),
    determinations.ask({ applicationId }),
  );
  if (!application) throw call.refuse("not-found");
  if (application.state !== "SUBMITTED" || determination?.state !== "CLEARED")
    throw call.refuse("wrong-state", { state: application.state, eligibility: determination?.state ?? null });
  const { roundId, definitionHash } = application;
  const definition = await definitionOf({ id: roundId, definitionHash });
  const { timetable, reviewing } = definition;
  const { mode, draw } = reviewing.assignment;
  if (mode !== "drawn") throw call.refuse("assignment-mode", { mode });
  const { toAt } = timetable.review;
  if (call.now > toAt) throw call.refuse("reviews-locked", { locksAt: toAt });
  const [held, panel, pairs] = await Promise.all([
    drawnPanels.get({ roundId, applicationId }),
    draw?.panel ? roundPanels.get({ roundId }) : undefined,
    assignments.list(applicationId),
  ]);
  if (!held && !panel) throw call.refuse("wrong-state", { drawn: false });
  const standing = pairs.filter(isStanding).length;
  if (standing >= reviewing.expertsPerApplication) throw call.refuse("wrong-state", { experts: standing });
  const about = { application, definition, pairs };
  if (panel) return intoPanel(call, panel, about);
  if (!held) throw call.refuse("wrong-state", { drawn: false });
  return ontoApplication(call, held, about);
}

/** The reserve is assigned. The call stands in the application's record of the draw, in one write with what it brings about. */
async function ontoApplication(call: Calling, held: DrawnPanel, { application, definition, pairs }: About) {
  const { expertsPerApplication, assignment } = definition.reviewing;
  const isFilled = assignment.draw?.ownField?.whenShort === "filled";
  const left = held.reserves.filter((id) => !pairs.some(({ expertId }) => expertId === id));
  const waiting = inTurn(held, { left, pairs, expertsPerApplication, isFilled });
  const { first, skipped, turns } = await firstReserve(waiting, { application, definition, now: call.now });
  const own = callOf(call, { expertId: first?.expertId ?? null, skipped });
  const next: DrawnPanel = { ...held, calls: [...held.calls, own], version: held.version + 1 };
  const pair =
    first &&
    newPair(application, definition, {
      ...{ expertId: first.expertId, declared: first.declared, planId: held.planId },
      ...{ by: call.actor.id, at: call.now },
    });
  const writes = pair
    ? [
        assignments.create(pair, () => call.refuse("version-conflict")),
        ...counted(pair, first.counts, 1),
        ...turns,
      ]
    : [];
  return call.commit({
    writes: [drawnPanels.replace(next), ...writes],
    facts: pair ? [pairFact(expertAssigned, pair)] : [],
    answer: { ...own, applicationId: held.applicationId, left: left.filter((id) => id !== own.expertId) },
  });
}

/**
 * The reserve takes a seat in the round's panel, and the next plan says what he or she judges: the one of who dropped out of
 * the application, or one more where no plan can cover the applications with those who are there.
 */
async function intoPanel(call: Calling, panel: RoundPanel, { application, definition, pairs }: About) {
  const newest = await plannings.get(panel);
  const plan = newest && (await plans.get({ id: newest.planId }));
  // One that is being carried out still seats people.
  if (plan?.state === "APPROVED") throw call.refuse("wrong-state", { state: plan.state });
  const inPlaceOf = droppedOut(panel, pairs) ?? null;
  if (inPlaceOf === null && plan?.state !== "INFEASIBLE")
    throw call.refuse("wrong-state", { droppedOut: 0, plan: plan?.state ?? null });
  const waiting = nextReserves(panel, inPlaceOf);
  const { first, skipped, turns } = await firstReserve(waiting, { application, definition, now: call.now });
  const own = callOf(call, { expertId: first?.expertId ?? null, skipped });
  const applicationId = application.id;
  const calls = [...panel.calls, { ...own, applicationId, inPlaceOf }];
  const supersede = plan && transitionOf(assignmentPlanLifecycle, "supersede", plan.state);
  const writes: Write[] = [roundPanels.replace({ ...panel, calls, version: panel.version + 1 }), ...turns];
  // What was planned without the reserve can't be approved any more.
  if (plan && supersede)
    writes.push(
      plans.replace({ ...plan, state: supersede.to, version: plan.version + 1 }, [stillIn(supersede.from)]),
    );
  const left = waiting.filter((id) => id !== own.expertId);
  return call.commit({ writes, answer: { ...own, applicationId, left } });
}

const callOf = ({ actor, now }: Calling, of: Pick<ReserveCall, "expertId" | "skipped">): ReserveCall => ({
  ...of,
  calledBy: actor.id,
  calledAt: now,
});
