import { reasons } from "../../shared/contract/reasons.ts";
import type { UploadFormat } from "../../shared/contract/upload-record.ts";
import { isArchive, isCompound, looksLikeHtml, pdfStart } from "../../shared/files/content-marks.ts";
import { inspectCompound } from "./compound.ts";
import { inspectDocx } from "./docx.ts";
import { inspectImage } from "./image.ts";
import type { DocumentText, Found, Inspection, InspectionLimits, Reason } from "./inspection.ts";
import { inspectOfd, isOfd } from "./ofd.ts";
import { inspectPdf, type Means } from "./pdf.ts";
import { inspectPptx } from "./pptx.ts";
import { inPrecedence } from "./precedence.ts";

/** What a file must be (null: whatever it is), and what an inspection may use. */
interface Asked {
  expected: UploadFormat | null;
  /** What its name says; of a file that is neither, it chooses the words, and never the verdict. */
  named?: "docx" | "pdf" | null;
  limits: InspectionLimits;
  means: Means;
}

const refusedAs = (kind: Found["kind"], code: Reason["code"]): Found => ({
  kind,
  reasons: [{ code, where: null }],
  pages: null,
  characters: null,
  text: null,
});

const isZip = (bytes: Uint8Array) => bytes[0] === 0x50 && bytes[1] === 0x4b;

/** Does an archive end in these bytes, whatever they begin with? */
function hasZipEnd(bytes: Uint8Array): boolean {
  const tail = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).subarray(-66_000);
  return tail.lastIndexOf("PK\u0005\u0006", undefined, "latin1") >= 0;
}

/** What the bytes are, by their own marks. */
async function found(bytes: Uint8Array, asked: Asked): Promise<Found> {
  const { expected, named = null, limits } = asked;
  if (bytes.length === 0) return refusedAs("other", "empty-file");
  if (expected === "png" || expected === "jpeg") return inspectImage(bytes, expected);
  if (expected === "pptx") {
    if (!isZip(bytes) && !isCompound(bytes)) return refusedAs("other", "not-pptx");
    return pdfStart(bytes) === null ? inspectPptx(bytes, limits) : refusedAs("pptx", "polyglot");
  }
  if (isZip(bytes) && isOfd(bytes, limits)) {
    return expected === "ofd" ? inspectOfd(bytes, limits) : refusedAs("ofd", "ofd");
  }
  if (expected === "ofd") return refusedAs("other", "not-ofd");
  const start = pdfStart(bytes);
  if (expected !== "pdf") {
    if (isCompound(bytes)) return inspectCompound(bytes);
    if (isZip(bytes)) return start === null ? inspectDocx(bytes, limits) : refusedAs("docx", "polyglot");
    // An archive with another file before it: what opens depends on who opens it.
    if (start === null && hasZipEnd(bytes)) return inspectDocx(bytes, limits);
    const isNeither = start === null && named !== "pdf";
    if (expected === "docx" || isNeither) return refusedAs("other", "not-docx");
  }
  if (start !== null && !isArchive(bytes)) return inspectPdf(bytes, start, asked);
  return refusedAs("other", looksLikeHtml(bytes) ? "html-as-pdf" : "not-pdf");
}

/** The verdict on a file, by its content and never by its name. */
export const inspect = async (bytes: Uint8Array, asked: Asked): Promise<Inspection> =>
  (await examine(bytes, asked)).inspection;

/** The verdict on a file, and the text that was read on the way; null of a file that can't be read. */
export async function examine(
  bytes: Uint8Array,
  asked: Asked,
): Promise<{ inspection: Inspection; text: DocumentText | null }> {
  const { kind, reasons: all, pages, characters, text, signatures = null } = await found(bytes, asked);
  const ordered = inPrecedence(all);
  const isRefused = ordered.some(({ code }) => reasons[code].verdict === "refused");
  const verdict = isRefused ? "refused" : ordered.length > 0 ? "flagged" : "accepted";
  return { inspection: { kind, verdict, reasons: ordered, pages, characters, signatures }, text };
}
