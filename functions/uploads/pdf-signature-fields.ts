import type { PdfFile } from "./pdf-file.ts";
import { type Dictionary, isDictionary, isText, nameOf, type PdfValue, shownText } from "./pdf-syntax.ts";

/** More fields, and more signatures, than any form has. */
const fieldsMost = 20_000;
const signaturesMost = 50;

interface Field {
  value: PdfValue;
  name: string | null;
  /** Inherited from the fields above it. */
  type: string | undefined;
}

export interface SignatureField {
  field: string | null;
  value: Dictionary;
}

/** The fields of a form with a signature in them, and those that only a page leads to, each signature once. */
export function signatureFields(file: PdfFile, pages: readonly Dictionary[]): SignatureField[] {
  const root = file.entry(file.trailer, "Root");
  const form = isDictionary(root) ? file.entry(root, "AcroForm") : null;
  const fields = isDictionary(form) ? file.entry(form, "Fields") : null;
  const annotations = pages.flatMap((page) => {
    const listed = file.entry(page, "Annots");
    return Array.isArray(listed) ? listed : [];
  });
  const listed = [...(Array.isArray(fields) ? fields : []), ...annotations];
  const waiting: Field[] = listed.map((value) => ({ value, name: null, type: undefined })).reverse();
  const seen = new Set<PdfValue>();
  const found = new Map<Dictionary, SignatureField>();

  for (let field = waiting.pop(); field && seen.size < fieldsMost; field = waiting.pop()) {
    const node = file.resolve(field.value);
    if (!isDictionary(node) || seen.has(node)) continue;
    seen.add(node);
    const own = file.entry(node, "T");
    const part = isText(own) && !file.isRestricted ? shownText(own.text) : null;
    const name = [field.name, part].filter((one) => one !== null).join(".") || null;
    const type = nameOf(file.entry(node, "FT")) ?? field.type;
    const value = file.entry(node, "V");
    if (type === "Sig" && isDictionary(value) && !found.has(value)) found.set(value, { field: name, value });
    const kids = file.entry(node, "Kids");
    if (!Array.isArray(kids)) continue;
    for (const kid of kids.toReversed()) waiting.push({ value: kid, name, type });
  }
  return [...found.values()].slice(0, signaturesMost);
}
