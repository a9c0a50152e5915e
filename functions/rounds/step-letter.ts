import type { Letter, Registration } from "../../shared/contract/registrations.ts";
import { base64Of, bucketName, objects } from "../../shared/runtime/objects.ts";
import { letterCopyKeyOf, letterKeyOf } from "./registration.ts";

/** A download link is for now, not for passing on. */
export const linkSeconds = 300;

/** A form by which this very letter and nothing else can be uploaded: its key, type, length and SHA-256 are pinned. */
export async function letterPost(
  id: Registration["id"],
  { bytes, sha256 }: Pick<Letter, "bytes" | "sha256">,
  seconds: number,
) {
  const { createPresignedPost } = await import("@aws-sdk/s3-presigned-post");
  return createPresignedPost(objects, {
    Bucket: bucketName("quarantine"),
    Key: letterKeyOf(id),
    Expires: seconds,
    Fields: {
      "Content-Type": "application/pdf",
      "x-amz-checksum-algorithm": "SHA256",
      "x-amz-checksum-sha256": base64Of(sha256),
      success_action_status: "201",
    },
    Conditions: [["content-length-range", bytes, bytes]],
  });
}

/** A link to the letter: to its copy without scripts and attachments where there is one; undefined of what was refused. */
export async function letterLink({ id, letter }: Registration): Promise<string | undefined> {
  const { versionId, copyVersionId } = letter;
  if (versionId === null) return undefined;
  const [{ GetObjectCommand }, { getSignedUrl }] = await Promise.all([
    import("@aws-sdk/client-s3"),
    import("@aws-sdk/s3-request-presigner"),
  ]);
  const of =
    copyVersionId === null
      ? { Key: letterKeyOf(id), VersionId: versionId }
      : { Key: letterCopyKeyOf(id), VersionId: copyVersionId };
  const command = new GetObjectCommand({
    Bucket: bucketName("documents"),
    ...of,
    ResponseContentDisposition: 'attachment; filename="authorisation.pdf"',
    ResponseContentType: "application/pdf",
  });
  return getSignedUrl(objects, command, { expiresIn: linkSeconds });
}
