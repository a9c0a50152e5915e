import { isOverdue } from "../../shared/contract/objection-record.ts";
import { objections as routes } from "../../shared/contract/objections.ts";
import { serve } from "../../shared/runtime/http.ts";
import { textOf } from "../../shared/runtime/objects.ts";
import { objections } from "../../shared/store/published/objections.ts";
import { addObjectionDocuments, listObjectionDocuments, signObjectionDocument } from "./api-documents.ts";
import {
  acceptObjection,
  concludeObjection,
  decideObjection,
  refuseObjection,
  verifyObjection,
} from "./api-handling.ts";
import { listLeads, listReferrals, settleLead } from "./api-leads.ts";
import { lodgeObjection, lodgeOwnObjection } from "./api-lodging.ts";
import { listReleasedDocuments, releaseObjectionDocument, signReleasedDocument } from "./api-releases.ts";
import {
  decideRevocation,
  getOwnRevocation,
  listRevocations,
  proposeRevocation,
  stateOnRevocation,
} from "./api-revocations.ts";
import { asTargetSees, isForTarget, stateCase } from "./api-statement.ts";
import { objectors } from "./records.ts";

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

  listObjections: async (call) => {
    const { overdue, ...query } = call.query;
    const { items, cursor } = await objections.page(`round#${call.params.id}`, query);
    const listed = items.map((one) => ({ ...one, isOverdue: isOverdue(one, call.now) }));
    return { items: overdue ? listed.filter((one) => one.isOverdue) : listed, cursor };
  },

  getObjection: async (call) => {
    const { id } = call.params;
    const [objection, objector] = await Promise.all([
      objections.get({ id }),
      objectors.get({ objectionId: id }),
    ]);
    if (!objection) throw call.refuse("not-found");
    const maySee = call.actor.roles.includes("supervisor") || objection.handledBy === call.actor.id;
    return {
      objection,
      isOverdue: isOverdue(objection, call.now),
      objector: maySee && objector ? objector : null,
    };
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

  stateCase,
  addObjectionDocuments,
  listObjectionDocuments,
  signObjectionDocument,
  releaseObjectionDocument,
  listReleasedDocuments,
  signReleasedDocument,

  listOwnObjections: async (call) => {
    const all = await objections.all(`round#${call.params.id}`);
    const own = all.filter((one) => one.societyCode === call.actor.societyCode && isForTarget(one));
    return { items: own.map(asTargetSees) };
  },
});
