import { createCipheriv, createDecipheriv, createHash, createPublicKey, createVerify } from "node:crypto";
import { existsSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";

/** A hash over the parts, one after the other. */
function hash(
  name: "md5" | "sha1" | "sha256" | "sha384" | "sha512",
  ...parts: readonly Uint8Array[]
): Uint8Array {
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

interface Made {
  hash: "sha1" | "sha256" | "sha384" | "sha512";
  parts: readonly Uint8Array[];
  publicKey: Uint8Array;
  value: Uint8Array;
}

/** Was a signature's value made over these parts with the other half of this key? Null of a key that is not for this. */
function fits({ hash: name, parts, publicKey, value }: Made): boolean | null {
  try {
    const key = createPublicKey({ key: Buffer.from(publicKey), format: "der", type: "spki" });
    if (key.asymmetricKeyType !== "rsa" && key.asymmetricKeyType !== "ec") return null;
    const running = createVerify(name);
    for (const part of parts) running.update(part);
    return running.verify(key, value);
  } catch {
    // Whatever the bytes are, they are no key that can be used here.
    return null;
  }
}

/** Beside a function's bundle, which carries them; else where the package was installed. */
function characterMapsFolder(): string {
  const bundled = join(import.meta.dirname, "cmaps");
  if (existsSync(bundled)) return bundled;
  return join(dirname(createRequire(import.meta.url).resolve("pdfjs-dist/package.json")), "cmaps");
}

/**
 * What an inspection needs and a rule has not: ciphers for files that every reader opens without a password, what compares
 * digital signatures, and Adobe's character maps, without which Chinese in a font that is not embedded can't be read.
 */
export const inspectionMeans = {
  ciphers: { hash, aesCbc },
  signing: { hash: (name: Made["hash"], parts: Made["parts"]) => hash(name, ...parts), fits },
  characterMaps: `${characterMapsFolder()}/`,
};
