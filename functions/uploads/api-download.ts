import { wordsOfCopy } from "../../shared/contract/safe-copies.ts";
import type { uploads as routes } from "../../shared/contract/uploads.ts";
import type { Call } from "../../shared/runtime/call.ts";
import { linkTo } from "../../shared/runtime/links.ts";
import { definitionOf } from "../../shared/store/published/rounds.ts";
import { uploads } from "../../shared/store/published/uploads.ts";
import { versionFor } from "./reading.ts";
import { details } from "./records.ts";
import { isForReader, seen } from "./step-seen.ts";

export async function signDownload(call: Call<(typeof routes)["signDownload"]>) {
  const { id: applicationId, uploadId } = call.params;
  const [application, upload, detail] = await Promise.all([
    seen(applicationId, call.actor, call.now),
    uploads.get({ applicationId, id: uploadId }),
    details.get({ applicationId, uploadId }),
  ]);
  if (!application || !upload || !isForReader(upload, call.actor)) throw call.refuse("not-found");
  const isOwn = call.actor.societyCode === application.societyCode;
  const version = versionFor({ roles: call.actor.roles, isOwn }, call.query.as);
  if (version === undefined) throw call.refuse("forbidden");
  if (upload.state === "REFUSED") throw call.refuse("file-refused");
  if (!upload.kept) throw call.refuse("file-not-landed");
  if (call.actor.expertId !== null && upload.malware !== "clean") {
    const { malware } = await definitionOf({
      id: application.roundId,
      definitionHash: application.definitionHash,
    });
    if (malware.notScannedBlocks) throw call.refuse("file-not-scanned");
  }
  const copy = detail?.safeCopy ?? null;
  if (version === "copy" && copy === null)
    throw call.refuse("no-safe-copy", { originalSha256: upload.sha256 });
  const { bytes, sha256, kept } = upload;
  const given = version === "copy" && copy ? copy : { ...kept, bytes, sha256, removed: [] };
  const { name, format, contentType } = upload;
  const { key, versionId } = given;
  const of = { key, versionId, name, format, contentType, bytes: given.bytes, sha256: given.sha256 };
  return {
    ...(await linkTo(call, of)),
    version,
    bytes: given.bytes,
    sha256: given.sha256,
    originalSha256: sha256,
    notice: version === "copy" ? wordsOfCopy(given.removed, call.language) : null,
  };
}
