import type { Found, InspectionLimits, Reason } from "./inspection.ts";
import { attachmentReason } from "./pdf-attachment.ts";
import { readPdf } from "./pdf-engine.ts";
import { type PdfObject, StreamTooLarge, scanObjects, streamContent, unpackObjects } from "./pdf-objects.ts";
import { scriptsOf } from "./pdf-scripts.ts";
import { hasPageLoop } from "./pdf-tree.ts";

/** Readers look for the header so far into the file. */
const headerWithin = 1024;

/** Where the PDF begins, or null when the bytes hold none. */
export function pdfStart(bytes: Uint8Array): number | null {
  const at = Buffer.from(bytes.buffer, bytes.byteOffset, Math.min(bytes.length, headerWithin)).indexOf(
    "%PDF-",
    0,
    "latin1",
  );
  return at < 0 ? null : at;
}

const stopped = (code: Reason["code"]): Found => ({
  kind: "pdf",
  reasons: [{ code, where: null }],
  pages: null,
  characters: null,
});

/** Is the cross-reference table where the file says, so that every reader finds the same objects? */
function isWhole(latin1: string, start: number): boolean {
  const said = latin1.lastIndexOf("startxref");
  if (said < 0 || latin1.indexOf("%%EOF", said) < 0) return false;
  // An older table that is named but not by its place is found by no reader.
  if (/\/Prev\b(?!\s*\d)/.test(latin1)) return false;
  const at = Number(/startxref\s+(\d+)/.exec(latin1.slice(said))?.[1] ?? Number.NaN) + start;
  return (
    /^\s*(xref\b|\d+\s+\d+\s+obj\b)/.test(latin1.slice(at, at + 40)) ||
    /^\s*xref\b/.test(latin1.slice(at - start, at - start + 20))
  );
}

/** All objects, those packed in object streams too; the sum of what is unpacked is bounded. @throws StreamTooLarge */
function allObjects(bytes: Uint8Array, latin1: string, limits: InspectionLimits) {
  const objects = new Map<number, PdfObject>();
  const streams: PdfObject[] = [];
  let left = limits.inflatedBytes;
  for (const one of scanObjects(latin1)) {
    objects.set(one.number, one);
    if (one.stream) streams.push(one);
  }
  for (const one of streams) {
    if (/\/Subtype\s*\/Image\b/.test(one.text)) continue;
    const content = streamContent(bytes, one, limits);
    left -= content.length;
    if (left < 0) throw new StreamTooLarge();
    if (!/\/Type\s*\/ObjStm\b/.test(one.text)) continue;
    for (const inner of unpackObjects(content, one.text)) objects.set(inner.number, inner);
  }
  return objects;
}

/** What names in the objects give away; each is looked for with its delimiter, as `/JS` is also the start of other names. */
const names: [RegExp, Reason["code"]][] = [
  [/\/S\s*\/Launch\b/, "pdf-launch"],
  [/\/(Subtype|S)\s*\/(RichMedia|Movie|Screen|Rendition|Sound|3D)\b/, "pdf-multimedia"],
  [/\/XFA\b/, "pdf-xfa"],
];

/** A PDF: who can open it, what it would do, how much there is to see. */
export async function inspectPdf(bytes: Uint8Array, start: number, limits: InspectionLimits): Promise<Found> {
  const latin1 = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).toString("latin1");
  let objects: Map<number, PdfObject>;
  try {
    objects = allObjects(bytes, latin1, limits);
  } catch (cause) {
    if (cause instanceof StreamTooLarge) return stopped("pdf-bomb");
    throw cause;
  }
  if (hasPageLoop(objects)) return stopped("pdf-page-tree-loop");
  const read = await readPdf(bytes, limits);
  if (read.outcome === "needs-password") return stopped("pdf-encrypted");
  if (read.outcome === "unreadable" || read.pages === 0) return stopped("pdf-no-pages");
  const reasons: Reason[] = [];
  const add = (code: Reason["code"] | null, where: string | null = null) => {
    if (code) reasons.push({ code, where });
  };
  for (const one of objects.values()) {
    const where = `object ${one.number}`;
    for (const [name, code] of names) if (name.test(one.text)) add(code, where);
    if (/\/Type\s*\/EmbeddedFile\b/.test(one.text))
      add(attachmentReason(streamContent(bytes, one, limits)), where);
  }
  const hasAttachment = reasons.some(
    ({ code }) => code === "pdf-attachment" || code === "pdf-data-attachment",
  );
  const namesFiles = [...objects.values()].some(({ text }) => /\/EF\s*<</.test(text));
  if (namesFiles && !hasAttachment) add("pdf-attachment");
  const scripts = scriptsOf(objects.values());
  if (scripts.other > 0 || read.scripts > 0) add("pdf-javascript");
  else if (scripts.formatting > 0) add("pdf-form-script");
  if (/\/Encrypt\b/.test(latin1)) add("pdf-owner-password");
  if (start > 0) add("pdf-leading-bytes");
  if (!isWhole(latin1, start)) add("pdf-truncated-recoverable");
  if (read.pages > limits.pages) add("many-pages");
  if (read.characters === 0) add("no-text");
  return { kind: "pdf", reasons, pages: read.pages, characters: read.characters };
}
