import type { Application, PinnedFile, Receipt, Section } from "../../shared/contract/applications.ts";
import type { Upload } from "../../shared/contract/uploads.ts";
import { PersonId } from "../../shared/kernel/ids.ts";
import type { Instant } from "../../shared/kernel/time.ts";
import { keepText, landed } from "../../shared/runtime/objects.ts";
import { sha256Of } from "../../shared/runtime/sha256.ts";
import { pinned } from "./files.ts";
import { frozenKey, frozenText, receiptNumber } from "./frozen.ts";

/** Pins each upload; S3 is asked only about those whose landing nobody has told us of yet. */
export function pinAll(uploads: readonly Upload[]): Promise<PinnedFile[]> {
  return Promise.all(
    uploads.map(async (upload) =>
      pinned(upload, upload.versionId === null ? await landed("quarantine", upload.key) : undefined),
    ),
  );
}

/** Freezes a submission among the documents under its hash and writes its receipt. Frozen text that loses its race is an orphan and harms nobody. */
export async function freeze(submission: {
  application: Application;
  sections: readonly Section[];
  files: readonly PinnedFile[];
  undertakingVersion: number;
  submittedBy: string;
  arrivedAt: Instant;
  confirmedAt: Instant | null;
  programme: string;
}): Promise<Receipt> {
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
    undertakingVersion: submission.undertakingVersion,
  };
}
