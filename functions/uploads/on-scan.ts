import middy from "@middy/core";
import type { EventBridgeEvent } from "aws-lambda";
import { isLostRace } from "../../shared/contract/problems.ts";
import { uploadInspected } from "../../shared/events/uploads.ts";
import { onDelivery, type Tick } from "../../shared/runtime/consume.ts";
import { fact } from "../../shared/runtime/facts.ts";
import { log } from "../../shared/runtime/log.ts";
import { stillIn } from "../../shared/store/entity.ts";
import { uploads } from "../../shared/store/published/uploads.ts";
import { objectionDocumentOfKey, uploadOfKey } from "./keys.ts";
import { malwareStateOf, ScanResult, scanned } from "./scan.ts";
import { markObjectionDocument } from "./step-objection-document.ts";

/** Writes the word on one upload. Every version under its key has the pinned hash, so that one word is on all. */
async function mark(
  key: NonNullable<ReturnType<typeof uploadOfKey>>,
  said: { malware: ReturnType<typeof malwareStateOf>; versionId: string },
  { now, commit }: Tick,
): Promise<boolean> {
  const upload = await uploads.get(key);
  if (!upload) throw new Error(`upload ${key.id} is unknown`);
  if (upload.malware === said.malware) return false;
  const { next, from, isRefused } = scanned(upload, said.malware, now);
  const { id: uploadId, applicationId, kind, sha256, version, reasons } = next;
  const told = fact(uploadInspected, {
    aggregateId: uploadId,
    version,
    payload: {
      ...{ uploadId, applicationId, kind, sha256, verdict: "refused" },
      ...{ reasons: reasons.map(({ code }) => code), versionId: next.versionId ?? said.versionId },
    },
  });
  await commit({ writes: [uploads.replace(next, [stillIn(from)])], facts: isRefused ? [told] : [] });
  return isRefused;
}

export const handler = middy<EventBridgeEvent<string, unknown>, void>().handler(async (delivered) => {
  const { s3ObjectDetails, scanResultDetails } = ScanResult.parse(delivered.detail);
  const { objectKey, versionId } = s3ObjectDetails;
  const { scanResultStatus: code } = scanResultDetails;
  const documentId = objectionDocumentOfKey(objectKey);
  const key = uploadOfKey(objectKey);
  const aggregate = documentId ?? key?.id;
  if (!aggregate) throw new Error("an object was scanned that no upload knows");
  const about = { correlationId: delivered.id, aggregate, code };
  const malware = malwareStateOf(code);
  if (malware === "not-scanned") return log("warn", "not scanned", about);
  const delivery = onDelivery(delivered);
  for (;;) {
    try {
      const isRefused = documentId
        ? await markObjectionDocument(documentId, malware, delivery)
        : key !== undefined && (await mark(key, { malware, versionId }, delivery));
      return log(isRefused ? "warn" : "info", isRefused ? "malware found" : "scanned", about);
    } catch (cause) {
      // Inspection wrote the same upload meanwhile; it does so twice at most.
      if (!isLostRace(cause)) throw cause;
    }
  }
});
