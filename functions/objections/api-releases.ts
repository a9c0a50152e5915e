import { isOpenObjection } from "../../shared/contract/objection-record.ts";
import type { objections as routes } from "../../shared/contract/objections.ts";
import type { ObjectionId } from "../../shared/kernel/ids.ts";
import type { Actor } from "../../shared/runtime/actor.ts";
import type { Call } from "../../shared/runtime/call.ts";
import { objections } from "../../shared/store/published/objections.ts";
import { namedFiles } from "./records.ts";
import { documentsIn, documentsOf } from "./step-files.ts";
import { linkTo } from "./step-link.ts";

type Routes = typeof routes;

/**
 * Gives the copy of one paper of who objects to the target: without it the statement would speak of what it never saw. Only its
 * handler can, and says why; the original, and the name that it came under, stay hidden.
 */
export async function releaseObjectionDocument(call: Call<Routes["releaseObjectionDocument"]>) {
  const { id, documentId } = call.params;
  const [objection, held] = await Promise.all([objections.get({ id }), namedFiles.get({ matterId: id })]);
  const document = (await documentsIn(held)).find((one) => one.id === documentId && one.side === "objector");
  if (!objection || !held || !document || objection.handledBy !== call.actor.id)
    throw call.refuse("not-found");
  if (!isOpenObjection(objection) || document.release !== null)
    throw call.refuse("wrong-state", { state: objection.state, releasedAt: document.release?.releasedAt });
  if (document.state === "REFUSED") throw call.refuse("file-refused");
  if (!document.kept) throw call.refuse("file-not-landed");
  if (!document.safeCopy) throw call.refuse("no-safe-copy", { originalSha256: document.sha256 });
  const release = { reason: call.body.reason, releasedBy: call.actor.id, releasedAt: call.now };
  const named = held.named.map((one) => (one.id === documentId ? { ...one, release } : one));
  return call.commit({
    writes: [namedFiles.replace({ ...held, named, version: held.version + 1 })],
    answer: { ...document, release },
  });
}

/** What was released to the target and is fit to be handed out; to another society the objection does not exist. */
async function releasedTo({ societyCode }: Pick<Actor, "societyCode">, id: ObjectionId) {
  const objection = await objections.get({ id });
  if (!objection || societyCode === null || objection.societyCode !== societyCode) return undefined;
  return (await documentsOf(id)).flatMap(({ safeCopy, release, ...one }) =>
    release && safeCopy && one.state !== "REFUSED" ? [{ ...one, safeCopy, release }] : [],
  );
}

type Released = NonNullable<Awaited<ReturnType<typeof releasedTo>>>[number];

const shownTo = ({ id, format, safeCopy: { bytes, sha256 }, release: { releasedAt } }: Released) => ({
  ...{ id, format, bytes, sha256, releasedAt },
});

export async function listReleasedDocuments(call: Call<Routes["listReleasedDocuments"]>) {
  const released = await releasedTo(call.actor, call.params.id);
  if (!released) throw call.refuse("not-found");
  return { items: released.map(shownTo) };
}

export async function signReleasedDocument(call: Call<Routes["signReleasedDocument"]>) {
  const released = await releasedTo(call.actor, call.params.id);
  const document = released?.find(({ id }) => id === call.params.documentId);
  if (!document) throw call.refuse("not-found");
  const { safeCopy, format, contentType } = document;
  const link = await linkTo({ ...safeCopy, name: "document", format, contentType }, call.now);
  return { ...shownTo(document), ...link };
}
