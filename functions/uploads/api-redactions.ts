import { isOpenObjection } from "../../shared/contract/objection-record.ts";
import type { uploads as routes } from "../../shared/contract/uploads.ts";
import { holdsIdentityData } from "../../shared/kernel/personal-numbers.ts";
import type { Call } from "../../shared/runtime/call.ts";
import { objectionDocuments } from "../../shared/store/published/objection-documents.ts";
import { objections } from "../../shared/store/published/objections.ts";
import { checkTerms, declared, verdictFor } from "./api-objections.ts";

type Routes = typeof routes;

/** A paper of who objects, to the objection's handler; to every other officer neither exists. */
async function handled(call: Call<Routes["presignRedaction"]> | Call<Routes["getRedaction"]>) {
  const { id, documentId } = call.params;
  const [objection, paper] = await Promise.all([
    objections.get({ id }),
    objectionDocuments.get({ id: documentId }),
  ]);
  if (!objection || objection.handledBy !== call.actor.id) throw call.refuse("not-found");
  const isOfMatter = paper?.side === "objector" && paper.noticeId === objection.noticeId;
  if (!isOfMatter || paper.redaction !== null) throw call.refuse("not-found");
  return { objection, paper };
}

/** The handler sends in what the target may see of a paper. It is inspected like every file; the paper stays as it came. */
export async function presignRedaction(call: Call<Routes["presignRedaction"]>) {
  const { objection, paper } = await handled(call);
  const { id: objectionId, noticeId, roundId, state } = objection;
  if (!isOpenObjection(objection)) throw call.refuse("wrong-state", { state });
  if (holdsIdentityData(call.body.name)) throw call.refuse("identity-data-not-taken");
  await checkTerms(call, roundId);
  return declared(call, {
    ...{ noticeId, roundId, side: paper.side, objectionId, societyCode: null, secretHash: null },
    redaction: { of: paper.id, by: call.actor.id },
  });
}

export async function getRedaction(call: Call<Routes["getRedaction"]>) {
  const { paper } = await handled(call);
  const found = await objectionDocuments.get({ id: call.query.redactionId });
  if (found?.redaction?.of !== paper.id || found.objectionId !== call.params.id)
    throw call.refuse("not-found");
  return verdictFor(found, call.language);
}
