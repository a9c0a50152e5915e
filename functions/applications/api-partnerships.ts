import type { applications as routes } from "../../shared/contract/applications.ts";
import type { Partnership } from "../../shared/contract/partnership-record.ts";
import { Problem } from "../../shared/contract/problems.ts";
import { partnershipAgreed, partnershipDeclined } from "../../shared/events/partnerships.ts";
import { type ApplicationId, PersonId } from "../../shared/kernel/ids.ts";
import { transitionOf } from "../../shared/kernel/lifecycle.ts";
import { holdsIdentityData } from "../../shared/kernel/personal-numbers.ts";
import type { Instant } from "../../shared/kernel/time.ts";
import type { Actor } from "../../shared/runtime/actor.ts";
import type { Call } from "../../shared/runtime/call.ts";
import { fact } from "../../shared/runtime/facts.ts";
import { applications } from "../../shared/store/published/applications.ts";
import { partnerships } from "../../shared/store/published/partnerships.ts";
import { definitionOf } from "../../shared/store/published/rounds.ts";
import { sections } from "../../shared/store/published/sections.ts";
import { societies } from "../../shared/store/published/societies.ts";
import { usccCorrections } from "../../shared/store/published/uscc-corrections.ts";
import { ownView } from "./partnership.ts";
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
  openedDraft,
  subjectOf,
} from "./step-partners.ts";

type Routes = typeof routes;

export async function listOwnPartnerships(call: Call<Routes["listOwnPartnerships"]>) {
  const { societyCode } = call.actor;
  if (societyCode === null) return { items: [] };
  const listed = await partnerships.all(`society#${societyCode}`);
  if (listed.length === 0) return { items: [] };
  // The list may lag: each is read itself, so that who has declined or was removed reads nothing more.
  const [held, of] = await Promise.all([
    partnerships.getMany(listed),
    applications.getMany(listed.map(({ applicationId: id }) => ({ id }))),
  ]);
  const items = held
    .filter(({ state }) => state === "ASKED" || state === "AGREED")
    .flatMap((partnership) => {
      const application = of.find(({ id }) => id === partnership.applicationId);
      return application ? [ownView(partnership, application)] : [];
    });
  return { items };
}

interface Asked {
  params: { id: ApplicationId };
  body: { version: number };
  actor: Actor;
  now: Instant;
}

/** The caller's society's part in an application, open to the act. @throws Problem */
async function ownPart(act: "agree" | "decline", { params: { id }, body, actor, now }: Asked) {
  const { societyCode } = actor;
  if (societyCode === null) throw new Problem("not-found");
  const [application, held, roster, society, correction] = await Promise.all([
    applications.get({ id }),
    partnerships.get({ applicationId: id, societyCode }),
    rosters.get({ applicationId: id }),
    societies.get({ code: societyCode }),
    usccCorrections.get({ societyCode }),
  ]);
  if (!application || !society) throw new Problem("not-found");
  if (application.societyCode === societyCode)
    jointOf(await definitionOf({ id: application.roundId, definitionHash: application.definitionHash }));
  if (!held || held.state === "REMOVED" || held.state === "DECLINED") throw new Problem("not-found");
  const draft = await openedDraft(application, now);
  const transition = transitionOf(partnershipLifecycle, act, held.state);
  if (!transition) throw new Problem("wrong-state", { state: held.state });
  asSeen(held, body.version);
  return { ...draft, held, transition, roster, society, correction };
}

export const agreePartnership = (call: Call<Routes["agreePartnership"]>) => againIfCurrent(() => agree(call));

async function agree(call: Call<Routes["agreePartnership"]>) {
  const { application, definition, joint, stillOpen, held, transition, roster, society, correction } =
    await ownPart("agree", call);
  const { termsHash, undertakingVersion } = call.body;
  if (undertakingVersion !== definition.undertaking.version)
    throw call.refuse("undertaking-required", { undertakingVersion: definition.undertaking.version });
  // Asked under a code that is no longer its own, it would agree for another body.
  if (termsHash !== held.termsHash || society.uscc !== held.uscc)
    throw call.refuse("partners-changed", { termsHash: held.termsHash });
  const written = await sections.list(application.id);
  if ([held.askedBy, ...written.map(({ savedBy }) => savedBy)].includes(PersonId.parse(call.actor.id)))
    throw call.refuse("second-person-required");
  const free = await partnerFree(joint, society, { ...application, correction });
  const by = PersonId.parse(call.actor.id);
  const next: Partnership = {
    ...held,
    state: transition.to,
    agreement: { by, at: call.now, termsHash, undertakingVersion },
    version: held.version + 1,
  };
  return call.commit({
    writes: [
      changedPartnership(next, transition),
      free.bind,
      movedRoster(roster, application.id),
      stillOpen,
      ...free.writes,
    ],
    facts: [
      fact(partnershipAgreed, {
        aggregateId: aggregateOf(next),
        version: next.version,
        payload: subjectOf(next),
      }),
    ],
    answer: ownView(next, application),
  });
}

export const declinePartnership = (call: Call<Routes["declinePartnership"]>) =>
  againIfCurrent(() => decline(call));

async function decline(call: Call<Routes["declinePartnership"]>) {
  const { application, stillOpen, held, transition, roster } = await ownPart("decline", call);
  const { reason: declined } = call.body;
  if (holdsIdentityData(declined)) throw call.refuse("identity-data-not-taken");
  const next: Partnership = {
    ...held,
    state: transition.to,
    agreement: null,
    declined,
    version: held.version + 1,
  };
  return call.commit({
    writes: [
      changedPartnership(next, transition),
      ...(await unbind(held)),
      movedRoster(roster, application.id),
      stillOpen,
    ],
    facts: [
      fact(partnershipDeclined, {
        aggregateId: aggregateOf(next),
        version: next.version,
        payload: subjectOf(next),
      }),
    ],
    answer: { applicationId: next.applicationId, state: next.state },
  });
}
