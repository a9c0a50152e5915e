import { createHmac, randomBytes } from "node:crypto";
import { Sha256 } from "../../shared/kernel/ids.ts";

/** A new seed, which nobody chooses: 32 bytes as hex. */
export const newSeed = (): string => randomBytes(32).toString("hex");

/** The lot of an application: HMAC-SHA256 of its id, the key being the seed's 32 bytes. */
export const lotUnder =
  (seed: string) =>
  (applicationId: string): Sha256 =>
    Sha256.parse(createHmac("sha256", Buffer.from(seed, "hex")).update(applicationId).digest("hex"));
