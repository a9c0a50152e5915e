import type { Application } from "../../shared/contract/applications.ts";
import { Problem } from "../../shared/contract/problems.ts";
import type { Upload } from "../../shared/contract/uploads.ts";
import { type ApplicationId, type Sha256, UploadId } from "../../shared/kernel/ids.ts";
import type { Instant } from "../../shared/kernel/time.ts";
import { openedOf } from "../../shared/programme/listed-items.ts";
import type { ProgrammeDefinition } from "../../shared/programme/schema.ts";
import type { Actor } from "../../shared/runtime/actor.ts";
import { applications } from "../../shared/store/published/applications.ts";
import { definitionOf } from "../../shared/store/published/rounds.ts";
import { uploads } from "../../shared/store/published/uploads.ts";
import { keyOf } from "./keys.ts";
import { uploadLifecycle } from "./lifecycle.ts";
import { refusedFor } from "./open-for.ts";
import { contentTypes } from "./policy.ts";

/**
 * A return leaves open the files that it lists and those that follow; one that inspection has refused since is open too.
 * @throws Problem not-listed
 */
async function onlyListed(application: Application, definition: ProgrammeDefinition, kind: string) {
  const open = openedOf(definition, application);
  if (open === null || open.documents.includes(kind)) return;
  const submitted = application.receipt?.files.find((file) => file.kind === kind);
  const held = submitted && (await uploads.get({ applicationId: application.id, id: submitted.uploadId }));
  if (held?.state !== "REFUSED") throw new Problem("not-listed", { changed: [kind], open });
}

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
  const { roundId, definitionHash } = application;
  const definition = await definitionOf({ id: roundId, definitionHash });
  const document = definition.documents.required.find(({ kind }) => kind === body.kind);
  if (!document) throw new Problem("not-found", { kind: body.kind });
  const refused = refusedFor(application, document.kind, now);
  if (refused) throw refused;
  await onlyListed(application, definition, document.kind);
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
