import { describe, expect, it } from "vitest";
import { inspect } from "../../functions/uploads/inspect.ts";
import { inspectionLimits } from "../../functions/uploads/inspection.ts";
import { inspectionMeans } from "../../shared/runtime/inspection-means.ts";
import { compoundFile } from "./given-compound.ts";
import { archive, docx, type Parts, relations } from "./given-docx.ts";
import { onePage, pdf } from "./given-pdf.ts";
import { pptx, slideXml } from "./given-pptx.ts";
import { inspected } from "./inspected.ts";

const vba = compoundFile({}, ["VBA"]);
const slideRelations = "ppt/slides/_rels/slide1.xml.rels";
const external = (kind: string, target = "https://evil.example/x"): Parts => ({
  [slideRelations]: relations({ kind, target, isExternal: true }),
});
const program = Buffer.concat([Buffer.from("MZ"), Buffer.alloc(200)]);
program.writeUInt32LE(64, 60);
program.write("PE", 64, "latin1");
const click = (action: string) => ({
  "ppt/slides/slide1.xml": slideXml("点击", `<a:hlinkClick r:id="rId1" xmlns:r="urn:r" action="${action}"/>`),
});

interface Case {
  deck: string;
  parts: Parts;
  types?: Record<string, string>;
  verdict: string;
}

const refused: Case[] = [
  { deck: "a macro project", parts: { "ppt/vbaProject.bin": vba }, verdict: "macro" },
  {
    deck: "a macro project that only its relationship gives away",
    parts: {
      "ppt/x.bin": vba,
      "ppt/_rels/presentation.xml.rels": relations({ kind: "vbaProject", target: "x.bin" }),
    },
    verdict: "macro",
  },
  { deck: "a picture from elsewhere", parts: external("image"), verdict: "external-link" },
  { deck: "a film from elsewhere", parts: external("video"), verdict: "external-link" },
  { deck: "a linked object", parts: external("oleObject"), verdict: "external-link" },
  {
    deck: "a template from the network",
    parts: external("attachedTemplate"),
    verdict: "template-injection",
  },
  { deck: "a click that runs a program", parts: click("ppaction://program"), verdict: "ole-package" },
  { deck: "a click that runs a macro", parts: click("ppaction://macro?name=go"), verdict: "macro" },
  { deck: "a program among its media", parts: { "ppt/media/film.bin": program }, verdict: "ole-package" },
  {
    deck: "an entity",
    parts: { "ppt/slides/slide2.xml": `<!DOCTYPE a [<!ENTITY x "y">]>${slideXml("&x;")}` },
    verdict: "external-entity",
  },
  { deck: "a path out of itself", parts: { "../evil.xml": "<a/>" }, verdict: "zip-path" },
];

const only = (reasons: string) => reasons.split(" ").slice(0, 2).join(" ");

describe("a presentation", () => {
  it("of slides alone is accepted, and its slides are counted", async () => {
    const asked = { expected: "pptx", limits: inspectionLimits, means: inspectionMeans } as const;
    expect(await inspect(pptx(), asked)).toMatchObject({
      kind: "pptx",
      verdict: "accepted",
      pages: 2,
      characters: 10,
    });
  });

  it("may link pages of the web and jump between its slides", async () => {
    const jump = pptx({ ...external("hyperlink"), ...click("ppaction://hlinksldjump") });
    expect(await inspected(jump, "pptx")).toBe("accepted");
  });

  it.each(refused)("with $deck is refused", async ({ parts, types, verdict }) => {
    expect(only(await inspected(pptx(parts, types && { types }), "pptx"))).toBe(`refused ${verdict}`);
  });

  it("that is encrypted, cut off, or grows without end is refused", async () => {
    const encrypted = compoundFile({ EncryptedPackage: Buffer.alloc(64) }, []);
    expect(await inspected(encrypted, "pptx")).toBe("refused pptx-encrypted");
    expect(await inspected(pptx().subarray(0, 400), "pptx")).toMatch(/^refused (zip-damaged|truncated)/);
    const bomb = pptx({ "ppt/media/a.xml": `<a>${" ".repeat(200_000)}</a>` });
    expect(await inspected(bomb, "pptx", { partBytes: 100_000 })).toMatch(/^refused zip-bomb/);
  });

  it("that is something else is refused by what it is, whatever it is called", async () => {
    expect(await inspected(docx(), "pptx")).toMatch(/^refused not-pptx/);
    expect(await inspected(pdf(onePage()), "pptx")).toBe("refused not-pptx");
    expect(await inspected(compoundFile({ "PowerPoint Document": Buffer.alloc(64) }, []), "pptx")).toBe(
      "refused not-pptx",
    );
    expect(await inspected(archive([{ name: "a.txt", content: Buffer.from("a") }]), "pptx")).toBe(
      "refused not-pptx",
    );
    const enabled = "application/vnd.ms-powerpoint.presentation.macroEnabled.main+xml";
    expect(await inspected(pptx({}, { main: enabled }), "pptx")).toMatch(/^refused not-pptx/);
    expect(await inspected(pptx(), "docx")).toMatch(/^refused not-docx/);
  });

  it("without a word is kept for a person to look at", async () => {
    const silent = pptx({ "ppt/slides/slide1.xml": slideXml(""), "ppt/slides/slide2.xml": slideXml("") });
    expect(await inspected(silent, "pptx")).toBe("flagged empty");
  });
});
