import { versionInForce } from "./in-force.ts";
import type { ConsentText } from "./schema.ts";
import { version1 } from "./version-1.ts";

/** Every consent text that was ever in force, the oldest first. */
export const consentTexts: readonly ConsentText[] = [version1];

/** The one in force. @throws Error when there is no text of that version */
export function textInForce(): ConsentText {
  const found = consentTexts.find(({ version }) => version === versionInForce);
  if (!found) throw new Error(`there is no consent text ${versionInForce}`);
  return found;
}
