import { dispositionOf, type SavedFormat } from "../files/download-name.ts";
import { downloadSeconds } from "../files/limits.ts";
import type { Sha256 } from "../kernel/ids.ts";
import { type Instant, plusSeconds } from "../kernel/time.ts";
import type { HandedOut } from "./exports.ts";
import { bucketName, objects } from "./objects.ts";

/** One version of a kept file, and under which name it is saved. */
interface Linked {
  key: string;
  versionId: string;
  name: string;
  format: SavedFormat;
  contentType: string;
  bytes: number;
  sha256: Sha256;
}

interface Asking {
  now: Instant;
  handsOut: (file: HandedOut) => void;
}

/**
 * A link to one version of a document, for now and not for passing on. The one place that signs one: whoever of the office or
 * of the experts gets it is logged before it leaves.
 */
export async function linkTo(
  { now, handsOut }: Asking,
  { key, versionId, name, format, contentType, bytes, sha256 }: Linked,
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
  handsOut({ fileName: name, media: contentType, bytes, sha256, versionId });
  return { url, expiresAt: plusSeconds(now, downloadSeconds) };
}
