import type { DecisionRecord } from "../../shared/contract/selection.ts";
import type { TierChange, tierChangeRoutes } from "../../shared/contract/tier-changes.ts";
import { transitionOf } from "../../shared/kernel/lifecycle.ts";
import type { Call } from "../../shared/runtime/call.ts";
import { stillIn } from "../../shared/store/entity.ts";
import { decisions } from "../../shared/store/published/decisions.ts";
import { tierChangeLifecycle } from "./lifecycle.ts";
import { decidedIn } from "./step-decided.ts";
import { movesOf } from "./tier-change.ts";

type Routes = typeof tierChangeRoutes;
type Changing = Call<Routes["proposeTierChange"]> | Call<Routes["concludeTierChange"]>;

/** The decision as it was seen, while it is proposed: what was approved is changed by nobody. */
async function openDecision(call: Changing): Promise<DecisionRecord> {
  const record = await decisions.get({ id: call.params.id });
  if (!record) throw call.refuse("not-found");
  if (record.state !== "PROPOSED") throw call.refuse("wrong-state", { state: record.state });
  if (record.version !== call.body.version)
    throw call.refuse("version-conflict", { version: record.version });
  return record;
}

/** The next version of the decision: whoever approves it names that one, and so has seen the change. */
function kept(call: Changing, record: DecisionRecord, tierChange: TierChange) {
  const others = record.tierChanges.filter(({ number }) => number !== tierChange.number);
  const next: DecisionRecord = {
    ...record,
    tierChanges: [...others, tierChange].toSorted((a, b) => a.number - b.number),
    version: record.version + 1,
  };
  return call.commit({
    writes: [decisions.replace(next, [stillIn(["PROPOSED"])])],
    answer: { version: next.version, tierChange },
  });
}

export async function proposeTierChange(call: Call<Routes["proposeTierChange"]>) {
  const { applicationId, target, reason } = call.body;
  const record = await openDecision(call);
  // One at a time: the next is about the list as the last one left it.
  if (record.tierChanges.some(({ state }) => state === "PROPOSED"))
    throw call.refuse("wrong-state", { tierChange: "PROPOSED" });
  const moves = movesOf(await decidedIn(record), record.tierChanges, { applicationId, target });
  if (moves === "unknown") throw call.refuse("not-found");
  if (moves === "nothing-changes") throw call.refuse("wrong-state", { tierChange: moves });
  if (moves === "full") throw call.refuse("no-free-place");
  return kept(call, record, {
    number: record.tierChanges.length + 1,
    state: tierChangeLifecycle.initial,
    ...{ moves, reason },
    proposedBy: call.actor.id,
    proposedAt: call.now,
    ...{ concludedBy: null, concludedAt: null, remark: null },
  });
}

export async function concludeTierChange(call: Call<Routes["concludeTierChange"]>) {
  const { conclusion, remark } = call.body;
  const record = await openDecision(call);
  const held = record.tierChanges.find(({ number }) => number === call.params.number);
  if (!held) throw call.refuse("not-found");
  const transition = transitionOf(
    tierChangeLifecycle,
    conclusion === "approved" ? "approve" : "refuse",
    held.state,
  );
  if (!transition) throw call.refuse("wrong-state", { state: held.state });
  if (held.proposedBy === call.actor.id) throw call.refuse("second-person-required");
  return kept(call, record, {
    ...held,
    state: transition.to,
    concludedBy: call.actor.id,
    concludedAt: call.now,
    remark,
  });
}
