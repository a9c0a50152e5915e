import type { PinnedFile, Receipt } from "../../shared/contract/applications.ts";
import type { Upload } from "../../shared/contract/uploads.ts";
import { PersonId } from "../../shared/kernel/ids.ts";
import { keepText, landed } from "../../shared/runtime/objects.ts";
import { sha256Of } from "../../shared/runtime/sha256.ts";
import { pinned } from "./files.ts";
import { frozenKey, frozenText, receiptNumber, type Submission } from "./frozen.ts";

/** Pins each upload; S3 is asked only about those whose landing nobody has told us of yet. */
export function pinAll(uploads: readonly Upload[]): Promise<PinnedFile[]> {
  return Promise.all(
    uploads.map(async (upload) =>
      pinned(upload, upload.versionId === null ? await landed("quarantine", upload.key) : undefined),
    ),
  );
}

/** What a submission froze of its partners: it goes with what takes its place. */
export const jointParts = ({
  partners,
  leadShareFen,
}: Pick<Receipt, "partners" | "leadShareFen">): Pick<Submission, "partners" | "leadShareFen"> => ({
  ...(partners && { partners }),
  ...(leadShareFen !== undefined && { leadShareFen }),
});

/** Freezes a submission among the documents under its hash and writes its receipt. Frozen text that loses its race is an orphan and harms nobody. */
export async function freeze(submission: Submission & { programme: string }): Promise<Receipt> {
  const text = frozenText(submission);
  const sha256 = sha256Of(text);
  const key = frozenKey(submission.application.id, sha256);
  const versionId = await keepText("documents", key, text, sha256);
  return {
    number: receiptNumber(submission.programme, submission.application),
    applicationId: submission.application.id,
    arrivedAt: submission.arrivedAt,
    confirmedAt: submission.confirmedAt,
    submittedBy: PersonId.parse(submission.submittedBy),
    sha256,
    key,
    versionId,
    files: [...submission.files],
    ...jointParts(submission),
    undertakingVersion: submission.undertakingVersion,
  };
}
