import { deflateSync } from "node:zlib";
import { demoFont, type Font } from "./font.ts";
import { subsetOf } from "./font-subset.ts";
import { type Layout, type Line, page } from "./page-layout.ts";
import { type Cipher, type PdfWriter, pdfWriter } from "./pdf-writer.ts";
import { sealCharacters, sealRing, sealStar } from "./seal.ts";

const red = "0.85 0.1 0.1";
const shown = (value: number) => value.toFixed(2).replace(/\.?0+$/, "");
const hex = (value: number) => value.toString(16).padStart(4, "0");

interface Glyphs {
  /** Number in the embedded font by character. */
  numberOf: Map<string, number>;
  resource: number;
}

/** Embeds the glyphs that the texts need, as a Type 0 font with its map back to Unicode. */
function embedded(writer: PdfWriter, font: Font, texts: Iterable<string>): Glyphs {
  const characters = [...new Set([...texts].join(""))].sort();
  const numberOf = new Map(characters.map((character, at) => [character, at + 1]));
  const { file, advances } = subsetOf(
    font,
    characters.map((one) => font.glyphOf(one.codePointAt(0) ?? 0)),
  );
  const scaled = (value: number) => Math.round((value * 1000) / font.unitsPerEm);
  const stream = writer.add(
    `<</Filter/FlateDecode/Length1 ${file.length}>>`,
    deflateSync(file, { level: 3 }),
  );
  const descriptor = writer.add(
    `<</Type/FontDescriptor/FontName/DEMOAA+NotoSansSC/Flags 4/FontBBox[-200 -300 1200 1100]/ItalicAngle 0/Ascent ${scaled(font.ascent)}/Descent ${scaled(font.descent)}/CapHeight 733/StemV 80/FontFile2 ${stream} 0 R>>`,
  );
  const descendant = writer.add(
    `<</Type/Font/Subtype/CIDFontType2/BaseFont/DEMOAA+NotoSansSC/CIDSystemInfo ${writer.add("<</Registry<41646f6265>/Ordering<4964656e74697479>/Supplement 0>>")} 0 R/FontDescriptor ${descriptor} 0 R/DW 1000/W[0[${advances.map(scaled).join(" ")}]]/CIDToGIDMap/Identity>>`,
  );
  const unicode = writer.add("<</Filter/FlateDecode>>", deflateSync(toUnicode(characters), { level: 3 }));
  const resource = writer.add(
    `<</Type/Font/Subtype/Type0/BaseFont/DEMOAA+NotoSansSC/Encoding/Identity-H/DescendantFonts[${descendant} 0 R]/ToUnicode ${unicode} 0 R>>`,
  );
  return { numberOf, resource };
}

/** The map from glyph numbers back to text, a hundred lines at a time as the format asks. */
function toUnicode(characters: readonly string[]): string {
  const lines = characters.map((character, at) => {
    const units = Array.from({ length: character.length }, (_, unit) => hex(character.charCodeAt(unit)));
    return `<${hex(at + 1)}> <${units.join("")}>`;
  });
  const blocks: string[] = [];
  for (let from = 0; from < lines.length; from += 100) {
    const some = lines.slice(from, from + 100);
    blocks.push(`${some.length} beginbfchar\n${some.join("\n")}\nendbfchar`);
  }
  return `/CIDInit /ProcSet findresource begin
12 dict begin
begincmap
/CMapName /Adobe-Identity-UCS def
/CMapType 2 def
1 begincodespacerange
<0000> <ffff>
endcodespacerange
${blocks.join("\n")}
endcmap
CMapName currentdict /CMap defineresource pop
end
end`;
}

const encoded = (text: string, { numberOf }: Glyphs) =>
  `<${[...text].map((character) => hex(numberOf.get(character) ?? 0)).join("")}>`;

const lineOperators = ({ text, x, y, size }: Line, glyphs: Glyphs) =>
  text === "" ? "" : `BT /F1 ${size} Tf ${shown(x)} ${shown(y)} Td ${encoded(text, glyphs)} Tj ET`;

/** Four Bézier arcs are as round as a printed ring needs to be. */
function ring(radius: number): string {
  const handle = radius * 0.5523;
  const [r, k] = [shown(radius), shown(handle)];
  return `${r} 0 m ${r} ${k} ${k} ${r} 0 ${r} c -${k} ${r} -${r} ${k} -${r} 0 c -${r} -${k} -${k} -${r} 0 -${r} c ${k} -${r} ${r} -${k} ${r} 0 c s`;
}

function sealOperators(name: string, at: { x: number; y: number }, glyphs: Glyphs): string {
  const star = sealStar.map(([x, y], n) => `${shown(x)} ${shown(y)} ${n === 0 ? "m" : "l"}`).join(" ");
  const letters = sealCharacters(name).map(({ character, size, angle, x, y }) => {
    const [cos, sin] = [Math.cos(angle).toFixed(4), Math.sin(angle)];
    const turn = `${cos} ${sin.toFixed(4)} ${(-sin).toFixed(4)} ${cos} ${shown(x)} ${shown(y)} Tm`;
    return `BT /F1 ${shown(size)} Tf ${turn} ${encoded(character, glyphs)} Tj ET`;
  });
  return `q 1 0 0 1 ${shown(at.x)} ${shown(at.y)} cm ${red} RG ${red} rg ${sealRing.width} w ${ring(sealRing.radius)} ${star} f\n${letters.join("\n")}\nQ`;
}

interface TextPdfOptions {
  /** More entries of the catalogue, such as an action on opening. */
  catalogue?: string;
  /** Makes the cipher once the number of its dictionary is known. */
  cipher?: (writer: PdfWriter) => Cipher;
}

/** A PDF with real text and the seal of `sealName` drawn over it. */
export function textPdf(layout: Layout, sealName: string, options: TextPdfOptions = {}): Buffer {
  const writer = pdfWriter();
  const texts = [...layout.pages.flat().map(({ text }) => text), sealName];
  const glyphs = embedded(writer, demoFont(), texts);
  const pages = writer.reserve();
  const numbers = layout.pages.map((lines, at) => {
    const seal = at === layout.seal.page ? sealOperators(sealName, layout.seal, glyphs) : "";
    const operators = [...lines.map((line) => lineOperators(line, glyphs)), seal].join("\n");
    const content = writer.add("<</Filter/FlateDecode>>", deflateSync(operators, { level: 3 }));
    return writer.add(
      `<</Type/Page/Parent ${pages} 0 R/MediaBox[0 0 ${page.width} ${page.height}]/Resources<</Font<</F1 ${glyphs.resource} 0 R>>>>/Contents ${content} 0 R>>`,
    );
  });
  writer.put(pages, {
    value: `<</Type/Pages/Kids[${numbers.map((number) => `${number} 0 R`).join(" ")}]/Count ${numbers.length}>>`,
  });
  const root = writer.add(`<</Type/Catalog/Pages ${pages} 0 R${options.catalogue ?? ""}>>`);
  return writer.file(root, options.cipher?.(writer));
}
