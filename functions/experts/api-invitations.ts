import type {
  ExpertInvitation,
  ExpertKeeping,
  expertInvitationRoutes as routes,
} from "../../shared/contract/expert-invitations.ts";
import { expertInvited } from "../../shared/events/experts.ts";
import { transitionOf } from "../../shared/kernel/lifecycle.ts";
import { holdsIdentityData } from "../../shared/kernel/personal-numbers.ts";
import type { Call } from "../../shared/runtime/call.ts";
import { fact } from "../../shared/runtime/facts.ts";
import { again } from "../../shared/store/again.ts";
import { stillIn } from "../../shared/store/entity.ts";
import { experts } from "../../shared/store/published/experts.ts";
import { definitionOf, rounds } from "../../shared/store/published/rounds.ts";
import { together } from "../../shared/store/together.ts";
import { mayInvite } from "./invitation.ts";
import { expertInvitationLifecycle } from "./invitation-lifecycle.ts";
import { invitations, keepings } from "./records.ts";

type Routes = typeof routes;

/** Those who are to be invited. @throws not-found with those whom the pool does not have */
async function askedFor(call: Call<Routes["inviteExperts"]>) {
  const asked = call.body.experts;
  if (asked === "all") return (await experts.all("all")).map(({ id }) => id);
  const ids = [...new Set(asked)];
  const known = new Set((await experts.getMany(ids.map((id) => ({ id })))).map(({ id }) => id));
  const unknown = ids.filter((id) => !known.has(id));
  if (unknown.length > 0) throw call.refuse("not-found", { unknown });
  return ids;
}

/** An invitation is three items with its event and what the expert said of later rounds; a transaction takes a hundred. */
const invitedAtOnce = 32;

const partOf = (some: readonly ExpertInvitation[], keepingOf: ReadonlyMap<string, ExpertKeeping>) => ({
  writes: some.flatMap((one) => {
    const { roundId: firstRoundId, expertId } = one;
    const kept = keepingOf.get(expertId);
    const first = { expertId, firstRoundId, mayKeep: null, saidAt: null, version: 1 };
    // Who withdraws the consent at this moment and who invites meet on one record.
    const turn = kept ? keepings.replace({ ...kept, version: kept.version + 1 }) : keepings.create(first);
    return [invitations.create(one), turn];
  }),
  facts: some.map(({ roundId, expertId }) =>
    fact(expertInvited, {
      aggregateId: `${roundId}#${expertId}`,
      version: 1,
      payload: { roundId, expertId },
    }),
  ),
});

/** Each expert is invited to a round once, however often and by how many officers it is asked for. */
export async function inviteExperts(call: Call<Routes["inviteExperts"]>) {
  const round = await rounds.get({ id: call.params.id });
  if (!round || round.state === "DRAFT") throw call.refuse("not-found");
  const { id: roundId } = round;
  const answerBy = (await definitionOf(round)).timetable.review.toAt;
  if (call.now > answerBy) throw call.refuse("reviews-locked", { locksAt: answerBy });
  const ids = await askedFor(call);
  let earlier = 0;
  return again(async () => {
    const [held, kept] = await Promise.all([
      invitations.list(roundId),
      keepings.getMany(ids.map((expertId) => ({ expertId }))),
    ]);
    const before = new Set(held.map(({ expertId }) => expertId));
    const keepingOf = new Map<string, ExpertKeeping>(kept.map((one) => [one.expertId, one]));
    const open = ids.filter((id) => !before.has(id));
    const fresh = open
      .filter((id) => mayInvite(keepingOf.get(id), roundId))
      .map(
        (expertId): ExpertInvitation => ({
          ...{ roundId, expertId, state: expertInvitationLifecycle.initial },
          ...{ invitedBy: call.actor.id, invitedAt: call.now, answerBy },
          ...{ answeredAt: null, reason: null, loadCap: null, version: 1 },
        }),
      );
    const withoutConsent = open.filter((id) => !mayInvite(keepingOf.get(id), roundId));
    const groups: ExpertInvitation[][] = [];
    for (let at = 0; at < fresh.length; at += invitedAtOnce) groups.push(fresh.slice(at, at + invitedAtOnce));
    for (const group of groups.slice(0, -1)) {
      await call.commitPart(partOf(group, keepingOf));
      earlier += group.length;
    }
    const last = groups.at(-1) ?? [];
    const invited = earlier + last.length;
    return call.commit({
      ...partOf(last, keepingOf),
      answer: { invited, before: ids.length - invited - withoutConsent.length, withoutConsent },
    });
  });
}

export async function listExpertInvitations(call: Call<Routes["listExpertInvitations"]>) {
  const round = await rounds.get({ id: call.params.id });
  if (!round || round.state === "DRAFT") throw call.refuse("not-found");
  return { items: await invitations.list(round.id) };
}

export async function listOwnExpertInvitations(call: Call<Routes["listOwnExpertInvitations"]>) {
  if (call.actor.expertId === null) return { items: [], cursor: null };
  return invitations.page(`expert#${call.actor.expertId}`, call.query);
}

/** The expert's own answer; whether he or she may be kept is said with it, and the newest word counts. */
export async function answerExpertInvitation(call: Call<Routes["answerExpertInvitation"]>) {
  const { body, now } = call;
  if (body.answer === "decline" && holdsIdentityData(body.reason))
    throw call.refuse("identity-data-not-taken");
  const { expertId } = call.actor;
  if (expertId === null) throw call.refuse("not-found");
  const [held, keeping] = await together(
    invitations.ask({ roundId: call.params.id, expertId }),
    keepings.ask({ expertId }),
  );
  if (!held || !keeping) throw call.refuse("not-found");
  const transition = transitionOf(expertInvitationLifecycle, body.answer, held.state);
  if (!transition) throw call.refuse("wrong-state", { state: held.state });
  if (now > held.answerBy) throw call.refuse("reviews-locked", { locksAt: held.answerBy });
  const next: ExpertInvitation = {
    ...held,
    state: transition.to,
    answeredAt: now,
    reason: body.answer === "decline" ? body.reason : null,
    loadCap: body.answer === "accept" ? body.loadCap : null,
    version: held.version + 1,
  };
  const said = { ...keeping, mayKeep: body.mayKeep, saidAt: now, version: keeping.version + 1 };
  return call.commit({
    writes: [invitations.replace(next, [stillIn(transition.from)]), keepings.replace(said)],
    answer: { state: next.state },
  });
}

/** Nobody invites the expert to another round from then on; invitations and assignments that stand are left alone. */
export async function withdrawExpertKeeping(call: Call<Routes["withdrawExpertKeeping"]>) {
  const { expertId } = call.actor;
  if (expertId === null) throw call.refuse("not-found");
  const held = await keepings.get({ expertId });
  const next: ExpertKeeping = {
    ...{ expertId, firstRoundId: held?.firstRoundId ?? null },
    ...{ mayKeep: false, saidAt: call.now, version: (held?.version ?? 0) + 1 },
  };
  return call.commit({
    writes: [held ? keepings.replace(next) : keepings.create(next)],
    answer: { mayKeep: next.mayKeep, saidAt: next.saidAt },
  });
}
