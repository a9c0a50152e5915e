import { Problem } from "../../shared/contract/problems.ts";
import type { ProposedList, RecommendedList } from "../../shared/contract/recommended-list.ts";
import type { Round, rounds as routes } from "../../shared/contract/rounds.ts";
import { recommendedListApproved } from "../../shared/events/rounds.ts";
import { canonicalJson } from "../../shared/kernel/canonical.ts";
import { transitionOf } from "../../shared/kernel/lifecycle.ts";
import type { Instant } from "../../shared/kernel/time.ts";
import type { RecommendedListRule } from "../../shared/programme/recommended.ts";
import type { Call } from "../../shared/runtime/call.ts";
import { fact } from "../../shared/runtime/facts.ts";
import { sha256Of } from "../../shared/runtime/sha256.ts";
import { stillIn } from "../../shared/store/entity.ts";
import { recommendedLists } from "../../shared/store/published/recommended-lists.ts";
import { definitionOf, rounds } from "../../shared/store/published/rounds.ts";
import { societies } from "../../shared/store/published/societies.ts";
import { recommendedListLifecycle } from "./lifecycle.ts";
import { recommend } from "./recommend.ts";
import { recommendedFile } from "./recommended-file.ts";
import { recommendedFaults } from "./recommended-rows.ts";

type Routes = typeof routes;

/** The societies of the list; undefined when the definition says nothing of how it is computed. */
function listOf(
  body: ProposedList,
  rule: RecommendedListRule | null,
): RecommendedList["societies"] | undefined {
  if (body.how === "computed") return rule === null ? undefined : recommend(rule, body.societies);
  return body.societies.map(({ code, sources }) => ({
    ...{ societyCode: code, isListed: true, score: null, rank: null },
    ...{ sources: [...new Set(sources)], parts: [], missing: [] },
  }));
}

/** What a proposal is judged against. @throws Problem not-found, wrong-state from the opening on */
async function groundOf(call: { params: { id: Round["id"] }; now: Instant }) {
  const round = await rounds.get({ id: call.params.id });
  if (!round) throw new Problem("not-found");
  if (call.now >= round.opensAt) throw new Problem("wrong-state", { opensAt: round.opensAt });
  const [held, { recommendedList: rule }, registered] = await Promise.all([
    recommendedLists.get({ roundId: round.id }),
    definitionOf(round),
    societies.all("all"),
  ]);
  const indicators = rule?.indicators.map(({ id }) => id) ?? [];
  return { round, held, rule, against: { registered, indicators } };
}
type Ground = Awaited<ReturnType<typeof groundOf>>;

/** The next version of a round's list, proposed, and its write. @throws Problem wrong-state where nothing says how it is computed */
function proposedPart(
  body: ProposedList,
  { round, held, rule }: Pick<Ground, "round" | "held" | "rule">,
  by: { actor: { id: string }; now: Instant },
) {
  const { how, origin } = body;
  const listed = listOf(body, rule);
  if (!listed) throw new Problem("wrong-state", { recommendedList: null });
  const text = canonicalJson({ how, origin, societies: listed });
  const next: RecommendedList = {
    roundId: round.id,
    state: recommendedListLifecycle.initial,
    how,
    origin,
    listed: listed.filter(({ isListed }) => isListed).length,
    societies: listed,
    listHash: sha256Of(text),
    proposedBy: by.actor.id,
    proposedAt: by.now,
    approvedBy: null,
    approvedAt: null,
    version: (held?.version ?? 0) + 1,
  };
  const conflict = () => new Problem("version-conflict");
  return {
    next,
    writes: [held ? recommendedLists.replace(next, [], conflict) : recommendedLists.create(next, conflict)],
  };
}

export async function proposeRecommendedList(call: Call<Routes["proposeRecommendedList"]>) {
  const ground = await groundOf(call);
  const faults = recommendedFaults(call.body.societies, ground.against);
  if (faults.length > 0) throw call.refuse("invalid-register", { faults });
  const { next, writes } = proposedPart(call.body, ground, call);
  return call.commit({ writes, answer: next });
}

export async function importRecommendedList(call: Call<Routes["importRecommendedList"]>) {
  const { csv, xlsx, fileName: origin, isDryRun } = call.body;
  const file = csv ?? Buffer.from(xlsx ?? "", "base64");
  const ground = await groundOf(call);
  const { how, rows, faults: own } = recommendedFile(file, ground.rule);
  const faults = [...own, ...recommendedFaults(rows, ground.against)].toSorted((a, b) => a.line - b.line);
  if (faults.length > 0 && !isDryRun) throw call.refuse("invalid-register", { faults });
  const part =
    how === null || rows.length === 0 ? null : proposedPart({ how, origin, societies: rows }, ground, call);
  const answer = {
    ...{ how, rows: rows.length, listed: part?.next.listed ?? 0, isDryRun, faults },
    fileHash: sha256Of(file),
    list: isDryRun ? null : (part?.next ?? null),
  };
  if (isDryRun || part === null) return answer;
  return call.commit({ writes: part.writes, answer });
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
