import type { MalwareState } from "../../shared/contract/uploads.ts";
import type { RegistrationId, Sha256 } from "../../shared/kernel/ids.ts";
import { epochOf, type Instant } from "../../shared/kernel/time.ts";
import type { LetterInspection } from "./records.ts";

/** A request that nobody proved is forgotten before, and a scanner speaks within minutes. */
const keptSeconds = 30 * 86_400;

/** A letter of which nothing is known yet but that it may come. */
export const awaitedLetter = (registrationId: RegistrationId, now: Instant): LetterInspection => ({
  registrationId,
  isWaiting: true,
  ...{ attempts: 0, begunAt: null, malware: "not-scanned", said: null, awaitedSince: now },
  expiresAtSeconds: Math.floor(epochOf(now) / 1000) + keptSeconds,
  version: 1,
});

/**
 * The next version of a letter's record once a scanner has spoken; undefined when it says nothing new. Where malware was found
 * the letter is refused, whatever inspection said of it before, and neither original nor copy is handed out any more.
 * @param sha256 of what lies in quarantine
 */
export function scannedLetter(
  letter: LetterInspection,
  malware: MalwareState,
  sha256: Sha256,
): LetterInspection | undefined {
  if (letter.malware === malware) return undefined;
  const marked = { ...letter, malware, version: letter.version + 1 };
  if (malware !== "infected") return marked;
  const reasons = ["malware", ...(letter.said?.reasons ?? [])];
  return {
    ...marked,
    isWaiting: false,
    said: { verdict: "refused", reasons, sha256, versionId: null, copyVersionId: null },
  };
}
