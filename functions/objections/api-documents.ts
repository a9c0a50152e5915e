import { isOpenObjection } from "../../shared/contract/objection-record.ts";
import type { objections as routes } from "../../shared/contract/objections.ts";
import { LeadId, ObjectionId } from "../../shared/kernel/ids.ts";
import type { Actor } from "../../shared/runtime/actor.ts";
import type { Call } from "../../shared/runtime/call.ts";
import { linkTo } from "../../shared/runtime/links.ts";
import { sha256Of } from "../../shared/runtime/sha256.ts";
import { notices } from "../../shared/store/published/notices.ts";
import { objections } from "../../shared/store/published/objections.ts";
import { leads, type NamedFiles, namedFiles } from "./records.ts";
import { documentsOf, filesToName, fileTermsOf, isUnder, keptFiles, releasedVersions } from "./step-files.ts";
import { historyOf } from "./step-involved.ts";

type Routes = typeof routes;

/** Whoever keeps the secret adds files until the last instant of the period; to anybody else the objection does not exist. */
export async function addObjectionDocuments(call: Call<Routes["addObjectionDocuments"]>) {
  const { secret, documentIds } = call.body;
  const { id } = call.params;
  const [objection, held] = await Promise.all([objections.get({ id }), namedFiles.get({ matterId: id })]);
  if (!objection || held?.secretHash !== sha256Of(secret)) throw call.refuse("not-found");
  if (!isOpenObjection(objection)) throw call.refuse("wrong-state", { state: objection.state });
  const { noticeId, roundId } = objection;
  const [notice, terms] = await Promise.all([notices.get({ id: noticeId }), fileTermsOf(roundId)]);
  const late = () => call.refuse("deadline-passed", { closesAt: notice?.endsAt, arrivedAt: call.now });
  if (!notice || call.now > notice.endsAt) throw late();
  const known = held.named.filter(({ side }) => side === "objector").map((one) => one.id);
  const fresh = documentIds.filter((one) => !known.includes(one));
  const files = await filesToName(call, fresh, {
    ...{ side: "objector", terms, before: known.length },
    isOwn: (one) => one.noticeId === noticeId && isUnder(secret, one),
  });
  const inTime = { field: "endsAt", is: ">=", to: call.now } as const;
  return call.commit({
    writes: [
      ...keptFiles(id, { files, secret, now: call.now }, held),
      notices.check({ id: noticeId }, [inTime], late),
    ],
    answer: { documentIds: [...known, ...files.map((one) => one.id)] },
  });
}

/**
 * Who reads the files of a matter: supervisors; of an objection its handler, who approved its conclusion, and while that waits for
 * approval every officer who might approve it.
 */
async function mayRead(matterId: NamedFiles["matterId"], actor: Actor): Promise<boolean> {
  const isSupervisor = actor.roles.includes("supervisor");
  const lead = LeadId.safeParse(matterId);
  if (lead.success) return isSupervisor && (await leads.get({ id: lead.data })) !== undefined;
  const objection = await objections.get({ id: ObjectionId.parse(matterId) });
  if (!objection) return false;
  const { handledBy, decidedBy, state } = objection;
  if (isSupervisor || handledBy === actor.id || decidedBy === actor.id) return true;
  return state === "CONCLUDED" && !(await historyOf(objection)).isInvolved(actor);
}

export async function listObjectionDocuments(call: Call<Routes["listObjectionDocuments"]>) {
  if (!(await mayRead(call.params.id, call.actor))) throw call.refuse("not-found");
  return { items: await documentsOf(call.params.id) };
}

export async function signObjectionDocument(call: Call<Routes["signObjectionDocument"]>) {
  const { id, documentId } = call.params;
  if (!(await mayRead(id, call.actor))) throw call.refuse("not-found");
  const document = (await documentsOf(id)).find((one) => one.id === documentId);
  if (!document) throw call.refuse("not-found");
  if (document.state === "REFUSED") throw call.refuse("file-refused");
  const { sha256: originalSha256, release } = document;
  const version = call.query.as;
  const [shown] =
    version === "released" && release ? await releasedVersions([{ one: document, release }]) : [];
  const of = version === "released" ? shown?.version : document;
  if (!of) throw call.refuse("not-found");
  const { kept, safeCopy, name, format, contentType } = of;
  if (!kept) throw call.refuse("file-not-landed");
  if (version !== "original" && !safeCopy) throw call.refuse("no-safe-copy", { originalSha256 });
  const given =
    version !== "original" && safeCopy ? safeCopy : { ...kept, bytes: of.bytes, sha256: originalSha256 };
  return {
    ...(await linkTo(call, { ...given, name, format, contentType })),
    ...{ version, bytes: given.bytes, sha256: given.sha256, originalSha256 },
  };
}
