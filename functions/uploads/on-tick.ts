import type { Upload } from "../../shared/contract/uploads.ts";
import { sweepAfterSeconds } from "../../shared/files/limits.ts";
import { type Instant, plusSeconds } from "../../shared/kernel/time.ts";
import { onTick } from "../../shared/runtime/consume.ts";
import { objectionDocuments } from "../../shared/store/published/objection-documents.ts";
import { uploads } from "../../shared/store/published/uploads.ts";
import { abandonPartsAfterSeconds } from "./policy.ts";
import { partPlans } from "./records.ts";
import { sweepFiles } from "./step-file.ts";
import { uploadShelf } from "./step-inspect.ts";
import { objectionShelf } from "./step-objection-document.ts";
import { sweepLetters } from "./step-sweep-letters.ts";

/** Inspections of one sweep, the oldest first. */
const atOnce = { uploads: 20, papers: 10 };

/** A file that is sent in parts has longer. */
async function comesInParts(
  { applicationId, id: uploadId, createdAt }: Upload,
  now: Instant,
): Promise<boolean> {
  const parts = await partPlans.get({ applicationId, uploadId });
  return parts?.state === "OPEN" && createdAt >= plusSeconds(now, -abandonPartsAfterSeconds);
}

/** The sweep of files, of letters of registrations and of papers of objections. */
export const handler = onTick("uploads-on-tick", async (tick) => {
  const older = { limit: 100, upTo: plusSeconds(tick.now, -sweepAfterSeconds) };
  await sweepLetters(tick);
  await sweepFiles(objectionShelf, tick, {
    waiting: objectionDocuments.each("waiting", older),
    atOnce: atOnce.papers,
  });
  await sweepFiles(uploadShelf, tick, {
    waiting: uploads.each("waiting", older),
    atOnce: atOnce.uploads,
    mayCome: (upload) => comesInParts(upload, tick.now),
  });
});
