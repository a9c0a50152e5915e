import { createHash } from "node:crypto";
import { PutObjectCommand, S3Client } from "@aws-sdk/client-s3";
import type { RunningCloud } from "../../infra/local/cloud.ts";
import type { Application } from "../../shared/contract/applications.ts";
import type { Upload } from "../../shared/contract/uploads.ts";
import { newId, PersonId, Sha256, UploadId } from "../../shared/kernel/ids.ts";

const idOf = (kind: "upload" | "person") => newId(kind, 1_636_000_000_000, Math.random);

/** The ARN of a function of the local stage. */
export const arnOf = ({ cloud }: RunningCloud, name: string): string =>
  cloud.functions.find((one) => one.name === `linxuan-local-${name}`)?.arn ?? "";

/** The name of a bucket of the local stage. */
export const bucketOf = ({ cloud }: RunningCloud, id: "quarantine" | "documents"): string =>
  cloud.buckets.find(({ name }) => name.includes(id))?.name ?? "";

/** S3 of a running cloud with the rights of one of its functions. */
export const s3As = (running: RunningCloud, name: string): S3Client =>
  new S3Client({
    endpoint: running.url,
    region: running.cloud.region,
    credentials: running.credentialsOf(arnOf(running, name)),
    forcePathStyle: true,
  });

/** The upload of these bytes as it was declared. */
export function declaredUpload(
  application: Application,
  kind: "form" | "stamped",
  bytes: Uint8Array,
): Upload {
  const id = UploadId.parse(idOf("upload"));
  const format = kind === "form" ? "docx" : "pdf";
  return {
    ...{ id, applicationId: application.id, kind, format, name: `${kind}.${format}`, bytes: bytes.length },
    sha256: Sha256.parse(createHash("sha256").update(bytes).digest("hex")),
    ...{ contentType: "application/octet-stream", key: `uploads/${application.id}/${id}` },
    ...{ versionId: null, kept: null, state: "PRESIGNED", reasons: [], pages: null, characters: null },
    ...{ malware: "not-scanned", attempts: 0, createdBy: PersonId.parse(idOf("person")) },
    ...{ createdAt: application.createdAt, landedAt: null, inspectedAt: null, version: 1 },
  };
}

/** Puts bytes into quarantine, as a presigned post of the service that waits for them does. */
export async function land(
  running: RunningCloud,
  { key, sha256 }: Pick<Upload, "key" | "sha256">,
  bytes: Uint8Array,
  service: "uploads" | "applications" | "rounds" = "uploads",
): Promise<void> {
  await s3As(running, `${service}-api`).send(
    new PutObjectCommand({
      Bucket: bucketOf(running, "quarantine"),
      Key: key,
      Body: bytes,
      ChecksumSHA256: Buffer.from(sha256, "hex").toString("base64"),
    }),
  );
}
