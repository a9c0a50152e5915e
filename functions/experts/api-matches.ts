import type { GraphRules } from "../../shared/conflicts/graph.ts";
import { knownOf, matcherOf, matchesFor } from "../../shared/conflicts/matches.ts";
import type { MatchDecision } from "../../shared/contract/conflict-matches.ts";
import { isStanding, type experts as routes } from "../../shared/contract/experts.ts";
import { societyCodesOf } from "../../shared/contract/partnership-record.ts";
import type { Round } from "../../shared/contract/rounds.ts";
import { holdsIdentityData } from "../../shared/kernel/personal-numbers.ts";
import { type Instant, inZone } from "../../shared/kernel/time.ts";
import type { Call } from "../../shared/runtime/call.ts";
import { applications } from "../../shared/store/published/applications.ts";
import { assignments } from "../../shared/store/published/assignments.ts";
import { experts } from "../../shared/store/published/experts.ts";
import { graphsOf } from "../../shared/store/published/graphs.ts";
import { matchDecisions } from "../../shared/store/published/match-decisions.ts";
import { definitionOf, rounds } from "../../shared/store/published/rounds.ts";
import { turnedGraphs } from "./step-graph.ts";

type Routes = typeof routes;

/** Applications whose experts are read side by side. */
const atOnce = 16;

async function rulesOf(round: Round, now: Instant): Promise<GraphRules> {
  const { reviewing, zone } = await definitionOf(round);
  return { ...reviewing, onDate: inZone(now, zone).date };
}

/** Everybody of the pool against every society of the page's applications. */
export async function listConflictMatches(call: Call<Routes["listConflictMatches"]>) {
  const round = await rounds.get({ id: call.params.id });
  if (!round || round.state === "DRAFT") throw call.refuse("not-found");
  const { only, expertId } = call.query;
  const page = await applications.page(`round#${round.id}`, call.query);
  const submitted = page.items.filter(({ state }) => state === "SUBMITTED");
  const [rules, pool, graphs] = await Promise.all([
    rulesOf(round, call.now),
    expertId === undefined ? experts.all("all") : experts.getMany([{ id: expertId }]),
    graphsOf(submitted.flatMap(societyCodesOf)),
  ]);
  const known = pool.map(knownOf);
  const items = [];
  for (let from = 0; from < submitted.length; from += atOnce) {
    const some = submitted.slice(from, from + atOnce);
    const pairs = await Promise.all(some.map(({ id }) => assignments.list(id)));
    for (const [at, application] of some.entries()) {
      const assigned = new Set(pairs[at]?.filter(isStanding).map(({ expertId }) => expertId));
      const matches = known
        .flatMap(matchesFor(societyCodesOf(application), graphs, rules))
        .filter(({ verdict }) => only === "all" || only === verdict);
      for (const match of matches)
        items.push({ ...match, applicationId: application.id, isAssigned: assigned.has(match.expertId) });
    }
  }
  return { items, cursor: page.cursor };
}

const decidedIn = (held: MatchDecision): MatchDecision["earlier"][number] => ({
  ...{ decision: held.decision, reason: held.reason, compared: held.compared },
  ...{ decidedBy: held.decidedBy, decidedAt: held.decidedAt },
});

/** An officer found out about a match. It holds for what was compared, whatever is imported again, and may be decided anew. */
export async function decideConflictMatch(call: Call<Routes["decideConflictMatch"]>) {
  const { expertId, societyCode, linkId, decision, reason } = call.body;
  if (holdsIdentityData(reason)) throw call.refuse("identity-data-not-taken");
  const round = await rounds.get({ id: call.params.id });
  if (!round || round.state === "DRAFT") throw call.refuse("not-found");
  const [rules, expert, { graphs, turns }] = await Promise.all([
    rulesOf(round, call.now),
    experts.get({ id: expertId }),
    turnedGraphs([societyCode]),
  ]);
  const graph = graphs.get(societyCode);
  if (!expert || !graph) throw call.refuse("not-found");
  const match = matcherOf(graph, graphs, rules)(knownOf(expert)).find((one) => one.linkId === linkId);
  if (!match) throw call.refuse("not-found");
  const { ground, source, on, compared, decision: held } = match;
  // What is the same beyond doubt is no matter of opinion.
  if (compared.likeness.includes("same"))
    throw call.refuse("conflict-on-record", { grounds: [{ ground, societyCode, source, on }] });
  const version = held?.version ?? 0;
  if (version !== call.body.version) throw call.refuse("version-conflict", { version });
  const next: MatchDecision = {
    ...{ societyCode, expertId, linkId, decision, reason, compared },
    ...{ decidedBy: call.actor.id, decidedAt: call.now },
    earlier: held ? [...held.earlier, decidedIn(held)] : [],
    version: version + 1,
  };
  return call.commit({
    writes: [held ? matchDecisions.replace(next) : matchDecisions.create(next), ...turns([societyCode])],
    answer: next,
  });
}
