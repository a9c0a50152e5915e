import { type Zippable, zipSync } from "fflate";
import { contentTypes, type Parts, partsOf, relations } from "./given-docx.ts";

const presentation = "application/vnd.openxmlformats-officedocument.presentationml";
export const deckType = `${presentation}.presentation.main+xml`;
const slideType = `${presentation}.slide+xml`;

/** A slide with a line of text; `inner` stands beside it. */
export const slideXml = (text: string, inner = "") =>
  `<p:sld xmlns:p="urn:p" xmlns:a="urn:a"><a:p><a:r><a:t>${text}</a:t></a:r></a:p>${inner}</p:sld>`;

/** A small sound presentation of two slides, with other parts in place of them or beside them; undefined leaves one out. */
export function pptx(
  more: Parts = {},
  { types = {}, main = deckType }: { types?: Record<string, string>; main?: string } = {},
): Uint8Array {
  const parts = partsOf({
    "word/document.xml": undefined,
    "[Content_Types].xml": contentTypes({
      "ppt/presentation.xml": main,
      "ppt/slides/slide1.xml": slideType,
      "ppt/slides/slide2.xml": slideType,
      ...types,
    }),
    "_rels/.rels": relations({ kind: "officeDocument", target: "ppt/presentation.xml" }),
    "ppt/presentation.xml": '<p:presentation xmlns:p="urn:p"/>',
    "ppt/_rels/presentation.xml.rels": relations(
      { kind: "slide", target: "slides/slide1.xml" },
      { kind: "slide", target: "slides/slide2.xml" },
    ),
    "ppt/slides/slide1.xml": slideXml("三年规划"),
    "ppt/slides/slide2.xml": slideXml("第一年度方案"),
    ...more,
  });
  return zipSync(parts as Zippable, { mtime: "1980-01-01T00:00:00" });
}
