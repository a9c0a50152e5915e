import { inspectCompound, isCompound } from "./compound.ts";
import { inspectDocx } from "./docx.ts";
import type { Found, Inspection, InspectionLimits, Reason } from "./inspection.ts";
import { inspectPdf, pdfStart } from "./pdf.ts";
import { inPrecedence, reasons } from "./reasons.ts";

const isZip = (bytes: Uint8Array) => bytes[0] === 0x50 && bytes[1] === 0x4b;

const refusedAs = (kind: Found["kind"], code: Reason["code"]): Found => ({
  kind,
  reasons: [{ code, where: null }],
  pages: null,
  characters: null,
});

const startsLikeHtml = (bytes: Uint8Array) =>
  /^\s*(<!doctype html|<html|<head|<body|<script)/i.test(
    Buffer.from(bytes.subarray(0, 1024)).toString("latin1"),
  );

/** What the bytes are, by their own marks. */
async function found(
  bytes: Uint8Array,
  expected: "docx" | "pdf" | null,
  limits: InspectionLimits,
): Promise<Found> {
  if (bytes.length === 0) return refusedAs("other", "empty-file");
  const start = pdfStart(bytes);
  const isPdf = start !== null;
  if (expected !== "pdf" && isCompound(bytes)) return inspectCompound(bytes);
  if (isZip(bytes) && expected !== "pdf") return inspectDocx(bytes, limits);
  if (expected === "docx")
    return isPdf || !hasZipEnd(bytes) ? refusedAs("other", "not-docx") : inspectDocx(bytes, limits);
  if (isPdf && startsLikeHtml(bytes) && start > 0) return refusedAs("pdf", "polyglot");
  if (isPdf) return hasZipEnd(bytes) ? refusedAs("pdf", "polyglot") : inspectPdf(bytes, start, limits);
  if (startsLikeHtml(bytes)) return refusedAs("other", expected === "pdf" ? "html-as-pdf" : "not-docx");
  if (hasZipEnd(bytes))
    return expected === "pdf" ? refusedAs("other", "not-pdf") : inspectDocx(bytes, limits);
  return refusedAs("other", expected === "pdf" ? "not-pdf" : "not-docx");
}

/** Does an archive end in these bytes, whatever they begin with? */
function hasZipEnd(bytes: Uint8Array): boolean {
  const tail = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).subarray(-66_000);
  return tail.lastIndexOf("PK\u0005\u0006", undefined, "latin1") >= 0;
}

/**
 * The verdict on a file, by its content and never by its name.
 * @param expected what the society says it is; null: whatever it is
 */
export async function inspect(
  bytes: Uint8Array,
  { expected, limits }: { expected: "docx" | "pdf" | null; limits: InspectionLimits },
): Promise<Inspection> {
  const { kind, reasons: all, pages, characters } = await found(bytes, expected, limits);
  const ordered = inPrecedence(all);
  const isRefused = ordered.some(({ code }) => reasons[code].verdict === "refused");
  const verdict = isRefused ? "refused" : ordered.length > 0 ? "flagged" : "accepted";
  return { kind, verdict, reasons: ordered, pages, characters };
}
