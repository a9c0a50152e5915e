import type { Found, Reason } from "./inspection.ts";

const utf16 = (text: string) => Buffer.from(text, "utf16le");

/** Names of streams and storages lie in UTF-16 in the directory's 128-byte entries. */
const names = {
  encrypted: [utf16("EncryptedPackage"), utf16("EncryptionInfo")],
  macro: [utf16("_VBA_PROJECT"), utf16("Macros"), utf16("VBA\0")],
  word: [utf16("WordDocument")],
};

/** What a compound file is, from the names in its directory. */
export function inspectCompound(bytes: Uint8Array): Found {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length);
  const has = (some: readonly Buffer[]) => some.some((name) => buffer.includes(name));
  const code: Reason["code"] = has(names.encrypted)
    ? "encrypted"
    : !has(names.word)
      ? "not-docx"
      : has(names.macro)
        ? "macro"
        : isEncryptedWord(buffer)
          ? "encrypted"
          : "legacy-word";
  return { kind: "other", reasons: [{ code, where: null }], pages: null, characters: null };
}

/** [MS-DOC] 2.5.1: bit fEncrypted of the File Information Block, which begins with 0xA5EC. */
function isEncryptedWord(buffer: Buffer): boolean {
  const at = buffer.indexOf(Buffer.from([0xec, 0xa5]), 512);
  return at > 0 && at % 512 === 0 && at + 12 < buffer.length && (buffer.readUInt16LE(at + 10) & 0x0100) !== 0;
}
