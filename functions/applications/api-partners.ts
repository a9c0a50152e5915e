import type { applications as routes } from "../../shared/contract/applications.ts";
import type { Partnership } from "../../shared/contract/partnership-record.ts";
import { Problem } from "../../shared/contract/problems.ts";
import type { Society } from "../../shared/contract/rounds.ts";
import { partnershipAsked, partnershipRemoved } from "../../shared/events/partnerships.ts";
import { branchEnding } from "../../shared/kernel/branch.ts";
import { type ApplicationId, PersonId, SocietyCode } from "../../shared/kernel/ids.ts";
import { transitionOf } from "../../shared/kernel/lifecycle.ts";
import { holdsIdentityData } from "../../shared/kernel/personal-numbers.ts";
import type { Instant } from "../../shared/kernel/time.ts";
import type { Actor } from "../../shared/runtime/actor.ts";
import type { Call } from "../../shared/runtime/call.ts";
import { fact } from "../../shared/runtime/facts.ts";
import { sha256Of } from "../../shared/runtime/sha256.ts";
import { applications } from "../../shared/store/published/applications.ts";
import { partnerships } from "../../shared/store/published/partnerships.ts";
import { definitionOf } from "../../shared/store/published/rounds.ts";
import { societies } from "../../shared/store/published/societies.ts";
import { usccCorrections } from "../../shared/store/published/uscc-corrections.ts";
import { termsText, titleOf } from "./partnership.ts";
import { partnershipLifecycle } from "./partnership-lifecycle.ts";
import { rosters } from "./records.ts";
import { partnerFree, unbind } from "./step-partner-claims.ts";
import {
  againIfCurrent,
  aggregateOf,
  asSeen,
  changedPartnership,
  jointOf,
  movedRoster,
  namedPartners,
  type OpenDraft,
  openedDraft,
  subjectOf,
} from "./step-partners.ts";
import { readable } from "./step-readable.ts";

type Routes = typeof routes;

/** The lead's own draft, for a change of its partners. @throws Problem not-found, and as `openedDraft` */
async function ownDraft(id: ApplicationId, actor: Actor, now: Instant): Promise<OpenDraft> {
  const application = await applications.get({ id });
  if (!application || application.societyCode !== actor.societyCode) throw new Problem("not-found");
  return openedDraft(application, now);
}

/** A society of the register, by its code or its USCC. */
async function registered(asked: string): Promise<Society | undefined> {
  const code = SocietyCode.safeParse(asked);
  if (code.success) return societies.get({ code: code.data });
  for await (const society of societies.each("all")) if (society.uscc === asked) return society;
  return undefined;
}

export const namePartner = (call: Call<Routes["namePartner"]>) => againIfCurrent(() => name(call));

async function name(call: Call<Routes["namePartner"]>) {
  const draft = await ownDraft(call.params.id, call.actor, call.now);
  const { application, definition, joint, stillOpen } = draft;
  const { partner, role, shareFen, version } = call.body;
  if (joint.sharesStated !== (shareFen !== null)) {
    const code = joint.sharesStated ? "required" : "not-asked";
    throw call.refuse("invalid-request", { part: "body", faults: [{ path: "shareFen", code }] });
  }
  if (holdsIdentityData(role)) throw call.refuse("identity-data-not-taken");
  const society = await registered(partner);
  if (!society) throw call.refuse("partner-unknown", { partner });
  if (society.code === application.societyCode || society.uscc === application.uscc)
    throw call.refuse("partner-is-lead");
  const ending = branchEnding(society.names.zh);
  if (ending !== null) throw call.refuse("branch-not-applicant", { ending });
  const of = { applicationId: application.id, societyCode: society.code };
  const [held, roster, named, correction] = await Promise.all([
    partnerships.get(of),
    rosters.get(of),
    namedPartners(application.id),
    usccCorrections.get(of),
  ]);
  asSeen(held, version);
  const others = named.filter(({ societyCode }) => societyCode !== society.code);
  if (others.length >= joint.maxPartners) throw call.refuse("too-many-partners", { max: joint.maxPartners });
  const free = await partnerFree(joint, society, { ...application, correction });
  const terms = {
    ...of,
    roundId: application.roundId,
    definitionHash: application.definitionHash,
    title: titleOf(definition, application.societyNames),
    leadCode: application.societyCode,
    leadNames: application.societyNames,
    names: society.names,
    uscc: society.uscc,
    ...{ role, shareFen },
    askedBy: PersonId.parse(call.actor.id),
    askedAt: call.now,
  };
  const next: Partnership = {
    ...terms,
    termsHash: sha256Of(termsText(terms)),
    state: partnershipLifecycle.initial,
    agreement: null,
    declined: null,
    version: version + 1,
  };
  return call.commit({
    writes: [
      held ? partnerships.replace(next) : partnerships.create(next),
      ...(held ? await unbind(held) : []),
      movedRoster(roster, application.id),
      stillOpen,
      ...free.writes,
    ],
    facts: [
      fact(partnershipAsked, {
        aggregateId: aggregateOf(next),
        version: next.version,
        payload: subjectOf(next),
      }),
    ],
    answer: next,
  });
}

export const removePartner = (call: Call<Routes["removePartner"]>) => againIfCurrent(() => remove(call));

async function remove(call: Call<Routes["removePartner"]>) {
  const draft = await ownDraft(call.params.id, call.actor, call.now);
  const { id: applicationId } = draft.application;
  const { societyCode } = call.params;
  const [held, roster] = await Promise.all([
    partnerships.get({ applicationId, societyCode }),
    rosters.get({ applicationId }),
  ]);
  if (!held) throw call.refuse("not-found");
  const transition = transitionOf(partnershipLifecycle, "remove", held.state);
  if (!transition) throw call.refuse("wrong-state", { state: held.state });
  asSeen(held, call.body.version);
  const next: Partnership = {
    ...held,
    state: transition.to,
    agreement: null,
    version: held.version + 1,
  };
  const of = { aggregateId: aggregateOf(next), version: next.version };
  const payload = { ...subjectOf(next), causeCode: "removed" as const };
  return call.commit({
    writes: [
      changedPartnership(next, transition),
      ...(await unbind(held)),
      movedRoster(roster, applicationId),
      draft.stillOpen,
    ],
    facts: transition.event === null ? [] : [fact(partnershipRemoved, { ...of, payload })],
    answer: next,
  });
}

export const stateLeadShare = (call: Call<Routes["stateLeadShare"]>) => againIfCurrent(() => share(call));

async function share(call: Call<Routes["stateLeadShare"]>) {
  const draft = await ownDraft(call.params.id, call.actor, call.now);
  if (!draft.joint.sharesStated) throw call.refuse("not-offered");
  const { id: applicationId } = draft.application;
  const { shareFen: leadShareFen } = call.body;
  const [roster, items] = await Promise.all([rosters.get({ applicationId }), namedPartners(applicationId)]);
  return call.commit({
    writes: [movedRoster(roster, applicationId, { leadShareFen }), draft.stillOpen],
    answer: { items, leadShareFen },
  });
}

export async function listPartners(call: Call<Routes["listPartners"]>) {
  const { id: applicationId, roundId, definitionHash } = await readable(call.params.id, call.actor);
  jointOf(await definitionOf({ id: roundId, definitionHash }));
  const [roster, items] = await Promise.all([rosters.get({ applicationId }), namedPartners(applicationId)]);
  return { items, leadShareFen: roster?.leadShareFen ?? null };
}
