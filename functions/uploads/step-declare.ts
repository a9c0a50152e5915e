import { Problem } from "../../shared/contract/problems.ts";
import type { Upload } from "../../shared/contract/uploads.ts";
import { type ApplicationId, type Sha256, UploadId } from "../../shared/kernel/ids.ts";
import type { Instant } from "../../shared/kernel/time.ts";
import type { Actor } from "../../shared/runtime/actor.ts";
import { applications } from "../../shared/store/published/applications.ts";
import { keyOf } from "./keys.ts";
import { uploadLifecycle } from "./lifecycle.ts";
import { contentTypes } from "./policy.ts";
import { openSlot } from "./step-open.ts";

interface Declaring {
  params: { id: ApplicationId };
  body: { kind: string; name: string; bytes: number; sha256: Sha256 };
  actor: Actor;
  now: Instant;
  newId: (kind: "upload") => string;
}

/**
 * The upload of a file that a society declares, not yet written.
 * @throws Problem not-found, file-too-large, not-listed, and what says that no such file may be uploaded now
 */
export async function declaredUpload({ params, body, actor, now, newId }: Declaring): Promise<Upload> {
  const application = await applications.get({ id: params.id });
  if (!application || application.societyCode !== actor.societyCode) throw new Problem("not-found");
  const document = await openSlot(application, body.kind, now);
  if (body.bytes > document.maxBytes) throw new Problem("file-too-large", { maxBytes: document.maxBytes });
  const id = UploadId.parse(newId("upload"));
  return {
    id,
    applicationId: application.id,
    kind: document.kind,
    format: document.format,
    name: body.name,
    bytes: body.bytes,
    sha256: body.sha256,
    contentType: contentTypes[document.format],
    key: keyOf(application.id, id),
    versionId: null,
    kept: null,
    state: uploadLifecycle.initial,
    reasons: [],
    pages: null,
    characters: null,
    malware: "not-scanned",
    attempts: 0,
    createdBy: actor.id,
    createdAt: now,
    landedAt: null,
    inspectedAt: null,
    version: 1,
  };
}
