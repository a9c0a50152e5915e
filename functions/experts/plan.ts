import { assign, type Assignment as Found } from "../../shared/assignment/assignment.ts";
import type { Shortage } from "../../shared/assignment/coverage.ts";
import { type AnchorRole, isBeside } from "../../shared/contract/anchors.ts";
import {
  type FrozenPlan,
  PlannedPanel,
  type PlanShortage,
} from "../../shared/contract/assignment-plan-record.ts";
import { type Expert, isStanding } from "../../shared/contract/experts.ts";
import { fitOf, plain, reasonsOf } from "./fit.ts";
import { tally } from "./pair-reason.ts";
import { type Laid, layAnchors } from "./plan-anchors.ts";
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

/** An application's experts as a plan wants them; of an anchor everybody else who scores it as well. */
function panelOf(
  planned: Planned,
  { panels, ownBest }: Found,
  a: number,
  laid?: Laid,
): PlannedPanel | undefined {
  const { instance, experts, found, corrections, judged, leftOut } = planned;
  const one = judged[a];
  if (!one) return undefined;
  const { id: applicationId, societyCode, societyNames } = one.application;
  const anchor = laid?.anchors.get(applicationId);
  const held = new Map(one.pairs.filter(isStanding).map((pair) => [pair.expertId, pair]));
  const where = found[a] ?? [];
  const entry = (expert: Expert, as: AnchorRole) => {
    const said = corrections.get(pairName(applicationId, expert.id));
    const computed = fitOf(where, expert.fields.map(plain));
    const before = held.get(expert.id);
    const was: AnchorRole | undefined = before && (isBeside(before) ? "beside" : "panel");
    return {
      expertId: expert.id,
      name: expert.name,
      institution: expert.institution,
      change: before ? ("kept" as const) : ("added" as const),
      ...(anchor && { as, ...(was && was !== as && { was }) }),
      fit: said?.fit ?? computed,
      computed,
      because: reasonsOf(where, expert.fields),
      corrected: said ?? null,
    };
  };
  const chosen = (panels[a] ?? []).flatMap((pair) => experts[instance.expertOf[pair] ?? -1] ?? []);
  const isChosen = new Set(chosen.map(({ id }) => id));
  const beside = (anchor?.scorers ?? []).filter(({ id }) => !isChosen.has(id));
  const stays = new Set([...chosen, ...beside].map(({ id }) => id));
  const may = new Set<string>();
  for (let pair = instance.starts[a] ?? 0; pair < (instance.starts[a + 1] ?? 0); pair++)
    may.add(experts[instance.expertOf[pair] ?? -1]?.id ?? "");
  const lostBy = (id: Expert["id"]) =>
    leftOut.get(pairName(applicationId, id))?.because === "conflict-undecided"
      ? ("undecided" as const)
      : ("barred" as const);
  const released = experts
    .filter(({ id }) => held.has(id) && !stays.has(id))
    .map(({ id, name }) => ({
      expertId: id,
      name,
      because: may.has(id) ? ("moved" as const) : lostBy(id),
    }));
  const panel = chosen.map((expert) => entry(expert, "panel"));
  // The schema leaves out what is not said of a pair.
  return PlannedPanel.parse({
    ...{ applicationId, societyCode, societyNames, released },
    experts: [...panel, ...beside.map((expert) => entry(expert, "beside"))],
    sum: panel.reduce((sum, { fit }) => sum + fit, 0),
    ownBest: ownBest[a] ?? 0,
    ...(anchor && { anchor: anchor.anchor }),
    institutionsTwice: twice(panel.map(({ institution }) => institution)),
  });
}

/** A part of a plan, assigned or not, and whether the soft rule of institutions was given up for it. */
interface Solved {
  planned: Planned;
  found: Found | Shortage;
  isGivenUp: boolean;
}

/** The best assignment of a plan or a part of it. A soft rule is given up where it leaves somebody without experts. */
function solved(planned: Planned, { reviewing, seed }: PlanGiven): Solved {
  const { objectives, panel } = reviewing.assignment;
  const { instance, kept, experts } = planned;
  const nothing: Found = {
    ...{ panels: [], worst: 0, total: 0, loads: new Int32Array(experts.length) },
    ...{ broken: 0, ownBest: [], isOptimal: true },
  };
  const run = (isOneEach: boolean): Found | Shortage =>
    planned.judged.length === 0
      ? nothing
      : assign({ ...instance, panel: isOneEach }, { objectives, seed, kept });
  const first = run(instance.panel);
  const isGivenUp = panel.perInstitution === "soft" && (!instance.panel || "short" in first);
  return { planned, found: isGivenUp && instance.panel ? run(false) : first, isGivenUp };
}

/** Why there is no plan; null where there is one. The anchors come first, then what they leave to the others. */
function shortageIn(parts: readonly Solved[], laid: Laid | undefined): PlanShortage | null {
  if (laid?.short) return shortageOf(laid.panels, laid.short, "themselves");
  for (const [at, { planned, found }] of parts.entries()) {
    if (!("short" in found)) continue;
    const isAnchors = laid && at === 0;
    const isTaken = laid?.taken.some((places) => places > 0);
    const of = isAnchors ? "themselves" : isTaken ? { taking: laid?.anchors.size ?? 0 } : "none";
    return shortageOf(planned, found, of);
  }
  return null;
}

/**
 * The best assignment of a round's experts by its definition: anchors first, then by hard rules, as few changes of standing
 * pairs as possible, and the objectives in their order. The same given gives the same content.
 */
export function planOf(given: PlanGiven): PlanContent {
  const { reviewing, seed } = given;
  const { objectives, panel, anchors } = reviewing.assignment;
  const planned = instanceOf(given);
  const { instance, experts } = planned;
  const unknownFacts = unknownIn(given, planned.judged);
  const refused = refusedFor(given, planned.judged, unknownFacts);
  const laid = anchors.count > 0 && !refused ? layAnchors(planned, reviewing.assignment, seed) : undefined;
  const asked = laid ? [laid.panels, laid.others] : [planned];
  const parts = refused ? [] : asked.map((part) => solved(part, given));
  const infeasible = refused ?? shortageIn(parts, laid);
  const done = infeasible
    ? []
    : parts.flatMap(({ planned: part, found }) => ("short" in found ? [] : { part, found }));
  const panels = new Map(
    done.flatMap(({ part, found }) =>
      part.judged
        .flatMap((_, a) => panelOf(part, found, a, laid) ?? [])
        .map((one) => [one.applicationId, one]),
    ),
  );
  const assigned = done.filter(({ part }) => part.judged.length > 0).map(({ found }) => found);
  // Panels of anchors take the places that the anchors take, whoever is of them.
  const ofOthers = done.at(-1)?.found.loads;
  const countOf = (e: number) => (ofOthers?.[e] ?? 0) + (infeasible ? 0 : (laid?.taken[e] ?? 0));
  const isGivenUp = parts.some((part) => part.isGivenUp);
  return {
    seed,
    expertsPerApplication: reviewing.expertsPerApplication,
    objectives,
    ...(laid && {
      anchors: {
        choice: anchors.choice,
        countAgainstCap: anchors.countAgainstCap,
        applicationIds: laid.panels.judged.map(({ application }) => application.id),
      },
    }),
    perInstitution: panel.perInstitution === "off" ? "off" : isGivenUp ? "given-up" : "held",
    worst: assigned.length > 0 ? Math.min(...assigned.map(({ worst }) => worst)) : 0,
    total: assigned.reduce((sum, { total }) => sum + total, 0),
    isOptimal: !infeasible && done.every(({ found }) => found.isOptimal),
    loads: experts.map(({ id, name, institution }, e) => ({
      ...{ expertId: id, name, institution, count: countOf(e) },
      cap: instance.experts[e]?.most ?? 0,
      ...(laid && { anchors: laid.scored[e] ?? 0 }),
    })),
    leftOut: tally(planned.leftOut.values()),
    unknownFacts,
    panels: planned.judged.flatMap(({ application }) => panels.get(application.id) ?? []),
    infeasible,
  };
}

/** What a plan changes, in figures. */
export function countsOf({
  panels,
  anchors,
  unknownFacts,
}: Pick<PlanContent, "panels" | "anchors" | "unknownFacts">) {
  const experts = panels.flatMap((one) => one.experts);
  const kept = experts.filter(({ change }) => change === "kept").length;
  return {
    applications: panels.length,
    pairs: experts.length,
    kept,
    added: experts.length - kept,
    released: panels.reduce((sum, { released }) => sum + released.length, 0),
    ...(anchors && {
      beside: experts.filter((one) => one.as === "beside").length,
      reseated: experts.filter(({ was }) => was !== undefined).length,
    }),
    societiesUnknown: societiesIn(unknownFacts),
  };
}
