import { knownOf, matchesFor } from "../../shared/conflicts/matches.ts";
import { type AnchorPart, isBeside, takesPlace } from "../../shared/contract/anchors.ts";
import type {
  AssignmentPlan,
  PlannedPanel,
  SkippedPair,
} from "../../shared/contract/assignment-plan-record.ts";
import { type Assignment, type Expert, isOfPanel, isStanding } from "../../shared/contract/experts.ts";
import { societyCodesOf } from "../../shared/contract/partnership-record.ts";
import { expertAssigned, expertReleased } from "../../shared/events/experts.ts";
import type { ExpertId } from "../../shared/kernel/ids.ts";
import { transitionOf } from "../../shared/kernel/lifecycle.ts";
import { inZone } from "../../shared/kernel/time.ts";
import type { ProgrammeDefinition } from "../../shared/programme/schema.ts";
import type { Fact } from "../../shared/runtime/facts.ts";
import { stillIn, type Write } from "../../shared/store/entity.ts";
import { applications } from "../../shared/store/published/applications.ts";
import { assignments } from "../../shared/store/published/assignments.ts";
import { determinations } from "../../shared/store/published/determinations.ts";
import { experts } from "../../shared/store/published/experts.ts";
import { together } from "../../shared/store/together.ts";
import { joining } from "./join.ts";
import { assignmentLifecycle } from "./lifecycle.ts";
import { invitations, keepings, loaded, loads, manned, pairFact, panels } from "./records.ts";
import { turnedGraphs } from "./step-graph.ts";
import { newPair } from "./step-panel.ts";

export interface Around {
  /** Or a draw: what was approved. */
  plan: Pick<AssignmentPlan, "id" | "roundId" | "approvedBy" | "approvedAt">;
  definition: ProgrammeDefinition;
  commitPart: (act: { writes: Write[]; facts?: Fact[] }) => Promise<void>;
}

/** An application's count and the loads of some experts, as they stand. */
async function counts(applicationId: PlannedPanel["applicationId"], ids: ExpertId[], { plan }: Around) {
  const { roundId } = plan;
  const [panel, ...rows] = await together(
    panels.ask({ applicationId }),
    ...ids.map((expertId) => loads.ask({ roundId, expertId })),
  );
  const loadOf = new Map(ids.map((id, at) => [id, rows[at]]));
  /** One expert's load moved by one. */
  const moved = (expertId: ExpertId, by: 1 | -1) => loaded({ roundId, expertId }, loadOf.get(expertId), by);
  return { panel, loadOf, moved };
}

/** A panel's count moved by those of the pairs that are of it, and not beside it. */
function mannedBy(
  applicationId: PlannedPanel["applicationId"],
  panel: Awaited<ReturnType<typeof counts>>["panel"],
  pairs: readonly Pick<Assignment, "anchor">[],
  by: 1 | -1,
): Write[] {
  const members = pairs.filter((pair) => !isBeside(pair)).length;
  return members === 0 ? [] : [manned(applicationId, panel, by * members)];
}

/**
 * Whoever an approved plan moves away from an application leaves it, in one write with all counts, unless he or she has
 * begun to read meanwhile.
 */
export async function giveWay({ applicationId, released }: PlannedPanel, around: Around): Promise<void> {
  if (released.length === 0) return;
  const { plan, commitPart } = around;
  const ids = released.map(({ expertId }) => expertId);
  const { panel, moved } = await counts(applicationId, ids, around);
  const pairs = await assignments.getMany(ids.map((expertId) => ({ applicationId, expertId })));
  const leaving = pairs.flatMap((pair) => {
    const transition = transitionOf(assignmentLifecycle, "give-way", pair.state);
    if (!transition) return [];
    const releasedBecause = `assignment-plan ${plan.id}`;
    const next: Assignment = { ...pair, state: transition.to, releasedBecause, version: pair.version + 1 };
    return [{ next, write: assignments.replace(next, [stillIn(transition.from)]) }];
  });
  if (leaving.length === 0) return;
  await commitPart({
    writes: [
      ...leaving.flatMap(({ next, write }) => [
        write,
        ...(takesPlace(next) ? [moved(next.expertId, -1)] : []),
      ]),
      ...mannedBy(
        applicationId,
        panel,
        leaving.map(({ next }) => next),
        -1,
      ),
    ],
    facts: leaving.map(({ next }) => pairFact(expertReleased, next)),
  });
}

/** Who joins an application. */
interface Joining {
  applicationId: PlannedPanel["applicationId"];
  experts: readonly Pick<PlannedPanel["experts"][number], "expertId" | "change" | "as">[];
}

/** What became of the pairs that a plan adds to one application. */
interface Done {
  made: number;
  skipped: SkippedPair[];
}

/** So many are named in the record; the others are only counted. */
const named = 200;

/** What followed from a plan or a draw as its record says it. */
export const outcomeOf = ({ made, skipped }: Done) => ({
  made,
  skipped: skipped.length,
  skippedPairs: skipped.slice(0, named),
});

/**
 * Whoever an approved plan or draw adds to an application joins it, in one write with all counts. What a hard rule forbids by now is
 * left out and named; what an earlier attempt did is found done.
 */
export async function join(planned: Joining, around: Around): Promise<Done> {
  const { plan, definition, commitPart } = around;
  const { applicationId } = planned;
  const { approvedBy, approvedAt } = plan;
  const { anchors } = definition.reviewing.assignment;
  if (approvedBy === null || approvedAt === null) throw new Error(`plan ${plan.id} is not approved`);
  const joins = planned.experts.filter(({ change }) => change === "added");
  const added = joins.map(({ expertId }) => expertId);
  if (added.length === 0) return { made: 0, skipped: [] };
  // The counts are read first: whoever joins after that moves them, and this write falls and is made anew.
  const { panel, loadOf, moved } = await counts(applicationId, added, around);
  const [application, determination] = await together(
    applications.ask({ id: applicationId }),
    determinations.ask({ applicationId }),
  );
  const skip = (expertId: ExpertId, because: string) => ({ applicationId, expertId, because });
  if (application?.state !== "SUBMITTED" || determination?.state !== "CLEARED")
    return { made: 0, skipped: added.map((expertId) => skip(expertId, "application-left")) };
  const pairs = await assignments.list(applicationId);
  const before = new Map(pairs.map((pair) => [pair.expertId, pair]));
  const standing = pairs.filter(isOfPanel).map(({ expertId }) => expertId);
  const ids = [...new Set([...added, ...standing])];
  const expertOf = new Map((await experts.getMany(ids.map((id) => ({ id })))).map((one) => [one.id, one]));
  const [invited, kept] = await Promise.all([
    invitations.getMany(added.map((expertId) => ({ roundId: application.roundId, expertId }))),
    keepings.getMany(added.map((expertId) => ({ expertId }))),
  ]);
  const keepingOf = new Map(kept.map((one) => [one.expertId, one]));
  const invitationOf = new Map(invited.map((one) => [one.expertId, one]));
  const beside: Expert[] = standing.flatMap((id) => expertOf.get(id) ?? []);
  const onDate = inZone(approvedAt, definition.zone).date;
  const codes = societyCodesOf(application);
  const { graphs, turns } = await turnedGraphs(codes);
  const matchesOf = matchesFor(codes, graphs, { ...definition.reviewing, onDate });
  const joined: Assignment[] = [];
  const skipped: SkippedPair[] = [];
  let done = 0;
  for (const { expertId, as } of joins) {
    const [expert, held] = [expertOf.get(expertId), before.get(expertId)];
    // Made by an earlier attempt, or by hand since; what happened to it afterwards is no affair of the plan.
    if (held && (isStanding(held) || held.planId === plan.id)) {
      done += 1;
      continue;
    }
    if (!expert || held) {
      skipped.push(skip(expertId, held ? held.state.toLowerCase() : "not-found"));
      continue;
    }
    const load = loadOf.get(expertId)?.count ?? 0;
    const anchor: AnchorPart | undefined = as && { as, isCounted: anchors.countAgainstCap };
    const may = joining(
      {
        expert,
        invitation: invitationOf.get(expertId),
        keeping: keepingOf.get(expertId),
        application,
        matches: matchesOf(knownOf(expert)),
        load,
        panel: (panel?.count ?? 0) + joined.filter((pair) => !isBeside(pair)).length,
        ...{ beside, anchor },
      },
      { reviewing: definition.reviewing, onDate },
    );
    if ("obstacle" in may) {
      skipped.push(skip(expertId, may.obstacle.code));
      continue;
    }
    const by = { by: approvedBy, at: approvedAt };
    const { declared } = may;
    joined.push(newPair(application, definition, { expertId, declared, planId: plan.id, anchor, ...by }));
    if (!isBeside({ anchor })) beside.push(expert);
  }
  if (joined.length > 0)
    await commitPart({
      writes: [
        ...joined.flatMap((pair) => [
          assignments.create(pair),
          ...(takesPlace(pair) ? [moved(pair.expertId, 1)] : []),
        ]),
        ...mannedBy(applicationId, panel, joined, 1),
        ...turns(codes),
      ],
      facts: joined.map((pair) => pairFact(expertAssigned, pair)),
    });
  return { made: done + joined.length, skipped };
}
