import { describe, expect, it } from "vitest";
import type { DocumentFormat } from "../../shared/programme/documents.ts";
import { compoundFile, packagedFile, wordStream } from "./given-compound.ts";
import { archive, docx, entriesOf, partsOf } from "./given-docx.ts";
import { inspected } from "./inspected.ts";

const html = "<!DOCTYPE html><html><script>alert(1)</script></html>";
const png = Buffer.from("89504e470d0a1a0a0000000d49484452", "hex");
const pdfHead = Buffer.from("%PDF-1.7\n");
const ofdOf = (more: Record<string, string | Uint8Array> = {}) =>
  archive(
    Object.entries({
      "OFD.xml": '<ofd:OFD xmlns:ofd="http://www.ofdspec.org/2016" Version="1.1" DocType="OFD"/>',
      "Doc_0/Document.xml": '<ofd:Document xmlns:ofd="http://www.ofdspec.org/2016"/>',
      ...more,
    }).map(([name, content]) => ({ name, content: Buffer.from(content) })),
  );
const ofd = ofdOf();
const word = (more: Record<string, Uint8Array> = {}, storages: string[] = [], stream = wordStream()) =>
  compoundFile({ WordDocument: stream, ...more }, storages);

describe("a file is what its bytes are, whatever it is called", () => {
  it.each<[string, Uint8Array, DocumentFormat | null, string]>([
    ["an empty file for Word", Buffer.alloc(0), "docx", "refused empty-file"],
    ["an empty file for PDF", Buffer.alloc(0), "pdf", "refused empty-file"],
    ["a web page for Word", Buffer.from(html), "docx", "refused not-docx"],
    ["a web page for PDF", Buffer.from(html), "pdf", "refused html-as-pdf"],
    [
      "a web page after a mark and a comment",
      Buffer.from(`\ufeff \n<!-- a --><html>`),
      "pdf",
      "refused html-as-pdf",
    ],
    ["a picture for PDF", png, "pdf", "refused not-pdf"],
    ["a picture for Word", png, "docx", "refused not-docx"],
    ["a PDF for Word", pdfHead, "docx", "refused not-docx"],
    ["a Word document for PDF", docx(), "pdf", "refused not-pdf"],
    ["an old Word document for PDF", word(), "pdf", "refused not-pdf"],
    ["a text for Word", Buffer.from("申报书"), "docx", "refused not-docx"],
    [
      "a text document of another office",
      archive(
        entriesOf(
          partsOf({ "[Content_Types].xml": undefined, mimetype: "application/vnd.oasis.opendocument.text" }),
        ),
      ),
      "docx",
      "refused not-docx",
    ],
    ["a Word document, whatever it should be", docx(), null, "accepted"],
    ["an OFD file for PDF", ofd, "pdf", "refused ofd"],
    ["an OFD file for Word", ofd, "docx", "refused ofd"],
    ["an OFD file, whatever it should be", ofd, null, "refused ofd"],
    ["a Word document that carries an OFD file's entry", docx({ "OFD.xml": "<OFD/>" }), "docx", "accepted"],
  ])("%s", async (_, bytes, expected, verdict) => {
    expect(await inspected(bytes, expected)).toBe(verdict);
  });
});

describe("an OFD file that a programme takes as an extra", () => {
  it.each<[string, Uint8Array, string]>([
    ["is kept for a person to look at", ofd, "flagged ofd-unread"],
    [
      "with a seal is, too",
      ofdOf({ "Doc_0/Signs/Sign_0/Seal.esl": Buffer.from([0x30, 0x82, 1]) }),
      "flagged ofd-unread",
    ],
    [
      "with an attachment is refused",
      ofdOf({ "Doc_0/Attachs/Attachments.xml": "<a><ofd:Attachment/></a>" }),
      "refused ofd-unsafe",
    ],
    [
      "that plays a film is refused",
      ofdOf({ "Doc_0/Page.xml": "<Action><Movie/></Action>" }),
      "refused ofd-unsafe",
    ],
    ["with a program is refused", ofdOf({ "Doc_0/Res/a.png": "MZ" }), "refused ofd-unsafe"],
    ["with an archive is refused", ofdOf({ "Doc_0/Res/a.dat": docx() }), "refused ofd-unsafe"],
    [
      "that declares entities is refused",
      ofdOf({ "Doc_0/Page.xml": "<!DOCTYPE a><a/>" }),
      "refused ofd-unsafe",
    ],
    ["is none where it is a PDF", pdfHead, "refused not-ofd"],
    ["is none where it is a Word document", docx(), "refused not-ofd"],
    ["is none where it is cut off", ofd.subarray(0, 200), "refused not-ofd"],
  ])("%s", async (_, bytes, verdict) => {
    expect(await inspected(bytes, "ofd")).toBe(verdict);
  });
});

describe("a compound file in place of a Word document", () => {
  it.each<[string, Uint8Array, string]>([
    [
      "is an encrypted document",
      compoundFile({ EncryptionInfo: Buffer.alloc(9), EncryptedPackage: Buffer.alloc(9) }),
      "refused encrypted",
    ],
    ["is Word before 2007, which is kept", word(), "flagged legacy-word"],
    [
      "is Word before 2007 with a password",
      word({}, [], wordStream({ isEncrypted: true })),
      "refused encrypted",
    ],
    ["is Word before 2007 with macros", word({}, ["Macros", "VBA"]), "refused macro"],
    [
      "is Word before 2007 that only speaks of Macros and VBA, in its text",
      word({}, [], wordStream({ text: "Macros VBA _VBA_PROJECT EncryptedPackage" })),
      "flagged legacy-word",
    ],
    [
      "is Word before 2007 with a packaged file",
      word({ "\u0001Ole10Native": packagedFile("a.exe", Buffer.from("MZ")) }, ["ObjectPool"]),
      "refused ole-package",
    ],
    ["is a workbook", compoundFile({ Workbook: Buffer.alloc(9) }), "refused not-docx"],
    ["is cut off behind its header", word().subarray(0, 600), "refused not-docx"],
    ["is nothing but its mark", word().subarray(0, 8), "refused not-docx"],
  ])("%s", async (_, bytes, verdict) => {
    expect(await inspected(bytes, "docx")).toBe(verdict);
  });

  it("whose chains lead in circles is read to an end", async () => {
    const circle = word();
    // The table's second entry, the directory's chain, leads to itself.
    circle.writeUInt32LE(1, 512 + 4);
    expect(await inspected(circle, "docx")).toBe("flagged legacy-word");
  });
});
