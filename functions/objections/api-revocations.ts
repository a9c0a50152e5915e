import type { Revocation, objections as routes } from "../../shared/contract/objections.ts";
import { revocationDecided, revocationProposed } from "../../shared/events/objections.ts";
import { transitionOf } from "../../shared/kernel/lifecycle.ts";
import { isUnloaded } from "../../shared/kernel/working-days.ts";
import { appealDeadline } from "../../shared/programme/appeals.ts";
import type { Call } from "../../shared/runtime/call.ts";
import { again } from "../../shared/store/again.ts";
import { stillIn } from "../../shared/store/entity.ts";
import { applications } from "../../shared/store/published/applications.ts";
import { revocations } from "../../shared/store/published/revocations.ts";
import { definitionOf } from "../../shared/store/published/rounds.ts";
import { together } from "../../shared/store/together.ts";
import { isRemoved, withOpen, withoutOpen } from "./docket.ts";
import { revocationLifecycle } from "./lifecycle.ts";
import { leads, revocationFact } from "./records.ts";
import { docketOf, keptDocket } from "./step-docket.ts";

type Routes = typeof routes;

/** Each application has one at a time: what the docket holds open of it is called so. */
const matter = "revocation";

export async function proposeRevocation(call: Call<Routes["proposeRevocation"]>) {
  const { id: applicationId } = call.params;
  const { grounds, evidence, leadId } = call.body;
  const [application, before, lead] = await together(
    applications.ask({ id: applicationId }),
    revocations.ask({ applicationId }),
    ...(leadId === null ? [] : [leads.ask({ id: leadId })]),
  );
  if (!application) throw call.refuse("not-found");
  if (application.state !== "SUBMITTED") throw call.refuse("wrong-state", { state: application.state });
  // A lead that no supervisor referred is hidden from officers.
  const isReferred = lead?.state === "REFERRED" && lead.applicationId === applicationId;
  if (leadId !== null && !isReferred) throw call.refuse("not-found", { leadId });
  if (before && !transitionOf(revocationLifecycle, "propose", before.state))
    throw call.refuse(before.state === "REVOKED" ? "wrong-state" : "already-exists", { state: before.state });
  const { roundId, societyCode, definitionHash } = application;
  const { zone, publicNotice } = await definitionOf({ id: roundId, definitionHash });
  const terms = publicNotice.objection.handling;
  if (terms === null) throw call.refuse("wrong-state", { objections: null });
  const statementBy = appealDeadline(call.now, terms.statementWorkingDays, zone);
  if (isUnloaded(statementBy)) throw call.refuse("calendar-unloaded", { year: statementBy.unloaded });
  const next: Revocation = {
    ...{ applicationId, roundId, societyCode, leadId, grounds, evidence, statementBy },
    state: revocationLifecycle.initial,
    proposedBy: call.actor.id,
    proposedAt: call.now,
    ...{ statement: null, decidedBy: null, decidedAt: null, reason: null },
    stamps: [
      ...(before?.stamps ?? []),
      { act: "propose", who: call.actor.id, when: call.now, reason: grounds },
    ],
    version: (before?.version ?? 0) + 1,
  };
  const twice = (stored: Record<string, unknown> | undefined) =>
    call.refuse("already-exists", { state: stored?.state });
  return again(async () => {
    const docket = await docketOf(roundId);
    if (isRemoved(docket, applicationId)) throw call.refuse("wrong-state", { state: "removed" });
    return call.commit({
      writes: [
        before ? revocations.replace(next, [], twice) : revocations.create(next, twice),
        keptDocket(withOpen(docket, { applicationId, matter })),
      ],
      facts: [revocationFact(revocationProposed, next)],
      answer: next,
    });
  });
}

export async function stateOnRevocation(call: Call<Routes["stateOnRevocation"]>) {
  const { version, text } = call.body;
  const held = await revocations.get({ applicationId: call.params.id });
  if (!held || held.societyCode !== call.actor.societyCode) throw call.refuse("not-found");
  const transition = transitionOf(revocationLifecycle, "state-case", held.state);
  if (!transition) throw call.refuse("wrong-state", { state: held.state });
  if (held.version !== version) throw call.refuse("version-conflict", { version: held.version });
  const late = () => call.refuse("deadline-passed", { closesAt: held.statementBy, arrivedAt: call.now });
  if (call.now > held.statementBy) throw late();
  const next: Revocation = {
    ...held,
    state: transition.to,
    statement: { text, givenBy: call.actor.id, givenAt: call.now },
    stamps: [...held.stamps, { act: "state-case", who: call.actor.id, when: call.now, reason: null }],
    version: held.version + 1,
  };
  const inTime = { field: "statementBy", is: ">=", to: call.now } as const;
  return call.commit({
    writes: [revocations.replace(next, [stillIn(transition.from), inTime])],
    answer: next,
  });
}

export async function decideRevocation(call: Call<Routes["decideRevocation"]>) {
  const { version, decision, reason } = call.body;
  const act = decision === "revoked" ? "revoke" : "drop";
  const held = await revocations.get({ applicationId: call.params.id });
  if (!held) throw call.refuse("not-found");
  const transition = transitionOf(revocationLifecycle, act, held.state);
  if (!transition) throw call.refuse("wrong-state", { state: held.state });
  if (held.version !== version) throw call.refuse("version-conflict", { version: held.version });
  if (held.proposedBy === call.actor.id) throw call.refuse("second-person-required");
  if (held.state === "PROPOSED" && call.now <= held.statementBy)
    throw call.refuse("statement-open", { statementBy: held.statementBy });
  const next: Revocation = {
    ...held,
    state: transition.to,
    decidedBy: call.actor.id,
    decidedAt: call.now,
    reason,
    stamps: [...held.stamps, { act, who: call.actor.id, when: call.now, reason }],
    version: held.version + 1,
  };
  const { applicationId, roundId } = next;
  const removal = { applicationId, because: "falsity" as const, matter, at: call.now };
  const conflict = (stored: Record<string, unknown> | undefined) =>
    call.refuse("wrong-state", { state: stored?.state });
  return again(async () => {
    const docket = await docketOf(roundId);
    return call.commit({
      writes: [
        revocations.replace(next, [stillIn(transition.from)], conflict),
        keptDocket(withoutOpen(docket, { applicationId, matter }, act === "revoke" ? removal : undefined)),
      ],
      facts: [revocationFact(revocationDecided, next, { decision })],
      answer: next,
    });
  });
}

export async function getOwnRevocation(call: Call<Routes["getOwnRevocation"]>) {
  const held = await revocations.get({ applicationId: call.params.id });
  if (!held || held.societyCode !== call.actor.societyCode) throw call.refuse("not-found");
  return held;
}

export const listRevocations = async (call: Call<Routes["listRevocations"]>) =>
  revocations.page(`round#${call.params.id}`, call.query);
