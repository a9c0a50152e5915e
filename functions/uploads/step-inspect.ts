import { CopyObjectCommand } from "@aws-sdk/client-s3";
import { isLostRace } from "../../shared/contract/problems.ts";
import type { SafeCopy } from "../../shared/contract/safe-copies.ts";
import type { Upload } from "../../shared/contract/uploads.ts";
import { uploadInspected } from "../../shared/events/uploads.ts";
import { attemptsAtMost } from "../../shared/files/limits.ts";
import { type Transition, transitionOf } from "../../shared/kernel/lifecycle.ts";
import type { Instant } from "../../shared/kernel/time.ts";
import type { Tick } from "../../shared/runtime/consume.ts";
import { fact } from "../../shared/runtime/facts.ts";
import { inspectionMeans } from "../../shared/runtime/inspection-means.ts";
import { bucketName, hashedBytesOf, keepBytes, keepText, objects } from "../../shared/runtime/objects.ts";
import { sha256Of } from "../../shared/runtime/sha256.ts";
import { stillIn } from "../../shared/store/entity.ts";
import { uploads } from "../../shared/store/published/uploads.ts";
import { type DocumentText, type Inspection, inspectionLimits } from "./inspection.ts";
import { copyKeyOf, textKeyOf } from "./keys.ts";
import { uploadLifecycle } from "./lifecycle.ts";
import { details } from "./records.ts";

/** What a verdict is in the table of transitions. */
const acts = { accepted: "accept", flagged: "flag", refused: "refuse" } as const;

const unread = { kind: "other", pages: null, characters: null, signatures: null } as const;
const tooComplex: Inspection = {
  ...unread,
  verdict: "flagged",
  reasons: [{ code: "too-complex", where: null }],
};
const otherBytes: Inspection = {
  ...unread,
  verdict: "refused",
  reasons: [{ code: "hash-differs", where: null }],
};

/** The lasting copy of a file that was not refused, pinned to its version. */
async function keep(upload: Upload & { versionId: string }): Promise<{ key: string; versionId: string }> {
  const copied = await objects.send(
    new CopyObjectCommand({
      Bucket: bucketName("documents"),
      Key: upload.key,
      CopySource: `${bucketName("quarantine")}/${upload.key}?versionId=${encodeURIComponent(upload.versionId)}`,
      ChecksumAlgorithm: "SHA256",
    }),
  );
  if (copied.VersionId === undefined) throw new Error("the documents bucket keeps no versions");
  return { key: upload.key, versionId: copied.VersionId };
}

const how = { limits: inspectionLimits, means: inspectionMeans };

/** What the file says, for holding it against its twin without opening it again. */
async function keepWhatIsRead({ applicationId, id }: Upload, read: DocumentText): Promise<void> {
  const text = JSON.stringify(read);
  await keepText("documents", textKeyOf(applicationId, id), text, sha256Of(text));
}

interface Seen {
  inspection: Inspection;
  /** What was read on the way. */
  text: DocumentText | null;
  bytes: Uint8Array | null;
}

/** The verdict on one version with its bytes; an upload whose inspections died before is not tried a third time. */
async function verdictOn(upload: Upload & { versionId: string }): Promise<Seen> {
  if (upload.attempts > attemptsAtMost) return { inspection: tooComplex, text: null, bytes: null };
  // The engines are large: nothing but an inspection loads them.
  const { examine } = await import("./inspect.ts");
  const { bytes, sha256 } = await hashedBytesOf("quarantine", upload.key, upload.versionId);
  // S3 has seen the parts of a file one by one; that they are the declared file is seen here.
  if (sha256 !== upload.sha256) return { inspection: otherBytes, text: null, bytes: null };
  return { ...(await examine(bytes, { ...how, expected: upload.format })), bytes };
}

/** The copy for readers of a file that was not refused, kept beside the original; null where none can be made. */
async function keepCopy(
  { applicationId, id, contentType }: Upload,
  inspection: Inspection,
  original: Uint8Array,
): Promise<SafeCopy | null> {
  const { safeCopy } = await import("./safe-copy.ts");
  const made = safeCopy(original, inspection, how);
  if (!made) return null;
  const { bytes, removed } = made;
  const sha256 = sha256Of(bytes);
  const key = copyKeyOf(applicationId, id);
  const versionId = await keepBytes("documents", key, bytes, { sha256, contentType });
  return { key, versionId, bytes: bytes.length, sha256, removed };
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
  const kept = isKept ? await keep(begun) : null;
  if (kept && text) await keepWhatIsRead(begun, text);
  const safeCopy = isKept && bytes ? await keepCopy(begun, inspection, bytes) : null;
  for (let held: Upload | undefined = begun; held; held = await uploads.get(key)) {
    const judging = transitionOf(uploadLifecycle, acts[inspection.verdict], held.state);
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
