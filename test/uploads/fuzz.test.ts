import { describe, expect, it } from "vitest";
import { signPdf } from "../../cli/demo/sign-pdf.ts";
import { digestOf, selfSigned, signedMessage } from "../../cli/demo/signature.ts";
import { readSignedMessage } from "../../functions/uploads/cms.ts";
import { examine } from "../../functions/uploads/inspect.ts";
import { Inspection, inspectionLimits } from "../../functions/uploads/inspection.ts";
import { safeCopy } from "../../functions/uploads/safe-copy.ts";
import { compareTwins } from "../../functions/uploads/twin.ts";
import { TwinComparison } from "../../shared/contract/twins.ts";
import { inspectionMeans } from "../../shared/runtime/inspection-means.ts";
import fc from "../chance.ts";
import { compoundFile, packagedFile, wordStream } from "./given-compound.ts";
import { archive, documentXml, docx, entriesOf, paragraph, partsOf, relations } from "./given-docx.ts";
import { pagesPdf } from "./given-pages.ts";
import { lockedPdf, onePage, packedPdf, pdf, stream } from "./given-pdf.ts";
import { applied, mutations } from "./mutations.ts";

const line = "The society applies for the project and gives its plan for three years.";
const table = documentXml(
  `<w:tbl><w:tr><w:tc>${paragraph("合计")}</w:tc><w:tc>${paragraph("118.248 万元")}</w:tc></w:tr></w:tbl>`,
);
const rich = {
  "word/document.xml": table,
  "word/footer1.xml": documentXml(paragraph("模板 annex-2")),
  "word/_rels/document.xml.rels": relations(
    { kind: "image", target: "media/a.png" },
    { kind: "hyperlink", target: "https://www.cast.org.cn/", isExternal: true },
  ),
  "word/embeddings/oleObject1.bin": compoundFile({
    "\u0001Ole10Native": packagedFile("a.txt", Buffer.from("a")),
  }),
};
const objects = onePage({
  catalogue: "/Names<</EmbeddedFiles<</Names[(a)6 0 R]>>>>/OpenAction<</S/JavaScript/JS(1)>>",
  more: ["<</Type/Filespec/F(a.xml)/EF<</F 7 0 R>>>>", stream("<a/>", "/Type/EmbeddedFile")],
});
const workbook = archive(
  entriesOf({
    "[Content_Types].xml": Buffer.from(
      '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Override PartName="/xl/workbook.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/></Types>',
    ),
    "_rels/.rels": Buffer.from(relations({ kind: "officeDocument", target: "xl/workbook.xml" })),
    "xl/workbook.xml": Buffer.from("<workbook><sheets/></workbook>"),
  }),
);
const ofd = archive(
  entriesOf({ "OFD.xml": Buffer.from("<OFD/>"), "Doc_0/Document.xml": Buffer.from("<Document/>") }),
);

/** One sound file of each kind that people upload, or that pretends to be one. */
const seeds: Record<string, Uint8Array> = {
  "a Word document": docx(rich),
  "a Word document with stored parts": archive(
    entriesOf(partsOf(rich)).map((entry) => ({ ...entry, method: 0 })),
  ),
  "a Word document with wide fields": archive(entriesOf(partsOf(rich)), { wide: true }),
  "Word before 2007": compoundFile({ WordDocument: wordStream({ text: line }) }, ["ObjectPool"]),
  "a PDF": pdf(objects),
  "a PDF of packed objects": packedPdf(objects),
  "a PDF with a restriction": lockedPdf(objects, { user: "", owner: "owner" }),
  "a PDF of several pages": pagesPdf([
    { text: line },
    { picture: [595, 842] },
    { text: line, picture: [595, 842], isInvisible: true },
  ]),
  "a signed PDF": signPdf(pdf(objects), { signer: selfSigned("签名人"), at: "2021-11-08T02:00:00.000Z" }),
  "a workbook": workbook,
  "an OFD file": ofd,
  "an archive": archive([{ name: "a.txt", content: Buffer.from("a") }]),
};

/** Small ones, so that a mutation that makes a bomb shows at once. */
const limits = {
  ...inspectionLimits,
  inflatedBytes: 5_000_000,
  partBytes: 2_000_000,
  unpackedBytes: 5_000_000,
};
const nothingKnown = {
  templateId: "annex-2",
  title: "申报书",
  names: ["society"],
  budgetTotalFen: 118_248_000,
};

/** The verdict on some bytes as every kind; none of it may throw. */
async function judged(file: Uint8Array) {
  const texts = [];
  for (const expected of ["docx", "pdf", "ofd", null] as const) {
    const { inspection, text } = await examine(file, { expected, limits, means: inspectionMeans });
    expect(Inspection.parse(inspection)).toEqual(inspection);
    expect(inspection.verdict === "accepted").toBe(inspection.reasons.length === 0);
    if (inspection.verdict !== "refused") safeCopy(file, inspection, { limits, means: inspectionMeans });
    texts.push(text);
  }
  return texts;
}

const seed = 20210709;

describe("whatever chance makes of a file, it has a verdict", () => {
  it.each(Object.entries(seeds))(
    "%s",
    async (_, file) => {
      await fc.assert(
        fc.asyncProperty(mutations, async (changes) => {
          await judged(applied(file, changes));
        }),
        { seed, numRuns: 60, endOnFailure: true },
      );
    },
    120_000,
  );

  it("a Word document whose parts are changed inside a sound archive", async () => {
    const parts = partsOf(rich);
    const names = Object.keys(parts);
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(...names), mutations, async (name, changes) => {
        await judged(docx({ ...parts, [name]: applied(parts[name] ?? Buffer.alloc(0), changes) }));
      }),
      { seed, numRuns: 120, endOnFailure: true },
    );
  });

  it("a digital signature by itself", () => {
    const at = "2021-11-08T02:00:00.000Z";
    const message = signedMessage(selfSigned("签名人", "rsa"), digestOf(Buffer.from("a")), at);
    fc.assert(
      fc.property(mutations, (changes) => {
        readSignedMessage(applied(message, changes));
      }),
      { seed, numRuns: 2000 },
    );
  });

  it("and a pair has its comparison", async () => {
    const [word, stamped] = [docx(rich), pagesPdf([{ text: line }, { text: line }])];
    await fc.assert(
      fc.asyncProperty(mutations, mutations, async (ofWord, ofPdf) => {
        const [a] = await judged(applied(word, ofWord));
        const [, b] = await judged(applied(stamped, ofPdf));
        const comparison = compareTwins({ word: a ?? null, pdf: b ?? null }, nothingKnown);
        expect(TwinComparison.parse(comparison)).toEqual(comparison);
      }),
      { seed, numRuns: 40, endOnFailure: true },
    );
  });
});

describe("whatever the texts are, a comparison comes to an end and stays in its bounds", () => {
  it("made of few letters in any order", () => {
    const text = fc.string({
      unit: fc.constantFrom("申", "报", "1", ".", "，", "\n", " ", "A", "\ud842\udfb7", "\ud800"),
      maxLength: 3000,
    });
    fc.assert(
      fc.property(text, fc.array(text, { maxLength: 6 }), (word, pages) => {
        const texts = {
          word: { kind: "word" as const, paragraphs: [word], margins: [] },
          pdf: { kind: "pdf" as const, pages: pages.map((page) => ({ text: page, kind: "text" as const })) },
        };
        const comparison = compareTwins(texts, nothingKnown);
        expect(TwinComparison.parse(comparison)).toEqual(comparison);
      }),
      { seed, numRuns: 150 },
    );
  });

  it("as long as any form, and nothing in common but their letters", () => {
    const long = (step: number) =>
      Array.from({ length: 250_000 }, (_, n) =>
        String.fromCodePoint(0x4e00 + ((n * n * step + n) % 3000)),
      ).join("");
    const texts = {
      word: { kind: "word" as const, paragraphs: [long(7)], margins: [] },
      pdf: { kind: "pdf" as const, pages: [{ text: long(11), kind: "text" as const }] },
    };
    expect(compareTwins(texts, nothingKnown)).toMatchObject({ verdict: "doubt" });
  });
});
