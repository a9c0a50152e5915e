import type { Omission, omissionRoutes } from "../../shared/contract/omissions.ts";
import type { Round } from "../../shared/contract/rounds.ts";
import { OmissionId } from "../../shared/kernel/ids.ts";
import { transitionOf } from "../../shared/kernel/lifecycle.ts";
import { scoresLockAt } from "../../shared/programme/windows.ts";
import type { Call } from "../../shared/runtime/call.ts";
import { sha256Of } from "../../shared/runtime/sha256.ts";
import { asRead, stillIn } from "../../shared/store/entity.ts";
import { definitionOf, rounds } from "../../shared/store/published/rounds.ts";
import { standings } from "../../shared/store/published/standings.ts";
import { together } from "../../shared/store/together.ts";
import { decide, decisionText } from "./decide.ts";
import { evenPanels } from "./even-panels.ts";
import { flagsOf } from "./flags.ts";
import { comparable } from "./groups.ts";
import { omissionLifecycle } from "./lifecycle.ts";
import { effectOf, isCounted, tooFew, withoutScores } from "./omission.ts";
import { omissions, tallies } from "./records.ts";
import { collect } from "./step-collect.ts";

type Routes = typeof omissionRoutes;

/** Nothing of a round is left out any more once a decision on it was proposed. */
const nothingProposed = asRead(undefined);

/** The scores as they stand, after the lock. */
async function locked(call: Call<Routes["previewRanking"]> | Call<Routes["proposeOmission"]>, round: Round) {
  const definition = await definitionOf(round);
  const locksAt = scoresLockAt(definition);
  if (call.now <= locksAt) throw call.refuse("reviews-open", { locksAt });
  return { snapshot: await collect(round, definition), panel: definition.reviewing.assignment.panel };
}

export async function previewRanking(call: Call<Routes["previewRanking"]>) {
  const round = await rounds.get({ id: call.params.id });
  if (!round || round.state === "DRAFT") throw call.refuse("not-found");
  const { snapshot, panel } = await locked(call, round);
  const decision = decide(snapshot, sha256Of);
  return {
    decision: decisionText(decision),
    flags: flagsOf(decision, snapshot.scoring.ranking),
    evenPanels: evenPanels(snapshot, panel),
    groups: comparable(snapshot, decision),
  };
}

export async function proposeOmission(call: Call<Routes["proposeOmission"]>) {
  const { id: roundId } = call.params;
  const [round, standing] = await together(rounds.ask({ id: roundId }), standings.ask({ roundId }));
  if (!round || round.state === "DRAFT") throw call.refuse("not-found");
  if (standing) throw call.refuse("wrong-state", { decisionId: standing.decisionId });
  const { snapshot } = await locked(call, round);
  if (!isCounted(snapshot, call.body)) throw call.refuse("not-found");
  const missing = tooFew(withoutScores(snapshot, [call.body]));
  if (missing.length > 0) throw call.refuse("reviews-missing", { missing });
  const next: Omission = {
    ...call.body,
    ...effectOf(snapshot, call.body, sha256Of),
    id: OmissionId.parse(call.newId("omission")),
    roundId,
    state: omissionLifecycle.initial,
    proposedBy: call.actor.id,
    proposedAt: call.now,
    concludedBy: null,
    concludedAt: null,
    remark: null,
    version: 1,
  };
  const moved = () => call.refuse("wrong-state");
  return call.commit({
    writes: [omissions.create(next), standings.check({ roundId }, [nothingProposed], moved)],
    answer: next,
  });
}

export async function concludeOmission(call: Call<Routes["concludeOmission"]>) {
  const { id: roundId, omissionId: id } = call.params;
  const { version, conclusion, remark } = call.body;
  const [round, held, standing, tally] = await together(
    rounds.ask({ id: roundId }),
    omissions.ask({ roundId, id }),
    standings.ask({ roundId }),
    tallies.ask({ roundId }),
  );
  if (!round || !held) throw call.refuse("not-found");
  const transition = transitionOf(
    omissionLifecycle,
    conclusion === "approved" ? "approve" : "refuse",
    held.state,
  );
  if (!transition || standing) throw call.refuse("wrong-state", { state: held.state });
  if (held.version !== version) throw call.refuse("version-conflict", { version: held.version });
  if (held.proposedBy === call.actor.id) throw call.refuse("second-person-required");
  if (conclusion === "approved") {
    // Another score of the same application may have been left out since.
    const snapshot = await collect(round, await definitionOf(round));
    if (!isCounted(snapshot, held)) throw call.refuse("wrong-state", { state: "left out" });
    const missing = tooFew(withoutScores(snapshot, [held]));
    if (missing.length > 0) throw call.refuse("reviews-missing", { missing });
  }
  const next: Omission = {
    ...held,
    state: transition.to,
    concludedBy: call.actor.id,
    concludedAt: call.now,
    remark,
    version: held.version + 1,
  };
  const moved = () => call.refuse("wrong-state");
  const counted = { roundId, version: (tally?.version ?? 0) + 1 };
  return call.commit({
    writes: [
      omissions.replace(next, [stillIn(transition.from)]),
      standings.check({ roundId }, [nothingProposed], moved),
      tally ? tallies.replace(counted) : tallies.create(counted),
    ],
    answer: next,
  });
}

export async function listOmissions(call: Call<Routes["listOmissions"]>) {
  const round = await rounds.get({ id: call.params.id });
  if (!round) throw call.refuse("not-found");
  return { items: await omissions.list(round.id) };
}
