import type { AssignmentDraw } from "../../shared/contract/assignment-draw-record.ts";
import { AnyPool } from "../../shared/contract/round-panel-record.ts";
import { assignmentDrawDrawn, assignmentDrawFrozen } from "../../shared/events/experts.ts";
import type { AssignmentPlanId } from "../../shared/kernel/ids.ts";
import { transitionOf } from "../../shared/kernel/lifecycle.ts";
import type { Instant } from "../../shared/kernel/time.ts";
import type { DrawRules } from "../../shared/programme/draw-rules.ts";
import type { ProgrammeDefinition } from "../../shared/programme/schema.ts";
import { type Fact, fact } from "../../shared/runtime/facts.ts";
import { lotUnder } from "../../shared/runtime/lot.ts";
import { keepText, textOf } from "../../shared/runtime/objects.ts";
import { sha256Of } from "../../shared/runtime/sha256.ts";
import { stillIn, type Write } from "../../shared/store/entity.ts";
import { definitionOf } from "../../shared/store/published/rounds.ts";
import { shortageIn } from "./draw.ts";
import { drawAny, drawText } from "./draw-any.ts";
import { assignmentDrawLifecycle } from "./draw-lifecycle.ts";
import { poolOf } from "./draw-pool.ts";
import { panelShortageIn } from "./panel-draw.ts";
import { panelPoolOf } from "./panel-pool.ts";
import { panelShortageOf } from "./panel-shortage.ts";
import type { Judged, PlanGiven } from "./plan-instance.ts";
import { shortageOf } from "./plan-shortage.ts";
import { drawnPanels, draws } from "./records.ts";
import { gather } from "./step-gather.ts";
import { refusedFor, societiesIn, unknownIn } from "./unknown-facts.ts";

interface Around {
  now: Instant;
  commit: (act: { writes: Write[]; facts?: Fact[] }) => Promise<void>;
}

/** Keeps the text of a pool or a result under its hash. */
async function kept(roundId: string, kind: "pool" | "draw", text: string) {
  const hash = sha256Of(text);
  const key = `experts/${roundId}/${hash}.${kind}.json`;
  return { hash, key, versionId: await keepText("documents", key, text, hash) };
}

/** What keeps a pool from being drawn from: facts that the programme wants first, then who is short. */
function foundOf(
  given: PlanGiven,
  { judged }: { judged: readonly Judged[] },
  short: AssignmentDraw["infeasible"] | undefined,
): Pick<AssignmentDraw, "infeasible" | "societiesUnknown"> {
  const unknown = unknownIn(given, judged);
  const refused = refusedFor(given, judged, unknown);
  const infeasible = refused ? { ...refused, strata: [] } : (short ?? null);
  return { infeasible, societiesUnknown: societiesIn(unknown) };
}

/** Who can be drawn for what, or into the panel of the round; with why nothing can be drawn from them. */
async function gathered(
  draw: AssignmentDraw,
  { definition, rules, askedAt }: { definition: ProgrammeDefinition; rules: DrawRules; askedAt: Instant },
): Promise<{ pool: AnyPool } & Pick<AssignmentDraw, "infeasible" | "societiesUnknown">> {
  const { roundId } = draw;
  const given = await gather({ roundId, askedAt, seed: 0 }, definition);
  const { panel, reserves } = rules;
  if (panel) {
    const { pool, ...named } = panelPoolOf(given, { panel, reserves }, draw);
    const short = panelShortageIn(pool);
    return { pool, ...foundOf(given, named, short && panelShortageOf(named, short, panel)) };
  }
  const earlier = new Map((await drawnPanels.list(roundId)).map((one) => [one.applicationId, one]));
  const { pool, ...named } = poolOf(given, rules, { draw, earlier });
  const short = shortageIn(pool);
  return { pool, ...foundOf(given, named, short && { ...shortageOf(named, short), strata: [] }) };
}

/** Freezes who can be drawn for what, or says who is short; what was asked for anew or drawn meanwhile is left alone. */
export async function freezePool(id: AssignmentPlanId, { now, commit }: Around): Promise<void> {
  const asked = await draws.get({ id });
  if (!asked?.askedAt || !transitionOf(assignmentDrawLifecycle, "freeze", asked.state))
    return commit({ writes: [] });
  const { roundId, definitionHash, askedAt } = asked;
  const definition = await definitionOf({ id: roundId, definitionHash });
  const rules = definition.reviewing.assignment.draw;
  if (!rules) throw new Error(`nothing is drawn in ${roundId}`);
  const { pool, infeasible, societiesUnknown } = await gathered(asked, { definition, rules, askedAt });
  const act = infeasible ? "find-infeasible" : "freeze";
  const transition = transitionOf(assignmentDrawLifecycle, act, asked.state);
  if (!transition) throw new Error(`the draw ${id} is not being frozen`);
  const next = { ...asked, state: transition.to, societiesUnknown, version: asked.version + 1 };
  if (infeasible)
    return commit({ writes: [draws.replace({ ...next, infeasible }, [stillIn(transition.from)])] });
  const { hash: poolHash, ...place } = await kept(roundId, "pool", drawText(pool));
  const counts = {
    applications: pool.applications.length,
    experts: pool.experts.length,
    pairs: pool.applications.reduce((sum, { eligible }) => sum + eligible.length, 0),
  };
  const frozen: AssignmentDraw = { ...next, frozen: { poolHash, ...place, counts }, frozenAt: now };
  const payload = { planId: id, roundId, poolHash };
  return commit({
    writes: [draws.replace(frozen, [stillIn(transition.from)])],
    facts: [fact(assignmentDrawFrozen, { aggregateId: id, version: frozen.version, payload })],
  });
}

/** Draws from the approved pool with the seed that is open since. */
export async function drawFrozen(id: AssignmentPlanId, { commit }: Around): Promise<void> {
  const approved = await draws.get({ id });
  const transition = approved && transitionOf(assignmentDrawLifecycle, "draw", approved.state);
  if (!approved?.frozen || approved.seed === null || !transition) return commit({ writes: [] });
  const { seed, roundId } = approved;
  const { poolHash, key, versionId } = approved.frozen;
  const pool = AnyPool.parse(JSON.parse(await textOf("documents", key, versionId)));
  const result = drawAny(pool, { poolHash, seed, lotOf: lotUnder(seed) });
  const { hash: resultHash, ...place } = await kept(roundId, "draw", drawText(result));
  const next: AssignmentDraw = {
    ...approved,
    state: transition.to,
    result: { resultHash, ...place },
    version: approved.version + 1,
  };
  const payload = { planId: id, roundId, resultHash };
  return commit({
    writes: [draws.replace(next, [stillIn(transition.from)])],
    facts: [fact(assignmentDrawDrawn, { aggregateId: id, version: next.version, payload })],
  });
}
