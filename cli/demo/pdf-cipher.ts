import { createCipheriv, createHash } from "node:crypto";
import type { Cipher, PdfWriter } from "./pdf-writer.ts";

const sha256 = (...parts: readonly Uint8Array[]) => {
  const hash = createHash("sha256");
  for (const part of parts) hash.update(part);
  return hash.digest();
};
const zeros = Buffer.alloc(16);

function aes(key: Uint8Array, bytes: Uint8Array, mode: "cbc" | "ecb"): Buffer {
  const cipher = createCipheriv(`aes-256-${mode}`, key, mode === "cbc" ? zeros : null).setAutoPadding(false);
  return Buffer.concat([cipher.update(bytes), cipher.final()]);
}

/**
 * The standard security handler, revision 5 (AES-256), with a password to open. Salts and vectors come from the
 * password, so that the file is the same every time: it protects nothing and is not meant to.
 */
export function passwordCipher(writer: PdfWriter, password: string): Cipher {
  const secret = Buffer.from(password, "utf8");
  const derived = (name: string) => sha256(secret, Buffer.from(name));
  const fileKey = derived("file key");
  const salts = derived("salts");
  const [userCheck, userKey, ownerCheck, ownerKey] = [0, 8, 16, 24].map((at) =>
    salts.subarray(at, at + 8),
  ) as [Buffer, Buffer, Buffer, Buffer];
  const user = Buffer.concat([sha256(secret, userCheck), userCheck, userKey]);
  const userEntry = aes(sha256(secret, userKey), fileKey, "cbc");
  const owner = Buffer.concat([sha256(secret, ownerCheck, user), ownerCheck, ownerKey]);
  const ownerEntry = aes(sha256(secret, ownerKey, user), fileKey, "cbc");
  // -4: everything allowed; T: metadata encrypted too; "adb" is the format's own mark.
  const permissions = Buffer.from("fcffffffffffffff5461646200000000", "hex");
  const hex = (bytes: Buffer) => `<${bytes.toString("hex")}>`;
  const object = writer.add(
    `<</Filter/Standard/V 5/R 5/Length 256/P -4/CF<</StdCF<</CFM/AESV3/AuthEvent/DocOpen/Length 32>>>>/StmF/StdCF/StrF/Identity/U${hex(user)}/UE${hex(userEntry)}/O${hex(owner)}/OE${hex(ownerEntry)}/Perms${hex(aes(fileKey, permissions, "ecb"))}>>`,
  );
  let count = 0;
  return {
    object,
    encrypt: (bytes) => {
      count += 1;
      const vector = derived(`vector ${count}`).subarray(0, 16);
      const cipher = createCipheriv("aes-256-cbc", fileKey, vector);
      return Buffer.concat([vector, cipher.update(bytes), cipher.final()]);
    },
  };
}
