import { createCipheriv, createDecipheriv, createHash } from "node:crypto";
import { existsSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";

/** A hash over the parts, one after the other. */
function hash(name: "md5" | "sha256" | "sha384" | "sha512", ...parts: readonly Uint8Array[]): Uint8Array {
  const running = createHash(name);
  for (const part of parts) running.update(part);
  return running.digest();
}

/** AES in CBC mode on whole blocks, without padding. */
function aesCbc(
  way: "encrypt" | "decrypt",
  key: Uint8Array,
  vector: Uint8Array,
  bytes: Uint8Array,
): Uint8Array {
  const make = way === "encrypt" ? createCipheriv : createDecipheriv;
  const cipher = make(`aes-${key.length * 8}-cbc`, key, vector).setAutoPadding(false);
  return Buffer.concat([cipher.update(bytes), cipher.final()]);
}

/** Beside a function's bundle, which carries them; else where the package was installed. */
function characterMapsFolder(): string {
  const bundled = join(import.meta.dirname, "cmaps");
  if (existsSync(bundled)) return bundled;
  return join(dirname(createRequire(import.meta.url).resolve("pdfjs-dist/package.json")), "cmaps");
}

/**
 * What an inspection needs and a rule has not: ciphers for files that every reader opens without a password, and Adobe's
 * character maps, without which Chinese in a font that is not embedded can't be read.
 */
export const inspectionMeans = { ciphers: { hash, aesCbc }, characterMaps: `${characterMapsFolder()}/` };
