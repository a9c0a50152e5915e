import { deflateSync } from "node:zlib";
import { demoFont, type Font } from "./font.ts";
import { type Layout, page } from "./page-layout.ts";
import { pdfWriter } from "./pdf-writer.ts";
import { sealCharacters, sealRing, sealStar } from "./seal.ts";

/** Dots per point: 100 per inch, which people still read and which stays small. */
const scale = 100 / 72;
const width = Math.ceil(page.width * scale);
const height = Math.ceil(page.height * scale);

// The colours of the picture; each dot is one of these four.
const colours = ["ffffff", "202020", "c81e1e", "c8c8c8"];
const ink = { paper: 0, black: 1, red: 2 } as const;

/** A picture of one page: a byte per dot, the number of its colour, from the upper left corner. */
type Picture = Uint8Array;

type Place = (x: number, y: number) => readonly [number, number];
type Contours = readonly (readonly (readonly [number, number])[])[];

/** Fills contours (non-zero winding), tried at the middle of each dot. `place` gives dots from the upper left. */
function fill(
  picture: Picture,
  contours: Contours,
  { place, colour }: { place: Place; colour: number },
): void {
  const edges: { top: number; bottom: number; x: number; slope: number; turn: number }[] = [];
  let first = height;
  let last = -1;
  for (const contour of contours) {
    const dots = contour.map(([x, y]) => place(x, y));
    for (const [n, [x0, y0]] of dots.entries()) {
      const [x1, y1] = dots[(n + 1) % dots.length] ?? [x0, y0];
      if (y0 === y1) continue;
      const isDown = y1 > y0;
      const [topX, top, bottomX, bottom] = isDown ? [x0, y0, x1, y1] : [x1, y1, x0, y0];
      edges.push({ top, bottom, x: topX, slope: (bottomX - topX) / (bottom - top), turn: isDown ? 1 : -1 });
      first = Math.min(first, Math.floor(top));
      last = Math.max(last, Math.ceil(bottom));
    }
  }
  for (let row = Math.max(0, first); row <= Math.min(height - 1, last); row += 1) {
    const middle = row + 0.5;
    const crossings: { x: number; turn: number }[] = [];
    for (const { top, bottom, x, slope, turn } of edges) {
      if (top <= middle && middle < bottom) crossings.push({ x: x + (middle - top) * slope, turn });
    }
    crossings.sort((a, b) => a.x - b.x);
    let winding = 0;
    for (const [n, { x, turn }] of crossings.entries()) {
      winding += turn;
      const next = crossings[n + 1];
      if (winding === 0 || !next) continue;
      const from = Math.max(0, Math.ceil(x - 0.5));
      const to = Math.min(width, Math.ceil(next.x - 0.5));
      if (to > from) picture.fill(colour, row * width + from, row * width + to);
    }
  }
}

/** Draws one glyph with its baseline's start at `x`, `y` points of the page, turned by `angle`. */
function drawGlyph(
  picture: Picture,
  font: Font,
  {
    character,
    x,
    y,
    size,
    angle,
    colour,
  }: { character: string; x: number; y: number; size: number; angle: number; colour: number },
): number {
  const glyph = font.glyphOf(character.codePointAt(0) ?? 0);
  const unit = size / font.unitsPerEm;
  const [cos, sin] = [Math.cos(angle) * unit, Math.sin(angle) * unit];
  const place: Place = (gx, gy) => [
    (x + gx * cos - gy * sin) * scale,
    (page.height - (y + gx * sin + gy * cos)) * scale,
  ];
  fill(picture, font.outlineOf(glyph), { place, colour });
  return font.advanceOf(glyph) * unit;
}

function drawSeal(
  picture: Picture,
  font: Font,
  { name, x, y }: { name: string; x: number; y: number },
): void {
  const place: Place = (dx, dy) => [(x + dx) * scale, (page.height - (y + dy)) * scale];
  const circle = (radius: number, direction: 1 | -1) =>
    Array.from({ length: 72 }, (_, at): [number, number] => {
      const angle = (direction * at * Math.PI) / 36;
      return [radius * Math.cos(angle), radius * Math.sin(angle)];
    });
  const half = sealRing.width / 2;
  const rings = [circle(sealRing.radius + half, 1), circle(sealRing.radius - half, -1)];
  fill(picture, rings, { place, colour: ink.red });
  fill(picture, [sealStar], { place, colour: ink.red });
  for (const letter of sealCharacters(name)) {
    drawGlyph(picture, font, { ...letter, x: x + letter.x, y: y + letter.y, colour: ink.red });
  }
}

/** Four dots in each byte, as PDF wants pictures of two bits. */
function packed(picture: Picture): Buffer {
  const rowBytes = Math.ceil(width / 4);
  const bytes = Buffer.alloc(rowBytes * height);
  for (let row = 0; row < height; row += 1) {
    for (let x = 0; x < width; x += 1) {
      const colour = picture[row * width + x] ?? ink.paper;
      const at = row * rowBytes + (x >> 2);
      if (colour !== ink.paper) bytes[at] = (bytes[at] ?? 0) | (colour << (6 - 2 * (x & 3)));
    }
  }
  return bytes;
}

/**
 * The same pages as a scanner gives them: pictures, no text. Only the first page and the sealed one are scanned, as
 * many societies do.
 */
export function scanPdf(layout: Layout, sealName: string): Buffer {
  const font = demoFont();
  const writer = pdfWriter();
  const pages = writer.reserve();
  const scanned = [...new Set([0, layout.seal.page])];
  const numbers = scanned.map((at) => {
    const picture = new Uint8Array(width * height);
    for (const line of layout.pages[at] ?? []) {
      let x = line.x;
      for (const character of line.text) {
        x += drawGlyph(picture, font, {
          character,
          x,
          y: line.y,
          size: line.size,
          angle: 0,
          colour: ink.black,
        });
      }
    }
    if (at === layout.seal.page) drawSeal(picture, font, { name: sealName, ...layout.seal });
    const image = writer.add(
      `<</Type/XObject/Subtype/Image/Width ${width}/Height ${height}/ColorSpace[/Indexed/DeviceRGB 3<${colours.join("")}>]/BitsPerComponent 2/Filter/FlateDecode>>`,
      deflateSync(packed(picture), { level: 3 }),
    );
    const content = writer.add("<<>>", Buffer.from(`q ${page.width} 0 0 ${page.height} 0 0 cm /Im1 Do Q`));
    return writer.add(
      `<</Type/Page/Parent ${pages} 0 R/MediaBox[0 0 ${page.width} ${page.height}]/Resources<</XObject<</Im1 ${image} 0 R>>>>/Contents ${content} 0 R>>`,
    );
  });
  writer.put(pages, {
    value: `<</Type/Pages/Kids[${numbers.map((number) => `${number} 0 R`).join(" ")}]/Count ${numbers.length}>>`,
  });
  return writer.file(writer.add(`<</Type/Catalog/Pages ${pages} 0 R>>`));
}
