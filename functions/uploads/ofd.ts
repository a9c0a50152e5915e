import {
  isArchive,
  isCompound,
  isProgram,
  isRunName,
  looksLikeHtml,
} from "../../shared/files/content-marks.ts";
import type { ArchiveLimits } from "../../shared/files/limits.ts";
import { readXml } from "../../shared/files/xml.ts";
import { PartUnreadable, readDirectory, unpacker } from "../../shared/files/zip.ts";
import type { Found } from "./inspection.ts";

/** GB/T 33190-2016, 6: an archive whose entry is `OFD.xml` at its top; an Office package has a list of types there. */
export function isOfd(bytes: Uint8Array, limits: ArchiveLimits): boolean {
  const directory = readDirectory(bytes, limits);
  if ("because" in directory) return false;
  const names = new Set(directory.entries.map(({ name }) => name.toLowerCase()));
  return names.has("ofd.xml") && !names.has("[content_types].xml");
}

const found = (code: "ofd-unsafe" | "ofd-unread", where: string | null): Found => ({
  kind: "ofd",
  reasons: [{ code, where }],
  pages: null,
  characters: null,
  text: null,
});

/** GB/T 33190-2016, 14 and 20: actions that play something, and attached files. */
const unsafe = new Set(["Sound", "Movie", "Attachment"]);

/** What a part does that a document should not, or that keeps it from being read. */
function isUnsafe(name: string, content: Uint8Array, limits: ArchiveLimits): boolean {
  const isRun = isProgram(content) || isRunName(name) || looksLikeHtml(content);
  if (isRun || isArchive(content) || isCompound(content)) return true;
  if (!/\.xml$/i.test(name)) return false;
  let hasUnsafe = false;
  const open = (tag: string) => {
    hasUnsafe ||= unsafe.has(tag);
  };
  return readXml(content, limits, { open }) !== null || hasUnsafe;
}

/** An OFD file that a programme takes as an extra: it must be sound and do nothing, and is kept for a person to look at. */
export function inspectOfd(bytes: Uint8Array, limits: ArchiveLimits): Found {
  const directory = readDirectory(bytes, limits);
  if ("because" in directory) return found("ofd-unsafe", directory.part ?? null);
  const read = unpacker(bytes, limits);
  for (const entry of directory.entries) {
    try {
      if (isUnsafe(entry.name, read(entry), limits)) return found("ofd-unsafe", entry.name);
    } catch (cause) {
      if (cause instanceof PartUnreadable) return found("ofd-unsafe", cause.part);
      throw cause;
    }
  }
  return found("ofd-unread", null);
}
