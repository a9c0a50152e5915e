import { archiveLimits } from "../../shared/files/limits.ts";
import { readDirectory } from "../../shared/files/zip.ts";
import type { DocumentFormat } from "../../shared/programme/documents.ts";

const startsWith = (bytes: Uint8Array, mark: readonly number[]) =>
  mark.every((byte, at) => bytes[at] === byte);
const zip = [0x50, 0x4b, 0x03, 0x04];
/** Old Word, and a Word file under a password. */
const compound = [0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1];

/** Programs write something before it at times; readers look this far. */
const pdfWithin = 1024;

const isPdf = (bytes: Uint8Array) =>
  Buffer.from(bytes.buffer, bytes.byteOffset, Math.min(bytes.length, pdfWithin)).includes(
    "%PDF-",
    0,
    "latin1",
  );

function isWord(bytes: Uint8Array, name: string): boolean {
  if (startsWith(bytes, compound)) return true;
  if (!startsWith(bytes, zip)) return false;
  const directory = readDirectory(bytes, archiveLimits);
  // What can't be listed is for inspection to name; here only whose place it takes matters.
  if ("because" in directory) return /\.(docx|docm|doc|wps)$/i.test(name);
  return directory.entries.some((entry) => entry.name.toLowerCase().startsWith("word/"));
}

/** What an attachment is by its content, so that inspection can be asked about it as that; null: no document at all. */
export function formatOf(bytes: Uint8Array, name: string): Exclude<DocumentFormat, "ofd"> | null {
  if (isWord(bytes, name)) return "docx";
  return isPdf(bytes) ? "pdf" : null;
}

const longest = 200;

/** A file's name as it is kept: without folders and signs that no file has; `fallback` where nothing is left. */
export function nameFor(name: string | null, fallback: string): string {
  const last = (name ?? "").split(/[\\/]/).at(-1) ?? "";
  const shown = [...last.replaceAll(/\p{C}/gu, "").trim()];
  return shown.length === 0 ? fallback : shown.slice(-longest).join("");
}
