import type { ObjectionDocument } from "../../shared/contract/objection-document-record.ts";
import { isOpenObjection } from "../../shared/contract/objection-record.ts";
import type { objections as routes } from "../../shared/contract/objections.ts";
import type { ObjectionDocumentId, ObjectionId } from "../../shared/kernel/ids.ts";
import type { Actor } from "../../shared/runtime/actor.ts";
import type { Call } from "../../shared/runtime/call.ts";
import { linkTo } from "../../shared/runtime/links.ts";
import { stillIn } from "../../shared/store/entity.ts";
import { objectionDocuments } from "../../shared/store/published/objection-documents.ts";
import { objections } from "../../shared/store/published/objections.ts";
import { together } from "../../shared/store/together.ts";
import { namedFiles } from "./records.ts";
import { documentsIn, documentsOf, releasedVersions } from "./step-files.ts";

type Routes = typeof routes;

/** The redacted version that is to be shown in place of a paper. @throws not-found of another paper's, and of what is not fit to be handed out */
async function redactionFor(
  call: Call<Routes["releaseObjectionDocument"]>,
  redactionId: ObjectionDocumentId,
): Promise<ObjectionDocument> {
  const { id, documentId } = call.params;
  const [found] = await together(objectionDocuments.ask({ id: redactionId }));
  if (found?.redaction?.of !== documentId || found.objectionId !== id)
    throw call.refuse("not-found", { redactionId });
  return found;
}

/**
 * Gives the copy of one paper of who objects to the target, or a redacted version in its place: without it the statement would
 * speak of what it never saw. Only its handler can, and says why; the original, and the name that it came under, stay hidden.
 */
export async function releaseObjectionDocument(call: Call<Routes["releaseObjectionDocument"]>) {
  const { id, documentId } = call.params;
  const { reason, redactionId } = call.body;
  const [objection, held] = await Promise.all([objections.get({ id }), namedFiles.get({ matterId: id })]);
  const document = (await documentsIn(held)).find((one) => one.id === documentId && one.side === "objector");
  if (!objection || !held || !document || objection.handledBy !== call.actor.id)
    throw call.refuse("not-found");
  if (!isOpenObjection(objection) || document.release !== null)
    throw call.refuse("wrong-state", { state: objection.state, releasedAt: document.release?.releasedAt });
  const redacted = redactionId === undefined ? null : await redactionFor(call, redactionId);
  for (const one of [document, ...(redacted ? [redacted] : [])]) {
    if (one.state === "REFUSED") throw call.refuse("file-refused", { documentId: one.id });
    if (!one.kept) throw call.refuse("file-not-landed", { documentId: one.id });
  }
  const { safeCopy, sha256 } = redacted ?? document;
  if (!safeCopy) throw call.refuse("no-safe-copy", { originalSha256: sha256 });
  const redaction = redacted && { id: redacted.id, sha256 };
  const release = { reason, releasedBy: call.actor.id, releasedAt: call.now, redaction };
  const named = held.named.map((one) => (one.id === documentId ? { ...one, release } : one));
  return call.commit({
    writes: [
      namedFiles.replace({ ...held, named, version: held.version + 1 }),
      ...(redacted
        ? [
            objectionDocuments.check({ id: redacted.id }, [stillIn(["ACCEPTED", "FLAGGED"])], () =>
              call.refuse("file-refused", { documentId: redacted.id }),
            ),
          ]
        : []),
    ],
    answer: { ...document, release },
  });
}

/** What was released to the target and is fit to be handed out; to another society the objection does not exist. */
async function releasedTo({ societyCode }: Pick<Actor, "societyCode">, id: ObjectionId) {
  const objection = await objections.get({ id });
  if (!objection || societyCode === null || objection.societyCode !== societyCode) return undefined;
  const released = (await documentsOf(id)).flatMap(({ release, ...one }) =>
    release ? [{ one, release }] : [],
  );
  const shown = await releasedVersions(released);
  return shown.flatMap(({ id: paperId, version, release }) =>
    version?.safeCopy ? [{ ...version, id: paperId, safeCopy: version.safeCopy, release }] : [],
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
  const link = await linkTo(call, { ...safeCopy, name: "document", format, contentType });
  return { ...shownTo(document), ...link };
}
