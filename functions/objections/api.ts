import { type Objection, objections as routes } from "../../shared/contract/objections.ts";
import { transitionOf } from "../../shared/kernel/lifecycle.ts";
import { serve } from "../../shared/runtime/http.ts";
import { textOf } from "../../shared/runtime/objects.ts";
import { stillIn } from "../../shared/store/entity.ts";
import { objections } from "../../shared/store/published/objections.ts";
import {
  acceptObjection,
  concludeObjection,
  decideObjection,
  refuseObjection,
  verifyObjection,
} from "./api-handling.ts";
import { listLeads, listReferrals, settleLead } from "./api-leads.ts";
import { lodgeObjection, lodgeOwnObjection } from "./api-lodging.ts";
import {
  decideRevocation,
  getOwnRevocation,
  listRevocations,
  proposeRevocation,
  stateOnRevocation,
} from "./api-revocations.ts";
import { objectionLifecycle } from "./lifecycle.ts";
import { objectors } from "./records.ts";

/** Until the target was asked there is nothing for it to see; afterwards it sees what it is asked, and what came of it. */
const isForTarget = ({ handledBy, state }: Objection) => handledBy !== null && state !== "NOT_ACCEPTED";

/** A conclusion that nobody has approved is nobody's word yet. */
const asTargetSees = (one: Objection): Objection =>
  one.decidedAt === null ? { ...one, outcome: null, effect: null, reason: null } : one;

export const handler = serve("objections", routes, {
  lodgeObjection,
  lodgeOwnObjection,
  acceptObjection,
  refuseObjection,
  verifyObjection,
  concludeObjection,
  decideObjection,
  listLeads,
  settleLead,
  listReferrals,
  proposeRevocation,
  stateOnRevocation,
  decideRevocation,
  getOwnRevocation,
  listRevocations,

  listObjections: async (call) => objections.page(`round#${call.params.id}`, call.query),

  getObjection: async (call) => {
    const { id } = call.params;
    const [objection, objector] = await Promise.all([
      objections.get({ id }),
      objectors.get({ objectionId: id }),
    ]);
    if (!objection) throw call.refuse("not-found");
    const maySee = call.actor.roles.includes("supervisor") || objection.handledBy === call.actor.id;
    return { objection, objector: maySee && objector ? objector : null };
  },

  getEvidencePack: async (call) => {
    const objection = await objections.get({ id: call.params.id });
    const maySee = call.actor.roles.includes("supervisor") || objection?.handledBy === call.actor.id;
    if (!objection?.pack || !maySee) throw call.refuse("not-found");
    // Its bytes are what its hash is of: the mark stands in its name.
    const copy = call.mark?.match(/xpt_\w+/) ?? [];
    call.nameFile(`${["evidence", objection.id, ...copy].join("-")}.json`);
    return textOf("documents", objection.pack.key, objection.pack.versionId);
  },

  listOwnObjections: async (call) => {
    const all = await objections.all(`round#${call.params.id}`);
    const own = all.filter((one) => one.societyCode === call.actor.societyCode && isForTarget(one));
    return { items: own.map(asTargetSees) };
  },

  stateCase: async (call) => {
    const { version, text } = call.body;
    const held = await objections.get({ id: call.params.id });
    if (!held || held.societyCode !== call.actor.societyCode || !isForTarget(held))
      throw call.refuse("not-found");
    const transition = transitionOf(objectionLifecycle, "state-case", held.state);
    if (!transition) throw call.refuse("wrong-state", { state: held.state });
    if (held.version !== version) throw call.refuse("version-conflict", { version: held.version });
    const inTime = { field: "statementBy", is: ">=", to: call.now } as const;
    const late = () => call.refuse("deadline-passed", { closesAt: held.statementBy, arrivedAt: call.now });
    if (held.statementBy === null || call.now > held.statementBy) throw late();
    const next: Objection = {
      ...held,
      state: transition.to,
      statement: { text, givenBy: call.actor.id, givenAt: call.now },
      stamps: [...held.stamps, { act: "state-case", who: call.actor.id, when: call.now, reason: null }],
      version: held.version + 1,
    };
    return call.commit({
      writes: [objections.replace(next, [stillIn(transition.from), inTime])],
      answer: asTargetSees(next),
    });
  },
});
