import { describe, expect, it } from "vitest";
import { signPdf } from "../../cli/demo/sign-pdf.ts";
import { selfSigned } from "../../cli/demo/signature.ts";
import { inspect } from "../../functions/uploads/inspect.ts";
import { inspectionLimits } from "../../functions/uploads/inspection.ts";
import { copyPdf } from "../../functions/uploads/pdf-copy.ts";
import { inspectionMeans } from "../../shared/runtime/inspection-means.ts";
import fc from "../chance.ts";
import { pagesPdf } from "./given-pages.ts";
import { drawn, lockedPdf, onePage, packedPdf, pdf, stream } from "./given-pdf.ts";
import { applied, mutations } from "./mutations.ts";

const how = { limits: inspectionLimits, means: inspectionMeans };
const judged = (bytes: Uint8Array) => inspect(bytes, { ...how, expected: "pdf" });
const textIn = (bytes: Uint8Array) => Buffer.from(bytes).toString("latin1");

const action = (entries: string) => onePage({ catalogue: `/OpenAction<<${entries}>>` });
const annotated = (entries: string, ...more: Parameters<typeof pdf>[0]) =>
  onePage({ page: `/Annots[<</Type/Annot/Rect[0 0 9 9]${entries}>>]`, more: [...more] });

describe("a copy of a PDF", () => {
  it.each<[string, Parameters<typeof pdf>[0], string, RegExp]>([
    ["a script on opening", action("/S/JavaScript/JS(app.alert)"), "actions", /JavaScript|JS|OpenAction/],
    [
      "a script among the names",
      onePage({ catalogue: "/Names<</JavaScript<</Names[(a)6 0 R]>>>>", more: ["<</S/JavaScript/JS(x)>>"] }),
      "scripts",
      /JavaScript|JS/,
    ],
    ["a program to be launched", annotated("/Subtype/Link/A<</S/Launch/F(a)>>"), "actions", /Launch/],
    [
      "a second action behind a link",
      annotated("/Subtype/Link/A<</S/URI/URI(https://a.cn)/Next<</S/Launch/F(a)>>>>"),
      "actions",
      /Launch|Next/,
    ],
    [
      "a script under a name with a code",
      annotated("/Subtype/Link/A<</S/J#61vaScript/J#53(x)>>"),
      "scripts",
      /avaScript/,
    ],
    ["a link to a file", annotated("/Subtype/Link/A<</S/URI/URI(file://server/a)>>"), "actions", /file/],
    ["actions of a page", onePage({ page: "/AA<</O<</S/JavaScript/JS(x)>>>>" }), "actions", /\/AA/],
    [
      "a script of a field",
      onePage({
        catalogue: "/AcroForm<</Fields[6 0 R]>>",
        more: ["<</FT/Tx/T(a)/AA<</F<</S/JavaScript/JS(x)>>>>>>"],
      }),
      "actions",
      /\/AA|JavaScript/,
    ],
    [
      "an attached file",
      onePage({
        catalogue: "/Names<</EmbeddedFiles<</Names[(a)6 0 R]>>>>",
        more: ["<</Type/Filespec/F(a.xml)/EF<</F 7 0 R>>>>", stream("<secret/>", "/Type/EmbeddedFile")],
      }),
      "attachments",
      /secret|EmbeddedFile/,
    ],
    [
      "a file attached to a page",
      annotated(
        "/Subtype/FileAttachment/FS 6 0 R",
        "<</Type/Filespec/F(a.xml)/EF<</F 7 0 R>>>>",
        stream("<secret/>", "/Type/EmbeddedFile"),
      ),
      "attachments",
      /secret|FileAttachment/,
    ],
    [
      "associated files",
      onePage({
        catalogue: "/AF[6 0 R]",
        more: ["<</Type/Filespec/F(a.xml)/EF<</F 7 0 R>>>>", stream("<secret/>")],
      }),
      "attachments",
      /secret/,
    ],
    [
      "a film",
      annotated(
        "/Subtype/RichMedia/RichMediaContent<</Assets 6 0 R>>",
        "<</Names[(a)7 0 R]>>",
        stream("film"),
      ),
      "multimedia",
      /film|RichMedia/,
    ],
    [
      "a dynamic form",
      onePage({ catalogue: "/AcroForm<</Fields[]/XFA 6 0 R>>", more: [stream("<xdp/>")] }),
      "dynamic-form",
      /xdp|XFA/,
    ],
    [
      "what the program says of itself",
      onePage({ catalogue: "/Metadata 6 0 R", more: [stream("<author>张三</author>")] }),
      "metadata",
      /author/,
    ],
    [
      "a stream that lies elsewhere",
      onePage({ content: stream(drawn("Application"), "/F(other.bin)") }),
      "external-links",
      /other/,
    ],
  ])("has no more %s, and shows the same", async (_, objects, removed, gone) => {
    for (const file of [pdf(objects), packedPdf(objects)]) {
      const copy = copyPdf(file, how);
      if (!copy) throw new Error("no copy");
      expect(copy.removed).toContain(removed);
      expect(textIn(copy.bytes)).not.toMatch(gone);
      expect(await judged(copy.bytes)).toMatchObject({ verdict: "accepted", pages: 1, characters: 11 });
    }
  });

  it("of a plain file loses nothing, and is the same each time", async () => {
    const file = pagesPdf([{ text: "One" }, { text: "Two", picture: [10, 10] }, { text: "Three" }]);
    const copy = copyPdf(file, how);
    expect(copy?.removed).toEqual([]);
    expect(await judged(copy?.bytes ?? file)).toEqual(await judged(file));
    expect(copyPdf(file, how)).toEqual(copy);
  });

  it("carries no signature, for that was of other bytes", async () => {
    const signed = signPdf(pdf(onePage()), { signer: selfSigned("某某"), at: "2021-11-08T02:00:00.000Z" });
    const copy = copyPdf(signed, how);
    expect(copy?.removed).toEqual(["signatures"]);
    expect(await judged(copy?.bytes ?? signed)).toMatchObject({ verdict: "accepted", signatures: [] });
  });

  it("keeps nothing of an earlier version that a later one replaced", () => {
    const first = pdf(onePage({ content: stream(drawn("Forgotten")) }));
    const second = textIn(pdf(onePage())).replace("%PDF-1.7", "%PDF-1.6");
    const both = Buffer.concat([first, Buffer.from(second, "latin1")]);
    expect(textIn(copyPdf(both, how)?.bytes ?? both)).not.toContain("Forgotten");
  });

  it("is open where the original restricts what may be done, with its texts in plain", async () => {
    const locked = lockedPdf(onePage(), { user: "", owner: "owner" });
    const copy = copyPdf(locked, how);
    expect(await judged(copy?.bytes ?? locked)).toMatchObject({
      verdict: "accepted",
      characters: 11,
      reasons: [],
    });
  });

  it("keeps addresses of the web and turns to pages", () => {
    const link = annotated(
      "/Subtype/Link/A<</S/URI/URI(https://www.cast.org.cn/)>>/B<</S/GoTo/D[3 0 R/Fit]>>",
    );
    const copy = copyPdf(pdf(link), how);
    expect(textIn(copy?.bytes ?? Buffer.alloc(0))).toContain(
      Buffer.from("https://www.cast.org.cn/").toString("hex"),
    );
    expect(copy?.removed).toEqual([]);
  });
});

describe("there is no copy", () => {
  it.each<[string, Uint8Array]>([
    ["of a file that needs a password", lockedPdf(onePage(), { user: "x", owner: "y" })],
    ["of no PDF", Buffer.from("no PDF")],
    ["of half a file", pdf(onePage()).subarray(0, 200)],
    [
      "where a page is drawn with something of a name that is taken out",
      pdf(onePage({ page: "/Resources<</XObject<</AA 6 0 R>>>>", more: [stream("", "/Subtype/Form")] })),
    ],
  ])("%s", (_, bytes) => {
    expect(copyPdf(bytes, how)).toBeNull();
  });
});

describe("whatever chance makes of a PDF", () => {
  it("there is no copy, or one that does nothing to its reader", async () => {
    const dangerous = onePage({
      catalogue:
        "/Names<</EmbeddedFiles<</Names[(a)6 0 R]>>>>/OpenAction<</S/JavaScript/JS(1)>>/AcroForm<</Fields[8 0 R]>>",
      page: "/Annots[<</Rect[0 0 9 9]/Subtype/Link/A<</S/Launch/F(a)>>>>]",
      more: [
        "<</Type/Filespec/F(a.xml)/EF<</F 7 0 R>>>>",
        stream("<a/>", "/Type/EmbeddedFile"),
        "<</FT/Sig/T(a)/V<</Type/Sig/Contents<00>/ByteRange[0 1 2 3]>>>>",
      ],
    });
    const small = { ...inspectionLimits, partBytes: 2_000_000, unpackedBytes: 5_000_000 };
    const files = [pdf(dangerous), packedPdf(dangerous), lockedPdf(dangerous, { user: "", owner: "o" })];
    let copies = 0;
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(...files), mutations, async (file, changes) => {
        const copy = copyPdf(applied(file, changes), { ...how, limits: small });
        if (!copy) return;
        copies += 1;
        const { reasons } = await judged(copy.bytes);
        const harmful = reasons.filter(({ code }) =>
          /javascript|script|launch|attachment|multimedia|xfa|bomb|polyglot/.test(code),
        );
        expect(harmful).toEqual([]);
      }),
      { seed: 20210709, numRuns: 250, endOnFailure: true },
    );
    expect(copies).toBeGreaterThan(50);
  });
});
