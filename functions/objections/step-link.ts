import type { ObjectionDocument } from "../../shared/contract/objection-document-record.ts";
import { dispositionOf } from "../../shared/files/download-name.ts";
import { downloadSeconds } from "../../shared/files/limits.ts";
import { type Instant, plusSeconds } from "../../shared/kernel/time.ts";
import { bucketName, objects } from "../../shared/runtime/objects.ts";

type Linked = Pick<ObjectionDocument, "name" | "format" | "contentType"> & { key: string; versionId: string };

/** A link to one version of a paper, for now and not for passing on. */
export async function linkTo(
  { key, versionId, name, format, contentType }: Linked,
  now: Instant,
): Promise<{ url: string; expiresAt: Instant }> {
  // Few calls need it: no other start pays for it.
  const [{ GetObjectCommand }, { getSignedUrl }] = await Promise.all([
    import("@aws-sdk/client-s3"),
    import("@aws-sdk/s3-request-presigner"),
  ]);
  const command = new GetObjectCommand({
    Bucket: bucketName("documents"),
    Key: key,
    VersionId: versionId,
    ResponseContentDisposition: dispositionOf(name, format),
    ResponseContentType: contentType,
  });
  const url = await getSignedUrl(objects, command, { expiresIn: downloadSeconds });
  return { url, expiresAt: plusSeconds(now, downloadSeconds) };
}
