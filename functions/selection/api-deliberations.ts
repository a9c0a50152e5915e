import type { Deliberation, deliberationRoutes } from "../../shared/contract/deliberations.ts";
import { DeliberationId } from "../../shared/kernel/ids.ts";
import { transitionOf } from "../../shared/kernel/lifecycle.ts";
import type { Call } from "../../shared/runtime/call.ts";
import { stillIn } from "../../shared/store/entity.ts";
import { decisions } from "../../shared/store/published/decisions.ts";
import { together } from "../../shared/store/together.ts";
import { unlisted } from "./deliberation.ts";
import { deliberationLifecycle } from "./lifecycle.ts";
import { deliberations } from "./records.ts";
import { decidedIn } from "./step-decided.ts";

type Routes = typeof deliberationRoutes;

/** Only while the decision is proposed: what was approved is not talked over afterwards. */
const open = stillIn(["PROPOSED"]);

export async function recordDeliberation(call: Call<Routes["recordDeliberation"]>) {
  const record = await decisions.get({ id: call.params.id });
  if (!record) throw call.refuse("not-found");
  if (record.state !== "PROPOSED") throw call.refuse("wrong-state", { state: record.state });
  const faults = unlisted(await decidedIn(record), call.body);
  if (faults.length > 0) throw call.refuse("invalid-request", { part: "body", faults });
  const next: Deliberation = {
    ...call.body,
    id: DeliberationId.parse(call.newId("deliberation")),
    decisionId: record.id,
    roundId: record.roundId,
    decisionHash: record.decisionHash,
    state: deliberationLifecycle.initial,
    recordedBy: call.actor.id,
    recordedAt: call.now,
    concludedBy: null,
    concludedAt: null,
    remark: null,
    version: 1,
  };
  const moved = (held: Record<string, unknown> | undefined) =>
    call.refuse("wrong-state", { state: held?.state });
  return call.commit({
    writes: [deliberations.create(next), decisions.check({ id: record.id }, [open], moved)],
    answer: next,
  });
}

export async function concludeDeliberation(call: Call<Routes["concludeDeliberation"]>) {
  const { id: decisionId, deliberationId: id } = call.params;
  const { version, conclusion, remark } = call.body;
  const [record, held] = await together(
    decisions.ask({ id: decisionId }),
    deliberations.ask({ decisionId, id }),
  );
  if (!record || !held) throw call.refuse("not-found");
  const transition = transitionOf(
    deliberationLifecycle,
    conclusion === "confirmed" ? "confirm" : "decline",
    held.state,
  );
  if (!transition || record.state !== "PROPOSED") throw call.refuse("wrong-state", { state: held.state });
  if (held.version !== version) throw call.refuse("version-conflict", { version: held.version });
  if (held.recordedBy === call.actor.id) throw call.refuse("second-person-required");
  const next: Deliberation = {
    ...held,
    state: transition.to,
    concludedBy: call.actor.id,
    concludedAt: call.now,
    remark,
    version: held.version + 1,
  };
  const moved = (stored: Record<string, unknown> | undefined) =>
    call.refuse("wrong-state", { state: stored?.state });
  return call.commit({
    writes: [
      deliberations.replace(next, [stillIn(transition.from)]),
      decisions.check({ id: decisionId }, [open], moved),
    ],
    answer: next,
  });
}

export async function listDeliberations(call: Call<Routes["listDeliberations"]>) {
  const record = await decisions.get({ id: call.params.id });
  if (!record) throw call.refuse("not-found");
  return { items: await deliberations.list(record.id) };
}
