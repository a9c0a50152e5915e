import middy from "@middy/core";
import type { EventBridgeEvent } from "aws-lambda";
import * as z from "zod";
import { Problem } from "../../shared/contract/problems.ts";
import { authorisationInspected } from "../../shared/events/uploads.ts";
import type { RegistrationId, Sha256 } from "../../shared/kernel/ids.ts";
import { letterCopyKeyOf, letterKeyOf, registrationOfLetter } from "../../shared/kernel/letter-keys.ts";
import { onDelivery } from "../../shared/runtime/consume.ts";
import { fact } from "../../shared/runtime/facts.ts";
import { inspectionMeans } from "../../shared/runtime/inspection-means.ts";
import { log } from "../../shared/runtime/log.ts";
import { hashedBytesOf, keepBytes } from "../../shared/runtime/objects.ts";
import { sha256Of } from "../../shared/runtime/sha256.ts";
import { type Inspection, inspectionLimits } from "./inspection.ts";
import { contentTypes } from "./policy.ts";

const ObjectCreated = z.object({ object: z.object({ key: z.string(), "version-id": z.string() }) });

const how = { limits: inspectionLimits, means: inspectionMeans };
const contentType = contentTypes.pdf;

/** The original of a letter that was not refused, and its copy without scripts and attachments. */
async function kept(
  id: RegistrationId,
  { bytes, sha256 }: { bytes: Uint8Array; sha256: Sha256 },
  inspection: Pick<Inspection, "kind">,
) {
  const { safeCopy } = await import("./safe-copy.ts");
  const copy = safeCopy(bytes, inspection, how)?.bytes;
  return {
    versionId: await keepBytes("documents", letterKeyOf(id), bytes, { sha256, contentType }),
    copyVersionId: copy
      ? await keepBytes("documents", letterCopyKeyOf(id), copy, { sha256: sha256Of(copy), contentType })
      : null,
  };
}

/** A sealed authorisation letter has landed: it is inspected as every file is, and whoever registers is told the verdict. */
export const handler = middy<EventBridgeEvent<string, unknown>, void>().handler(async (delivered) => {
  const { object } = ObjectCreated.parse(delivered.detail);
  const registrationId = registrationOfLetter(object.key);
  const { commit } = onDelivery(delivered);
  const { inspect } = await import("./inspect.ts");
  const letter = await hashedBytesOf("quarantine", object.key, object["version-id"]);
  const inspection = await inspect(letter.bytes, { ...how, expected: "pdf" });
  const { verdict, reasons } = inspection;
  const none = { versionId: null, copyVersionId: null };
  const versions = verdict === "refused" ? none : await kept(registrationId, letter, inspection);
  const payload = {
    ...{ registrationId, verdict, reasons: reasons.map(({ code }) => code), sha256: letter.sha256 },
    ...versions,
  };
  const about = { correlationId: delivered.id, aggregate: registrationId };
  try {
    await commit({
      writes: [],
      facts: [fact(authorisationInspected, { aggregateId: registrationId, version: 1, payload })],
    });
    log("info", "inspected", about);
  } catch (cause) {
    // S3 tells some things twice; the first verdict stands, and the bytes are the same.
    if (!(cause instanceof Problem) || cause.code !== "version-conflict") throw cause;
    log("info", "inspected before", about);
  }
});
