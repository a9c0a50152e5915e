import { describe, expect, it } from "vitest";
import { kindOfPage, pageReasons, spansOf } from "../../functions/uploads/page-kinds.ts";
import { docx } from "./given-docx.ts";
import { type GivenPage, pagesPdf } from "./given-pages.ts";
import { inspected, places } from "./inspected.ts";

const line = "The society applies for the project and gives its plan for three years.";
const text: GivenPage = { text: line };
const scan: GivenPage = { picture: [595, 842] };
const recognised: GivenPage = { picture: [595, 842], text: line, isInvisible: true };
const verdictOf = (...pages: GivenPage[]) => inspected(pagesPdf(pages), "pdf");

describe("a PDF is judged page by page", () => {
  it.each<[string, GivenPage[], string]>([
    ["text alone", [text, text], "accepted"],
    ["text with a letterhead", [{ ...text, picture: [500, 80] }], "accepted"],
    ["text over a picture of the whole page", [{ ...text, picture: [595, 842] }], "accepted"],
    ["text with an empty page at the end", [text, {}], "accepted"],
    [
      "text under a seal of the page's size that can be seen through",
      [{ ...text, picture: [595, 842], isOver: true, isSeeThrough: true }],
      "accepted",
    ],
    ["text pages and the sealed page scanned", [text, text, scan], "flagged part-scan"],
    ["a scan in strips", [text, { picture: [595, 210], times: 4 }], "flagged part-scan"],
    ["a scan that is turned", [text, { picture: [595, 842], isTurned: true }], "flagged part-scan"],
    ["a scan inside a form of its own", [text, { ...scan, isInForm: true }], "flagged part-scan"],
    ["a page with nothing but a picture of a seal", [text, { picture: [120, 120] }], "flagged part-scan"],
    [
      "a scan that names the program it was made with",
      [text, { ...scan, text: "Scanned by Scanner 2021" }],
      "flagged part-scan",
    ],
    ["nothing but scans", [scan, scan], "flagged no-text"],
    [
      "nothing but scans that name their program",
      [{ ...scan, text: "Scanned by Scanner" }, scan],
      "flagged no-text",
    ],
    ["nothing at all", [{}], "flagged no-text"],
    ["scans with a recognised text", [recognised, recognised], "flagged doubtful-text"],
    [
      "a recognised text behind the picture",
      [{ picture: [595, 842], text: line, isOver: true }],
      "flagged doubtful-text",
    ],
    ["text, a scan and a recognised one", [text, scan, recognised], "flagged part-scan doubtful-text"],
    ["invisible text without a picture", [{ text: line, isInvisible: true }], "flagged doubtful-text"],
  ])("%s", async (_, pages, verdict) => {
    expect(await verdictOf(...pages)).toBe(verdict);
  });

  it("and says which pages it means", async () => {
    const pages = [text, scan, scan, text, scan, recognised];
    expect(await places(pagesPdf(pages), "pdf")).toEqual(["part-scan: pages 2-3,5", "doubtful-text: page 6"]);
  });

  it("whose drawing is broken or endless, by its text", async () => {
    const broken = pagesPdf([
      { text: line, after: "(unended" },
      { text: line, after: "BI /W 1 ID x" },
    ]);
    expect(await inspected(broken, "pdf")).toBe("accepted");
  });
});

describe("a refusal names the place", () => {
  it("the page that holds it, even where the object is listed elsewhere too", async () => {
    const bytes = pagesPdf([text, { ...text, page: "/AA<</O<</S/Launch/F(a)>>>>" }, text]);
    expect(await places(bytes, "pdf")).toEqual(["pdf-launch: page 2"]);
  });

  it("the part of a Word document that can't be read", async () => {
    const bytes = docx({ "word/header1.xml": "<a><b></a>" });
    expect(await places(bytes, "docx")).toEqual(["malformed-xml: word/header1.xml"]);
  });
});

describe("a page", () => {
  it("of little text over half a picture is a scan; one line more, and it is text", () => {
    const on = (characters: number, imageShare: number) =>
      kindOfPage({ characters, imageShare, hiddenShare: 0 });
    expect([on(39, 0.5), on(40, 0.5), on(39, 0.49), on(0, 0.01), on(0, 0)]).toEqual([
      ...["scan", "text", "text", "scan", "blank"],
    ]);
  });

  it("without any text in the whole document is no part of one", () => {
    expect(pageReasons(["scan", "blank", "scan"])).toEqual([{ code: "no-text", where: null }]);
    expect(pageReasons(["text", "blank"])).toEqual([]);
  });

  it("is counted in spans", () => {
    expect([spansOf([]), spansOf([4]), spansOf([1, 2, 3, 7, 9, 10])]).toEqual(["", "4", "1-3,7,9-10"]);
  });
});
