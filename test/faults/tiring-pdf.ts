import { deflateSync } from "node:zlib";
import { pdfWriter } from "../../cli/demo/pdf-writer.ts";

/**
 * A small file that is endless work: so many pages draw the same text, a million words of it, packed into some
 * kilobytes. No rule forbids it, and no inspection comes to its end.
 */
export function tiringPdf(): Buffer {
  const writer = pdfWriter();
  const font = writer.add("<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>");
  const words = `BT /F1 1 Tf\n${"1 0 0 1 7 7 Tm (word) Tj\n".repeat(1_000_000)}ET`;
  const text = writer.add("<</Filter/FlateDecode>>", deflateSync(words, { level: 1 }));
  const tree = writer.reserve();
  const pages = Array.from({ length: 20 }, () =>
    writer.add(
      `<</Type/Page/Parent ${tree} 0 R/MediaBox[0 0 595 842]/Resources<</Font<</F1 ${font} 0 R>>>>/Contents ${text} 0 R>>`,
    ),
  );
  const kids = pages.map((page) => `${page} 0 R`).join(" ");
  writer.put(tree, { value: `<</Type/Pages/Count ${pages.length}/Kids[${kids}]>>` });
  return writer.file(writer.add(`<</Type/Catalog/Pages ${tree} 0 R>>`));
}
