import type { Docket, Objection, objections as routes } from "../../shared/contract/objections.ts";
import { objectionAccepted, objectionDecided, objectionRefused } from "../../shared/events/objections.ts";
import { Sha256 } from "../../shared/kernel/ids.ts";
import { transitionOf } from "../../shared/kernel/lifecycle.ts";
import { isUnloaded } from "../../shared/kernel/working-days.ts";
import { appealDeadline } from "../../shared/programme/appeals.ts";
import type { Call } from "../../shared/runtime/call.ts";
import { keepText } from "../../shared/runtime/objects.ts";
import { sha256Of } from "../../shared/runtime/sha256.ts";
import { again } from "../../shared/store/again.ts";
import { stillIn, type Write } from "../../shared/store/entity.ts";
import { objections } from "../../shared/store/published/objections.ts";
import { withoutOpen } from "./docket.ts";
import { type ObjectionAct, objectionLifecycle } from "./lifecycle.ts";
import { packOf } from "./pack.ts";
import { objectionFact, packKey } from "./records.ts";
import { docketOf, keptDocket } from "./step-docket.ts";
import { documentsOf } from "./step-files.ts";
import { historyOf } from "./step-involved.ts";

type Routes = typeof routes;
type Handling =
  | Call<Routes["acceptObjection"]>
  | Call<Routes["refuseObjection"]>
  | Call<Routes["verifyObjection"]>
  | Call<Routes["concludeObjection"]>
  | Call<Routes["decideObjection"]>;

/** An objection that is to be moved on, by somebody who had no part in what it is about. */
async function handled(call: Handling, act: ObjectionAct) {
  const held = await objections.get({ id: call.params.id });
  if (!held) throw call.refuse("not-found");
  const transition = transitionOf(objectionLifecycle, act, held.state);
  if (!transition) throw call.refuse("wrong-state", { state: held.state });
  if (held.version !== call.body.version) throw call.refuse("version-conflict", { version: held.version });
  const history = await historyOf(held);
  if (history.isInvolved(call.actor)) throw call.refuse("was-involved");
  return { held, transition, history };
}

/** Its next version, with the stamp of the act. */
const moved = (
  call: Handling,
  held: Objection,
  { act, to, reason }: { act: string; to: Objection["state"]; reason: string | null },
): Objection => ({
  ...held,
  state: to,
  stamps: [...held.stamps, { act, who: call.actor.id, when: call.now, reason }],
  version: held.version + 1,
});

/** The evidence pack as the record stands now, kept for ever under its hash. */
async function keptPack(
  objection: Objection,
  history: Awaited<ReturnType<typeof historyOf>>,
): Promise<NonNullable<Objection["pack"]>> {
  const pack = packOf({ ...history, objection, files: await documentsOf(objection.id) });
  const sha256 = Sha256.parse(sha256Of(pack));
  const key = packKey(objection.roundId, sha256);
  return { key, versionId: await keepText("documents", key, pack, sha256), sha256 };
}

export async function acceptObjection(call: Call<Routes["acceptObjection"]>) {
  const { question } = call.body;
  const { held, transition, history } = await handled(call, "accept");
  const { zone, publicNotice } = history.definition;
  const terms = publicNotice.objection.handling;
  if (terms === null) throw call.refuse("wrong-state", { objections: null });
  const statementBy = appealDeadline(call.now, terms.statementWorkingDays, zone);
  const concludeBy = appealDeadline(call.now, terms.conclusionWorkingDays, zone);
  if (isUnloaded(statementBy)) throw call.refuse("calendar-unloaded", { year: statementBy.unloaded });
  if (isUnloaded(concludeBy)) throw call.refuse("calendar-unloaded", { year: concludeBy.unloaded });
  const asked: Objection = {
    ...moved(call, held, { act: "accept", to: transition.to, reason: null }),
    handledBy: call.actor.id,
    ...{ question, statementBy, concludeBy },
  };
  const next: Objection = { ...asked, pack: await keptPack(asked, history) };
  return call.commit({
    writes: [objections.replace(next, [stillIn(transition.from)])],
    facts: [objectionFact(objectionAccepted, next)],
    answer: next,
  });
}

/** Closes what was open in the docket, with the objection's own write. */
function settled(call: Handling, next: Objection, removal?: Docket["removals"][number]) {
  const entry = { applicationId: next.applicationId, matter: next.id };
  return async (write: Write, fact: ReturnType<typeof objectionFact>) => {
    const docket = await docketOf(next.roundId);
    return call.commit({
      writes: [write, keptDocket(withoutOpen(docket, entry, removal))],
      facts: [fact],
      answer: next,
    });
  };
}

export async function refuseObjection(call: Call<Routes["refuseObjection"]>) {
  const { because, reason } = call.body;
  const { held, transition } = await handled(call, "refuse");
  const next: Objection = {
    ...moved(call, held, { act: "refuse", to: transition.to, reason }),
    handledBy: call.actor.id,
    notAccepted: { because, reason },
  };
  const conflict = (stored: Record<string, unknown> | undefined) =>
    call.refuse("wrong-state", { state: stored?.state });
  return again(() =>
    settled(call, next)(
      objections.replace(next, [stillIn(transition.from)], conflict),
      objectionFact(objectionRefused, next),
    ),
  );
}

export async function verifyObjection(call: Call<Routes["verifyObjection"]>) {
  const { finding } = call.body;
  const { held, transition, history } = await handled(call, "verify");
  if (held.handledBy !== call.actor.id) throw call.refuse("was-involved", { handledBy: "another" });
  if (held.state === "STATEMENT_ASKED" && held.statementBy !== null && call.now <= held.statementBy)
    throw call.refuse("statement-open", { statementBy: held.statementBy });
  const next: Objection = {
    ...moved(call, held, { act: "verify", to: transition.to, reason: null }),
    finding,
    // What came since the acceptance is part of what was verified: the statement, and the files of both sides.
    pack: await keptPack(held, history),
  };
  return call.commit({ writes: [objections.replace(next, [stillIn(transition.from)])], answer: next });
}

export async function concludeObjection(call: Call<Routes["concludeObjection"]>) {
  const { outcome, effect, reason } = call.body;
  const { held, transition } = await handled(call, "conclude");
  if (held.handledBy !== call.actor.id) throw call.refuse("was-involved", { handledBy: "another" });
  const next: Objection = {
    ...moved(call, held, { act: "conclude", to: transition.to, reason }),
    ...{ outcome, effect, reason },
  };
  return call.commit({ writes: [objections.replace(next, [stillIn(transition.from)])], answer: next });
}

export async function decideObjection(call: Call<Routes["decideObjection"]>) {
  const { decision, reason } = call.body;
  const act = decision === "approved" ? "approve" : "send-back";
  const { held, transition } = await handled(call, act);
  if (held.handledBy === call.actor.id) throw call.refuse("second-person-required");
  const stamped = moved(call, held, { act, to: transition.to, reason });
  if (act === "send-back") {
    const next: Objection = { ...stamped, outcome: null, effect: null, reason: null };
    return call.commit({ writes: [objections.replace(next, [stillIn(transition.from)])], answer: next });
  }
  const next: Objection = { ...stamped, decidedBy: call.actor.id, decidedAt: call.now };
  const { applicationId, id: matter, outcome, effect } = next;
  if (outcome === null || effect === null) throw call.refuse("wrong-state", { state: held.state });
  const removal = { applicationId, because: "objection" as const, matter, at: call.now };
  const conflict = (stored: Record<string, unknown> | undefined) =>
    call.refuse("wrong-state", { state: stored?.state });
  return again(() =>
    settled(
      call,
      next,
      effect === "removed" ? removal : undefined,
    )(
      objections.replace(next, [stillIn(transition.from)], conflict),
      objectionFact(objectionDecided, next, { decision: outcome, effect }),
    ),
  );
}
