import { createHash } from "node:crypto";
import type { BodyOf } from "../../shared/contract/kit.ts";
import type { RecommendedList } from "../../shared/contract/recommended-list.ts";
import type { rounds as routes } from "../../shared/contract/rounds.ts";
import { recommendedListApproved } from "../../shared/events/rounds.ts";
import { canonicalJson } from "../../shared/kernel/canonical.ts";
import { Sha256 } from "../../shared/kernel/ids.ts";
import { transitionOf } from "../../shared/kernel/lifecycle.ts";
import type { RecommendedListRule } from "../../shared/programme/recommended.ts";
import type { Call } from "../../shared/runtime/call.ts";
import { fact } from "../../shared/runtime/facts.ts";
import { stillIn } from "../../shared/store/entity.ts";
import { recommendedLists } from "../../shared/store/published/recommended-lists.ts";
import { definitionOf, rounds } from "../../shared/store/published/rounds.ts";
import { societies } from "../../shared/store/published/societies.ts";
import { recommendedListLifecycle } from "./lifecycle.ts";
import { recommend } from "./recommend.ts";
import { recommendedFaults } from "./recommended-rows.ts";

type Routes = typeof routes;
type Proposed = BodyOf<Routes["proposeRecommendedList"]>;

/** The societies of the list; undefined when the definition says nothing of how it is computed. */
function listOf(body: Proposed, rule: RecommendedListRule | null): RecommendedList["societies"] | undefined {
  if (body.how === "computed") return rule === null ? undefined : recommend(rule, body.societies);
  return body.societies.map(({ code, sources }) => ({
    ...{ societyCode: code, isListed: true, score: null, rank: null },
    ...{ sources: [...new Set(sources)], parts: [], missing: [] },
  }));
}

export async function proposeRecommendedList(call: Call<Routes["proposeRecommendedList"]>) {
  const [round, held] = await Promise.all([
    rounds.get({ id: call.params.id }),
    recommendedLists.get({ roundId: call.params.id }),
  ]);
  if (!round) throw call.refuse("not-found");
  if (call.now >= round.opensAt) throw call.refuse("wrong-state", { opensAt: round.opensAt });
  const { recommendedList: rule } = await definitionOf(round);
  const { how, origin } = call.body;
  const faults = recommendedFaults(call.body.societies, {
    registered: await societies.all("all"),
    indicators: rule?.indicators.map(({ id }) => id) ?? [],
  });
  if (faults.length > 0) throw call.refuse("invalid-register", { faults });
  const listed = listOf(call.body, rule);
  if (!listed) throw call.refuse("wrong-state", { recommendedList: null });
  const text = canonicalJson({ how, origin, societies: listed });
  const next: RecommendedList = {
    roundId: round.id,
    state: recommendedListLifecycle.initial,
    how,
    origin,
    listed: listed.filter(({ isListed }) => isListed).length,
    societies: listed,
    listHash: Sha256.parse(createHash("sha256").update(text).digest("hex")),
    proposedBy: call.actor.id,
    proposedAt: call.now,
    approvedBy: null,
    approvedAt: null,
    version: (held?.version ?? 0) + 1,
  };
  const conflict = () => call.refuse("version-conflict");
  return call.commit({
    writes: [held ? recommendedLists.replace(next, [], conflict) : recommendedLists.create(next, conflict)],
    answer: next,
  });
}

export async function approveRecommendedList(call: Call<Routes["approveRecommendedList"]>) {
  const [round, held] = await Promise.all([
    rounds.get({ id: call.params.id }),
    recommendedLists.get({ roundId: call.params.id }),
  ]);
  if (!round || !held) throw call.refuse("not-found");
  const transition = transitionOf(recommendedListLifecycle, "approve", held.state);
  if (!transition) throw call.refuse("wrong-state", { state: held.state });
  if (call.now >= round.opensAt) throw call.refuse("wrong-state", { opensAt: round.opensAt });
  const { listHash, version } = call.body;
  if (held.version !== version || held.listHash !== listHash)
    throw call.refuse("version-conflict", { version: held.version, listHash: held.listHash });
  if (held.proposedBy === call.actor.id) throw call.refuse("second-person-required");
  const next: RecommendedList = {
    ...held,
    state: transition.to,
    approvedBy: call.actor.id,
    approvedAt: call.now,
    version: held.version + 1,
  };
  const conflict = () => call.refuse("version-conflict");
  return call.commit({
    writes: [recommendedLists.replace(next, [stillIn(transition.from)], conflict)],
    facts: [
      fact(recommendedListApproved, {
        aggregateId: round.id,
        version: next.version,
        payload: { roundId: round.id, listHash, listed: next.listed },
      }),
    ],
    answer: next,
  });
}

export async function getRecommendedList(call: Call<Routes["getRecommendedList"]>) {
  const held = await recommendedLists.get({ roundId: call.params.id });
  if (!held) throw call.refuse("not-found");
  return held;
}

/** A society reads of itself alone, and only what two officers have said. */
export async function getOwnRecommendation(call: Call<Routes["getOwnRecommendation"]>) {
  const held = await recommendedLists.get({ roundId: call.params.id });
  const own = held?.societies.find(({ societyCode }) => societyCode === call.actor.societyCode);
  if (held?.state !== "APPROVED" || !own) throw call.refuse("not-found");
  return own;
}
