import { GetObjectCommand } from "@aws-sdk/client-s3";
import { createPresignedPost } from "@aws-sdk/s3-presigned-post";
import { getSignedUrl } from "@aws-sdk/s3-request-presigner";
import type { Application } from "../../shared/contract/applications.ts";
import { placeOfReason, wordsOfReason } from "../../shared/contract/reasons.ts";
import { uploads as routes, type Upload } from "../../shared/contract/uploads.ts";
import { type ApplicationId, UploadId } from "../../shared/kernel/ids.ts";
import { wordsIn } from "../../shared/kernel/text.ts";
import { plusSeconds } from "../../shared/kernel/time.ts";
import type { Actor } from "../../shared/runtime/actor.ts";
import { serve } from "../../shared/runtime/http.ts";
import { base64Of, bucketName, objects } from "../../shared/runtime/objects.ts";
import { applications } from "../../shared/store/published/applications.ts";
import { assignments } from "../../shared/store/published/assignments.ts";
import { definitionOf } from "../../shared/store/published/rounds.ts";
import { uploads } from "../../shared/store/published/uploads.ts";
import { listSeals, recordSealLook, sealsOf } from "./api-seals.ts";
import { dispositionOf } from "./download-name.ts";
import { keyOf } from "./keys.ts";
import { uploadLifecycle } from "./lifecycle.ts";
import { refusedFor } from "./open-for.ts";
import { contentTypes, downloadSeconds, uploadSeconds } from "./policy.ts";

/** The application, if the caller may see its files; to anybody else it does not exist. */
async function seen(id: ApplicationId, actor: Actor): Promise<Application | undefined> {
  const application = await applications.get({ id });
  if (!application) return undefined;
  if (actor.roles.includes("officer") || actor.roles.includes("supervisor")) return application;
  if (actor.societyCode !== null && actor.societyCode === application.societyCode) return application;
  if (actor.expertId === null) return undefined;
  const pair = await assignments.get({ applicationId: id, expertId: actor.expertId });
  return pair?.state === "DECLARED" ? application : undefined;
}

export const handler = serve("uploads", routes, {
  recordSealLook,
  listSeals,

  presignUpload: async (call) => {
    const application = await applications.get({ id: call.params.id });
    if (!application || application.societyCode !== call.actor.societyCode) throw call.refuse("not-found");
    const definition = await definitionOf({
      id: application.roundId,
      definitionHash: application.definitionHash,
    });
    const document = definition.documents.required.find(({ kind }) => kind === call.body.kind);
    if (!document) throw call.refuse("not-found", { kind: call.body.kind });
    const refused = refusedFor(application, document.kind, call.now);
    if (refused) throw refused;
    if (call.body.bytes > document.maxBytes)
      throw call.refuse("file-too-large", { maxBytes: document.maxBytes });
    const id = UploadId.parse(call.newId("upload"));
    const upload: Upload = {
      id,
      applicationId: application.id,
      kind: document.kind,
      format: document.format,
      name: call.body.name,
      bytes: call.body.bytes,
      sha256: call.body.sha256,
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
      createdBy: call.actor.id,
      createdAt: call.now,
      landedAt: null,
      inspectedAt: null,
      version: 1,
    };
    const post = await createPresignedPost(objects, {
      Bucket: bucketName("quarantine"),
      Key: upload.key,
      Expires: uploadSeconds,
      Fields: {
        "Content-Type": upload.contentType,
        "x-amz-checksum-algorithm": "SHA256",
        "x-amz-checksum-sha256": base64Of(upload.sha256),
        success_action_status: "201",
      },
      Conditions: [["content-length-range", upload.bytes, upload.bytes]],
    });
    const answer = { upload, post, expiresAt: plusSeconds(call.now, uploadSeconds) };
    return call.commit({ writes: [uploads.create(upload)], answer });
  },

  getUpload: async (call) => {
    const [application, upload] = await Promise.all([
      seen(call.params.id, call.actor),
      uploads.get({ applicationId: call.params.id, id: call.params.uploadId }),
    ]);
    if (!application || !upload) throw call.refuse("not-found");
    const reasons = upload.reasons.map((reason) => {
      const words = wordsOfReason(reason.code);
      return {
        ...reason,
        what: wordsIn(words.what, call.language),
        place: reason.where === null ? null : wordsIn(placeOfReason(reason.where), call.language),
        cure: wordsIn(words.cure, call.language),
      };
    });
    const [seal = null] = await sealsOf(application, [upload], call.actor);
    return { ...upload, reasons, seal };
  },

  listUploads: async (call) => {
    const [application, files] = await Promise.all([
      seen(call.params.id, call.actor),
      uploads.list(call.params.id),
    ]);
    if (!application) throw call.refuse("not-found");
    const standing = await sealsOf(application, files, call.actor);
    return { items: files.map((file, at) => ({ ...file, seal: standing[at] ?? null })) };
  },

  signDownload: async (call) => {
    const [application, upload] = await Promise.all([
      seen(call.params.id, call.actor),
      uploads.get({ applicationId: call.params.id, id: call.params.uploadId }),
    ]);
    if (!application || !upload) throw call.refuse("not-found");
    if (upload.state === "REFUSED") throw call.refuse("file-refused");
    if (!upload.kept) throw call.refuse("file-not-landed");
    if (call.actor.expertId !== null && upload.malware !== "clean") {
      const { roundId, definitionHash } = application;
      const { malware } = await definitionOf({ id: roundId, definitionHash });
      if (malware.notScannedBlocks) throw call.refuse("file-not-scanned");
    }
    const url = await getSignedUrl(
      objects,
      new GetObjectCommand({
        Bucket: bucketName("documents"),
        Key: upload.kept.key,
        VersionId: upload.kept.versionId,
        ResponseContentDisposition: dispositionOf(upload.name, upload.format),
        ResponseContentType: upload.contentType,
      }),
      { expiresIn: downloadSeconds },
    );
    return { url, expiresAt: plusSeconds(call.now, downloadSeconds) };
  },
});
