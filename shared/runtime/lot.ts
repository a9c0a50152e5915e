import { createHmac, randomBytes } from "node:crypto";
import { Sha256 } from "../kernel/ids.ts";

/** A new seed, which nobody chooses: 32 bytes as hex. */
export const newSeed = (): string => randomBytes(32).toString("hex");

/** The lot of a thing: HMAC-SHA256 of its id, the key being the seed's 32 bytes. */
export const lotUnder = (seed: string) => {
  const key = Buffer.from(seed, "hex");
  return (id: string): Sha256 => Sha256.parse(createHmac("sha256", key).update(id).digest("hex"));
};
