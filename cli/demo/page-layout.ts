import { strFromU8, unzipSync } from "fflate";
import type { Font } from "./font.ts";

/** A4 in points. */
export const page = { width: 595.28, height: 841.89, margin: 62 };

/** One line of text on a page; `x`, `y` are its baseline's start in points from the lower left corner. */
export interface Line {
  text: string;
  x: number;
  y: number;
  size: number;
}

export interface Layout {
  pages: Line[][];
  /** Where the seal goes: page number from 0, and the centre in points. */
  seal: { page: number; x: number; y: number };
}

const entities: Record<string, string> = { lt: "<", gt: ">", amp: "&", quot: '"', apos: "'" };

/** The paragraphs of a Word form in their order, the cells of a table's row side by side: what printing it would show. */
export function paragraphsOf(docx: Uint8Array): string[] {
  const wanted = "word/document.xml";
  const xml = strFromU8(
    unzipSync(docx, { filter: ({ name }) => name === wanted })[wanted] ?? new Uint8Array(),
  );
  const paragraphs: string[] = [];
  let text = "";
  let isInRow = false;
  for (const [tag, written] of xml.matchAll(/<w:tr[ >]|<\/w:tr>|<\/w:p>|<w:t(?: [^>]*)?>([^<]*)<\/w:t>/g)) {
    if (written !== undefined) text += written.replace(/&(\w+);/g, (_, name: string) => entities[name] ?? "");
    else if (tag.startsWith("<w:tr")) isInRow = true;
    else if (tag === "</w:p>" && isInRow) text += "  ";
    else {
      if (tag === "</w:tr>") isInRow = false;
      paragraphs.push(text.trimEnd());
      text = "";
    }
  }
  return paragraphs;
}

/** What stands at the foot of each page of a Word form, without the number of the page. */
export function footOf(docx: Uint8Array): string {
  const parts = unzipSync(docx, { filter: ({ name }) => /^word\/footer\d*\.xml$/.test(name) });
  const texts = Object.values(parts).map((xml) =>
    [...strFromU8(xml).matchAll(/<w:t(?: [^>]*)?>([^<]*)<\/w:t>/g)].map(([, text]) => text).join(""),
  );
  return texts.join(" ").replace(/\s*(第 |page ).*$/, "");
}

/** The line that asks for the seal; without it the seal goes near the end of the last page. */
const sealLine = /公章|official seal/;

/** Breaks paragraphs into lines and pages, with a line at the foot of each. */
export function layOut(font: Font, paragraphs: readonly string[], foot: string): Layout {
  const pages: Line[][] = [[]];
  let y = page.height - page.margin;
  let seal: Layout["seal"] | undefined;
  for (const [at, paragraph] of paragraphs.entries()) {
    const size = at < 2 ? 20 : /^[一二三四五六七八九十]+、[^，。]*$/.test(paragraph) ? 14 : 10.5;
    for (const text of brokenLines(font, paragraph, size)) {
      if (y < page.margin + 40) {
        pages.push([]);
        y = page.height - page.margin;
      }
      y -= size * 1.6;
      pages.at(-1)?.push({ text, x: page.margin, y, size });
      if (sealLine.test(text)) seal = { page: pages.length - 1, x: page.margin + 190, y };
    }
  }
  for (const [at, lines] of pages.entries()) {
    lines.push({ text: `${foot}  第${at + 1}页 共${pages.length}页`, x: page.margin, y: 40, size: 8 });
  }
  return { pages, seal: seal ?? { page: pages.length - 1, x: page.width - 160, y: 140 } };
}

function* brokenLines(font: Font, paragraph: string, size: number): Generator<string> {
  const most = ((page.width - 2 * page.margin) / size) * font.unitsPerEm;
  let line = "";
  let width = 0;
  for (const character of paragraph) {
    const advance = font.advanceOf(font.glyphOf(character.codePointAt(0) ?? 0));
    if (width + advance > most) {
      yield line;
      line = "";
      width = 0;
    }
    line += character;
    width += advance;
  }
  yield line;
}
