import type { oversight as routes } from "../../shared/contract/oversight.ts";
import type { OfficialTie } from "../../shared/contract/recusal-record.ts";
import { tieDeclared, tieEnded } from "../../shared/events/oversight.ts";
import type { PersonId } from "../../shared/kernel/ids.ts";
import { transitionOf } from "../../shared/kernel/lifecycle.ts";
import { holdsIdentityData } from "../../shared/kernel/personal-numbers.ts";
import type { Call } from "../../shared/runtime/call.ts";
import { fact } from "../../shared/runtime/facts.ts";
import { again } from "../../shared/store/again.ts";
import { stillIn } from "../../shared/store/entity.ts";
import { members } from "../../shared/store/published/members.ts";
import { recusals } from "../../shared/store/published/recusals.ts";
import { societies } from "../../shared/store/published/societies.ts";
import { tieLifecycle } from "./lifecycle.ts";
import { ties } from "./records.ts";
import { noRecusal, withoutTie, withTie } from "./recusal.ts";
import { applicationsOfSociety } from "./step-applications.ts";
import { recusalWrite } from "./step-recusal.ts";

type Routes = typeof routes;
type Declaring = Call<Routes["declareTie"]> | Call<Routes["recordTie"]>;

const payloadOf = ({ personId, societyCode }: OfficialTie) => ({ personId, societyCode });
const aggregateOf = ({ personId, societyCode }: OfficialTie) => `${societyCode}#${personId}`;

/** A tie of `personId`, and at once what follows from it: state, recusal and event in one transaction. */
async function declared(
  call: Declaring,
  { personId, source }: { personId: PersonId; source: string | null },
) {
  const { societyCode, kind, note } = call.body;
  if (holdsIdentityData(note, source ?? "")) throw call.refuse("identity-data-not-taken");
  return again(async () => {
    const [society, held, recusal, known] = await Promise.all([
      societies.get({ code: societyCode }),
      ties.get({ societyCode, personId }),
      recusals.get({ personId }),
      applicationsOfSociety(societyCode),
    ]);
    if (!society) throw call.refuse("not-found");
    const transition = held && transitionOf(tieLifecycle, "declare", held.state);
    if (held && !transition) throw call.refuse("already-exists");
    const stamp = { act: "declare", who: call.actor.id, when: call.now, reason: note };
    const tie: OfficialTie = {
      ...{ societyCode, personId, kind, note, source, state: tieLifecycle.initial },
      ...{ declaredBy: call.actor.id, declaredAt: call.now },
      stamps: [...(held?.stamps ?? []), stamp],
      version: (held?.version ?? 0) + 1,
    };
    const next = withTie(recusal ?? noRecusal(personId), societyCode, known);
    return call.commit({
      writes: [
        transition ? ties.replace(tie, [stillIn(transition.from)]) : ties.create(tie),
        recusalWrite(recusal, next),
      ],
      facts: [
        fact(tieDeclared, { aggregateId: aggregateOf(tie), version: tie.version, payload: payloadOf(tie) }),
      ],
      answer: tie,
    });
  });
}

export const declareTie = (call: Call<Routes["declareTie"]>) =>
  declared(call, { personId: call.actor.id, source: null });

export async function recordTie(call: Call<Routes["recordTie"]>) {
  const personId = call.params.id;
  if (personId === call.actor.id) throw call.refuse("second-person-required");
  if (!(await members.get({ group: "staff", personId }))) throw call.refuse("not-found");
  return declared(call, { personId, source: call.body.source });
}

/** Nobody takes the own bar away. */
export async function endTie(call: Call<Routes["endTie"]>) {
  const { id: personId, code: societyCode } = call.params;
  if (holdsIdentityData(call.body.reason)) throw call.refuse("identity-data-not-taken");
  const [held, recusal] = await Promise.all([
    ties.get({ societyCode, personId }),
    recusals.get({ personId }),
  ]);
  if (!held) throw call.refuse("not-found");
  if (personId === call.actor.id) throw call.refuse("second-person-required");
  const transition = transitionOf(tieLifecycle, "end", held.state);
  if (!transition) throw call.refuse("wrong-state", { state: held.state });
  if (held.version !== call.body.version) throw call.refuse("version-conflict", { version: held.version });
  const stamp = { act: "end", who: call.actor.id, when: call.now, reason: call.body.reason };
  const tie = {
    ...held,
    state: transition.to,
    stamps: [...held.stamps, stamp],
    version: held.version + 1,
  };
  return call.commit({
    writes: [
      ties.replace(tie, [stillIn(transition.from)]),
      ...(recusal ? [recusalWrite(recusal, withoutTie(recusal, societyCode))] : []),
    ],
    facts: [fact(tieEnded, { aggregateId: aggregateOf(tie), version: tie.version, payload: payloadOf(tie) })],
    answer: tie,
  });
}

export async function listOwnTies({ actor, now }: Call<Routes["listOwnTies"]>) {
  const personId = actor.id;
  const recusal = (await recusals.get({ personId })) ?? noRecusal(personId);
  return {
    items: await ties.getMany(recusal.societies.map((societyCode) => ({ societyCode, personId }))),
    glasses: recusal.glasses.filter(({ until }) => until > now),
  };
}

export const listTies = ({ query }: Call<Routes["listTies"]>) => ties.page("all", query);
