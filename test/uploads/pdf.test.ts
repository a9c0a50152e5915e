import { deflateSync } from "node:zlib";
import { describe, expect, it } from "vitest";
import { archive, docx, entriesOf, partsOf } from "./given-docx.ts";
import { drawn, lockedPdf, onePage, type PdfObject, packedPdf, pdf, stream } from "./given-pdf.ts";
import { inspected } from "./inspected.ts";

const verdictOf = (bytes: Uint8Array) => inspected(bytes, "pdf");
const script = "/S/JavaScript/JS(app.alert\\(1\\))";
const attached = (content: string | Uint8Array, name = "a.dat", entries = ""): PdfObject[] =>
  onePage({
    catalogue: "/Names<</EmbeddedFiles<</Names[(a)6 0 R]>>>>",
    more: [`<</Type/Filespec/F(${name})/EF<</F 7 0 R>>>>`, stream(content, `/Type/EmbeddedFile${entries}`)],
  });
const annotated = (annotation: string, ...more: PdfObject[]) =>
  onePage({ page: "/Annots[6 0 R]", more: [`<</Type/Annot/Rect[0 0 9 9]${annotation}>>`, ...more] });
const field = (actions: string) =>
  onePage({
    catalogue: "/AcroForm<</Fields[6 0 R]>>",
    page: "/Annots[6 0 R]",
    more: [`<</Type/Annot/Subtype/Widget/FT/Tx/T(amount)/Rect[0 0 9 9]${actions}>>`],
  });

describe("a PDF is refused that would do something", () => {
  it.each<[string, PdfObject[], string]>([
    ["with a script when it is opened", onePage({ catalogue: `/OpenAction<<${script}>>` }), "pdf-javascript"],
    [
      "with a script whose name is written in numbers",
      onePage({ catalogue: "/OpenAction<</S/J#61vaScript/#4aS(x)>>" }),
      "pdf-javascript",
    ],
    [
      "with a script among its names",
      onePage({ catalogue: `/Names<</JavaScript<</Names[(a)<<${script}>>]>>>>` }),
      "pdf-javascript",
    ],
    ["with a script when a page is closed", onePage({ page: `/AA<</C<<${script}>>>>` }), "pdf-javascript"],
    ["with a script behind a link", annotated(`/Subtype/Link/A<<${script}>>`), "pdf-javascript"],
    [
      "with a script behind another action",
      annotated(`/Subtype/Link/A<</S/URI/URI(x)/Next[<<${script}>>]>>`),
      "pdf-javascript",
    ],
    ["with a script behind a button", field(`/AA<</U<<${script}>>>>`), "pdf-javascript"],
    [
      "with a script in a bookmark",
      onePage({ catalogue: "/Outlines<</First 6 0 R>>", more: [`<</Title(a)/A<<${script}>>>>`] }),
      "pdf-javascript",
    ],
    [
      "with a field that checks what is typed, and does more when it is touched",
      field(`/AA<</K<<${script}>>/Fo<<${script}>>>>`),
      "pdf-javascript",
    ],
    [
      "with a launch of a program",
      onePage({ catalogue: "/OpenAction<</S/Launch/F(cmd.exe)>>" }),
      "pdf-launch",
    ],
    [
      "with a launch behind a link",
      annotated("/Subtype/Link/A 7 0 R", "<</S/Launch/Win<</F(cmd.exe)>>>>"),
      "pdf-launch",
    ],
    ["with a film", annotated("/Subtype/RichMedia"), "pdf-multimedia"],
    ["with a screen for films", annotated("/Subtype/Screen"), "pdf-multimedia"],
    ["with a sound to play", annotated("/Subtype/Link/A<</S/Sound/Sound 4 0 R>>"), "pdf-multimedia"],
    [
      "with a form that is a program of its own",
      onePage({ catalogue: "/AcroForm<</Fields[]/XFA[(a)4 0 R]>>" }),
      "pdf-xfa",
    ],
  ])("%s", async (_, objects, reason) => {
    const says = new RegExp(`^refused ${reason}\\b`);
    expect(await verdictOf(pdf(objects))).toMatch(says);
    expect(await verdictOf(packedPdf(objects))).toMatch(says);
  });

  it("behind a password that only restricts what may be done with it", async () => {
    const objects = onePage({ catalogue: "/OpenAction<</S/Launch/F(cmd.exe)>>" });
    const locked = lockedPdf(objects, { user: "", owner: "owner" });
    expect(await verdictOf(locked)).toBe("refused pdf-launch pdf-owner-password");
  });
});

describe("a PDF is refused that carries", () => {
  it.each<[string, PdfObject[]]>([
    ["a program", attached(Buffer.from("MZ\0\0"))],
    ["a program that calls itself a text", attached(Buffer.from("MZ\0\0"), "a.txt")],
    ["a script of the shell", attached("#!/bin/sh\nid\n")],
    ["a text that a system would run by its name", attached("MsgBox 1", "a.vbs")],
    ["a web page", attached("<html><script>1</script></html>")],
    ["a Word document", attached(docx(), "a.docx")],
    ["an old Office file", attached(Buffer.from("d0cf11e0a1b11ae1", "hex"))],
    ["a packed archive", attached(Buffer.from("\x1f\x8b\x08", "latin1"))],
    [
      "a Word document as one stream of XML",
      attached('<?xml version="1.0"?><?mso-application progid="Word.Document"?>'),
    ],
    ["what nobody knows", attached(Buffer.from([1, 2, 3, 0]))],
    [
      "a program, packed twice",
      attached(deflateSync(deflateSync("MZ\0\0")), "a", "/Filter[/FlateDecode/FlateDecode]"),
    ],
    [
      "a program at a note on a page",
      annotated("/Subtype/FileAttachment/FS<</F(a)/EF<</F 7 0 R>>>>", stream("MZ\0")),
    ],
    ["a file that is not there", onePage({ more: ["<</F(a)/EF<</F 9 0 R>>>>"], catalogue: "/AF[6 0 R]" })],
  ])("%s", async (_, objects) => {
    expect(await verdictOf(pdf(objects))).toBe("refused pdf-attachment");
  });
});

describe("a PDF is kept for a person to look at", () => {
  it.each<[string, Uint8Array, string]>([
    ["that carries data", pdf(attached('<?xml version="1.0"?><a/>')), "pdf-data-attachment"],
    [
      "that carries a picture",
      pdf(attached(Buffer.from("\x89PNG\r\n\x1a\n\0", "latin1"))),
      "pdf-data-attachment",
    ],
    ["that carries a PDF", pdf(attached(pdf(onePage()))), "pdf-data-attachment"],
    [
      "whose form formats what is typed",
      pdf(field(`/AA<</F<<${script}>>/K<<${script}>>>>`)),
      "pdf-form-script",
    ],
    [
      "that restricts what may be done with it",
      lockedPdf(onePage(), { user: "", owner: "owner" }),
      "pdf-owner-password",
    ],
    ["with a mark before its beginning", pdf(onePage(), { lead: "\ufeff" }), "pdf-leading-bytes"],
    ["with blank lines before its beginning", pdf(onePage(), { lead: "\r\n\r\n" }), "pdf-leading-bytes"],
    ["without any text", pdf(onePage({ content: stream("0 0 9 9 re f") })), "no-text"],
  ])("%s", async (_, bytes, reason) => {
    expect(await verdictOf(bytes)).toBe(`flagged ${reason}`);
  });

  it("of more pages than a person looks through", async () => {
    const pages = Array.from({ length: 1200 }, (_, at) => `${6 + at} 0 R`).join(" ");
    const [root = "", , page = "", ...rest] = onePage();
    const more = Array.from({ length: 1200 }, () => page);
    const objects = [root, `<</Type/Pages/Kids[${pages}]/Count 1200>>`, page, ...rest, ...more];
    expect(await verdictOf(pdf(objects))).toBe("flagged many-pages");
  });
});

describe("a PDF is refused that can be opened as something else", () => {
  const zip = archive(entriesOf(partsOf()));
  it.each<[string, Uint8Array]>([
    ["with an archive behind it", pdf(onePage(), { tail: zip })],
    ["with a page of the web before it", pdf(onePage(), { lead: "<html><script>1</script></html>\n" })],
    ["with a page of the web behind it", pdf(onePage(), { tail: "<html><script>1</script></html>" })],
    ["with a program before it", pdf(onePage(), { lead: "MZ\0\0" })],
    ["with a picture before it", pdf(onePage(), { lead: Buffer.from("GIF89a") })],
  ])("%s", async (_, bytes) => {
    expect(await verdictOf(bytes)).toMatch(/^refused polyglot/);
  });
});

describe("a PDF is accepted", () => {
  it.each<[string, Uint8Array]>([
    ["of one page of text", pdf(onePage())],
    ["whose objects are packed", packedPdf(onePage())],
    ["that only speaks of scripts", pdf(onePage({ content: stream(drawn("/S /JavaScript /Launch /XFA")) }))],
    [
      "whose title speaks of scripts",
      pdf(onePage({ more: ["<</Title(/S/JavaScript)>>"] }), { trailer: "/Info 6 0 R" }),
    ],
    ["with links to the web", pdf(annotated("/Subtype/Link/A<</S/URI/URI(https://www.cast.org.cn/)>>"))],
    ["whose colours are mixed as on a screen", pdf(onePage({ page: "/G<</Type/ExtGState/BM/Screen>>" }))],
    ["with a signature", pdf(field("/FT/Sig/V<</Type/Sig/Filter/Adobe.PPKLite/Contents<00>>>").map(signed))],
    ["with an object that nothing leads to any more", pdf(onePage({ more: [`<<${script}>>`] }))],
    ["with blank bytes behind its end", pdf(onePage(), { tail: Buffer.alloc(200) })],
    ["in Chinese letters of a font that it does not carry", pdf(inChinese())],
  ])("%s", async (_, bytes) => {
    expect(await verdictOf(bytes)).toBe("accepted");
  });
});

/** A field has one type only. */
function signed(object: PdfObject): PdfObject {
  return typeof object === "string" ? object.replace("/FT/Tx", "") : object;
}

function inChinese(): PdfObject[] {
  const text = Buffer.from("申报书", "utf16le").swap16().toString("hex");
  const [root = "", pages = "", page = ""] = onePage();
  return [
    ...[root, pages, page, stream(`BT /F1 24 Tf 72 720 Td <${text}> Tj ET`)],
    "<</Type/Font/Subtype/Type0/BaseFont/STSong-Light/Encoding/UniGB-UCS2-H/DescendantFonts[6 0 R]>>",
    "<</Type/Font/Subtype/CIDFontType0/BaseFont/STSong-Light/CIDSystemInfo<</Registry(Adobe)/Ordering(GB1)/Supplement 2>>/FontDescriptor 7 0 R>>",
    "<</Type/FontDescriptor/FontName/STSong-Light/Flags 6/FontBBox[0 0 1000 880]/ItalicAngle 0/Ascent 880/Descent -120/CapHeight 880/StemV 93>>",
  ];
}
