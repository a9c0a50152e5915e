import type { Letter, Registration } from "../../shared/contract/registrations.ts";
import { letterCopyKeyOf, letterKeyOf } from "../../shared/kernel/letter-keys.ts";
import { bucketName, objects } from "../../shared/runtime/objects.ts";
import { quarantineForm } from "../../shared/runtime/quarantine-form.ts";

/** A download link is for now, not for passing on. */
export const linkSeconds = 300;

/** A form by which this very letter and nothing else can be uploaded. */
export const letterPost = (
  id: Registration["id"],
  { bytes, sha256 }: Pick<Letter, "bytes" | "sha256">,
  seconds: number,
) => quarantineForm({ key: letterKeyOf(id), contentType: "application/pdf", bytes, sha256 }, seconds);

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
