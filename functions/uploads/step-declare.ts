import { Problem } from "../../shared/contract/problems.ts";
import type { Upload } from "../../shared/contract/uploads.ts";
import { type ApplicationId, PersonId, UploadId } from "../../shared/kernel/ids.ts";
import type { Instant } from "../../shared/kernel/time.ts";
import type { Actor } from "../../shared/runtime/actor.ts";
import { applications } from "../../shared/store/published/applications.ts";
import { uploads } from "../../shared/store/published/uploads.ts";
import { freshUpload } from "./fresh-upload.ts";
import { isAfterMail, standsByMail } from "./open-for.ts";
import { openSlot } from "./step-open.ts";

interface Declaring {
  params: { id: ApplicationId };
  body: Pick<Upload, "kind" | "name" | "bytes" | "sha256">;
  actor: Actor;
  now: Instant;
  newId: (kind: "upload") => string;
}

/**
 * The upload of a file that a society declares, not yet written.
 * @throws Problem not-found, file-too-large, not-listed, mailed-file-stands, and what says that no such file may be uploaded now
 */
export async function declaredUpload({ params, body, actor, now, newId }: Declaring): Promise<Upload> {
  const application = await applications.get({ id: params.id });
  if (!application || application.societyCode !== actor.societyCode) throw new Problem("not-found");
  const document = await openSlot(application, body.kind, now);
  if (body.bytes > document.maxBytes) throw new Problem("file-too-large", { maxBytes: document.maxBytes });
  if (isAfterMail(application, now)) {
    const own = await uploads.list(application.id);
    const stands = standsByMail(application, document.kind, own);
    if (stands) throw stands;
  }
  const { bytes, name, sha256 } = body;
  const { kind, format } = document;
  return freshUpload(
    { uploadId: UploadId.parse(newId("upload")), kind, format, name, bytes, sha256 },
    { applicationId: application.id, createdBy: PersonId.parse(actor.id), createdAt: now },
  );
}
