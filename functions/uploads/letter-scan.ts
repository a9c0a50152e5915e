import type { MalwareState } from "../../shared/contract/uploads.ts";
import type { Sha256 } from "../../shared/kernel/ids.ts";
import type { LetterInspection } from "./records.ts";

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
