import {
  isArchive,
  isCompound,
  isPdfStart,
  isPicture,
  isProgram,
  isRunName,
  looksLikeHtml,
  looksLikeText,
} from "../../shared/files/content-marks.ts";
import type { Reason } from "./inspection.ts";

/** Flat XML that Office opens with its macros. */
const isOfficeXml = (bytes: Uint8Array) =>
  /<\?mso-application|urn:schemas-microsoft-com:office:|schemas\.microsoft\.com\/office\/word\/2003/i.test(
    Buffer.from(bytes.subarray(0, 4096)).toString("latin1"),
  );

/**
 * A file inside a PDF: data, text, pictures and PDFs are looked at; programs, scripts, archives, Office files and the
 * unknown are refused.
 */
export function attachmentReason(content: Uint8Array, names: readonly string[]): Reason["code"] {
  const isRun = isProgram(content) || names.some(isRunName) || looksLikeHtml(content);
  if (isRun || isArchive(content) || isCompound(content) || isOfficeXml(content)) return "pdf-attachment";
  const isKnown = isPdfStart(content) || isPicture(content) || looksLikeText(content);
  return isKnown ? "pdf-data-attachment" : "pdf-attachment";
}
