import {
  isArchive,
  isCompound,
  isProgram,
  isRunName,
  looksLikeHtml,
} from "../../shared/files/content-marks.ts";
import { PartUnreadable, readDirectory, unpacker } from "../../shared/files/zip.ts";
import { carriesPackage, hasMacros, readCompound } from "./compound.ts";
import type { InspectionLimits, Reason } from "./inspection.ts";

const macroPart = /(^|\/)vba(project\.bin|data\.xml)$|(^|\/)macrosheets\//i;

/** An archive inside the document: it may neither hold macros nor grow without end, whoever opens it. */
function archiveReason(content: Uint8Array, limits: InspectionLimits): Reason["code"] | null {
  const directory = readDirectory(content, limits);
  if ("because" in directory) return directory.because === "zip-bomb" ? "zip-bomb" : null;
  if (directory.entries.some(({ name }) => macroPart.test(name))) return "macro";
  const unpack = unpacker(content, limits);
  try {
    for (const entry of directory.entries) unpack(entry);
  } catch (cause) {
    if (!(cause instanceof PartUnreadable)) throw cause;
    return cause.code === "zip-bomb" ? "zip-bomb" : null;
  }
  return null;
}

/**
 * A file inside the document, by its content: a program, a script or a packaged file is refused, macros too; another
 * document is looked at.
 * @param isOfChart a chart's own workbook is part of the chart
 */
export function embeddedReason(
  name: string,
  content: Uint8Array,
  { isOfChart, limits }: { isOfChart: boolean; limits: InspectionLimits },
): Reason["code"] | null {
  if (isProgram(content) || isRunName(name) || looksLikeHtml(content)) return "ole-package";
  if (isCompound(content)) {
    const compound = readCompound(content);
    if (hasMacros(compound)) return "macro";
    if (carriesPackage(compound)) return "ole-package";
    return /\.bin$/i.test(name) ? "ole-object" : "embedded-package";
  }
  const inside = isArchive(content) ? archiveReason(content, limits) : null;
  if (inside) return inside;
  const isWorkbook = /\.xlsx$/i.test(name);
  return isOfChart && isWorkbook ? null : "embedded-package";
}

/** A Windows program proves itself by a second mark; the first alone is two letters that also begin other data. */
export function isWindowsProgram(content: Uint8Array): boolean {
  if (content.length < 64 || content[0] !== 0x4d || content[1] !== 0x5a) return false;
  const at = Buffer.from(content.buffer, content.byteOffset, content.length).readUInt32LE(60);
  return content[at] === 0x50 && content[at + 1] === 0x45;
}
