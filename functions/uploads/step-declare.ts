import { Problem } from "../../shared/contract/problems.ts";
import type { Upload } from "../../shared/contract/uploads.ts";
import { type ApplicationId, UploadId } from "../../shared/kernel/ids.ts";
import type { Instant } from "../../shared/kernel/time.ts";
import type { Actor } from "../../shared/runtime/actor.ts";
import { applications } from "../../shared/store/published/applications.ts";
import { definitionOf } from "../../shared/store/published/rounds.ts";
import { keyOf } from "./keys.ts";
import { uploadLifecycle } from "./lifecycle.ts";
import { refusedFor } from "./open-for.ts";
import { contentTypes } from "./policy.ts";

/** What is said of a file before it comes. */
type Declared = Pick<Upload, "name" | "bytes" | "sha256">;

interface Declaring {
  params: { id: ApplicationId };
  body: Declared & { kind: string };
  actor: Actor;
  now: Instant;
  newId: (kind: "upload") => string;
}

/**
 * The upload of a file that a society declares, not yet written.
 * @throws Problem not-found, file-too-large, and what says that no such file may be uploaded now
 */
export async function declaredUpload({ params, body, actor, now, newId }: Declaring): Promise<Upload> {
  const application = await applications.get({ id: params.id });
  if (!application || application.societyCode !== actor.societyCode) throw new Problem("not-found");
  const { roundId, definitionHash } = application;
  const { documents } = await definitionOf({ id: roundId, definitionHash });
  const document = documents.required.find(({ kind }) => kind === body.kind);
  if (!document) throw new Problem("not-found", { kind: body.kind });
  const refused = refusedFor(application, document.kind, now);
  if (refused) throw refused;
  if (body.bytes > document.maxBytes) throw new Problem("file-too-large", { maxBytes: document.maxBytes });
  return newUpload(application.id, document, { body, actor, now, newId });
}

/** An upload before its file has come: what was declared of it, by whom and when. */
export function newUpload(
  applicationId: ApplicationId,
  { kind, format }: Pick<Upload, "kind" | "format">,
  { body, actor, now, newId }: Pick<Declaring, "actor" | "now" | "newId"> & { body: Declared },
): Upload {
  const id = UploadId.parse(newId("upload"));
  return {
    ...{ id, applicationId, kind, format },
    ...{ name: body.name, bytes: body.bytes, sha256: body.sha256 },
    contentType: contentTypes[format],
    key: keyOf(applicationId, id),
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
