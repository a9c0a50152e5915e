import { assign, type Assignment as Found } from "../../shared/assignment/assignment.ts";
import type { Shortage } from "../../shared/assignment/coverage.ts";
import { type FrozenPlan, PlannedPanel } from "../../shared/contract/assignment-plans.ts";
import type { Expert } from "../../shared/contract/experts.ts";
import { isStanding } from "./conflicts.ts";
import { fitOf, plain, reasonsOf } from "./fit.ts";
import { tally } from "./pair-reason.ts";
import { instanceOf, type PlanGiven, type Planned, pairName } from "./plan-instance.ts";
import { shortageOf } from "./plan-shortage.ts";
import { refusedFor, societiesIn, unknownIn } from "./unknown-facts.ts";

/** What a plan says beside the round that it is for. */
type PlanContent = Omit<FrozenPlan, "schemaVersion" | "roundId" | "definitionHash">;

/** Institutions that more than one of the experts belong to. */
function twice(institutions: readonly string[]): string[] {
  const seen = institutions.map(plain);
  return institutions.filter((_, at) => seen.indexOf(seen[at] ?? "") < at);
}

function panelOf(planned: Planned, { panels, ownBest }: Found, a: number): PlannedPanel | undefined {
  const { instance, experts, found, corrections, judged, leftOut } = planned;
  const one = judged[a];
  if (!one) return undefined;
  const { id: applicationId, societyCode, societyNames } = one.application;
  const standing = new Set(one.pairs.filter(isStanding).map(({ expertId }) => expertId));
  const chosen = (panels[a] ?? []).flatMap((pair) => {
    const expert = experts[instance.expertOf[pair] ?? -1];
    if (!expert) return [];
    const said = corrections.get(pairName(applicationId, expert.id));
    const where = found[a] ?? [];
    const computed = fitOf(where, expert.fields.map(plain));
    return [
      {
        expertId: expert.id,
        name: expert.name,
        institution: expert.institution,
        change: standing.has(expert.id) ? ("kept" as const) : ("added" as const),
        fit: said?.fit ?? computed,
        computed,
        because: reasonsOf(where, expert.fields),
        corrected: said ?? null,
      },
    ];
  });
  const stays = new Set(chosen.map(({ expertId }) => expertId));
  const may = new Set<string>();
  for (let pair = instance.starts[a] ?? 0; pair < (instance.starts[a + 1] ?? 0); pair++)
    may.add(experts[instance.expertOf[pair] ?? -1]?.id ?? "");
  const lostBy = (id: Expert["id"]) =>
    leftOut.get(pairName(applicationId, id))?.because === "conflict-undecided"
      ? ("undecided" as const)
      : ("barred" as const);
  const released = experts
    .filter(({ id }) => standing.has(id) && !stays.has(id))
    .map(({ id, name }) => ({
      expertId: id,
      name,
      because: may.has(id) ? ("moved" as const) : lostBy(id),
    }));
  // The schema leaves out what is not said of a pair.
  return PlannedPanel.parse({
    ...{ applicationId, societyCode, societyNames, released, experts: chosen },
    sum: chosen.reduce((sum, { fit }) => sum + fit, 0),
    ownBest: ownBest[a] ?? 0,
    institutionsTwice: twice(chosen.map(({ institution }) => institution)),
  });
}

/**
 * The best assignment of a round's experts by its definition: hard rules first, then as few changes of standing pairs as
 * possible, then the objectives in their order. The same given gives the same content.
 */
export function planOf(given: PlanGiven): PlanContent {
  const { reviewing, seed } = given;
  const { objectives, panel } = reviewing.assignment;
  const planned = instanceOf(given);
  const { instance, kept, experts } = planned;
  const nothing: Found = {
    ...{ panels: [], worst: 0, total: 0, loads: new Int32Array(experts.length) },
    ...{ broken: 0, ownBest: [], isOptimal: true },
  };
  const unknownFacts = unknownIn(given, planned.judged);
  const refused = refusedFor(given, planned.judged, unknownFacts);
  const run = (isOneEach: boolean): Found | Shortage =>
    planned.judged.length === 0 || refused
      ? nothing
      : assign({ ...instance, panel: isOneEach }, { objectives, seed, kept });
  const isSoft = panel.perInstitution === "soft";
  const first = run(instance.panel);
  // A soft rule is given up where it leaves somebody without experts; the plan says so, and for whom.
  const isGivenUp = isSoft && (!instance.panel || "short" in first);
  const found = isGivenUp && instance.panel ? run(false) : first;
  const isShort = "short" in found;
  const infeasible = refused ?? (isShort ? shortageOf(planned, found) : null);
  const loadOf = (e: number) => (isShort ? 0 : (found.loads[e] ?? 0));
  return {
    seed,
    expertsPerApplication: reviewing.expertsPerApplication,
    objectives,
    perInstitution: panel.perInstitution === "off" ? "off" : isGivenUp ? "given-up" : "held",
    worst: isShort ? 0 : found.worst,
    total: isShort ? 0 : found.total,
    isOptimal: isShort || refused ? false : found.isOptimal,
    loads: experts.map(({ id, name, institution }, e) => ({
      ...{ expertId: id, name, institution, count: loadOf(e) },
      cap: instance.experts[e]?.most ?? 0,
    })),
    leftOut: tally(planned.leftOut.values()),
    unknownFacts,
    panels: isShort || infeasible ? [] : planned.judged.flatMap((_, a) => panelOf(planned, found, a) ?? []),
    infeasible,
  };
}

/** What a plan changes, in figures. */
export function countsOf({ panels, unknownFacts }: Pick<PlanContent, "panels" | "unknownFacts">) {
  const experts = panels.flatMap((one) => one.experts);
  const kept = experts.filter(({ change }) => change === "kept").length;
  return {
    applications: panels.length,
    pairs: experts.length,
    kept,
    added: experts.length - kept,
    released: panels.reduce((sum, { released }) => sum + released.length, 0),
    societiesUnknown: societiesIn(unknownFacts),
  };
}
