import type { Application } from "../../shared/contract/application-record.ts";
import { isStanding } from "../../shared/contract/experts.ts";
import type { oversight as routes } from "../../shared/contract/oversight.ts";
import type { Glass, Recusal } from "../../shared/contract/recusal-record.ts";
import { glassAsked, glassOpened, glassRefused } from "../../shared/events/oversight.ts";
import { type ApplicationId, GlassId, type PersonId } from "../../shared/kernel/ids.ts";
import { transitionOf } from "../../shared/kernel/lifecycle.ts";
import { holdsIdentityData } from "../../shared/kernel/personal-numbers.ts";
import { plusSeconds } from "../../shared/kernel/time.ts";
import type { Call } from "../../shared/runtime/call.ts";
import { fact } from "../../shared/runtime/facts.ts";
import { stillIn } from "../../shared/store/entity.ts";
import { applications } from "../../shared/store/published/applications.ts";
import { assignments } from "../../shared/store/published/assignments.ts";
import { glassUses } from "../../shared/store/published/glass-uses.ts";
import { mayJudge } from "../../shared/store/published/judging.ts";
import { members } from "../../shared/store/published/members.ts";
import { recusals } from "../../shared/store/published/recusals.ts";
import { definitionOf } from "../../shared/store/published/rounds.ts";
import { glassLifecycle } from "./lifecycle.ts";
import { glasses } from "./records.ts";
import { withGlass } from "./recusal.ts";
import { recusalWrite } from "./step-recusal.ts";

type Routes = typeof routes;

const secondsOfHour = 3600;

const payloadOf = ({ id: glassId, applicationId, roundId, personId }: Glass) => ({
  ...{ glassId, applicationId, roundId, personId },
});

const isBarred = (recusal: Recusal | undefined, applicationId: ApplicationId) =>
  recusal?.applications.some((one) => one.applicationId === applicationId) ?? false;

/** The panel has no list of people: the name as it is now. */
const nameOf = async (personId: PersonId) =>
  (await members.get({ group: "staff", personId }))?.name ?? personId;

export async function askGlass(call: Call<Routes["askGlass"]>) {
  const { personId, reason } = call.body;
  const applicationId = call.params.id;
  if (holdsIdentityData(reason)) throw call.refuse("identity-data-not-taken");
  const [application, person, recusal, own, before] = await Promise.all([
    applications.get({ id: applicationId }),
    members.get({ group: "staff", personId }),
    recusals.get({ personId }),
    recusals.get({ personId: call.actor.id }),
    glasses.list(applicationId),
  ]);
  // Who stands aside asks for nobody but themselves.
  if (!application || !person || (personId !== call.actor.id && isBarred(own, applicationId)))
    throw call.refuse("not-found");
  const { breakingGlass } = (await definitionOf({ ...application, id: application.roundId })).reviewing;
  if (breakingGlass.hours === null) throw call.refuse("glass-not-offered");
  if (!isBarred(recusal, applicationId)) throw call.refuse("no-tie");
  const standing = before.find(
    (one) =>
      one.personId === personId && (one.state === "ASKED" || (one.until !== null && one.until > call.now)),
  );
  if (standing) throw call.refuse("already-exists", { glassId: standing.id });
  const glass: Glass = {
    id: GlassId.parse(call.newId("glass")),
    applicationId,
    roundId: application.roundId,
    societyCode: application.societyCode,
    personId,
    personName: person.name,
    reason,
    state: glassLifecycle.initial,
    askedBy: call.actor.id,
    askedByName: await nameOf(call.actor.id),
    askedAt: call.now,
    decidedBy: null,
    decidedByName: null,
    decidedAt: null,
    remark: null,
    until: null,
    version: 1,
  };
  return call.commit({
    writes: [glasses.create(glass)],
    facts: [fact(glassAsked, { aggregateId: glass.id, version: 1, payload: payloadOf(glass) })],
    answer: glass,
  });
}

/** Two other people: neither who asked nor who is to be let in approves; who stands aside too does not find it. */
export async function decideGlass(call: Call<Routes["decideGlass"]>) {
  const { decision, remark, version } = call.body;
  const { id: applicationId, glassId } = call.params;
  if (holdsIdentityData(remark)) throw call.refuse("identity-data-not-taken");
  const [held, application] = await Promise.all([
    glasses.get({ applicationId, id: glassId }),
    applications.get({ id: applicationId }),
  ]);
  if (!held || !application) throw call.refuse("not-found");
  const transition = transitionOf(glassLifecycle, decision === "opened" ? "open" : "refuse", held.state);
  if (!transition) throw call.refuse("wrong-state", { state: held.state });
  if (held.version !== version) throw call.refuse("version-conflict", { version: held.version });
  if (call.actor.id === held.askedBy || call.actor.id === held.personId)
    throw call.refuse("second-person-required");
  const { breakingGlass } = (await definitionOf({ ...application, id: application.roundId })).reviewing;
  if (breakingGlass.hours === null) throw call.refuse("glass-not-offered");
  const until = decision === "opened" ? plusSeconds(call.now, breakingGlass.hours * secondsOfHour) : null;
  const recusal = await recusals.get({ personId: held.personId });
  if (!recusal || !isBarred(recusal, applicationId)) throw call.refuse("no-tie");
  const glass: Glass = {
    ...held,
    state: transition.to,
    decidedBy: call.actor.id,
    decidedByName: await nameOf(call.actor.id),
    decidedAt: call.now,
    remark,
    until,
    version: held.version + 1,
  };
  const stated = { aggregateId: glass.id, version: glass.version };
  const payload = payloadOf(glass);
  return call.commit({
    writes: [
      glasses.replace(glass, [stillIn(transition.from)]),
      ...(until === null
        ? []
        : [recusalWrite(recusal, withGlass(recusal, { glassId, applicationId, until }, call.now))]),
    ],
    facts: [
      until === null
        ? fact(glassRefused, { ...stated, payload })
        : fact(glassOpened, { ...stated, payload: { ...payload, untilAt: until } }),
    ],
    answer: glass,
  });
}

/** Who may read it beside the office: the experts who judge the application, and none who stood aside or is barred since. */
async function isOfPanel(
  { actor, now }: Call<Routes["listGlasses"]>,
  application: Application,
): Promise<boolean> {
  if (actor.expertId === null) return false;
  const pair = await assignments.get({ applicationId: application.id, expertId: actor.expertId });
  return pair !== undefined && isStanding(pair) && mayJudge(application, actor.expertId, now);
}

export async function listGlasses(call: Call<Routes["listGlasses"]>) {
  const isOffice = call.actor.roles.some((role) => role !== "expert");
  const application = await applications.get({ id: call.params.id });
  if (!application || !(isOffice || (await isOfPanel(call, application)))) throw call.refuse("not-found");
  const held = await glasses.list(call.params.id);
  const items = held.map(async (glass) => ({ ...glass, uses: await glassUses.list(glass.id) }));
  return { items: await Promise.all(items) };
}

export const listRoundGlasses = ({ params, query }: Call<Routes["listRoundGlasses"]>) =>
  glasses.page(`round#${params.id}`, query);
