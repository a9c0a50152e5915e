import { strFromU8, unzipSync } from "fflate";
import { describe, expect, it } from "vitest";
import { copyDocx } from "../../functions/uploads/docx-copy.ts";
import { inspect } from "../../functions/uploads/inspect.ts";
import { inspectionLimits } from "../../functions/uploads/inspection.ts";
import { withoutLinks } from "../../functions/uploads/xml-copy.ts";
import { inspectionMeans } from "../../shared/runtime/inspection-means.ts";
import fc from "../chance.ts";
import { compoundFile, packagedFile } from "./given-compound.ts";
import { documentXml, docx, type Parts, paragraph, partsOf, relations } from "./given-docx.ts";
import { applied, mutations } from "./mutations.ts";

const how = { limits: inspectionLimits };
const judged = (bytes: Uint8Array) => inspect(bytes, { ...how, means: inspectionMeans, expected: "docx" });
const textsIn = (bytes: Uint8Array) =>
  Object.entries(unzipSync(bytes))
    .map(([name, content]) => `${name}\n${strFromU8(content)}`)
    .join("\n");

/** A form with something in its body that leads to a relationship of the main part. */
const leading = (inside: string, ...links: Parameters<typeof relations>): Parts => ({
  "word/document.xml": documentXml(`${paragraph("申报书")}<w:p><w:r>${inside}</w:r></w:p>`),
  "word/_rels/document.xml.rels": relations(...links),
});

const compound = compoundFile({ "\u0001Ole10Native": packagedFile("a.txt", Buffer.from("a")) });

describe("a copy of a Word document", () => {
  it.each<[string, Parts, string, RegExp]>([
    [
      "an embedded object, whose picture stays",
      {
        ...leading(
          '<w:object><v:shape xmlns:v="v" id="s"/><o:OLEObject Type="Embed" ProgID="Equation.3" r:id="rId1"/></w:object>',
          { kind: "oleObject", target: "embeddings/oleObject1.bin" },
        ),
        "word/embeddings/oleObject1.bin": compound,
      },
      "embedded-objects",
      /OLEObject|oleObject1|Ole10/,
    ],
    [
      "a picture from elsewhere",
      leading('<a:blip xmlns:a="a" r:link="rId1"/>', {
        kind: "image",
        target: "https://tracker.example/a.png",
        isExternal: true,
      }),
      "external-links",
      /tracker|r:link/,
    ],
    [
      "a template from elsewhere",
      {
        "word/settings.xml":
          '<w:settings xmlns:w="w" xmlns:r="r"><w:attachedTemplate r:id="rId1"/><w:zoom/></w:settings>',
        "word/_rels/settings.xml.rels": relations({
          kind: "attachedTemplate",
          target: "https://evil.example/t.dotm",
          isExternal: true,
        }),
      },
      "external-links",
      /evil|attachedTemplate/,
    ],
    [
      "a link to a file server",
      leading('<w:hyperlink r:id="rId1"><w:r/></w:hyperlink>', {
        kind: "hyperlink",
        target: "file://server/share",
        isExternal: true,
      }),
      "external-links",
      /server|r:id/,
    ],
    [
      "macros",
      { ...leading("", { kind: "vbaProject", target: "vbaProject.bin" }), "word/vbaProject.bin": compound },
      "macros",
      /vbaProject/i,
    ],
    [
      "a control with its parts",
      {
        ...leading('<w:control r:id="rId1" w:name="c"/>', {
          kind: "control",
          target: "activeX/activeX1.xml",
        }),
        "word/activeX/activeX1.xml": "<ax/>",
        "word/activeX/_rels/activeX1.xml.rels": relations({
          kind: "activeXControlBinary",
          target: "activeX1.bin",
        }),
        "word/activeX/activeX1.bin": compound,
      },
      "embedded-objects",
      /activeX|w:control/,
    ],
    [
      "another document that would be read in",
      {
        ...leading('</w:r></w:p><w:altChunk r:id="rId1"/><w:p><w:r>', {
          kind: "aFChunk",
          target: "afchunk.docx",
        }),
        "word/afchunk.docx": docx(),
      },
      "embedded-objects",
      /altChunk|afchunk/i,
    ],
    [
      "names of its authors",
      {
        "_rels/.rels": relations(
          { kind: "officeDocument", target: "word/document.xml" },
          { kind: "core-properties", target: "docProps/core.xml" },
        ),
        "docProps/core.xml": "<core><creator>张三</creator></core>",
      },
      "metadata",
      /张三|core/,
    ],
  ])("has no more %s", async (_, parts, removed, gone) => {
    const copy = copyDocx(docx(parts), how);
    if (!copy) throw new Error("no copy");
    expect(copy.removed).toContain(removed);
    expect(textsIn(copy.bytes)).not.toMatch(gone);
    expect(await judged(copy.bytes)).toMatchObject({ verdict: "accepted", reasons: [] });
  });

  it("of a plain form has the same parts, and is the same each time", () => {
    const parts = leading(
      '<w:hyperlink r:id="rId2"><w:r/></w:hyperlink>',
      { kind: "styles", target: "styles.xml" },
      { kind: "hyperlink", target: "https://www.cast.org.cn/?a=1&amp;b=2", isExternal: true },
    );
    const given = docx({ ...parts, "word/styles.xml": '<w:styles xmlns:w="w"/>' });
    const copy = copyDocx(given, how);
    expect(copy?.removed).toEqual([]);
    const [before, after] = [unzipSync(given), unzipSync(copy?.bytes ?? given)];
    expect(Object.keys(after)).toEqual(Object.keys(before));
    expect(after["word/document.xml"]).toEqual(before["word/document.xml"]);
    expect(strFromU8(after["word/_rels/document.xml.rels"] ?? new Uint8Array())).toContain("?a=1&amp;b=2");
    expect(copyDocx(given, how)).toEqual(copy);
  });
});

describe("there is no copy", () => {
  it.each<[string, Uint8Array]>([
    ["of no archive", Buffer.from("no archive")],
    [
      "of a document with a field that starts a program",
      docx({ "word/document.xml": documentXml('<w:p><w:fldSimple w:instr="DDEAUTO c:\\a.exe"/></w:p>') }),
    ],
    ["of an object that leads nowhere", docx(leading('<o:OLEObject ProgID="Equation.3"/>'))],
    [
      "of a part in UTF-16 that would have to be changed",
      docx({
        ...leading("", { kind: "image", target: "https://a.example/", isExternal: true }),
        "word/document.xml": Buffer.from(
          `\ufeff${documentXml(undefined, '<?xml version="1.0" encoding="UTF-16"?>')}`,
          "utf16le",
        ),
      }),
    ],
  ])("%s", (_, bytes) => {
    expect(copyDocx(bytes, how)).toBeNull();
  });
});

describe("what is taken out of a part", () => {
  const elements = new Set(["gone"]);
  const out = (text: string) => withoutLinks(text, { ids: new Set(["rId1"]), elements });

  it.each([
    ['<a r:id="rId1" b="c">t</a>', '<a b="c">t</a>'],
    ["<a r:id='rId1'/>", "<a/>"],
    ['<a r:id="rId2"/>', '<a r:id="rId2"/>'],
    ['<a w:val="rId1" id="rId1"/>', '<a w:val="rId1" id="rId1"/>'],
    ['<x:gone r:id="rId1"><gone><b/></gone>t</x:gone><c/>', "<c/>"],
    ['<gone r:id="rId1"/><c>t</c>', "<c>t</c>"],
    ['<gone r:id="rId2"><b/></gone>', '<gone r:id="rId2"><b/></gone>'],
    [
      '<!-- <a r:id="rId1"> --><![CDATA[<a r:id="rId1">]]><?p r:id="rId1"?>',
      '<!-- <a r:id="rId1"> --><![CDATA[<a r:id="rId1">]]><?p r:id="rId1"?>',
    ],
    ['<a b="x > y" r:link="rId1">t</a>', '<a b="x > y">t</a>'],
  ])("%s becomes %s", (before, after) => {
    expect(out(before)).toBe(after);
  });
});

describe("whatever chance makes of a Word document", () => {
  it("there is no copy, or one that a look finds nothing in", async () => {
    const parts = partsOf({
      ...leading(
        '<o:OLEObject ProgID="Equation.3" r:id="rId1"/><a:blip xmlns:a="a" r:link="rId2"/>',
        { kind: "oleObject", target: "embeddings/oleObject1.bin" },
        { kind: "image", target: "https://tracker.example/a.png", isExternal: true },
      ),
      "word/embeddings/oleObject1.bin": compound,
    });
    const small = { ...inspectionLimits, inflatedBytes: 5_000_000, partBytes: 2_000_000 };
    let copies = 0;
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(...Object.keys(parts)), mutations, async (name, changes) => {
        const file = docx({ ...parts, [name]: applied(parts[name] ?? Buffer.alloc(0), changes) });
        const copy = copyDocx(file, { limits: small });
        if (!copy) return;
        copies += 1;
        const { reasons } = await judged(copy.bytes);
        expect(reasons.filter(({ code }) => code !== "empty")).toEqual([]);
        expect(textsIn(copy.bytes)).not.toContain("tracker.example");
      }),
      { seed: 20210709, numRuns: 250, endOnFailure: true },
    );
    expect(copies).toBeGreaterThan(20);
  });
});
