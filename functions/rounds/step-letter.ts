import type { Letter, Registration } from "../../shared/contract/registrations.ts";
import { letterCopyKeyOf, letterKeyOf } from "../../shared/kernel/letter-keys.ts";
import { quarantineForm } from "../../shared/runtime/quarantine-form.ts";

/** A form by which this very letter and nothing else can be uploaded. */
export const letterPost = (
  id: Registration["id"],
  { bytes, sha256 }: Pick<Letter, "bytes" | "sha256">,
  seconds: number,
) => quarantineForm({ key: letterKeyOf(id), contentType: "application/pdf", bytes, sha256 }, seconds);

/**
 * The version of a letter that is read: its copy without scripts and attachments where there is one; undefined of what was
 * refused. Size and hash are the original's, which alone the request knows.
 */
export function letterKept({ id, letter }: Registration) {
  const { versionId, copyVersionId, bytes, sha256 } = letter;
  if (versionId === null) return undefined;
  const of =
    copyVersionId === null
      ? { key: letterKeyOf(id), versionId }
      : { key: letterCopyKeyOf(id), versionId: copyVersionId };
  return {
    ...of,
    name: "authorisation.pdf",
    format: "pdf",
    contentType: "application/pdf",
    bytes,
    sha256,
  } as const;
}
