import { isLostRace } from "../../shared/contract/problems.ts";
import type { SafeCopy } from "../../shared/contract/safe-copies.ts";
import type { Upload } from "../../shared/contract/uploads.ts";
import { uploadInspected } from "../../shared/events/uploads.ts";
import { type Transition, transitionOf } from "../../shared/kernel/lifecycle.ts";
import type { Instant } from "../../shared/kernel/time.ts";
import type { Tick } from "../../shared/runtime/consume.ts";
import { fact } from "../../shared/runtime/facts.ts";
import { keepText } from "../../shared/runtime/objects.ts";
import { sha256Of } from "../../shared/runtime/sha256.ts";
import { stillIn } from "../../shared/store/entity.ts";
import { uploads } from "../../shared/store/published/uploads.ts";
import type { DocumentText, Inspection } from "./inspection.ts";
import { copyKeyOf, textKeyOf } from "./keys.ts";
import { uploadLifecycle } from "./lifecycle.ts";
import { details } from "./records.ts";
import { keepCopy, keepOriginal, verdictActs, verdictOn } from "./step-look.ts";

/** What the file says, for holding it against its twin without opening it again. */
async function keepWhatIsRead({ applicationId, id }: Upload, read: DocumentText): Promise<void> {
  const text = JSON.stringify(read);
  await keepText("documents", textKeyOf(applicationId, id), text, sha256Of(text));
}

interface Judgement {
  inspection: Inspection;
  kept: Upload["kept"];
  safeCopy: SafeCopy | null;
  now: Instant;
}

/** The upload with its verdict, and the fact of it. */
function judged(
  upload: Upload & { versionId: string },
  { from, to }: Pick<Transition<Upload["state"]>, "from" | "to">,
  { inspection, kept, safeCopy, now }: Judgement,
) {
  const { verdict, reasons, pages, characters, signatures } = inspection;
  const version = upload.version + 1;
  const done: Upload = {
    ...upload,
    state: to,
    kept,
    reasons,
    pages,
    characters,
    inspectedAt: now,
    version,
  };
  return {
    writes: [
      uploads.replace(done, [stillIn(from)]),
      details.overwrite({
        applicationId: done.applicationId,
        uploadId: done.id,
        signatures,
        safeCopy,
        version: 1,
      }),
    ],
    facts: [
      fact(uploadInspected, {
        aggregateId: done.id,
        version,
        payload: {
          uploadId: done.id,
          applicationId: done.applicationId,
          kind: done.kind,
          verdict,
          reasons: reasons.map(({ code }) => code),
          sha256: done.sha256,
          versionId: upload.versionId,
        },
      }),
    ],
  };
}

/**
 * Inspects one landed version and writes the verdict. The attempt is written before the inspection begins, so that one
 * which dies is counted. Of two that inspect the same version (an event that came twice, the sweep) the first has its way.
 * @returns false when the upload has its verdict already
 */
export async function inspectLanded(
  key: Pick<Upload, "applicationId" | "id">,
  landed: { versionId: string; landedAt: Instant },
  { now, commit }: Pick<Tick, "now" | "commit">,
): Promise<boolean> {
  const upload = await uploads.get(key);
  if (!upload) throw new Error(`upload ${key.id} is unknown`);
  const landing = transitionOf(uploadLifecycle, "land", upload.state);
  if (!landing) return false;
  const versionId = upload.versionId ?? landed.versionId;
  const begun = {
    ...upload,
    state: landing.to,
    versionId,
    landedAt: upload.landedAt ?? landed.landedAt,
    attempts: upload.attempts + 1,
    version: upload.version + 1,
  };
  await commit({ writes: [uploads.replace(begun, [stillIn(landing.from)])] });
  const { inspection, text, bytes } = await verdictOn(begun);
  const isKept = inspection.verdict !== "refused";
  const kept = isKept ? await keepOriginal(begun) : null;
  if (kept && text) await keepWhatIsRead(begun, text);
  const safeCopy =
    isKept && bytes
      ? await keepCopy(begun, copyKeyOf(key.applicationId, key.id), { inspection, original: bytes })
      : null;
  for (let held: Upload | undefined = begun; held; held = await uploads.get(key)) {
    const judging = transitionOf(uploadLifecycle, verdictActs[inspection.verdict], held.state);
    if (!judging) return false;
    try {
      await commit(judged({ ...held, versionId }, judging, { inspection, kept, safeCopy, now }));
      return true;
    } catch (cause) {
      if (!isLostRace(cause)) throw cause;
    }
  }
  return false;
}
