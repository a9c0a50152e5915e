import { isArchive, isPicture, isProgram, looksLikeHtml } from "../../shared/files/content-marks.ts";
import type { Found, InspectionLimits, Reason } from "./inspection.ts";
import { kindOfPage, type PageKind, pageReasons } from "./page-kinds.ts";
import { type Ciphers, unlockWith } from "./pdf-cipher.ts";
import { drawingReader } from "./pdf-drawing.ts";
import { readText } from "./pdf-engine.ts";
import { openPdf, type PdfFile } from "./pdf-file.ts";
import { StreamTooLarge } from "./pdf-filters.ts";
import { type Signing, signaturesOf } from "./pdf-signatures.ts";
import type { Dictionary } from "./pdf-syntax.ts";
import { drawnBytes, pagesOf } from "./pdf-tree.ts";
import { walk } from "./pdf-walk.ts";

/** What an inspection is lent: ciphers, what compares signatures, and the folder of Adobe's character maps. */
export interface Means {
  ciphers: Ciphers;
  signing: Signing;
  characterMaps: string;
}

const stopped = (code: Reason["code"]): Found => ({
  kind: "pdf",
  reasons: [{ code, where: null }],
  pages: null,
  characters: null,
  text: null,
});

/** What stands before the header: nothing, noise, or the beginning of another kind of file. */
function leadReason(lead: Uint8Array): Reason["code"] | null {
  if (lead.length === 0) return null;
  const isOther = isProgram(lead) || isArchive(lead) || isPicture(lead) || looksLikeHtml(lead);
  return isOther || /<(script|html|\?php)/i.test(Buffer.from(lead).toString("latin1"))
    ? "polyglot"
    : "pdf-leading-bytes";
}

/** What stands behind the last mark of the end: some servers add blanks, nobody adds another file by mistake. */
function tailReason(bytes: Uint8Array): Reason["code"] | null {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length);
  const end = buffer.lastIndexOf("%%EOF", undefined, "latin1");
  if (end < 0) return null;
  const tail = buffer.subarray(end + 5);
  const isOther =
    tail.includes("PK\u0003\u0004", 0, "latin1") || tail.includes("PK\u0005\u0006", 0, "latin1");
  return isOther || looksLikeHtml(tail) || isProgram(tail) ? "polyglot" : null;
}

/** What the document is made of, judged as one reader sees it. */
interface Seen {
  reasons: Reason[];
  pages: Dictionary[];
  file: PdfFile;
}

function look(file: PdfFile, limits: InspectionLimits): Seen | { because: Reason["code"] } {
  const { pages, hasLoop } = pagesOf(file);
  if (hasLoop) return { because: "pdf-page-tree-loop" };
  const reasons = walk(file, pages, limits);
  for (const page of pages.slice(0, limits.pages)) {
    if (drawnBytes(file, page) > limits.partBytes) throw new StreamTooLarge();
  }
  return { reasons, pages, file };
}

type Opened = Seen | { because: Reason["code"] };

/** The file by its cross-reference, or, where that misleads, by a search for its objects, as readers do. */
function open(bytes: Uint8Array, limits: InspectionLimits, ciphers: Ciphers): Opened {
  const how = { unlock: unlockWith(ciphers), mostBytes: limits.partBytes };
  const said = openPdf(bytes, { ...how, by: "cross-reference" });
  if (said === null) return { because: "pdf-encrypted" };
  const seen = said && look(said, limits);
  const isSound = seen && ("because" in seen || (seen.pages.length > 0 && !seen.file.damages.has("lost")));
  if (isSound) return seen;
  const searched = openPdf(bytes, { ...how, by: "search" });
  if (searched === null) return { because: "pdf-encrypted" };
  const found = searched && look(searched, limits);
  return found && ("because" in found || found.pages.length > 0) ? found : { because: "pdf-no-pages" };
}

/** What each page is, of those that a person looks through. @throws StreamTooLarge */
function kindsOf(
  { pages, file }: Seen,
  texts: readonly string[],
  { pages: most }: InspectionLimits,
): PageKind[] {
  const drawingOf = drawingReader(file);
  return pages
    .slice(0, most)
    .map((page, at) => kindOfPage({ ...drawingOf(page), characters: charactersIn(texts[at] ?? "") }));
}

const charactersIn = (text: string) => text.replaceAll(/\s/g, "").length;

/** A PDF: who can open it, what it would do, how much there is to see. */
export async function inspectPdf(
  bytes: Uint8Array,
  start: number,
  asked: { limits: InspectionLimits; means: Means },
): Promise<Found> {
  try {
    return await looked(bytes, start, asked);
  } catch (cause) {
    if (cause instanceof StreamTooLarge) return stopped("pdf-bomb");
    throw cause;
  }
}

async function looked(
  bytes: Uint8Array,
  start: number,
  { limits, means }: { limits: InspectionLimits; means: Means },
): Promise<Found> {
  const opened = open(bytes.subarray(start), limits, means.ciphers);
  if ("because" in opened) return stopped(opened.because);
  const { reasons, pages, file } = opened;
  const add = (code: Reason["code"] | null) => {
    if (code) reasons.push({ code, where: null });
  };
  add(leadReason(bytes.subarray(0, start)));
  add(tailReason(bytes));
  const read = await readText(bytes, limits, means.characterMaps);
  if (read.outcome === "needs-password") return stopped("pdf-encrypted");
  if (read.outcome === "unreadable") return stopped("pdf-no-pages");
  if (file.isRestricted) add("pdf-owner-password");
  if (file.damages.size > 0) add("pdf-truncated-recoverable");
  if (pages.length > limits.pages) add("many-pages");
  const kinds = kindsOf(opened, read.pages, limits);
  reasons.push(...pageReasons(kinds));
  const characters = read.pages.reduce((sum, text) => sum + charactersIn(text), 0);
  const text = {
    kind: "pdf" as const,
    pages: read.pages.map((page, at) => ({ text: page, kind: kinds[at] ?? "text" })),
  };
  const signatures = signaturesOf(file, pages, bytes.subarray(start), means.signing);
  return { kind: "pdf", reasons, pages: pages.length, characters, text, signatures };
}
