import { knownOf, matchesFor } from "../../shared/conflicts/matches.ts";
import type { DrawnPanel, ReserveCall } from "../../shared/contract/assignment-draw-record.ts";
import type { assignmentDrawRoutes } from "../../shared/contract/assignment-draws.ts";
import { societyCodesOf } from "../../shared/contract/partnership-record.ts";
import { expertAssigned } from "../../shared/events/experts.ts";
import type { ExpertId } from "../../shared/kernel/ids.ts";
import { inZone } from "../../shared/kernel/time.ts";
import type { Call } from "../../shared/runtime/call.ts";
import type { Fact } from "../../shared/runtime/facts.ts";
import type { Write } from "../../shared/store/entity.ts";
import { applications } from "../../shared/store/published/applications.ts";
import { assignments } from "../../shared/store/published/assignments.ts";
import { determinations } from "../../shared/store/published/determinations.ts";
import { experts } from "../../shared/store/published/experts.ts";
import { definitionOf } from "../../shared/store/published/rounds.ts";
import { together } from "../../shared/store/together.ts";
import { isStanding } from "./conflicts.ts";
import { joining } from "./join.ts";
import { counted, countsOf, drawnPanels, invitations, keepings, pairFact } from "./records.ts";
import { turnedGraphs } from "./step-graph.ts";
import { newPair, panelOf } from "./step-panel.ts";

type Calling = Call<(typeof assignmentDrawRoutes)["callReserve"]>;

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
  const { timetable, reviewing, zone } = definition;
  const { mode, panel: rules } = reviewing.assignment;
  if (mode !== "drawn") throw call.refuse("assignment-mode", { mode });
  const { toAt } = timetable.review;
  if (call.now > toAt) throw call.refuse("reviews-locked", { locksAt: toAt });
  const [held, pairs] = await Promise.all([
    drawnPanels.get({ roundId, applicationId }),
    assignments.list(applicationId),
  ]);
  if (!held) throw call.refuse("wrong-state", { drawn: false });
  const standing = pairs.filter(isStanding).length;
  if (standing >= reviewing.expertsPerApplication) throw call.refuse("wrong-state", { experts: standing });
  const waiting = held.reserves.filter((id) => !pairs.some(({ expertId }) => expertId === id));
  const isNobody = waiting.length === 0;
  const [known, invited, kept, seated] = await Promise.all([
    isNobody ? [] : experts.getMany(waiting.map((id) => ({ id }))),
    isNobody ? [] : invitations.getMany(waiting.map((expertId) => ({ roundId, expertId }))),
    isNobody ? [] : keepings.getMany(waiting.map((expertId) => ({ expertId }))),
    rules.perInstitution === "hard" ? panelOf(applicationId) : [],
  ]);
  const codes = societyCodesOf(application);
  const { graphs, turns } = await turnedGraphs(codes);
  const onDate = inZone(call.now, zone).date;
  const matchesOf = matchesFor(codes, graphs, { ...reviewing, onDate });
  const skipped: ReserveCall["skipped"] = [];
  for (const expertId of waiting) {
    const expert = known.find(({ id }) => id === expertId);
    if (!expert) {
      skipped.push({ expertId, because: "not-found" });
      continue;
    }
    // Read before the write: whoever joins the panel or takes the expert's last place meanwhile moves them, and it falls.
    const counts = await countsOf({ roundId, applicationId, expertId });
    const may = joining(
      {
        ...{ expert, application, beside: seated },
        invitation: invited.find((one) => one.expertId === expertId),
        keeping: kept.find((one) => one.expertId === expertId),
        matches: matchesOf(knownOf(expert)),
        load: counts.load?.count ?? 0,
        panel: counts.panel?.count ?? 0,
      },
      { reviewing, onDate },
    );
    if ("obstacle" in may) {
      skipped.push({ expertId, because: may.obstacle.code });
      continue;
    }
    const pair = newPair(application, definition, {
      ...{ expertId, declared: may.declared, planId: held.planId },
      ...{ by: call.actor.id, at: call.now },
    });
    return recorded(
      call,
      { held, waiting, expertId, skipped },
      {
        writes: [
          assignments.create(pair, () => call.refuse("version-conflict")),
          ...counted(pair, counts, 1),
          ...turns(codes),
        ],
        facts: [pairFact(expertAssigned, pair)],
      },
    );
  }
  return recorded(call, { held, waiting, expertId: null, skipped }, { writes: [], facts: [] });
}

interface Called extends Pick<ReserveCall, "expertId" | "skipped"> {
  held: DrawnPanel;
  waiting: readonly ExpertId[];
}

/** The call stands in the application's record of the draw, in one write with what it brings about. */
function recorded(
  call: Calling,
  { held, waiting, expertId, skipped }: Called,
  { writes, facts }: { writes: Write[]; facts: Fact[] },
) {
  const own: ReserveCall = { expertId, skipped, calledBy: call.actor.id, calledAt: call.now };
  const next: DrawnPanel = { ...held, calls: [...held.calls, own], version: held.version + 1 };
  const left = waiting.filter((id) => id !== expertId);
  return call.commit({
    writes: [drawnPanels.replace(next), ...writes],
    facts,
    answer: { ...own, applicationId: held.applicationId, left },
  });
}
