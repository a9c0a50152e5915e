import { knownOf, matchesFor } from "../../shared/conflicts/matches.ts";
import type { DrawnPanel } from "../../shared/contract/assignment-draw-record.ts";
import type { Assignment, experts as routes } from "../../shared/contract/experts.ts";
import { societyCodesOf } from "../../shared/contract/partnership-record.ts";
import { expertAssigned } from "../../shared/events/experts.ts";
import { inZone } from "../../shared/kernel/time.ts";
import type { Call } from "../../shared/runtime/call.ts";
import { applications } from "../../shared/store/published/applications.ts";
import { assignments } from "../../shared/store/published/assignments.ts";
import { determinations } from "../../shared/store/published/determinations.ts";
import { experts } from "../../shared/store/published/experts.ts";
import { definitionOf } from "../../shared/store/published/rounds.ts";
import { together } from "../../shared/store/together.ts";
import { joining, type Obstacle } from "./join.ts";
import { counted, countsOf, drawnPanels, invitations, keepings, pairFact, roundPanels } from "./records.ts";
import { seatedIn } from "./round-panel.ts";
import { turnedGraphs } from "./step-graph.ts";
import { newPair, panelOf } from "./step-panel.ts";

type Assigning = Call<(typeof routes)["assignExpert"]>;

function refused({ refuse }: Assigning, obstacle: Obstacle) {
  const { code, ...facts } = obstacle;
  return code === "panel-full" ? refuse("wrong-state", facts) : refuse(code, facts);
}

/**
 * Where experts are drawn an officer names one only for an application whose reserves were called and none was left; of a
 * panel of the round whoever sits in it.
 */
async function mayBeNamed(
  pair: Pick<DrawnPanel, "roundId" | "applicationId"> & Pick<Assignment, "expertId">,
): Promise<boolean> {
  const { roundId, applicationId, expertId } = pair;
  const [drawn, panel] = await together(drawnPanels.ask(pair), roundPanels.ask({ roundId }));
  const called = panel?.calls.filter((one) => one.applicationId === applicationId) ?? drawn?.calls;
  const last = called?.at(-1);
  return (panel && seatedIn(panel).has(expertId)) || (last !== undefined && last.expertId === null);
}

/** An officer gives one expert one application, by hand. */
export async function assignExpert(call: Assigning) {
  const [application, determination, expert] = await together(
    applications.ask({ id: call.params.id }),
    determinations.ask({ applicationId: call.params.id }),
    experts.ask({ id: call.body.expertId }),
  );
  if (!application || !expert) throw call.refuse("not-found");
  if (application.state !== "SUBMITTED" || determination?.state !== "CLEARED") {
    throw call.refuse("wrong-state", { state: application.state, eligibility: determination?.state ?? null });
  }
  const definition = await definitionOf({
    id: application.roundId,
    definitionHash: application.definitionHash,
  });
  const { timetable, reviewing, zone } = definition;
  const { toAt } = timetable.review;
  if (call.now > toAt) throw call.refuse("reviews-locked", { locksAt: toAt });
  const { roundId, id: applicationId } = application;
  const { mode } = reviewing.assignment;
  if (mode === "drawn" && !(await mayBeNamed({ roundId, applicationId, expertId: expert.id })))
    throw call.refuse("assignment-mode", { mode });
  // The counts are read first: whoever joins the panel after that moves them, and this write falls.
  const codes = societyCodesOf(application);
  const [counts, [invitation, keeping], { graphs, turns }] = await Promise.all([
    countsOf({ roundId, applicationId, expertId: expert.id }),
    together(invitations.ask({ roundId, expertId: expert.id }), keepings.ask({ expertId: expert.id })),
    turnedGraphs(codes),
  ]);
  const onDate = inZone(call.now, zone).date;
  const isHard = reviewing.assignment.panel.perInstitution === "hard";
  const joined = joining(
    {
      ...{ expert, invitation, keeping, application },
      matches: matchesFor(codes, graphs, { ...reviewing, onDate })(knownOf(expert)),
      load: counts.load?.count ?? 0,
      panel: counts.panel?.count ?? 0,
      beside: isHard ? (await panelOf(applicationId)).filter(({ id }) => id !== expert.id) : [],
    },
    { reviewing, onDate },
  );
  if ("obstacle" in joined) throw refused(call, joined.obstacle);
  const pair = newPair(application, definition, {
    ...{ expertId: expert.id, declared: joined.declared, planId: null },
    ...{ by: call.actor.id, at: call.now },
  });
  return call.commit({
    writes: [
      assignments.create(pair, () => call.refuse("already-exists")),
      ...counted(pair, counts, 1),
      ...turns(codes),
    ],
    facts: [pairFact(expertAssigned, pair)],
    answer: pair,
  });
}
