import type { Font } from "./font.ts";

const align = (length: number) => (length + 3) & ~3;

function checksumOf(table: Buffer): number {
  const padded = Buffer.alloc(align(table.length));
  table.copy(padded);
  let sum = 0;
  for (let at = 0; at < padded.length; at += 4) sum = (sum + padded.readUInt32BE(at)) >>> 0;
  return sum;
}

/** Glyphs that a composite glyph is put together from, with the place of each number. */
function partsOf(glyph: Buffer): { at: number; glyph: number }[] {
  if (glyph.length < 10 || glyph.readInt16BE(0) >= 0) return [];
  const parts: { at: number; glyph: number }[] = [];
  let at = 10;
  let flags: number;
  do {
    flags = glyph.readUInt16BE(at);
    parts.push({ at: at + 2, glyph: glyph.readUInt16BE(at + 2) });
    const scales = flags & 0x80 ? 8 : flags & 0x40 ? 4 : flags & 0x08 ? 2 : 0;
    at += 4 + (flags & 1 ? 4 : 2) + scales;
  } while (flags & 0x20);
  return parts;
}

/**
 * A TrueType file of the given glyphs only, renumbered in their order from 1 (0 stays "missing"), as PDF embeds it.
 * @returns the file, and the advance of each new glyph in font units
 */
export function subsetOf(font: Font, glyphs: readonly number[]): { file: Buffer; advances: number[] } {
  const kept = [0, ...glyphs];
  for (const glyph of kept) {
    for (const part of partsOf(font.bytesOf(glyph))) if (!kept.includes(part.glyph)) kept.push(part.glyph);
  }
  const outlines = kept.map((glyph) => {
    const bytes = Buffer.from(font.bytesOf(glyph));
    for (const part of partsOf(bytes)) bytes.writeUInt16BE(kept.indexOf(part.glyph), part.at);
    return bytes;
  });
  const glyf = Buffer.alloc(outlines.reduce((sum, { length }) => sum + align(length), 0));
  const loca = Buffer.alloc((kept.length + 1) * 4);
  let offset = 0;
  for (const [at, outline] of outlines.entries()) {
    outline.copy(glyf, offset);
    offset += align(outline.length);
    loca.writeUInt32BE(offset, (at + 1) * 4);
  }
  const advances = kept.map(font.advanceOf);
  const hmtx = Buffer.alloc(kept.length * 4);
  for (const [at, advance] of advances.entries()) {
    hmtx.writeUInt16BE(advance, at * 4);
    const outline = outlines[at];
    hmtx.writeInt16BE(outline && outline.length >= 10 ? outline.readInt16BE(2) : 0, at * 4 + 2);
  }
  return { file: trueType(font, { glyf, loca, hmtx, count: kept.length }), advances };
}

function trueType(font: Font, made: { glyf: Buffer; loca: Buffer; hmtx: Buffer; count: number }): Buffer {
  const copyOf = (name: string) => Buffer.from(font.tables.get(name) ?? Buffer.alloc(0));
  const head = copyOf("head");
  head.writeUInt32BE(0, 8);
  head.writeInt16BE(1, 50);
  const hhea = copyOf("hhea");
  hhea.writeUInt16BE(made.count, 34);
  const maxp = copyOf("maxp");
  maxp.writeUInt16BE(made.count, 4);
  const tables = { glyf: made.glyf, head, hhea, hmtx: made.hmtx, loca: made.loca, maxp };
  const names = Object.entries(tables);
  const directory = Buffer.alloc(12 + names.length * 16);
  directory.writeUInt32BE(0x0001_0000, 0);
  directory.writeUInt16BE(names.length, 4);
  // searchRange, entrySelector and rangeShift for six tables: 4 x 16, 2, and what is left.
  directory.writeUInt16BE(64, 6);
  directory.writeUInt16BE(2, 8);
  directory.writeUInt16BE(names.length * 16 - 64, 10);
  let offset = directory.length;
  for (const [at, [name, table]] of names.entries()) {
    const entry = 12 + at * 16;
    directory.write(name, entry, "latin1");
    directory.writeUInt32BE(checksumOf(table), entry + 4);
    directory.writeUInt32BE(offset, entry + 8);
    directory.writeUInt32BE(table.length, entry + 12);
    offset += align(table.length);
  }
  const padded = names.map(([, table]) =>
    Buffer.concat([table, Buffer.alloc(align(table.length) - table.length)]),
  );
  const file = Buffer.concat([directory, ...padded]);
  const headAt = directory.length + align(made.glyf.length);
  file.writeUInt32BE((0xb1b0_afba - checksumOf(file)) >>> 0, headAt + 8);
  return file;
}
