import { isArchive, isCompound, pdfStart } from "../../shared/files/content-marks.ts";
import { archiveLimits } from "../../shared/files/limits.ts";
import { readDirectory } from "../../shared/files/zip.ts";
import type { DocumentFormat } from "../../shared/programme/documents.ts";

function isWord(bytes: Uint8Array, name: string): boolean {
  // Old Word, and a Word file under a password.
  if (isCompound(bytes)) return true;
  if (!isArchive(bytes)) return false;
  const directory = readDirectory(bytes, archiveLimits);
  // What can't be listed is for inspection to name; here only whose place it takes matters.
  if ("because" in directory) return /\.(docx|docm|doc|wps)$/i.test(name);
  return directory.entries.some((entry) => entry.name.toLowerCase().startsWith("word/"));
}

/** What an attachment is by its content, so that inspection can be asked about it as that; null: no document at all. */
export function formatOf(bytes: Uint8Array, name: string): Exclude<DocumentFormat, "ofd"> | null {
  if (isWord(bytes, name)) return "docx";
  return pdfStart(bytes) === null ? null : "pdf";
}

const longest = 200;

/** A file's name as it is kept: without folders and signs that no file has; `fallback` where nothing is left. */
export function nameFor(name: string | null, fallback: string): string {
  const last = (name ?? "").split(/[\\/]/).at(-1) ?? "";
  const shown = [...last.replaceAll(/\p{C}/gu, "").trim()];
  return shown.length === 0 ? fallback : shown.slice(-longest).join("");
}
