import { isLostRace } from "../../shared/contract/problems.ts";
import type { MalwareState } from "../../shared/contract/uploads.ts";
import type { ObjectionDocumentId } from "../../shared/kernel/ids.ts";
import { transitionOf } from "../../shared/kernel/lifecycle.ts";
import type { Instant } from "../../shared/kernel/time.ts";
import type { Tick } from "../../shared/runtime/consume.ts";
import { stillIn } from "../../shared/store/entity.ts";
import { objectionDocuments } from "../../shared/store/published/objection-documents.ts";
import { objectionCopyKeyOf } from "./keys.ts";
import { uploadLifecycle } from "./lifecycle.ts";
import { scanned } from "./scan.ts";
import { keepCopy, keepOriginal, verdictActs, verdictOn } from "./step-look.ts";

async function knownDocument(id: ObjectionDocumentId) {
  const held = await objectionDocuments.get({ id });
  if (!held) throw new Error(`the paper ${id} is unknown`);
  return held;
}

/**
 * Inspects one landed version of a paper of an objection, as every upload is; nobody is told of it but who asks.
 * @returns false when it has its verdict already
 */
export async function inspectObjectionDocument(
  id: ObjectionDocumentId,
  landed: { versionId: string; landedAt: Instant },
  { now, commit }: Pick<Tick, "now" | "commit">,
): Promise<boolean> {
  const before = await knownDocument(id);
  const landing = transitionOf(uploadLifecycle, "land", before.state);
  if (!landing) return false;
  const begun = {
    ...before,
    state: landing.to,
    versionId: before.versionId ?? landed.versionId,
    landedAt: before.landedAt ?? landed.landedAt,
    attempts: before.attempts + 1,
    version: before.version + 1,
  };
  await commit({ writes: [objectionDocuments.replace(begun, [stillIn(landing.from)])] });
  const { inspection, bytes } = await verdictOn(begun);
  const isKept = inspection.verdict !== "refused";
  const kept = isKept ? await keepOriginal(begun) : null;
  const safeCopy =
    isKept && bytes ? await keepCopy(begun, objectionCopyKeyOf(id), { inspection, original: bytes }) : null;
  for (;;) {
    const held = await knownDocument(id);
    const judging = transitionOf(uploadLifecycle, verdictActs[inspection.verdict], held.state);
    if (!judging) return false;
    const { reasons } = inspection;
    const done = { ...held, state: judging.to, kept, safeCopy, reasons, inspectedAt: now };
    try {
      const next = { ...done, version: held.version + 1 };
      await commit({ writes: [objectionDocuments.replace(next, [stillIn(judging.from)])] });
      return true;
    } catch (cause) {
      // A scanner has spoken meanwhile; it does so once.
      if (!isLostRace(cause)) throw cause;
    }
  }
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
