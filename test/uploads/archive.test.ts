import { describe, expect, it } from "vitest";
import { type InspectionLimits, inspectionLimits } from "../../functions/uploads/inspection.ts";
import { archive, docx, entriesOf, partsOf, type Written } from "./given-docx.ts";
import { inspected } from "./inspected.ts";

const entries = entriesOf(partsOf());
const padding = { name: "word/media/pad.xml", content: Buffer.from("<a/>") };
const changed = (change: Partial<Written>): Written[] => [...entries, { ...padding, ...change }];
const verdictOf = (bytes: Uint8Array, limits: Partial<InspectionLimits> = {}) =>
  inspected(bytes, "docx", limits);
const whole = archive(entries);
const pdf = Buffer.from("%PDF-1.7\n%%EOF\n");

describe("an archive is refused", () => {
  it.each<[string, Written[], string]>([
    ["that names a part twice", [...entries, { ...padding, name: "word/document.xml" }], "duplicate-entry"],
    ["that names a part twice in other letters", changed({ name: "WORD/Document.xml" }), "duplicate-entry"],
    ["that leads out of its folder", changed({ name: "../../tmp/evil.xml" }), "zip-path"],
    [
      "that leads out of its folder with the other stroke",
      changed({ name: "word\\..\\..\\evil.xml" }),
      "zip-path",
    ],
    ["that names an absolute path", changed({ name: "/etc/passwd" }), "zip-path"],
    ["that names a drive", changed({ name: "C:evil.xml" }), "zip-path"],
    [
      "whose part has another name in its own header",
      changed({ localName: "word/media/hid.xml" }),
      "zip-damaged",
    ],
    ["whose part has another checksum", changed({ crc: 1 }), "zip-damaged"],
    ["whose part has another size", changed({ size: 3 }), "zip-damaged"],
    ["whose part is packed in a way that no reader knows", changed({ method: 99 }), "zip-damaged"],
    ["whose part has a password", changed({ flags: 1 }), "encrypted"],
    ["whose parts share their bytes", changed({ offset: 0 }), "zip-bomb"],
    [
      "with more parts than any document",
      [
        ...entries,
        ...Array.from({ length: inspectionLimits.entries }, (_, n) => ({
          ...padding,
          name: `customXml/item${n}.xml`,
        })),
      ],
      "zip-bomb",
    ],
  ])("%s", async (_, written, reason) => {
    expect(await verdictOf(archive(written))).toBe(`refused ${reason}`);
  });

  it("whose part grows beyond its limit", async () => {
    const part = Buffer.alloc(4097, 0x20);
    expect(await verdictOf(docx({ "word/media/a.bmp": part }), { partBytes: 4096 })).toBe("refused zip-bomb");
  });

  it("whose parts grow beyond their limit together", async () => {
    const part = Buffer.alloc(4096, 0x20);
    const parts = { "word/media/a.bmp": part, "word/media/b.bmp": part, "word/media/c.bmp": part };
    const limits = { partBytes: 4096, inflatedBytes: 12_000 };
    expect(await verdictOf(docx(parts), limits)).toBe("refused zip-bomb");
  });

  it("that holds another archive which grows beyond its limit", async () => {
    const inner = docx({ "word/media/a.bmp": Buffer.alloc(4097, 0x20) });
    const parts = { "word/embeddings/a.docx": inner };
    expect(await verdictOf(docx(parts), { partBytes: 4096 })).toBe("refused zip-bomb");
  });

  it("that grows beyond the limits in force, and is unpacked no further than they go", async () => {
    const { partBytes } = inspectionLimits;
    const bomb = docx({ "word/media/a.bmp": Buffer.alloc(partBytes + 1, 0x20) });
    expect(bomb.length).toBeLessThan(partBytes / 500);
    expect(await verdictOf(bomb)).toBe("refused zip-bomb");
  });

  it("that was cut off, wherever", async () => {
    const cuts = [whole.length - 1, Math.floor(whole.length * 0.6), 40];
    for (const cut of cuts) expect(await verdictOf(whole.subarray(0, cut))).toBe("refused truncated");
  });

  it("whose directory was overwritten", async () => {
    const broken = Buffer.from(whole);
    broken.write("XX", broken.indexOf("PK\u0001\u0002", 0, "latin1"));
    expect(await verdictOf(broken)).toBe("refused zip-damaged");
  });

  it("that stands behind another file, or before one", async () => {
    const before = [
      Buffer.concat([Buffer.from("MZ".padEnd(64, "\0")), whole]),
      archive(entries, { before: 64 }),
    ];
    for (const bytes of before) expect(await verdictOf(bytes)).toBe("refused polyglot");
    expect(await verdictOf(Buffer.concat([whole, pdf]))).toBe("refused polyglot");
  });

  it("whose first part is a PDF that a PDF reader would open", async () => {
    const first = { name: "a.pdf", content: pdf, method: 0 };
    expect(await verdictOf(archive([first, ...entries]))).toBe("refused polyglot");
  });
});

describe("an archive is accepted", () => {
  it("whose parts are not packed", async () => {
    expect(await verdictOf(archive(entries.map((one) => ({ ...one, method: 0 }))))).toBe("accepted");
  });

  it("with places of 64 bits, as some programs always write them", async () => {
    expect(await verdictOf(archive(entries, { wide: true }))).toBe("accepted");
  });

  it("with a few blanks behind its end", async () => {
    expect(await verdictOf(Buffer.concat([whole, Buffer.alloc(4)]))).toBe("accepted");
  });
});
