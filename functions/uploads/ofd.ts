import type { ArchiveLimits } from "../../shared/files/limits.ts";
import { readDirectory } from "../../shared/files/zip.ts";

/** GB/T 33190-2016, 6: an archive whose entry is `OFD.xml` at its top; an Office package has a list of types there. */
export function isOfd(bytes: Uint8Array, limits: ArchiveLimits): boolean {
  const directory = readDirectory(bytes, limits);
  if ("because" in directory) return false;
  const names = new Set(directory.entries.map(({ name }) => name.toLowerCase()));
  return names.has("ofd.xml") && !names.has("[content_types].xml");
}
