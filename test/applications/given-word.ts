import { strFromU8, strToU8, unzipSync, zipSync } from "fflate";

/** A Word file after somebody or some program has changed a part of it; null drops the part. */
export function rewritten(
  docx: Uint8Array,
  change: (xml: string, name: string) => string | null,
): Uint8Array<ArrayBuffer> {
  const parts = Object.entries(unzipSync(docx)).flatMap(([name, bytes]) => {
    const xml = /\.(xml|rels)$/.test(name) ? change(strFromU8(bytes), name) : undefined;
    return xml === null ? [] : [[name, xml === undefined ? bytes : strToU8(xml)] as const];
  });
  return new Uint8Array(zipSync(Object.fromEntries(parts)));
}

/** Changes the text of the document itself. */
export const edited = (docx: Uint8Array, change: (xml: string) => string) =>
  rewritten(docx, (xml, name) => (name === "word/document.xml" ? change(xml) : xml));

/** A word changed by somebody who typed over it. */
export const retyped = (docx: Uint8Array, from: string, to: string) =>
  edited(docx, (xml) => xml.replace(from, to));

/** As WPS saves it at its worst: no styles, every letter a run of its own, tables within content controls. */
export const savedByWps = (docx: Uint8Array) =>
  rewritten(docx, (xml, name) => {
    if (name === "word/styles.xml" || /^docProps\//.test(name)) return "<x/>";
    if (name !== "word/document.xml") return xml;
    return xml
      .replace(/<w:pStyle [^>]*\/>/g, "")
      .replace(/<w:t(?: [^>]*)?>([^<]*)<\/w:t>/g, (_, text: string) =>
        (text.match(/&\w+;|[\s\S]/gu) ?? [])
          .map((letter) => `<w:t xml:space="preserve">${letter}</w:t>`)
          .join('</w:r><w:bookmarkStart w:id="1"/><w:r>'),
      )
      .replace(/<w:tbl>/g, "<w:sdt><w:sdtContent><w:tbl>")
      .replace(/<\/w:tbl>/g, "</w:tbl></w:sdtContent></w:sdt>");
  });

/** As Chinese Word saves it: styles by number, with their names beside. */
export const savedByWord = (docx: Uint8Array) =>
  rewritten(docx, (xml, name) => {
    if (name === "word/document.xml") return xml.replace(/w:val="Heading(\d)"/g, 'w:val="$1"');
    if (name === "word/styles.xml") return xml.replace(/w:styleId="Heading(\d)"/g, 'w:styleId="$1"');
    return xml;
  });
