import {
  AbortMultipartUploadCommand,
  CompleteMultipartUploadCommand,
  CreateMultipartUploadCommand,
  ListPartsCommand,
  S3ServiceException,
  UploadPartCommand,
} from "@aws-sdk/client-s3";
import { getSignedUrl } from "@aws-sdk/s3-request-presigner";
import type { Parts } from "../../shared/contract/parts.ts";
import { isLostRace, Problem } from "../../shared/contract/problems.ts";
import type { uploads as routes, Upload } from "../../shared/contract/uploads.ts";
import { uploadSeconds } from "../../shared/files/limits.ts";
import type { ApplicationId, UploadId } from "../../shared/kernel/ids.ts";
import { plusSeconds } from "../../shared/kernel/time.ts";
import type { Actor } from "../../shared/runtime/actor.ts";
import type { Call } from "../../shared/runtime/call.ts";
import { base64Of, bucketName, objects } from "../../shared/runtime/objects.ts";
import { applications } from "../../shared/store/published/applications.ts";
import { uploads } from "../../shared/store/published/uploads.ts";
import { lengthOf, planOf, wrongParts } from "./parts.ts";
import { partPlans } from "./records.ts";
import { declaredUpload } from "./step-declare.ts";
import { openSlot } from "./step-open.ts";

type Routes = typeof routes;

/** Where S3 keeps the parts of an upload. */
const placeOf = ({ key }: Upload, multipartId: string) => ({
  Bucket: bucketName("quarantine"),
  Key: key,
  UploadId: multipartId,
});

/** An upload in parts of the caller's own society. @throws Problem not-found */
async function ownParts(
  { id: applicationId, uploadId }: { id: ApplicationId; uploadId: UploadId },
  actor: Actor,
) {
  const [application, upload, parts] = await Promise.all([
    applications.get({ id: applicationId }),
    uploads.get({ applicationId, id: uploadId }),
    partPlans.get({ applicationId, uploadId }),
  ]);
  const isOwn = application !== undefined && application.societyCode === actor.societyCode;
  if (!isOwn || !upload || !parts) throw new Problem("not-found");
  return { application, upload, parts };
}

/** May parts still come? Not once they are one file, and not of what was given up. */
const isOpen = ({ state, versionId }: Upload, parts: Parts) =>
  parts.state === "OPEN" && state === "PRESIGNED" && versionId === null;

export async function beginParts(call: Call<Routes["beginParts"]>) {
  const upload = await declaredUpload(call);
  const { UploadId: multipartId } = await objects.send(
    new CreateMultipartUploadCommand({
      Bucket: bucketName("quarantine"),
      Key: upload.key,
      ContentType: upload.contentType,
      ChecksumAlgorithm: "SHA256",
    }),
  );
  if (multipartId === undefined) throw new Error("S3 gave the upload no name");
  const plan = planOf(upload.bytes);
  const { applicationId, id: uploadId } = upload;
  return call.commit({
    writes: [
      uploads.create(upload),
      partPlans.create({ ...plan, applicationId, uploadId, multipartId, state: "OPEN", version: 1 }),
    ],
    answer: { upload, ...plan },
  });
}

export async function signPart(call: Call<Routes["signPart"]>) {
  const { application, upload, parts } = await ownParts(call.params, call.actor);
  if (!isOpen(upload, parts)) throw call.refuse("wrong-state", { state: parts.state });
  await openSlot(application, upload.kind, call.now);
  const { number } = call.params;
  const bytes = lengthOf(parts, upload.bytes, number);
  if (bytes === undefined) throw call.refuse("not-found", { parts: parts.parts });
  const checksum = base64Of(call.body.sha256);
  const url = await getSignedUrl(
    objects,
    new UploadPartCommand({
      ...placeOf(upload, parts.multipartId),
      PartNumber: number,
      ContentLength: bytes,
      ChecksumSHA256: checksum,
    }),
    { expiresIn: uploadSeconds, unhoistableHeaders: new Set(["x-amz-checksum-sha256"]) },
  );
  const headers = { "x-amz-checksum-sha256": checksum };
  return { url, headers, bytes, expiresAt: plusSeconds(call.now, uploadSeconds) };
}

/** Does S3 no longer know the parts: they became an object, or were given up? */
const isGone = (cause: unknown) => cause instanceof S3ServiceException && cause.name === "NoSuchUpload";

/** Makes one object of the parts when they are all there. @throws Problem parts-missing */
async function complete(upload: Upload, parts: Parts): Promise<string> {
  const place = placeOf(upload, parts.multipartId);
  const { Parts: listed = [] } = await objects.send(new ListPartsCommand(place));
  const held = listed.map(({ PartNumber = 0, Size = 0 }) => ({ number: PartNumber, bytes: Size }));
  const missing = wrongParts(parts, upload.bytes, held);
  if (missing.length > 0)
    throw new Problem("parts-missing", { missing, parts: parts.parts, bytes: upload.bytes });
  const { VersionId } = await objects.send(
    new CompleteMultipartUploadCommand({
      ...place,
      MultipartUpload: {
        Parts: listed.map(({ PartNumber, ETag, ChecksumSHA256 }) => ({ PartNumber, ETag, ChecksumSHA256 })),
      },
    }),
  );
  if (VersionId === undefined) throw new Error("the quarantine bucket keeps no versions");
  return VersionId;
}

export async function completeParts(call: Call<Routes["completeParts"]>) {
  const { upload, parts } = await ownParts(call.params, call.actor);
  if (upload.versionId !== null) return call.commit({ writes: [], answer: upload });
  if (!isOpen(upload, parts)) throw call.refuse("wrong-state", { state: parts.state });
  const versionId = await complete(upload, parts).catch((cause: unknown) => {
    // An earlier request made the object and lost its answer: inspection, which S3 tells of it, writes which one.
    if (isGone(cause)) throw call.refuse("unavailable");
    throw cause;
  });
  const next: Upload = { ...upload, versionId, landedAt: call.now, version: upload.version + 1 };
  try {
    return await call.commit({ writes: [uploads.replace(next)], answer: next });
  } catch (cause) {
    // Inspection was quicker: what it wrote stands.
    const held = isLostRace(cause) ? await uploads.get(upload) : undefined;
    if (!held) throw cause;
    return call.commit({ writes: [], answer: held });
  }
}

export async function abortParts(call: Call<Routes["abortParts"]>) {
  const { upload, parts } = await ownParts(call.params, call.actor);
  if (!isOpen(upload, parts)) throw call.refuse("wrong-state", { state: parts.state });
  await objects
    .send(new AbortMultipartUploadCommand(placeOf(upload, parts.multipartId)))
    .catch((cause: unknown) => {
      if (!isGone(cause)) throw cause;
    });
  const next = { ...parts, state: "ABORTED" as const, version: parts.version + 1 };
  return call.commit({ writes: [partPlans.replace(next)], answer: { state: next.state } });
}
