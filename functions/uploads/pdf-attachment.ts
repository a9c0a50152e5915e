import type { Reason } from "./inspection.ts";

const starts = (bytes: Uint8Array, ...mark: number[]) => mark.every((byte, at) => bytes[at] === byte);

/** Marks of what nobody needs inside a form: programs, archives, Office files. */
const isRefused = (bytes: Uint8Array) =>
  starts(bytes, 0x4d, 0x5a) ||
  starts(bytes, 0x7f, 0x45, 0x4c, 0x46) ||
  starts(bytes, 0x50, 0x4b) ||
  starts(bytes, 0xd0, 0xcf, 0x11, 0xe0) ||
  starts(bytes, 0x52, 0x61, 0x72, 0x21) ||
  starts(bytes, 0x37, 0x7a, 0xbc, 0xaf) ||
  starts(bytes, 0x1f, 0x8b) ||
  starts(bytes, 0x23, 0x21);

const isPicture = (bytes: Uint8Array) =>
  starts(bytes, 0x89, 0x50, 0x4e, 0x47) ||
  starts(bytes, 0xff, 0xd8, 0xff) ||
  starts(bytes, 0x47, 0x49, 0x46, 0x38);

/** Text has no control bytes but white space. */
const isText = (bytes: Uint8Array) =>
  bytes.subarray(0, 4096).every((byte) => byte >= 0x20 || byte === 0x09 || byte === 0x0a || byte === 0x0d);

/** A file inside a PDF: data, text, pictures and PDFs are looked at; programs, archives, Office files and the unknown are refused. */
export function attachmentReason(content: Uint8Array): Reason["code"] {
  if (isRefused(content)) return "pdf-attachment";
  const isPdf = starts(content, 0x25, 0x50, 0x44, 0x46);
  const isHtml = /^\s*<(!doctype html|html|script)/i.test(
    Buffer.from(content.subarray(0, 200)).toString("latin1"),
  );
  return !isHtml && (isPdf || isPicture(content) || isText(content))
    ? "pdf-data-attachment"
    : "pdf-attachment";
}
