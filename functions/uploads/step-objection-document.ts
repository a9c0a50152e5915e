import type { ObjectionDocument } from "../../shared/contract/objection-document-record.ts";
import type { MalwareState } from "../../shared/contract/uploads.ts";
import type { ObjectionDocumentId } from "../../shared/kernel/ids.ts";
import type { Tick } from "../../shared/runtime/consume.ts";
import { stillIn } from "../../shared/store/entity.ts";
import { objectionDocuments } from "../../shared/store/published/objection-documents.ts";
import { objectionCopyKeyOf } from "./keys.ts";
import { scanned } from "./scan.ts";
import { inspectFile, type Landing, type Shelf } from "./step-file.ts";

/** Papers of objections: nobody is told of a verdict but who asks. */
export const objectionShelf: Shelf<ObjectionDocument> = {
  read: objectionDocuments.get,
  replace: (document, from) => objectionDocuments.replace(document, [stillIn(from)]),
  copyKeyOf: ({ id }) => objectionCopyKeyOf(id),
  judged: (document, { safeCopy }) => ({ file: { ...document, safeCopy }, beside: [], facts: [] }),
};

async function knownDocument(id: ObjectionDocumentId) {
  const held = await objectionDocuments.get({ id });
  if (!held) throw new Error(`the paper ${id} is unknown`);
  return held;
}

/** Inspects one landed version of a paper of an objection, as every file is. @returns false when it has its verdict already */
export async function inspectObjectionDocument(
  id: ObjectionDocumentId,
  landing: Landing,
  tick: Pick<Tick, "now" | "commit">,
): Promise<boolean> {
  return inspectFile(objectionShelf, await knownDocument(id), { landing, tick });
}

/** Writes a scanner's word on a paper of an objection. @returns whether it is refused by it */
export async function markObjectionDocument(
  id: ObjectionDocumentId,
  malware: MalwareState,
  { now, commit }: Pick<Tick, "now" | "commit">,
): Promise<boolean> {
  const held = await knownDocument(id);
  if (held.malware === malware) return false;
  const { next, from, isRefused } = scanned(held, malware, now);
  const told = isRefused ? { ...next, safeCopy: null } : next;
  await commit({ writes: [objectionDocuments.replace(told, [stillIn(from)])] });
  return isRefused;
}
