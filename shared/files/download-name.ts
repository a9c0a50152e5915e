import type { UploadFormat } from "../contract/upload-record.ts";

/** What may be downloaded: uploads, and the original that an officer recorded. */
export type SavedFormat = UploadFormat | "eml" | "json";

/** Endings under which a file of a format may be saved: what it was inspected as, and Word before 2007, which is kept. */
const endings: Record<SavedFormat, RegExp> = {
  docx: /\.(docx|doc|wps)$/i,
  pdf: /\.pdf$/i,
  pptx: /\.pptx$/i,
  ofd: /\.ofd$/i,
  png: /\.png$/i,
  jpeg: /\.jpe?g$/i,
  eml: /\.eml$/i,
  json: /\.json$/i,
};

/** Turns the reading direction, or shows nothing at all: with these a name can look as if it ended otherwise. */
const unseen = /[\p{Cc}\p{Cf}\p{Cs}\p{Co}]/gu;

/** A name under which any system saves a file, with an ending that says what the file is. */
function savedAs(name: string, format: SavedFormat): string {
  const plain = name
    .replaceAll(unseen, "")
    .replaceAll(/[\\/:*?"<>|]/g, "_")
    .replace(/^[.\s]+|[.\s]+$/g, "");
  return endings[format].test(plain) ? plain : `${plain || "file"}.${format}`;
}

/**
 * The header that makes a browser save a file instead of showing it, under its own name (RFC 6266, RFC 8187).
 * @param name as the society gave it
 */
export function dispositionOf(name: string, format: SavedFormat): string {
  const encoded = encodeURIComponent(savedAs(name, format)).replaceAll(
    /['()*]/g,
    (one) => `%${one.charCodeAt(0).toString(16).toUpperCase()}`,
  );
  return `attachment; filename="file.${format}"; filename*=UTF-8''${encoded}`;
}
