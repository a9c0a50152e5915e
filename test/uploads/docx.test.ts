import { describe, expect, it } from "vitest";
import { compoundFile, packagedFile } from "./given-compound.ts";
import { documentXml, docx, mainType, type Parts, paragraph, partsOf, relations } from "./given-docx.ts";
import { inspected } from "./inspected.ts";

const vba = compoundFile({}, ["VBA"]);
const mainRelations = "word/_rels/document.xml.rels";
const external = (kind: string, target: string) => ({
  [mainRelations]: relations({ kind, target, isExternal: true }),
});
const ole = (progId: string, type = "Embed") =>
  documentXml(
    `${paragraph("正文")}<w:object><o:OLEObject Type="${type}" ProgID="${progId}" r:id="rId1"/></w:object>`,
  );
const field = (...runs: string[]) =>
  documentXml(
    `${paragraph("正文")}<w:p><w:r><w:fldChar w:fldCharType="begin"/></w:r>${runs
      .map((run) => `<w:r><w:instrText xml:space="preserve">${run}</w:instrText></w:r>`)
      .join(
        "",
      )}<w:r><w:fldChar w:fldCharType="separate"/></w:r><w:r><w:t>结果</w:t></w:r><w:r><w:fldChar w:fldCharType="end"/></w:r></w:p>`,
  );
const embedded = (name: string, content: Uint8Array, kind = "package"): Parts => ({
  [mainRelations]: relations({ kind, target: `embeddings/${name}` }),
  [`word/embeddings/${name}`]: content,
});
const workbook = docx({ "xl/workbook.xml": "<workbook/>" });
const program = Buffer.concat([Buffer.from("MZ"), Buffer.alloc(200)]);
const utf16 = (xml: string) => Buffer.from(`\ufeff${xml}`, "utf16le");
const laughs = Array.from({ length: 8 }, (_, n) => `<!ENTITY e${n + 1} "${`&e${n};`.repeat(10)}">`).join("");

interface Case {
  file: string;
  parts: Parts;
  types?: Record<string, string>;
  verdict: string;
}

const refused: Case[] = [
  { file: "a macro project under its usual name", parts: { "word/vbaProject.bin": vba }, verdict: "macro" },
  {
    file: "a macro project under another name, which its type gives away",
    parts: { "word/notes.bin": vba },
    types: { "word/notes.bin": "application/vnd.ms-office.vbaProject" },
    verdict: "macro",
  },
  {
    file: "a macro project that only its relationship gives away",
    parts: { "word/x.bin": vba, [mainRelations]: relations({ kind: "vbaProject", target: "x.bin" }) },
    verdict: "macro",
  },
  {
    file: "the main type of a document with macros, and no macros",
    parts: {},
    types: { "word/document.xml": "application/vnd.ms-word.document.macroEnabled.main+xml" },
    verdict: "not-docx",
  },
  {
    file: "the main type of a template",
    parts: {},
    types: { "word/document.xml": mainType.replace("document.main", "template.main") },
    verdict: "not-docx",
  },
  { file: "no main part", parts: { "word/document.xml": undefined }, verdict: "not-docx" },
  { file: "no list of types", parts: { "[Content_Types].xml": undefined }, verdict: "not-docx" },
  { file: "no relationship to its main part", parts: { "_rels/.rels": relations() }, verdict: "not-docx" },
  {
    file: "a template from the web",
    parts: {
      "word/_rels/settings.xml.rels": relations({
        kind: "attachedTemplate",
        target: "http://192.0.2.1/t.dotm",
        isExternal: true,
      }),
    },
    verdict: "template-injection",
  },
  ...["file://server/share/t.dotm", "file://///192.0.2.1/t.dotm", "\\\\192.0.2.1\\t.dotm"].map((target) => ({
    file: `a template from ${target}`,
    parts: external("attachedTemplate", target),
    verdict: "template-injection",
  })),
  ...["oleObject", "frame", "subDocument", "aFChunk", "video", "mailMergeSource"].map((kind) => ({
    file: `a part of kind ${kind} from elsewhere`,
    parts: external(kind, "https://192.0.2.1/x"),
    verdict: "external-link",
  })),
  {
    file: "an address of the web that is not said to be external",
    parts: { [mainRelations]: relations({ kind: "frame", target: "https://192.0.2.1/x" }) },
    verdict: "external-link",
  },
  { file: "a DDE field", parts: { "word/document.xml": field(' DDEAUTO c:\\x.exe "/k" ') }, verdict: "dde" },
  {
    file: "a DDE field cut into runs",
    parts: { "word/document.xml": field(" DD", "EAUTO c:\\x.exe") },
    verdict: "dde",
  },
  {
    file: "a DDE field in a footer",
    parts: { "word/footer1.xml": field("dde excel a.xls r1c1").replaceAll("w:document", "w:ftr") },
    verdict: "dde",
  },
  {
    file: "a field that fetches a text from a share",
    parts: { "word/document.xml": field(' INCLUDETEXT "\\\\\\\\host\\\\a.docx" ') },
    verdict: "external-link",
  },
  {
    file: "a field that links an object of the web",
    parts: { "word/document.xml": field("LINK Excel.Sheet.12 https://a.example/b.xlsx R1C1") },
    verdict: "external-link",
  },
  {
    file: "a simple DDE field",
    parts: { "word/document.xml": documentXml(`${paragraph("正文")}<w:fldSimple w:instr="DDE x y"/>`) },
    verdict: "dde",
  },
  {
    file: "an object of the packager",
    parts: { "word/document.xml": ole("Package") },
    verdict: "ole-package",
  },
  {
    file: "a linked object",
    parts: { "word/document.xml": ole("Excel.Sheet.12", "Link") },
    verdict: "ole-package",
  },
  {
    file: "a packaged file under another program's name",
    parts: {
      "word/document.xml": ole("Equation.3"),
      ...embedded(
        "oleObject1.bin",
        compoundFile({ "\u0001Ole10Native": packagedFile("run.js", Buffer.from("1")) }),
        "oleObject",
      ),
    },
    verdict: "ole-package",
  },
  { file: "an embedded program", parts: embedded("a.bin", program), verdict: "ole-package" },
  { file: "an embedded script", parts: embedded("a.vbs", Buffer.from("MsgBox 1")), verdict: "ole-package" },
  {
    file: "an embedded workbook with macros",
    parts: embedded("a.xlsm", docx({ "xl/vbaProject.bin": vba })),
    verdict: "macro",
  },
  {
    file: "an embedded workbook of the old kind with macros",
    parts: embedded("a.xls", compoundFile({ Workbook: Buffer.alloc(8) }, ["_VBA_PROJECT_CUR"])),
    verdict: "macro",
  },
  {
    file: "an entity that reads a file",
    parts: {
      "word/document.xml": documentXml(
        paragraph("&amp;x;"),
        '<?xml version="1.0"?><!DOCTYPE d [<!ENTITY x SYSTEM "file:///etc/passwd">]>',
      ),
    },
    verdict: "external-entity",
  },
  {
    file: "the same in UTF-16",
    parts: {
      "word/document.xml": utf16(
        documentXml(
          paragraph("&amp;x;"),
          '<?xml version="1.0" encoding="UTF-16"?><!DOCTYPE d SYSTEM "http://192.0.2.1/x">',
        ),
      ),
    },
    verdict: "external-entity",
  },
  {
    file: "a billion laughs",
    parts: {
      "word/document.xml": documentXml(
        paragraph("&amp;e8;"),
        `<?xml version="1.0"?><!DOCTYPE d [<!ENTITY e0 "ha">${laughs}]>`,
      ),
    },
    verdict: "external-entity",
  },
  {
    file: "a document type in a part that nobody reads first",
    parts: { "customXml/item1.xml": '<!DOCTYPE a SYSTEM "a.dtd"><a/>' },
    verdict: "external-entity",
  },
  {
    file: "a document type in a list of relationships",
    parts: { [mainRelations]: relations().replace("<Rel", '<!DOCTYPE a SYSTEM "a.dtd"><Rel') },
    verdict: "external-entity",
  },
  {
    file: "an element without its end",
    parts: { "word/document.xml": documentXml("<w:p><w:r>") },
    verdict: "malformed-xml",
  },
  {
    file: "a part in an encoding in which tags can be hidden",
    parts: { "word/document.xml": documentXml(undefined, '<?xml version="1.0" encoding="UTF-7"?>') },
    verdict: "malformed-xml",
  },
  {
    file: "bytes that are no letters",
    parts: { "word/document.xml": Buffer.from(documentXml(paragraph("\u00ff")), "latin1") },
    verdict: "malformed-xml",
  },
  {
    file: "3,000 controls inside one another",
    parts: { "word/document.xml": documentXml(`${"<w:sdt>".repeat(3000)}${"</w:sdt>".repeat(3000)}`) },
    verdict: "deep-nesting",
  },
];

const flagged: Case[] = [
  {
    file: "a template on the writer's own disk",
    parts: external("attachedTemplate", "file:///C:\\Program%20Files\\Office\\Normal.dotm"),
    verdict: "image-link",
  },
  {
    file: "a picture from the web",
    parts: external("image", "https://192.0.2.1/a.png"),
    verdict: "image-link",
  },
  {
    file: "a field that fetches a picture of the web",
    parts: { "word/document.xml": field(' INCLUDEPICTURE "http://a.example/b.png" \\\\* MERGEFORMATINET') },
    verdict: "image-link",
  },
  {
    file: "a formula of MathType",
    parts: { "word/document.xml": ole("Equation.DSMT4") },
    verdict: "ole-object",
  },
  {
    file: "a picture in the place where others pack files",
    parts: {
      "word/document.xml": ole("PBrush"),
      ...embedded(
        "oleObject1.bin",
        compoundFile({ "\u0001Ole10Native": Buffer.from("\x08\0\0\0BM\x10\0\0\0\0\0") }),
        "oleObject",
      ),
    },
    verdict: "ole-object",
  },
  { file: "an embedded workbook", parts: embedded("a.xlsx", workbook), verdict: "embedded-package" },
  {
    file: "a workbook that a chart and the text lead to",
    parts: {
      ...embedded("a.xlsx", workbook),
      "word/charts/chart1.xml": "<chartSpace/>",
      "word/charts/_rels/chart1.xml.rels": relations({ kind: "package", target: "../embeddings/a.xlsx" }),
    },
    verdict: "embedded-package",
  },
  {
    file: "another document's content",
    parts: {
      "word/document.xml": documentXml(`${paragraph("正文")}<w:altChunk r:id="rId1"/>`),
      [mainRelations]: relations({ kind: "aFChunk", target: "chunk.html" }),
      "word/chunk.html": "<!DOCTYPE html><html><body>x</body></html>",
    },
    verdict: "altchunk",
  },
  { file: "no text", parts: { "word/document.xml": documentXml("<w:p/>") }, verdict: "empty" },
  {
    file: "a control of a form",
    parts: { "word/activeX/activeX1.xml": "<ocx/>" },
    types: { "word/activeX/activeX1.xml": "application/vnd.ms-office.activeX+xml" },
    verdict: "ole-object",
  },
];

const strict = (xml: string) =>
  xml
    .replaceAll(
      "http://schemas.openxmlformats.org/officeDocument/2006/relationships",
      "http://purl.oclc.org/ooxml/officeDocument/relationships",
    )
    .replaceAll(
      "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
      "http://purl.oclc.org/ooxml/wordprocessingml/main",
    );

const accepted: Omit<Case, "verdict">[] = [
  { file: "nothing but text", parts: {} },
  { file: "links to the web", parts: external("hyperlink", "https://www.cast.org.cn/") },
  {
    file: "the strict form of the standard",
    parts: {
      "_rels/.rels": strict(relations({ kind: "officeDocument", target: "word/document.xml" })),
      "word/document.xml": strict(documentXml()),
    },
  },
  {
    file: "its text in UTF-16",
    parts: { "word/document.xml": utf16(documentXml(undefined, '<?xml version="1.0" encoding="UTF-16"?>')) },
  },
  {
    file: "a chart with the workbook of its figures",
    parts: {
      "word/charts/chart1.xml": "<chartSpace/>",
      "word/charts/_rels/chart1.xml.rels": relations({ kind: "package", target: "../embeddings/a.xlsx" }),
      "word/embeddings/a.xlsx": workbook,
    },
  },
  {
    file: "the words DDE in a link's address",
    parts: { "word/document.xml": field(' HYPERLINK "https://x.example/DDE" ') },
  },
  { file: "a table of contents", parts: { "word/document.xml": field(' TOC \\o "1-3" \\h ') } },
  {
    file: "a document type that is only quoted",
    parts: { "word/document.xml": documentXml(`<!-- <!DOCTYPE a> -->${paragraph("正文")}`) },
  },
  {
    file: "a signature",
    parts: {
      "_xmlsignatures/origin.sigs": "",
      "_xmlsignatures/sig1.xml": '<Signature xmlns="http://www.w3.org/2000/09/xmldsig#"/>',
    },
  },
  {
    file: "its main part elsewhere, named with an absolute path",
    parts: mainElsewhere(),
    types: { "doc/main.xml": mainType },
  },
  {
    file: "a picture that begins with the letters MZ",
    parts: { "word/media/image1.png": Buffer.from("MZ and no program behind it".padEnd(80)) },
  },
];

function mainElsewhere(): Parts {
  return {
    "_rels/.rels": relations({ kind: "officeDocument", target: "/doc/main.xml" }),
    "word/document.xml": undefined,
    "doc/main.xml": documentXml(),
  };
}

describe("a Word document is refused that holds", () => {
  it.each(refused)("$file", async ({ parts, types, verdict }) => {
    expect(await inspected(docx(parts, types), "docx")).toMatch(new RegExp(`^refused ${verdict}\\b`));
  });
});

describe("a Word document is kept for a person to look at that holds", () => {
  it.each(flagged)("$file", async ({ parts, types, verdict }) => {
    expect(await inspected(docx(parts, types), "docx")).toBe(`flagged ${verdict}`);
  });
});

describe("a Word document is accepted that holds", () => {
  it.each(accepted)("$file", async ({ parts, types }) => {
    expect(await inspected(docx(parts, types), "docx")).toBe("accepted");
  });
});

it("several faults are all told, the gravest first", async () => {
  const parts = partsOf({ "word/vbaProject.bin": vba, ...external("image", "https://192.0.2.1/a.png") });
  expect(await inspected(docx(parts), "docx")).toBe("refused macro image-link");
});
