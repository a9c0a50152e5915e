import { deflateSync } from "node:zlib";
import { describe, expect, it } from "vitest";
import { drawn, lockedPdf, onePage, type PdfObject, packedPdf, pdf, stream } from "./given-pdf.ts";
import { inspected } from "./inspected.ts";

const verdictOf = (bytes: Uint8Array) => inspected(bytes, "pdf");
const whole = pdf(onePage());
const tree = (pages: PdfObject) => pdf(onePage().with(1, pages));

describe("a PDF is refused that cannot be opened", () => {
  it.each<[string, Uint8Array, string]>([
    ["because it has a password", lockedPdf(onePage(), { user: "user", owner: "owner" }), "pdf-encrypted"],
    [
      "because its lock is broken",
      pdf(onePage(), { trailer: "/Encrypt<</Filter/Standard/V 5/R 5/U<00>/UE<00>/O<00>/OE<00>>>" }),
      "pdf-encrypted",
    ],
    [
      "because it is locked for somebody's certificate",
      pdf(onePage(), { trailer: "/Encrypt<</Filter/Adobe.PubSec/V 4>>" }),
      "pdf-encrypted",
    ],
    ["because it has no pages", tree("<</Type/Pages/Kids[]/Count 0>>"), "pdf-no-pages"],
    ["because it says that it has no pages", tree("<</Type/Pages/Kids[3 0 R]/Count 0>>"), "pdf-no-pages"],
    ["because its pages cannot be counted", tree("<</Type/Pages/Kids[3 0 R]/Count 4 0 R>>"), "pdf-no-pages"],
    [
      "because its pages lead back to themselves",
      tree("<</Type/Pages/Kids[2 0 R 3 0 R]/Count 2>>"),
      "pdf-page-tree-loop",
    ],
    ["because it was cut off behind its beginning", whole.subarray(0, 60), "pdf-no-pages"],
    ["because it was cut off before its table", whole.subarray(0, whole.indexOf("xref")), "pdf-no-pages"],
    ["because nothing follows its first line", Buffer.from("%PDF-1.7\n"), "pdf-no-pages"],
  ])("%s", async (_, bytes, reason) => {
    expect(await verdictOf(bytes)).toBe(`refused ${reason}`);
  });
});

describe("a damaged PDF that readers open all the same is kept for a person to look at", () => {
  it.each<[string, Uint8Array]>([
    ["whose last lines are gone", whole.subarray(0, whole.lastIndexOf("startxref"))],
    ["whose table leads astray", pdf(onePage(), { shift: 5 })],
    [
      "whose table was cut",
      Buffer.from(whole.toString("latin1").replace("0000000000 65535 f \n", ""), "latin1"),
    ],
    ["whose older table is named without its place", pdf(onePage(), { trailer: "/Prev/None" })],
    ["whose tables lead in circles", pdf(onePage(), { trailer: `/Prev ${whole.indexOf("xref")}` })],
    ["that counts its objects wrong", pdf(onePage(), { size: 9 })],
    [
      "whose stream is longer than it says",
      pdf(onePage({ content: { ...stream(drawn("a")), value: "<</Length 3>>" } })),
    ],
    [
      "whose content is no packed content",
      pdf(onePage({ content: stream("@@@@@@@@@@", "/Filter/FlateDecode"), more: [] })),
    ],
    ["with words that are no PDF", pdf(onePage({ page: "/X nonsense" }))],
  ])("%s", async (_, bytes) => {
    expect(await verdictOf(bytes)).toMatch(/^flagged pdf-truncated-recoverable/);
  });

  it("but not with a script, in whatever version of an object it stands", async () => {
    const [, ...rest] = onePage();
    const scripted = pdf(["<</Type/Catalog/Pages 2 0 R/OpenAction<</S/JavaScript/JS(x)>>>>", ...rest], {
      shift: 5,
    });
    const replaced = Buffer.concat([
      scripted.subarray(0, scripted.indexOf("xref")),
      Buffer.from("1 0 obj\n<</Type/Catalog/Pages 2 0 R>>\nendobj\n"),
      scripted.subarray(scripted.indexOf("xref")),
    ]);
    expect(await verdictOf(replaced)).toMatch(/^refused pdf-javascript/);
  });
});

describe("a PDF is refused that grows too large", () => {
  const limits = { partBytes: 100_000, unpackedBytes: 300_000 };
  const blank = Buffer.alloc(200_000, 0x20);
  const twice = deflateSync(deflateSync(Buffer.alloc(50_000_000, 0x20)));
  const small = stream(deflateSync(Buffer.alloc(90_000, 0x20)), "/Filter/FlateDecode");
  const runs = Buffer.concat([Buffer.alloc(4000, Buffer.from([0x81, 0x20])), Buffer.from([0x80])]);
  it.each<[string, PdfObject[]]>([
    ["in one stream", onePage({ content: stream(deflateSync(blank), "/Filter/FlateDecode") })],
    ["in a stream packed twice", onePage({ content: stream(twice, "/Filter[/FlateDecode/FlateDecode]") })],
    ["in a stream of repeated letters", onePage({ content: stream(runs, "/Filter/RunLengthDecode") })],
    [
      "in all its streams together",
      onePage({ more: [small, small, small, small, "[6 0 R 7 0 R 8 0 R 9 0 R]"], catalogue: "/X 10 0 R" }),
    ],
    [
      "on a page that draws one part again and again",
      onePage({ page: "/Contents[6 0 R 6 0 R]", more: [small] }),
    ],
    [
      "in a picture of a square metre and more",
      onePage({
        page: "/X 6 0 R",
        more: [stream("x", "/Subtype/Image/Width 99999/Height 99999/Filter/DCTDecode")],
      }),
    ],
    ["in pages that branch again and again", branching()],
  ])("%s", async (_, objects) => {
    expect(await inspected(pdf(objects), "pdf", limits)).toBe("refused pdf-bomb");
  });

  it("in the stream that its objects are packed in", async () => {
    const packed = packedPdf(onePage({ catalogue: `/X(${" ".repeat(200_000)})` }));
    expect(await inspected(packed, "pdf", limits)).toBe("refused pdf-bomb");
  });
});

/** Twenty branches, each of which is two of the next: a million pages. */
function branching(): PdfObject[] {
  const branches = Array.from({ length: 20 }, (_, at) => `<</Kids[${at + 3} 0 R ${at + 3} 0 R]/Count 2>>`);
  return ["<</Type/Catalog/Pages 2 0 R>>", ...branches, "<</Type/Page/MediaBox[0 0 9 9]>>"];
}

describe("whatever the bytes are, there is a verdict", () => {
  it.each(["(", "<", "<</A(", "[", "<<", "<<>>stream\n"])(
    "for 100,000 objects that begin with %s and have no end",
    async (begin) => {
      const bytes = Buffer.from(`%PDF-1.7\n${`1 0 obj ${begin}`.repeat(100_000)}trailer<</Root 1 0 R>>`);
      expect(await verdictOf(bytes)).toBe("refused pdf-no-pages");
    },
  );

  it("also where the engine breaks a promise that nobody waits for, which ends no process", async () => {
    const [root = "", , page = "", ...rest] = onePage();
    const kids = Array.from({ length: 40 }, (_, at) => `${6 + at} 0 R`).join(" ");
    const more = Array.from({ length: 40 }, () => page);
    const many = pdf([root, `<</Type/Pages/Kids[${kids}]/Count 40>>`, page, ...rest, ...more]);
    const broken = many.toString("latin1").replace("\n20 0 obj", "\n20 obj").replace("/Kids[", "/Kids [ ");
    expect(await verdictOf(Buffer.from(broken, "latin1"))).toBe("flagged pdf-truncated-recoverable");
  });

  it("for a file cut off at any place", async () => {
    for (const file of [whole, packedPdf(onePage()), lockedPdf(onePage(), { user: "", owner: "o" })]) {
      for (let length = 20; length < file.length; length += 37) {
        expect(await verdictOf(file.subarray(0, length))).toMatch(/^(refused|flagged)/);
      }
    }
  });
});
