import middy from "@middy/core";
import type { EventBridgeEvent } from "aws-lambda";
import { registrationOfLetter } from "../../shared/kernel/letter-keys.ts";
import { onDelivery } from "../../shared/runtime/consume.ts";
import { log } from "../../shared/runtime/log.ts";
import { landed } from "../../shared/runtime/objects.ts";
import { again } from "../../shared/store/again.ts";
import { awaitedLetter, scannedLetter } from "./letter-scan.ts";
import { letterInspections } from "./records.ts";
import { malwareStateOf, ScanResult } from "./scan.ts";
import { letterFacts } from "./step-letter-told.ts";

/** A scanner has spoken on the letter of a registration, before its inspection or after it. */
export const handler = middy<EventBridgeEvent<string, unknown>, void>().handler(async (delivered) => {
  const { s3ObjectDetails, scanResultDetails } = ScanResult.parse(delivered.detail);
  const { scanResultStatus: code } = scanResultDetails;
  const registrationId = registrationOfLetter(s3ObjectDetails.objectKey);
  const about = { correlationId: delivered.id, aggregate: registrationId, code };
  const malware = malwareStateOf(code);
  if (malware === "not-scanned") return log("warn", "not scanned", about);
  const found = await landed("quarantine", s3ObjectDetails.objectKey);
  if (!found?.sha256) throw new Error("a letter was scanned that is not there");
  const { sha256 } = found;
  const { now, commit } = onDelivery(delivered);
  await again(async () => {
    const held = await letterInspections.get({ registrationId });
    const next = scannedLetter(held ?? awaitedLetter(registrationId, now), malware, sha256);
    if (!next) return;
    const write = held ? letterInspections.replace(next) : letterInspections.create(next);
    await commit({ writes: [write], facts: letterFacts(next) });
  });
  log(malware === "infected" ? "warn" : "info", malware === "infected" ? "malware found" : "scanned", about);
});
