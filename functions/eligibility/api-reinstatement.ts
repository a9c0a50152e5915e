import type { eligibility as routes } from "../../shared/contract/eligibility.ts";
import type { Reinstatement } from "../../shared/contract/reconsidered.ts";
import { transitionOf } from "../../shared/kernel/lifecycle.ts";
import type { Call } from "../../shared/runtime/call.ts";
import { asRead, stillIn } from "../../shared/store/entity.ts";
import { applications } from "../../shared/store/published/applications.ts";
import { determinations } from "../../shared/store/published/determinations.ts";
import { reinstatements } from "../../shared/store/published/reinstatements.ts";
import { together } from "../../shared/store/together.ts";
import { reinstatementLifecycle } from "./lifecycle.ts";
import { type Part, secondLooks, subjectOf } from "./records.ts";
import { barredFrom, reexamined } from "./step-reexamine.ts";
import { lookedAt } from "./step-second-look.ts";

type Routes = typeof routes;

export async function getReinstatement(call: Call<Routes["getReinstatement"]>) {
  const held = await reinstatements.get({ applicationId: call.params.id });
  if (!held) throw call.refuse("not-found");
  return held;
}

export async function proposeReinstatement(call: Call<Routes["proposeReinstatement"]>) {
  const { id: applicationId } = call.params;
  const { determinationVersion, reason } = call.body;
  const [before, held, application] = await together(
    reinstatements.ask({ applicationId }),
    determinations.ask({ applicationId }),
    applications.ask({ id: applicationId }),
  );
  if (!held || !application) throw call.refuse("not-found");
  const barred = await barredFrom("reinstate", held, application);
  if (barred) throw call.refuse("wrong-state", barred);
  if (held.version !== determinationVersion) throw call.refuse("version-conflict", { version: held.version });
  if (before && !transitionOf(reinstatementLifecycle, "propose", before.state))
    throw call.refuse("wrong-state", { state: before.state });
  const stamp = { act: "propose", who: call.actor.id, when: call.now, reason };
  const next: Reinstatement = {
    ...subjectOf(held),
    state: reinstatementLifecycle.initial,
    determinationVersion,
    reason,
    proposedBy: call.actor.id,
    decidedBy: null,
    stamps: [...(before?.stamps ?? []), stamp],
    version: (before?.version ?? 0) + 1,
  };
  const conflict = (stored: Record<string, unknown> | undefined) =>
    call.refuse("version-conflict", { version: stored?.version });
  return call.commit({
    writes: [
      before ? reinstatements.replace(next, [], conflict) : reinstatements.create(next, conflict),
      determinations.check({ applicationId }, [asRead(held)], conflict),
    ],
    answer: next,
  });
}

export async function decideReinstatement(call: Call<Routes["decideReinstatement"]>) {
  const { id: applicationId } = call.params;
  const { decision, reason, version } = call.body;
  const [proposed, held, application, look] = await together(
    reinstatements.ask({ applicationId }),
    determinations.ask({ applicationId }),
    applications.ask({ id: applicationId }),
    secondLooks.ask({ applicationId }),
  );
  if (!proposed || !held || !application) throw call.refuse("not-found");
  const act = decision === "confirmed" ? "confirm" : "decline";
  const transition = transitionOf(reinstatementLifecycle, act, proposed.state);
  if (!transition) throw call.refuse("wrong-state", { state: proposed.state });
  if (proposed.version !== version) throw call.refuse("version-conflict", { version: proposed.version });
  if (proposed.proposedBy === call.actor.id) throw call.refuse("second-person-required");
  const next: Reinstatement = {
    ...proposed,
    state: transition.to,
    decidedBy: call.actor.id,
    stamps: [...proposed.stamps, { act, who: call.actor.id, when: call.now, reason }],
    version: proposed.version + 1,
  };
  const conflict = (stored: Record<string, unknown> | undefined) =>
    call.refuse("version-conflict", { version: stored?.version });
  const decided = reinstatements.replace(next, [stillIn(transition.from)], conflict);
  if (act === "decline") return call.commit({ writes: [decided], answer: next });
  const barred = await barredFrom("reinstate", held, application);
  if (barred) throw call.refuse("wrong-state", barred);
  if (held.version !== proposed.determinationVersion)
    throw call.refuse("version-conflict", { determinationVersion: held.version });
  const anew = await reexamined("reinstate", { held, application, now: call.now }, conflict);
  const said = { act: "reopen" as const, who: call.actor.id, now: call.now, reason };
  const settled: Part = (look && lookedAt(look, said, conflict)) ?? { writes: [], facts: [] };
  return call.commit({
    writes: [decided, ...anew.writes, ...settled.writes],
    facts: [...anew.facts, ...settled.facts],
    answer: next,
  });
}
