import { canonicalJson } from "../kernel/canonical.ts";
import type { ProgrammeDefinition } from "./schema.ts";

/** SHA-256 of a text's UTF-8 bytes, as the caller's platform computes it. */
export type Sha256 = (text: string) => string;

/** The hash under which a definition is frozen when its round is published: that of its canonical JSON. */
export function definitionHash(definition: ProgrammeDefinition, sha256: Sha256): string {
  return sha256(canonicalJson(definition));
}
