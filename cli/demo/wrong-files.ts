import { crc32, deflateRawSync } from "node:zlib";
import { strFromU8, strToU8, unzipSync, Zip, type ZipInputFile, type Zippable, zipSync } from "fflate";
import type { Layout } from "./page-layout.ts";
import { passwordCipher } from "./pdf-cipher.ts";
import { textPdf } from "./text-pdf.ts";

export const wrongFileKinds = [
  "macro",
  "truncated",
  "zip-bomb",
  "pdf-encrypted",
  "html-as-pdf",
  "pdf-javascript",
] as const;
/** A wrong file is called by the reason for which inspection must refuse it. */
export type WrongFileKind = (typeof wrongFileKinds)[number];

export interface WrongFile {
  name: string;
  /** The document in whose place it is uploaded. */
  format: "docx" | "pdf";
  bytes: Uint8Array;
  reason: WrongFileKind;
}

interface RightFiles {
  docx: Uint8Array;
  layout: Layout;
  societyName: string;
}

/** A file that must be refused, made from what would have been right. Nothing in it does any harm. */
export function makeWrongFile(reason: WrongFileKind, right: RightFiles): WrongFile {
  const pdf = (name: string, bytes: Uint8Array): WrongFile => ({ name, format: "pdf", bytes, reason });
  const word = (name: string, bytes: Uint8Array): WrongFile => ({ name, format: "docx", bytes, reason });
  switch (reason) {
    case "macro":
      return word("申报书.docm", withMacro(right.docx));
    case "truncated":
      return word("申报书（未传完）.docx", right.docx.slice(0, Math.floor(right.docx.length * 0.6)));
    case "zip-bomb":
      return word("申报书（炸弹）.docx", zipBomb(right.docx));
    case "pdf-encrypted":
      return pdf(
        "申报书（加密）.pdf",
        textPdf(right.layout, right.societyName, {
          cipher: (writer) => passwordCipher(writer, "linxuan-demo"),
        }),
      );
    case "html-as-pdf":
      return pdf("申报书.pdf", strToU8(signInPage));
    case "pdf-javascript":
      return pdf(
        "申报书（脚本）.pdf",
        textPdf(right.layout, right.societyName, {
          catalogue: "/OpenAction<</S/JavaScript/JS(app.alert\\('demo'\\))>>",
        }),
      );
  }
}

/** What a browser saves under a PDF's name when the sign-in to a document server has run out. */
const signInPage = `<!DOCTYPE html>
<html lang="zh-CN"><head><meta charset="utf-8"><title>请登录</title></head>
<body><h1>请先登录后再下载文件</h1><p>您的登录已过期。</p></body></html>
`;

const contentTypes = "[Content_Types].xml";
const relations = "word/_rels/document.xml.rels";

/** The same form with the main type and the part of a macro project; the project itself is an empty shell. */
function withMacro(docx: Uint8Array): Uint8Array {
  const parts: Zippable = { ...unzipSync(docx) };
  const edited = (name: string, edit: (xml: string) => string) => {
    const part = parts[name];
    if (part instanceof Uint8Array) parts[name] = strToU8(edit(strFromU8(part)));
  };
  edited(contentTypes, (xml) =>
    xml
      .replace(
        "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml",
        "application/vnd.ms-word.document.macroEnabled.main+xml",
      )
      .replace(
        "</Types>",
        '<Override PartName="/word/vbaProject.bin" ContentType="application/vnd.ms-office.vbaProject"/></Types>',
      ),
  );
  edited(relations, (xml) =>
    xml.replace(
      "</Relationships>",
      '<Relationship Id="rIdMacro" Type="http://schemas.microsoft.com/office/2006/relationships/vbaProject" Target="vbaProject.bin"/></Relationships>',
    ),
  );
  // The signature of an OLE compound file, and nothing that could run.
  parts["word/vbaProject.bin"] = Buffer.concat([Buffer.from("d0cf11e0a1b11ae1", "hex"), Buffer.alloc(504)]);
  return zipSync(parts, { mtime: "1980-01-01T00:00:00" });
}

const mebibyte = 1024 * 1024;
const bombMebibytes = 300;

/** The same form with one more part: 300 MiB of zeros, deflated block by block, so that making it costs nothing. */
function zipBomb(docx: Uint8Array): Uint8Array {
  const block = Buffer.alloc(mebibyte);
  // A sync flush ends on a whole byte and keeps the stream open, so that blocks can stand behind each other.
  const middle = deflateRawSync(block, { finishFlush: 2 });
  const end = deflateRawSync(Buffer.alloc(0));
  const packed = Buffer.concat([...Array.from({ length: bombMebibytes }, () => middle), end]);
  let crc = 0;
  for (let count = 0; count < bombMebibytes; count += 1) crc = crc32(block, crc);

  const chunks: Uint8Array[] = [];
  const zip = new Zip((error, chunk) => {
    if (error) throw error;
    chunks.push(chunk);
  });
  const add = (name: string, deflated: Uint8Array<ArrayBuffer>, plain: { crc: number; size: number }) => {
    const entry: ZipInputFile = { filename: name, compression: 8, mtime: "1980-01-01T00:00:00", ...plain };
    zip.add(entry);
    entry.ondata?.(null, deflated, true);
  };
  for (const [name, bytes] of Object.entries(unzipSync(docx))) {
    add(name, deflateRawSync(bytes), { crc: crc32(bytes), size: bytes.length });
  }
  add("word/media/image1.bmp", packed, { crc, size: bombMebibytes * mebibyte });
  zip.end();
  return Buffer.concat(chunks);
}
