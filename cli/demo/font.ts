import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { inflateSync } from "node:zlib";

/** Points of a glyph's contours in font units, curves already cut into straight lines. */
type Outline = readonly (readonly (readonly [number, number])[])[];

/** A TrueType font, read for writing PDF and for drawing. */
export interface Font {
  unitsPerEm: number;
  ascent: number;
  descent: number;
  tables: ReadonlyMap<string, Buffer>;
  /** 0 is "not in this font". */
  glyphOf: (codePoint: number) => number;
  /** In font units. */
  advanceOf: (glyph: number) => number;
  /** The bytes of the glyph's description; empty for a space. */
  bytesOf: (glyph: number) => Buffer;
  outlineOf: (glyph: number) => Outline;
}

// Noto Sans SC by Google, SIL Open Font License 1.1: 7,947 characters, TrueType outlines.
const fontFile = "@fontsource/noto-sans-sc/files/noto-sans-sc-chinese-simplified-400-normal.woff";

let held: Font | undefined;

/** The Chinese font of the demonstration, read once. */
export function demoFont(): Font {
  held ??= readWoff(readFileSync(createRequire(import.meta.url).resolve(fontFile)));
  return held;
}

/** WOFF 1.0: a table is compressed where that made it shorter. */
function readWoff(file: Buffer): Font {
  const tables = new Map<string, Buffer>();
  for (let at = 44; at < 44 + file.readUInt16BE(12) * 20; at += 20) {
    const [offset, length, original] = [4, 8, 12].map((field) => file.readUInt32BE(at + field));
    const packed = file.subarray(offset, (offset ?? 0) + (length ?? 0));
    tables.set(file.toString("latin1", at, at + 4), length === original ? packed : inflateSync(packed));
  }
  const tableOf = (name: string): Buffer => {
    const table = tables.get(name);
    if (!table) throw new Error(`the font has no table ${name}`);
    return table;
  };
  const [head, hhea, hmtx, loca, glyf] = ["head", "hhea", "hmtx", "loca", "glyf"].map(tableOf) as [
    Buffer,
    Buffer,
    Buffer,
    Buffer,
    Buffer,
  ];
  const isLong = head.readInt16BE(50) === 1;
  const startOf = (glyph: number) =>
    isLong ? loca.readUInt32BE(glyph * 4) : loca.readUInt16BE(glyph * 2) * 2;
  const lastAdvance = hhea.readUInt16BE(34) - 1;
  const glyphs = characterMap(tableOf("cmap"));
  const bytesOf = (glyph: number) => glyf.subarray(startOf(glyph), startOf(glyph + 1));
  const outlines = new Map<number, Outline>();
  return {
    unitsPerEm: head.readUInt16BE(18),
    ascent: hhea.readInt16BE(4),
    descent: hhea.readInt16BE(6),
    tables,
    glyphOf: (codePoint) => glyphs.get(codePoint) ?? 0,
    advanceOf: (glyph) => hmtx.readUInt16BE(Math.min(glyph, lastAdvance) * 4),
    bytesOf,
    outlineOf: (glyph) => {
      const known = outlines.get(glyph) ?? outlineFrom(bytesOf(glyph));
      outlines.set(glyph, known);
      return known;
    },
  };
}

/** Subtable of format 4: segments of characters. */
function characterMap(cmap: Buffer): Map<number, number> {
  const glyphs = new Map<number, number>();
  const offsets = Array.from({ length: cmap.readUInt16BE(2) }, (_, at) => cmap.readUInt32BE(8 + at * 8));
  const start = offsets.find((offset) => cmap.readUInt16BE(offset) === 4);
  if (start === undefined) throw new Error("the font has no cmap of format 4");
  const twice = cmap.readUInt16BE(start + 6);
  for (let at = start + 14; at < start + 14 + twice; at += 2) {
    const last = cmap.readUInt16BE(at);
    const first = cmap.readUInt16BE(at + twice + 2);
    const delta = cmap.readInt16BE(at + 2 * twice + 2);
    const rangeAt = at + 3 * twice + 2;
    const range = cmap.readUInt16BE(rangeAt);
    for (let code = first; code <= last && code < 0xffff; code += 1) {
      const direct = range === 0 ? code : cmap.readUInt16BE(rangeAt + range + (code - first) * 2);
      if (direct !== 0) glyphs.set(code, (direct + delta) & 0xffff);
    }
  }
  return glyphs;
}

/** A simple glyph's contours. Composite glyphs (accented letters) are left out: no Chinese text needs them. */
function outlineFrom(glyph: Buffer): Outline {
  const contours = glyph.length < 10 ? 0 : glyph.readInt16BE(0);
  if (contours <= 0) return [];
  const ends = Array.from({ length: contours }, (_, at) => glyph.readUInt16BE(10 + at * 2));
  const count = (ends.at(-1) ?? -1) + 1;
  let at = 10 + contours * 2;
  at += 2 + glyph.readUInt16BE(at);
  const flags: number[] = [];
  while (flags.length < count) {
    const flag = glyph.readUInt8(at++);
    const repeats = flag & 8 ? glyph.readUInt8(at++) : 0;
    for (let n = 0; n <= repeats; n += 1) flags.push(flag);
  }
  const axis = (shortBit: number, sameBit: number): number[] => {
    let value = 0;
    return flags.map((flag) => {
      if (flag & shortBit) value += (flag & sameBit ? 1 : -1) * glyph.readUInt8(at++);
      else if (!(flag & sameBit)) {
        value += glyph.readInt16BE(at);
        at += 2;
      }
      return value;
    });
  };
  const xs = axis(2, 16);
  const ys = axis(4, 32);
  return ends.map((end, contour) => {
    const from = contour === 0 ? 0 : (ends[contour - 1] ?? 0) + 1;
    const points = flags.slice(from, end + 1).map((flag, n) => ({
      x: xs[from + n] ?? 0,
      y: ys[from + n] ?? 0,
      isOn: (flag & 1) === 1,
    }));
    return flattened(points);
  });
}

type CurvePoint = { x: number; y: number; isOn: boolean };

/** Each quadratic curve as two lines: enough for a scan at 100 dots per inch. */
function flattened(points: readonly CurvePoint[]): [number, number][] {
  const drawn: [number, number][] = [];
  for (const [n, point] of points.entries()) {
    const before = points.at(n - 1) ?? point;
    const after = points[(n + 1) % points.length] ?? point;
    if (point.isOn) {
      drawn.push([point.x, point.y]);
      continue;
    }
    const from = before.isOn ? before : { x: (before.x + point.x) / 2, y: (before.y + point.y) / 2 };
    const to = after.isOn ? after : { x: (after.x + point.x) / 2, y: (after.y + point.y) / 2 };
    if (!before.isOn) drawn.push([from.x, from.y]);
    drawn.push([(from.x + 2 * point.x + to.x) / 4, (from.y + 2 * point.y + to.y) / 4]);
  }
  return drawn;
}
