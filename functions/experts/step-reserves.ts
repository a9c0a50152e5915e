import { knownOf, matchesFor } from "../../shared/conflicts/matches.ts";
import type { Application } from "../../shared/contract/application-record.ts";
import type { ReserveCall } from "../../shared/contract/assignment-draw-record.ts";
import type { Assignment } from "../../shared/contract/experts.ts";
import { societyCodesOf } from "../../shared/contract/partnership-record.ts";
import type { ExpertId } from "../../shared/kernel/ids.ts";
import { type Instant, inZone } from "../../shared/kernel/time.ts";
import type { ProgrammeDefinition } from "../../shared/programme/schema.ts";
import type { Write } from "../../shared/store/entity.ts";
import { experts } from "../../shared/store/published/experts.ts";
import { joining } from "./join.ts";
import { countsOf, invitations, keepings } from "./records.ts";
import { turnedGraphs } from "./step-graph.ts";
import { panelOf } from "./step-panel.ts";

/** The first of some reserves whom no hard rule keeps from an application; null: nobody. */
export interface FirstReserve {
  first: {
    expertId: ExpertId;
    declared: Assignment["declared"];
    counts: Awaited<ReturnType<typeof countsOf>>;
  } | null;
  /** Those before. */
  skipped: ReserveCall["skipped"];
  /** Whoever changes what the hard rules were judged by meanwhile makes the write fall that these are part of. */
  turns: Write[];
}

/** Whose turn it is among reserves in their order, as things stand. */
export async function firstReserve(
  waiting: readonly ExpertId[],
  {
    application,
    definition,
    now,
  }: { application: Application; definition: ProgrammeDefinition; now: Instant },
): Promise<FirstReserve> {
  const { roundId, id: applicationId } = application;
  const { reviewing, zone } = definition;
  const [known, invited, kept, seated] = await Promise.all([
    experts.getMany(waiting.map((id) => ({ id }))),
    invitations.getMany(waiting.map((expertId) => ({ roundId, expertId }))),
    keepings.getMany(waiting.map((expertId) => ({ expertId }))),
    reviewing.assignment.panel.perInstitution === "hard" ? panelOf(applicationId) : [],
  ]);
  const codes = societyCodesOf(application);
  const { graphs, turns } = await turnedGraphs(codes);
  const onDate = inZone(now, zone).date;
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
    if (!("obstacle" in may))
      return { first: { expertId, declared: may.declared, counts }, skipped, turns: turns(codes) };
    skipped.push({ expertId, because: may.obstacle.code });
  }
  return { first: null, skipped, turns: [] };
}
