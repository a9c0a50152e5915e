import type { Removed } from "../../shared/contract/safe-copies.ts";
import type { PdfFile } from "./pdf-file.ts";
import { type Dictionary, isDictionary, isStream, nameOf, type PdfValue } from "./pdf-syntax.ts";

/** Entries that a copy never has, wherever they stand, and what is lost with them. */
const entries: Readonly<Record<string, Removed>> = {
  OpenAction: "actions",
  AA: "actions",
  JS: "scripts",
  JavaScript: "scripts",
  EF: "attachments",
  RF: "attachments",
  EmbeddedFiles: "attachments",
  AF: "attachments",
  Collection: "attachments",
  XFA: "dynamic-form",
  RichMediaContent: "multimedia",
  RichMediaSettings: "multimedia",
  Renditions: "multimedia",
  Perms: "signatures",
  DSS: "signatures",
  SigFlags: "signatures",
  Metadata: "metadata",
  PieceInfo: "metadata",
};

/** Actions that do more than to turn to a page or to open an address of the web. */
const actions: Readonly<Record<string, Removed>> = {
  JavaScript: "scripts",
  Launch: "actions",
  GoToR: "actions",
  GoToE: "actions",
  ImportData: "actions",
  SubmitForm: "actions",
  ResetForm: "actions",
  Hide: "actions",
  Thread: "actions",
  SetOCGState: "actions",
  Trans: "actions",
  Rendition: "multimedia",
  Movie: "multimedia",
  Sound: "multimedia",
  GoTo3DView: "multimedia",
  RichMediaExecute: "multimedia",
};

const annotations: Readonly<Record<string, Removed>> = {
  FileAttachment: "attachments",
  RichMedia: "multimedia",
  Movie: "multimedia",
  Screen: "multimedia",
  Sound: "multimedia",
  "3D": "multimedia",
};

const types: Readonly<Record<string, Removed>> = {
  EmbeddedFile: "attachments",
  Sig: "signatures",
  DocTimeStamp: "signatures",
  // Objects packed in a stream would come along unseen.
  ObjStm: "metadata",
  XRef: "metadata",
};

/** Names under these are free: whoever draws a page chooses them. */
const free = new Set([
  "Font",
  "XObject",
  "ExtGState",
  "ColorSpace",
  "Pattern",
  "Shading",
  "Properties",
  "CharProcs",
]);

/** Of a stream: a file elsewhere that holds its bytes. */
const elsewhere = new Set(["F", "FFilter", "FDecodeParms"]);

const own = (table: Readonly<Record<string, Removed>>, name: string | undefined): Removed | undefined =>
  name !== undefined && Object.hasOwn(table, name) ? table[name] : undefined;

/** Raised where what is shown would change with what is removed. */
export class CannotCopy extends Error {}

/** What an object is lost as, when a copy leaves it out whole; undefined when it stays. */
export function lostAs(file: PdfFile, value: PdfValue): Removed | undefined {
  const of = isStream(value) ? value.dictionary : value;
  if (!isDictionary(of)) return undefined;
  const name = (key: string) => nameOf(file.entry(of, key));
  const isAnnotation = of.entries.has("Rect") || name("Type") === "Annot";
  return (
    own(types, name("Type")) ??
    (of.entries.has("ByteRange") ? "signatures" : undefined) ??
    own(actions, name("S")) ??
    (isAnnotation ? own(annotations, name("Subtype")) : undefined)
  );
}

/**
 * What an entry is lost as, when a copy leaves it out.
 * @throws CannotCopy when the same name stands among those that a page is drawn with
 */
export function entryLostAs(
  file: PdfFile,
  { key, value, isOfStream }: { key: string; value: PdfValue; isOfStream: boolean },
): Removed | undefined {
  const inner = free.has(key) ? file.resolve(value) : null;
  if (isDictionary(inner) && [...inner.entries.keys()].some((name) => own(entries, name)))
    throw new CannotCopy();
  if (isOfStream && elsewhere.has(key)) return "external-links";
  return own(entries, key);
}

/** Where a link leads, if it is one: only addresses of the web and of mail stay. */
export function isLocalAddress(of: Dictionary, file: PdfFile): boolean {
  const address = file.entry(of, "URI");
  const text = address !== null && typeof address === "object" && "text" in address ? address.text : null;
  return text !== null && !/^\s*(https?:\/\/|mailto:)/i.test(text);
}
