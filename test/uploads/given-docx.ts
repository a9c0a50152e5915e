import { crc32, deflateRawSync } from "node:zlib";
import { strToU8, type Zippable, zipSync } from "fflate";

const word = "http://schemas.openxmlformats.org/wordprocessingml/2006/main";
const office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
const packaged = "http://schemas.openxmlformats.org/package/2006";
const prolog = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>';
export const mainType = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml";

/** A paragraph of text. */
export const paragraph = (text: string) => `<w:p><w:r><w:t>${text}</w:t></w:r></w:p>`;
const form = ["一流学会建设项目申报书", "学会名称：某某学会", "真实性承诺：本单位对申报材料负责。"]
  .map(paragraph)
  .join("");

/** `word/document.xml` around a body. */
export const documentXml = (body = form, before = prolog) =>
  `${before}<w:document xmlns:w="${word}" xmlns:r="${office}" xmlns:o="urn:schemas-microsoft-com:office:office"><w:body>${body}</w:body></w:document>`;

interface Link {
  kind: string;
  target: string;
  isExternal?: boolean;
}

/** A list of relationships; `kind` is the last word of the type. */
export const relations = (...links: Link[]) =>
  `${prolog}<Relationships xmlns="${packaged}/relationships">${links
    .map(
      ({ kind, target, isExternal }, at) =>
        `<Relationship Id="rId${at + 1}" Type="${office}/${kind}" Target="${target}"${isExternal ? ' TargetMode="External"' : ""}/>`,
    )
    .join("")}</Relationships>`;

/** `[Content_Types].xml`; `types` of parts by their names. */
export const contentTypes = (types: Record<string, string>) =>
  `${prolog}<Types xmlns="${packaged}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Default Extension="bin" ContentType="application/vnd.openxmlformats-officedocument.oleObject"/>${Object.entries(
    types,
  )
    .map(([name, type]) => `<Override PartName="/${name}" ContentType="${type}"/>`)
    .join("")}</Types>`;

export type Parts = Record<string, string | Uint8Array | undefined>;

/** The parts of a small sound form, with others in place of them or beside them; undefined leaves one out. */
export function partsOf(more: Parts = {}, types: Record<string, string> = {}): Record<string, Uint8Array> {
  const parts: Parts = {
    "[Content_Types].xml": contentTypes({ "word/document.xml": mainType, ...types }),
    "_rels/.rels": relations({ kind: "officeDocument", target: "word/document.xml" }),
    "word/document.xml": documentXml(),
    ...more,
  };
  return Object.fromEntries(
    Object.entries(parts).flatMap(([name, content]) =>
      content === undefined ? [] : [[name, typeof content === "string" ? strToU8(content) : content]],
    ),
  );
}

/** A Word document of these parts. */
export const docx = (more: Parts = {}, types: Record<string, string> = {}): Uint8Array =>
  zipSync(partsOf(more, types) as Zippable, { mtime: "1980-01-01T00:00:00" });

/** How one entry of an archive is written; everything that is not said is right. */
export interface Written {
  name: string;
  content: Uint8Array;
  /** In the entry's own header, in place of the name in the directory. */
  localName?: string;
  crc?: number;
  size?: number;
  flags?: number;
  method?: number;
  /** Where the directory says that it begins. */
  offset?: number;
}

/** An archive written entry by entry, so that each field can be wrong. */
export function archive(entries: readonly Written[], { before = 0, wide = false } = {}): Buffer {
  const chunks: Buffer[] = [Buffer.alloc(before)];
  let length = before;
  const directory = entries.map((entry) => {
    const { name, content, localName = name, crc = crc32(content), size = content.length, flags = 0 } = entry;
    const method = entry.method ?? 8;
    const packed = method === 8 ? deflateRawSync(content) : content;
    const offset = entry.offset ?? length;
    const fields = Buffer.alloc(26);
    for (const [at, value] of [
      [0, 20],
      [2, flags],
      [4, method],
      [8, 0x21],
    ] as const)
      fields.writeUInt16LE(value, at);
    fields.writeUInt32LE(crc, 10);
    fields.writeUInt32LE(packed.length, 14);
    fields.writeUInt32LE(size, 18);
    fields.writeUInt16LE(Buffer.byteLength(localName), 22);
    chunks.push(Buffer.from("PK\u0003\u0004", "latin1"), fields, Buffer.from(localName), Buffer.from(packed));
    length += 30 + Buffer.byteLength(localName) + packed.length;
    const tail = Buffer.alloc(16);
    tail.writeUInt32LE(wide ? 0xffffffff : offset, 12);
    const extra = Buffer.alloc(wide ? 12 : 0);
    if (wide) {
      extra.writeUInt16LE(1, 0);
      extra.writeUInt16LE(8, 2);
      extra.writeBigUInt64LE(BigInt(offset), 4);
    }
    const shared = Buffer.from(fields);
    shared.writeUInt16LE(Buffer.byteLength(name), 22);
    shared.writeUInt16LE(extra.length, 24);
    return Buffer.concat([
      Buffer.from("PK\u0001\u0002\u0014\0", "latin1"),
      shared,
      tail.subarray(2),
      Buffer.from(name),
      extra,
    ]);
  });
  const start = length;
  const size = directory.reduce((sum, { length: bytes }) => sum + bytes, 0);
  const wideEnd = Buffer.alloc(wide ? 76 : 0);
  if (wide) {
    wideEnd.write("PK\u0006\u0006", 0, "latin1");
    wideEnd.writeBigUInt64LE(44n, 4);
    for (const [at, value] of [
      [24, entries.length],
      [32, entries.length],
      [40, size],
      [48, start],
    ] as const) {
      wideEnd.writeBigUInt64LE(BigInt(value), at);
    }
    wideEnd.write("PK\u0006\u0007", 56, "latin1");
    wideEnd.writeBigUInt64LE(BigInt(start + size), 64);
    wideEnd.writeUInt32LE(1, 72);
  }
  const end = Buffer.alloc(22);
  end.write("PK\u0005\u0006", 0, "latin1");
  end.writeUInt16LE(entries.length, 8);
  end.writeUInt16LE(entries.length, 10);
  end.writeUInt32LE(wide ? 0xffffffff : size, 12);
  end.writeUInt32LE(wide ? 0xffffffff : start, 16);
  return Buffer.concat([...chunks, ...directory, wideEnd, end]);
}

/** The entries of a document, to be written by `archive`. */
export const entriesOf = (parts: Record<string, Uint8Array>): Written[] =>
  Object.entries(parts).map(([name, content]) => ({ name, content }));
