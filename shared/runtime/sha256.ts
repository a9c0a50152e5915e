import { createHash } from "node:crypto";
import { Sha256 } from "../kernel/ids.ts";

/** The SHA-256 of a text (as UTF-8) or of bytes, in hex. */
export const sha256Of = (content: string | Uint8Array): Sha256 =>
  Sha256.parse(createHash("sha256").update(content).digest("hex"));
